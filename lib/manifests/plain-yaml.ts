import { parseDocument } from 'yaml';
import { remembered } from '../text/remembered';
import { YAML_OPTIONS } from './yaml-options';

/** A key of an object in block form, with its colon: no more than letters, digits and the marks of names, or text in quotes without escapes. */
const KEY = /^(?:([\w./$][\w./$-]{0,250})|"([^"\\]{0,250})"|'([^']{0,250})'):(?: +|$)/;

/** Text in quotes that ends on its line. */
const DOUBLE_QUOTED = /^("(?:[^"\\]|\\.)*")(?: *$| +#)/;
const SINGLE_QUOTED = /^'((?:[^']|'')*)'(?: *$| +#)/;

/** Escapes that JSON has as well, with the same meaning. */
const JSON_ESCAPES = /^(?:[^\\]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*$/;

/** A scalar without quotes that begins as no other form does. */
const PLAIN = /^(?:[^\s!&*\-?:,[\]{}#|>@`"'%]|[-?:]\S)/;

/** Scalars that may have another type than string: numbers, and words such as `yes`. */
const SPECIAL = /^(?:[-+.\d][-+.\w]*|~|<<|[a-zA-Z]{1,5})$/;
const DECIMAL = /^(?:0|-?[1-9]\d{0,14})$/;

/** Deepest nesting; deeper values are left to the full reader. */
const DEEPEST = 100;

/** Ends the reading of a text that has another form. */
const OTHER_FORM = new Error('YAML of another form');

/** A value, and the number of the line where it begins, from 0. */
export interface PlainYaml {
  readonly value: object;
  readonly line: number;
}

/**
 * Reads one document of YAML in the plain form that programs write and most people too: lists and objects in block form, whose scalars
 * are on one line, literal, or without quotes. Anything else, and anything wrong, is left to the full reader, which builds a tree first and takes ten times as long.
 *
 * @returns undefined for a document of another form.
 */
export function plainYaml(text: string): PlainYaml | undefined {
  if (text.includes('\r')) return undefined;
  try {
    return new Reader(text.split('\n')).document();
  } catch (error) {
    if (error === OTHER_FORM) return undefined;
    throw error;
  }
}

/** The value of a scalar without quotes. */
function resolve(text: string): unknown {
  if (!SPECIAL.test(text)) return text;
  if (DECIMAL.test(text)) return Number(text);
  return special(text);
}

const special = remembered((text) => (parseDocument(`- ${text}`, YAML_OPTIONS).toJS() as unknown[])[0]);

function isItem(text: string): boolean {
  return text === '-' || text.startsWith('- ');
}

function isEmpty(rest: string): boolean {
  return rest === '' || rest.startsWith('#');
}

class Reader {
  /** Number of the line that is read, its indentation, and its text behind it; an indentation of -1 at the end. */
  private at = -1;
  private indent = -1;
  private body = '';
  private depth = 0;

  constructor(private readonly lines: readonly string[]) {
    const [first = ''] = lines;
    if (/^---(?: +#.*| *)$/.test(first)) this.at = 0;
    this.advance();
  }

  public document(): PlainYaml {
    const line = this.at;
    const value = this.block();
    if (this.indent >= 0) throw OTHER_FORM;
    return { value, line };
  }

  /** Goes on to the next line that is neither blank nor a comment. */
  private advance(): void {
    while (++this.at < this.lines.length) {
      const line = this.lines[this.at] ?? '';
      const indent = indentOf(line);
      if (indent === line.length || line.startsWith('#', indent)) continue;
      if (line.includes('\t')) throw OTHER_FORM;
      this.indent = indent;
      this.body = indent === 0 ? line : line.slice(indent);
      return;
    }
    this.indent = -1;
    this.body = '';
  }

  /** The list or object that begins on the line. */
  private block(): object {
    if (++this.depth > DEEPEST) throw OTHER_FORM;
    const value = isItem(this.body) ? this.list(this.indent) : this.object(this.indent);
    this.depth--;
    return value;
  }

  private list(indent: number): unknown[] {
    const items: unknown[] = [];
    while (this.indent === indent && isItem(this.body)) {
      const rest = this.body.slice(1).replace(/^ +/, '');
      if (isEmpty(rest)) {
        this.advance();
        items.push(this.indent > indent ? this.block() : null);
      } else if (isItem(rest) || KEY.test(rest)) {
        this.indent += this.body.length - rest.length;
        this.body = rest;
        items.push(this.block());
      } else {
        items.push(this.scalar(rest, indent));
      }
    }
    if (this.indent > indent) throw OTHER_FORM;
    return items;
  }

  private object(indent: number): object {
    const result: Record<string, unknown> = {};
    for (;;) {
      const match = KEY.exec(this.body);
      if (!match) throw OTHER_FORM;
      const [begin, plain, double, single = ''] = match;
      const key = plain === undefined ? (double ?? single) : resolve(plain);
      if (typeof key !== 'string' || key === '__proto__' || Object.hasOwn(result, key)) throw OTHER_FORM;
      result[key] = this.value(this.body.slice(begin.length), indent);
      if (this.indent > indent) throw OTHER_FORM;
      if (this.indent < indent || isItem(this.body)) return result;
    }
  }

  /** The value of a key, whose line goes on with `rest`. */
  private value(rest: string, indent: number): unknown {
    if (!isEmpty(rest)) return this.scalar(rest, indent);
    this.advance();
    // The items of a list may be as far to the left as its key.
    return this.indent > indent || (this.indent === indent && isItem(this.body)) ? this.block() : null;
  }

  private scalar(rest: string, indent: number): unknown {
    const value = rest.startsWith('|') ? this.literal(rest, indent) : (inLine(rest) ?? this.plain(rest, indent));
    this.advance();
    // The scalar goes on in the next line.
    if (this.indent > indent) throw OTHER_FORM;
    return value;
  }

  /** A scalar without quotes, which may go on in further lines. */
  private plain(rest: string, indent: number): unknown {
    if (!PLAIN.test(rest)) throw OTHER_FORM;
    const comment = rest.indexOf(' #');
    if (comment >= 0) return resolve(plainText(rest.slice(0, comment)));
    let text = plainText(rest);
    for (;;) {
      let next = this.at + 1;
      while (next < this.lines.length && isBlank(this.lines[next] ?? '')) next++;
      const line = this.lines[next] ?? '';
      if (indentOf(line) <= indent || line.startsWith('#', indentOf(line))) return resolve(text);
      const part = plainText(line.slice(indentOf(line)));
      if (part.includes(' #') || part.includes('\t')) throw OTHER_FORM;
      text += ('\n'.repeat(next - this.at - 1) || ' ') + part;
      this.at = next;
    }
  }

  /** The lines behind a `|`. */
  private literal(header: string, indent: number): string {
    if (header !== '|' && header !== '|-') throw OTHER_FORM;
    const begin = this.at + 1;
    let first = begin;
    while (first < this.lines.length && isBlank(this.lines[first] ?? '')) first++;
    const inner = indentOf(this.lines[first] ?? '');
    if (inner <= indent) throw OTHER_FORM;
    const result: string[] = [];
    let next = begin;
    let end = 0;
    for (; next < this.lines.length; next++) {
      const line = this.lines[next] ?? '';
      const blank = isBlank(line);
      if (!blank && indentOf(line) < inner) break;
      // Blank lines that are longer than the indentation count at the end, and are a mistake at the beginning.
      if (blank && line.length > inner && (next < first || end < result.length)) throw OTHER_FORM;
      result.push(line.slice(inner));
      if (!blank) end = result.length;
    }
    if (result.slice(end).some((line) => line !== '')) throw OTHER_FORM;
    this.at = next - 1;
    return result.slice(0, end).join('\n') + (header === '|' ? '\n' : '');
  }
}

/** A scalar in quotes that ends on its line, or an object or list in JSON; undefined where neither begins. */
function inLine(rest: string): unknown {
  switch (rest[0]) {
    case '"':
      return doubleQuoted(rest);
    case "'":
      return singleQuoted(rest);
    case '{':
    case '[':
      return json(rest);
    default:
      return undefined;
  }
}

/** A line of a scalar without quotes. */
function plainText(rest: string): string {
  const text = rest.replace(/ +$/, '');
  if (text.includes(': ') || text.endsWith(':')) throw OTHER_FORM;
  return text;
}

function singleQuoted(rest: string): string {
  const [, text] = SINGLE_QUOTED.exec(rest) ?? [];
  if (text === undefined) throw OTHER_FORM;
  return text.replaceAll("''", "'");
}

function doubleQuoted(rest: string): unknown {
  const [, text] = DOUBLE_QUOTED.exec(rest) ?? [];
  if (text === undefined || !JSON_ESCAPES.test(text)) throw OTHER_FORM;
  return text.includes('\\') ? (JSON.parse(text) as unknown) : text.slice(1, -1);
}

/** JSON as programs write it: what comes out the same has no key twice, and no number in another form. */
function json(rest: string): unknown {
  try {
    const value = JSON.parse(rest) as unknown;
    if (JSON.stringify(value) === rest.replace(/("(?:[^"\\]|\\.)*")| +/g, '$1')) return value;
  } catch {
    // A list or object of YAML.
  }
  throw OTHER_FORM;
}

function indentOf(line: string): number {
  let indent = 0;
  while (line.charCodeAt(indent) === 32) indent++;
  return indent;
}

function isBlank(line: string): boolean {
  return indentOf(line) === line.length;
}
