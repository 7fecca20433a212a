/** Escapes of Go's strings and what they stand for; octal, hexadecimal and Unicode ones are numbers. */
const ESCAPES: Readonly<Record<string, string>> = {
  ...{ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', "'": "'", '"': '"' },
};

const ESCAPE = /\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4}|[0-7]{3}|[\s\S]?)/g;

/**
 * Problem with a PromQL string literal, which follows Go's rules (Prometheus, "Querying basics", "String literals").
 */
export function stringProblem(literal: string): string | undefined {
  const [quote = ''] = literal;
  if (literal.length < 2 || !literal.endsWith(quote) || (quote !== '`' && /(^|[^\\])(\\\\)*\\["']$/.test(literal)))
    return noClosing(quote);
  if (quote === '`') return undefined;
  const unknown = [...literal.slice(1, -1).matchAll(ESCAPE)].find(
    ([, escape = '']) => escape.length <= 1 && (ESCAPES[escape] === undefined || escape === other(quote)),
  );
  return (
    unknown && `${unknown[0]} is not a valid escape sequence; write \\${unknown[0]}, or put the string in backquotes`
  );
}

/** The text that a string stands for. */
export function unquoted(literal: string): string {
  const inner = literal.slice(1, -1);
  if (literal.startsWith('`')) return inner;
  return inner.replace(ESCAPE, (_, escape: string) => {
    if (escape.length <= 1) return ESCAPES[escape] ?? escape;
    return String.fromCodePoint(/^\d/.test(escape) ? parseInt(escape, 8) : parseInt(escape.slice(1), 16));
  });
}

/** Problem with an unterminated string. */
export function noClosing(quote: string): string {
  return `a string without a closing ${quote}`;
}

function other(quote: string): string {
  return quote === '"' ? "'" : '"';
}

/** Index of the quote of a text that an expression does not close; nothing if it closes all. */
export function openQuote(expr: string): number | undefined {
  let open: number | undefined;
  for (let at = 0; at < expr.length; at += 1) {
    const character = expr.charAt(at);
    const quote = open === undefined ? '' : expr.charAt(open);
    if (quote && quote !== '`' && character === '\\') at += 1;
    else if (quote === character) open = undefined;
    else if (!quote && '"\'`'.includes(character)) open = at;
  }
  return open;
}
