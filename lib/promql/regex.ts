import { remembered } from '../text/remembered';

const BRACES = String.raw`\{\d+(?:,\d*)?\}`;
const REPETITION = `(?:[*+?]|${BRACES})`;

/** Syntax of other dialects that RE2 lacks (RE2, "Syntax"). */
const LACKING: readonly [RegExp, string][] = [
  [/^\(\?<?[=!]/, 'it looks around, which RE2 cannot'],
  [/^\(\?>/, 'it has an atomic group, which RE2 has not'],
  [/^\(\?\(/, 'it has a condition, which RE2 has not'],
  [/^\(\?#/, 'it has a comment, which RE2 has not'],
  [/^(?:\\[1-9]|\\k[<{']|\(\?P=)/, 'it refers back to a group, which RE2 cannot'],
  [new RegExp(`^${REPETITION}\\+`), 'it has a possessive repetition, which RE2 has not'],
  [new RegExp(`^${REPETITION}(?:\\?${REPETITION}|\\*|${BRACES})`), 'it repeats a repetition'],
];

const NO_ESCAPE = /^\\(?:[ceghijklmoquyCE-ORT-VX-Z]|x(?![0-9a-fA-F]{2}|\{[0-9a-fA-F]+\}))/;
/** Anchors and boundaries match positions, not characters. */
const NO_ESCAPE_IN_CLASS = /^\\[bBAz]/;

/** The largest repetition (RE2, "Syntax"). */
const MOST = 1000;

/** Tokens of an RE2 expression. */
const TOKEN =
  /\\Q(?:[\s\S]*?)(?:\\E|$)|\\x\{[0-9a-fA-F]+\}|\\[pP](?:\{\^?\w+\}|\w)|\\[\s\S]|\[\[?:?|\(\?P?<\w+>|\(\?[imsU-]+[:)]|[\s\S]/g;

/** Why a regular expression is not valid RE2, the syntax of Prometheus and Alertmanager; undefined if it is valid. */
export function regexProblem(regex: string): string | undefined {
  for (let at = 0, inClass = false; at < regex.length;) {
    const rest = regex.slice(at);
    const lacking = inClass ? undefined : LACKING.find(([pattern]) => pattern.test(rest));
    if (lacking) return lacking[1];
    if (NO_ESCAPE.test(rest) || (inClass && NO_ESCAPE_IN_CLASS.test(rest)))
      return `it has the escape ${rest.slice(0, 2)}, which RE2 has not`;
    const [, repetition] = (!inClass && /^\{(\d+)(?:,\d*)?\}/.exec(rest)) || [];
    if (repetition !== undefined && Number(repetition) > MOST) return `it repeats more than ${MOST} times`;
    if (rest.startsWith('\\Q')) at += quotedLength(rest);
    else if (rest.startsWith('\\')) at += /^\\[xpP]\{[^}]*\}/.exec(rest)?.[0].length ?? 2;
    else {
      // A bracket that comes first belongs to the class: []a] and [^]a].
      const opening = !inClass && /^\[\^?\]?/.exec(rest);
      const named = inClass && /^\[:\^?(\w+):\]/.exec(rest);
      if (named && !POSIX[named[1] ?? '']) return `it has the class ${named[0]}, which RE2 has not`;
      if (opening) inClass = true;
      else if (inClass && rest.startsWith(']')) inClass = false;
      at += opening ? opening[0].length : named ? named[0].length : 1;
    }
  }
  return toPattern(regex) ? undefined : 'it is not a regular expression';
}

/** Whether a value matches as a whole, as in a label matcher. An expression that is none matches nothing. */
export function matchesRegex(regex: string, value: string): boolean {
  return toPattern(regex)?.test(value) ?? false;
}

function quotedLength(rest: string): number {
  const end = rest.indexOf('\\E');
  return end < 0 ? rest.length : end + 2;
}

/** An RE2 expression in JavaScript's dialect. */
const toPattern = remembered((regex): RegExp | undefined => {
  try {
    return new RegExp(`^(?:${translate(regex)})$`, /^\(\?[a-z]*i/.test(regex) ? 'is' : 's');
  } catch {
    return undefined;
  }
});

const POSIX: Readonly<Record<string, string>> = {
  ...{ alnum: '0-9A-Za-z', alpha: 'A-Za-z', digit: '0-9', lower: 'a-z', upper: 'A-Z', xdigit: '0-9A-Fa-f' },
  ...{ space: '\\s', word: '\\w', punct: '!-\\/:-@\\[-`{-~', blank: ' \\t', cntrl: '\\x00-\\x1f', print: ' -~' },
};

function translate(regex: string): string {
  return regex
    .replace(/\[:(\w+):\]/g, (all, name: string) => POSIX[name] ?? all)
    .replace(TOKEN, (token) => {
      if (token.startsWith('\\Q'))
        return token
          .slice(2)
          .replace(/\\E$/, '')
          .replace(/[^\w\s]/g, '\\$&');
      if (token === '\\A') return '^';
      if (token === '\\z') return '$';
      if (token === '\\a') return '\\x07';
      if (/^\\[pP]/.test(token)) return token.startsWith('\\p') ? '\\w' : '\\W';
      if (/^\(\?P?</.test(token)) return '(';
      if (/^\(\?[imsU-]+:$/.test(token)) return '(?:';
      return /^\(\?[imsU-]+\)$/.test(token) ? '' : token;
    });
}
