import type { FormatProblem } from './problem';

/** An entry of a file of Java properties. */
export interface Property {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/** The entries of a file, in their order, and what keeps Java from reading it (`java.util.Properties.load`). */
export function readProperties(text: string): {
  readonly properties: readonly Property[];
  readonly problems: readonly FormatProblem[];
} {
  const properties: Property[] = [];
  const problems: FormatProblem[] = [];
  const lines = text.split(/\r\n|[\n\r]/);
  for (let index = 0; index < lines.length; index++) {
    const line = index + 1;
    let logical = (lines[index] ?? '').replace(/^[ \t\f]+/, '');
    if (logical === '' || logical.startsWith('#') || logical.startsWith('!')) continue;
    while (/(^|[^\\])(\\\\)*\\$/.test(logical) && index + 1 < lines.length) {
      logical = logical.slice(0, -1) + (lines[++index] ?? '').replace(/^[ \t\f]+/, '');
    }
    const [, key = '', value = ''] = /^((?:\\.|[^\\\s:=])*)[ \t\f]*[:=]?[ \t\f]*(.*)$/s.exec(logical) ?? [];
    if (/(^|[^\\])(\\\\)*\\u(?![0-9a-fA-F]{4})/.test(logical)) {
      problems.push({ line, problem: 'malformed \\uxxxx encoding', fix: 'write four hexadecimal digits after \\u' });
    }
    properties.push({ key: unescape(key), value: unescape(value), line });
  }
  return { properties, problems };
}

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

function unescape(text: string): string {
  return text.replaceAll(/\\(u[0-9a-fA-F]{4}|.)/gs, (_, escape: string) =>
    escape.length === 5 ? String.fromCharCode(Number.parseInt(escape.slice(1), 16)) : (ESCAPES[escape] ?? escape),
  );
}
