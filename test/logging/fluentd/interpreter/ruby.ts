import { isUtf8 } from 'node:buffer';

/**
 * The parts of Ruby that a configuration is made of. Texts are byte strings, one character a byte, as Fluentd reads files
 * without an encoding.
 */

/** The bytes of a text as a string. */
export const toBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** The text of bytes; what is no UTF-8 is U+FFFD, as `String#scrub` does it. */
export const fromBytes = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');

/** A value where a text is expected. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Whether every byte string in a value is valid UTF-8. */
export function isText(value: unknown): boolean {
  if (typeof value === 'string') return isUtf8(Buffer.from(value, 'latin1'));
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, inner]) => isText(key) && isText(inner));
}

/** `to_s`; what Ruby makes of lists and objects is of no interest here. */
export function rubyText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A copy with every byte string in it decoded. */
export function decoded(value: unknown): unknown {
  if (typeof value === 'string') return fromBytes(value);
  if (Array.isArray(value)) return value.map(decoded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [fromBytes(key), decoded(inner)]));
}

/** A copy with every text in it as bytes. */
export function encoded(value: unknown): unknown {
  if (typeof value === 'string') return toBytes(value);
  if (Array.isArray(value)) return value.map(encoded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [toBytes(key), encoded(inner)]));
}

/** The same for the same text: a configuration is read again for each of thousands of cases. */
export function remembered<T>(make: (text: string) => T): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    const value = made.get(text) ?? make(text);
    made.set(text, value);
    return value;
  };
}

const OUTSIDE_OF_CLASSES: Readonly<Record<string, string>> = {
  // The start of any line, but not the one after a line feed at the very end.
  '^': '(?:(?<![^])|(?<=\\n)(?=[^]))',
  $: '(?=\\n|(?![^]))',
  '.': '[^\\n]',
};
const ESCAPES: Readonly<Record<string, string>> = {
  A: '(?<![^])',
  z: '(?![^])',
  Z: '(?=\\n?(?![^]))',
  h: '[0-9a-fA-F]',
  a: '\\x07',
  e: '\\x1b',
  s: '[ \\t\\r\\n\\f\\v]',
  S: '[^ \\t\\r\\n\\f\\v]',
};

/** A regular expression of Ruby's, `/…/i` or without slashes: `^` and `$` are of lines, and a dot is no line feed only. */
export const rubyRegExp = remembered(translate);

function translate(literal: string): RegExp {
  const [, source = literal, flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(literal) ?? [];
  if (/[^i]/.test(flags)) throw new Error(`Options that are not read: ${literal}`);
  let inClass = false;
  const translated = source.replace(/\\(.)|\(\?[imx-]+[:)]|[[\]^$.]/g, (token, escape: string | undefined) => {
    if (escape !== undefined)
      return (
        ((!inClass || 'ae'.includes(escape)) && ESCAPES[escape]) ||
        (escape === 'h' || escape === 's' ? ` \\t\\r\\n\\f\\v` : token)
      );
    if (token.startsWith('(?')) throw new Error(`Options within are not read: ${literal}`);
    if (token === '[' && !inClass) inClass = true;
    else if (token === ']') inClass = false;
    return inClass ? token : (OUTSIDE_OF_CLASSES[token] ?? token);
  });
  return new RegExp(translated, flags);
}

const TIME_PARTS: Readonly<Record<string, string>> = {
  Y: '(?<Y>\\d{4})',
  m: '(?<m>\\d{2})',
  d: '(?<d>\\d{2})',
  H: '(?<H>\\d{2})',
  M: '(?<M>\\d{2})',
  S: '(?<S>\\d{2})',
  N: '(?<N>\\d{1,9})',
  z: '(?<z>Z|[+-]\\d{2}:?\\d{2})',
};

/** Reads a time in nanoseconds since 1970 by a format of `strptime`, which must have all parts down to the offset. */
export const timeReader = remembered(timeReaderOf);

/** `Time.iso8601`; a time without an offset is local, and nodes run in UTC here. */
const ISO8601 =
  /^\s*(?<Y>\d{4,})-(?<m>0[1-9]|1[0-2])-(?<d>0[1-9]|[12]\d|3[01])T(?<H>[01]\d|2[0-4]):(?<M>[0-5]\d):(?<S>[0-5]\d|60)(?:\.(?<N>\d+))?(?<z>Z|[+-]\d{2}:?\d{2})?\s*$/i;

function timeReaderOf(format: string): (text: string) => bigint | undefined {
  if (format === '%iso8601') return reader(ISO8601);
  const source = format.replace(/[.+*?^$()|[\]\\]/g, '\\$&').replace(/%([A-Za-z])/g, (_, part: string) => {
    const known = TIME_PARTS[part];
    if (!known) throw new Error(`%${part} is not read in ${format}`);
    return known;
  });
  return reader(new RegExp(`^${source}$`));
}

function reader(expression: RegExp): (text: string) => bigint | undefined {
  return (text) => {
    const parts = expression.exec(text)?.groups;
    if (!parts) return undefined;
    const { Y, m, d, H, M, S, N, z } = parts;
    const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(z ?? 'Z') ?? [];
    const offset = sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
    const date = new Date(Date.UTC(2000, Number(m) - 1, Number(d), Number(H), Number(M) - offset, Number(S)));
    date.setUTCFullYear(date.getUTCFullYear() - 2000 + Number(Y));
    // Fluentd keeps seconds in 32 bits (`Fluent::EventTime`).
    return (
      BigInt.asUintN(32, BigInt(date.getTime() / 1000)) * 1_000_000_000n + BigInt((N ?? '').slice(0, 9).padEnd(9, '0'))
    );
  };
}

type Scope = Readonly<Record<string, unknown>>;
type Evaluator = (scope: Scope) => unknown;

const METHODS: Readonly<Record<string, (self: unknown, ...args: unknown[]) => unknown>> = {
  'nil?': (self) => self === undefined || self === null,
  'start_with?': (self, prefix) => String(self).startsWith(String(prefix)),
  'include?': (self, item) => (self as readonly unknown[]).includes(item),
  dig: (self, ...keys) => keys.reduce((inner, key) => (inner as Scope | undefined)?.[String(key)], self),
  gsub: (self, pattern, by) => String(self).replace(new RegExp(pattern as RegExp, 'g'), () => String(by)),
  // The constants JSON and MessagePack.
  parse: (_, text) => encoded(parsedJson(fromBytes(String(text)))),
  unpack: (_, packed) => packed,
  to_msgpack: (self) => {
    if (!isText(self)) throw new Error('a string that is no UTF-8 comes back as bytes');
    return self;
  },
  'end_with?': (self, suffix) => String(self).endsWith(String(suffix)),
  dup: (self) => self ?? '',
  to_s: rubyText,
  force_encoding: (self) => self,
  scrub: (self, mark) => scrubbed(String(self), mark),
  byteslice: (self, from, length) => String(self).substr(Number(from), Number(length)),
  bytesize: (self) => String(self).length,
  delete_suffix: (self, suffix = '') => {
    const [text, end] = [String(self), String(suffix)];
    return text.endsWith(end) ? text.slice(0, text.length - end.length) : text;
  },
  to_json: (self) => {
    if (!isText(self)) throw new Error('source sequence is illegal/malformed utf-8');
    return toBytes(JSON.stringify(decoded(self)));
  },
  // Only the escapes matter: whatever the bytes were, the text is valid.
  inspect: (self) => JSON.stringify(self).replace(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`),
};

/** `JSON.parse`: comments are skipped, and integers beyond 64 bits do not fit into MessagePack. */
function parsedJson(text: string): unknown {
  const integers = [...text.matchAll(/[:[,]\s*(-?\d{16,})\s*[,\]}]/g)].map(([, digits = '']) => BigInt(digits));
  if (integers.some((value) => value >= 2n ** 64n || value < -(2n ** 63n))) throw new Error('bignum too big');
  const value: unknown = JSON.parse(text.replace(/("(?:[^"\\]|\\.)*")|\/\*.*?\*\//gs, '$1'));
  if (depth(value) > 100) throw new Error('nesting of 101 is too deep');
  if (/\\ud[89a-f]/.test(JSON.stringify(value))) throw new Error('half a surrogate pair');
  return value;
}

function depth(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depth));
}

/** Replaces the bytes that are no UTF-8. */
function scrubbed(bytes: string, mark: unknown): string {
  return mark === '' ? toBytes(fromBytes(bytes).replaceAll('\ufffd', '')) : toBytes(fromBytes(bytes));
}

const TOKENS =
  /"(?:[^"\\]|\\.)*"|(?<=\()\/(?:[^\\/[]|\\.|\[(?:[^\\\]]|\\.)*\])+\/|[a-z_]+\?(?=\s|\(|\.)|[A-Za-z_]+|\d+|\|\||&&|==|[[\]().+?:,>]/g;

/** An expression of Ruby's: `record["key"]`, lists, methods, `+`, `==`, `>`, `&&`, `||`, `? :` and `rescue`. */
export const rubyExpression = remembered(expressionOf);

function expressionOf(source: string): Evaluator {
  const tokens = source.match(TOKENS) ?? [];
  let at = 0;
  const take = (expected?: string): string => {
    const token = tokens[at++];
    if (token === undefined || (expected && token !== expected)) {
      throw new Error(`'${expected ?? 'more'}' is missing before '${token ?? 'the end'}' in ${source}`);
    }
    return token;
  };
  const accept = (token: string): boolean => tokens[at] === token && ++at > 0;

  function choice(): Evaluator {
    const condition = alternatives();
    if (!accept('?')) return condition;
    const yes = choice();
    take(':');
    const no = choice();
    return (scope) => (truthy(condition(scope)) ? yes(scope) : no(scope));
  }
  function alternatives(): Evaluator {
    const first = both();
    if (!accept('||')) return first;
    const rest = alternatives();
    return (scope) => {
      const value = first(scope);
      return truthy(value) ? value : rest(scope);
    };
  }
  function both(): Evaluator {
    const first = comparison();
    if (!accept('&&')) return first;
    const rest = both();
    return (scope) => {
      const value = first(scope);
      return truthy(value) ? rest(scope) : value;
    };
  }
  function comparison(): Evaluator {
    const left = sum();
    if (accept('==')) {
      const right = sum();
      return (scope) => left(scope) === right(scope);
    }
    if (!accept('>')) return left;
    const right = sum();
    return (scope) => Number(left(scope)) > Number(right(scope));
  }
  function sum(): Evaluator {
    let left = calls();
    while (accept('+')) {
      const [before, right] = [left, calls()];
      left = (scope) => `${String(before(scope))}${String(right(scope))}`;
    }
    return left;
  }
  function calls(): Evaluator {
    let self = primary();
    for (;;) {
      const before = self;
      if (accept('[')) {
        const key = choice();
        take(']');
        self = (scope) => (before(scope) as Scope)[String(key(scope))];
      } else if (accept('.')) {
        const name = take();
        const method = METHODS[name];
        if (!method) throw new Error(`The method ${name} is not read in ${source}`);
        const args: Evaluator[] = [];
        if (accept('(')) {
          while (!accept(')')) {
            args.push(choice());
            accept(',');
          }
        }
        self = (scope) => method(before(scope), ...args.map((argument) => argument(scope)));
      } else return self;
    }
  }
  function primary(): Evaluator {
    const token = take();
    if (token === '(') {
      const inner = choice();
      const otherwise = accept('rescue') ? choice() : undefined;
      take(')');
      return otherwise ? rescued(inner, otherwise) : inner;
    }
    if (/^\d+$/.test(token)) return () => Number(token);
    if (token === 'true') return () => true;
    if (token === 'nil' || token === 'JSON' || token === 'MessagePack') return () => undefined;
    if (token.startsWith('/')) {
      const pattern = rubyRegExp(token);
      return () => pattern;
    }
    if (token === '[') {
      const items: Evaluator[] = [];
      while (!accept(']')) {
        items.push(choice());
        accept(',');
      }
      return (scope) => items.map((item) => item(scope));
    }
    if (token.startsWith('"')) {
      const text = toBytes(JSON.parse(token) as string);
      return () => text;
    }
    return (scope) => {
      if (!(token in scope)) throw new Error(`'${token}' is not known in ${source}`);
      return scope[token];
    };
  }
  const evaluator = choice();
  if (at < tokens.length) throw new Error(`'${tokens[at]}' is too much in ${source}`);
  return evaluator;
}

function rescued(inner: Evaluator, otherwise: Evaluator): Evaluator {
  return (scope) => {
    try {
      return inner(scope);
    } catch {
      return otherwise(scope);
    }
  };
}

function truthy(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}
