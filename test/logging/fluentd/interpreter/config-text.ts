import { remembered } from './ruby';

/** A directive as Fluentd reads it. */
export interface Element {
  readonly name: string;
  readonly argument: string;
  readonly params: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
}

/** Reads a configuration and what it includes, from files and the environment (Fluentd, "Config File Syntax"). */
export function readConfig(
  files: Readonly<Record<string, string>>,
  main: string,
  env: Readonly<Record<string, string>>,
): Element {
  const text = files[main];
  if (text === undefined) throw new Error(`There is no file '${main}'`);
  const root: Open = { name: 'ROOT', argument: '', params: {}, children: [] };
  const open: Open[] = [root];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    const within = open[open.length - 1] as Open;
    const fail = (problem: string): never => {
      throw new Error(`${main}:${index + 1}: ${problem}: ${line}`);
    };
    if (line === '' || line.startsWith('#')) continue;
    const include = /^@include (\S+)$/.exec(line);
    const begin = /^<([a-z_]+)(?: +(.+))?>$/.exec(line);
    const end = /^<\/([a-z_]+)>$/.exec(line);
    if (include) within.children.push(...readConfig(files, include[1] ?? '', env).children);
    else if (begin) open.push({ name: begin[1] ?? '', argument: begin[2] ?? '', params: {}, children: [] });
    else if (end) {
      if (open.length < 2 || within.name !== end[1]) fail('closes what is not open');
      open.pop();
      open[open.length - 1]?.children.push(within);
    } else {
      const [, key = '', value = ''] = /^(\S+)(?:\s+(.*))?$/.exec(line) ?? [];
      if (key in within.params) fail('is listed twice');
      within.params[key] = readValue(value, env);
    }
  }
  if (open.length > 1) throw new Error(`${main}: <${open[open.length - 1]?.name}> is not closed`);
  return root;
}

interface Open {
  name: string;
  argument: string;
  params: Record<string, string>;
  children: Element[];
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', b: '\b', 0: '\0' };

function readValue(text: string, env: Readonly<Record<string, string>>): string {
  if (/^[[{]/.test(text)) return JSON.stringify(JSON.parse(text));
  if (text.startsWith("'")) throw new Error(`Single quotes are not read: ${text}`);
  if (!text.startsWith('"')) return text.replace(/\s+#.*$/, '');
  if (!/^"(?:[^"\\#]|\\.|#(?!\{)|#\{[^}]*\})*"$/.test(text)) throw new Error(`No string in double quotes: ${text}`);
  return text.slice(1, -1).replace(/\\(.)|#\{([^}]*)\}/g, (_, char: string | undefined, code: string | undefined) => {
    if (char !== undefined) return ESCAPED[char] ?? char;
    const name = /^ENV\['(\w+)'\]$/.exec(code ?? '')?.[1];
    if (!name) throw new Error(`Code that is not read: ${code}`);
    const value = env[name];
    if (value === undefined) throw new Error(`The variable ${name} is not set`);
    return value;
  });
}

/** A list: in JSON, or with commas between. */
export function list(text: string | undefined): string[] {
  if (text === undefined || text === '') return [];
  return text.startsWith('[') ? (JSON.parse(text) as string[]) : text.split(',').map((item) => item.trim());
}

/** A number of bytes, with an optional `k`, `m` or `g`. */
export function bytes(text: string): number {
  const [, digits, unit = ''] = /^(\d+)([kmg]?)$/i.exec(text) ?? [];
  if (!digits) throw new Error(`'${text}' is no size`);
  return Number(digits) * 1024 ** ' kmg'.indexOf(unit.toLowerCase() || ' ');
}

/** Seconds, with an optional `s`, `m` or `h`. */
export function seconds(text: string): number {
  const [, digits, unit = 's'] = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(text) ?? [];
  if (!digits) throw new Error(`'${text}' is no time`);
  return Number(digits) * ({ m: 60, h: 3600 }[unit] ?? 1);
}

/** Whether a tag is among those of a pattern (Fluentd, "How do the match patterns work?"). */
export const tagMatcher = remembered((patterns: string): ((tag: string) => boolean) => {
  const expressions = patterns.split(/\s+/).map((pattern) => new RegExp(`^${globSource(pattern)}$`));
  return (tag) => expressions.some((expression) => expression.test(tag));
});

function globSource(pattern: string): string {
  return pattern
    .replace(/[.+^$()|[\]\\]/g, '\\$&')
    .replace(/\\\.\*\*$/, '(?:\\..+)?')
    .replace(/^\*\*$/, '.+')
    .replace(/(?<!\.)(?<!^)\*(?!\*)|(?<=^|\\\.)\*/g, '[^.]*')
    .replace(/\{([^}]*)\}/g, (_, choices: string) => `(?:${choices.split(',').join('|')})`);
}
