import type { FormatProblem } from './problem';

/** A value of a configuration of NATS. */
export type NatsValue =
  | { readonly type: 'string' | 'int' | 'float' | 'bool' | 'date' | 'variable'; readonly text: string }
  | { readonly type: 'list'; readonly items: readonly NatsValue[] }
  | { readonly type: 'map'; readonly entries: readonly NatsEntry[] };

/** A key with its value; `include` has the path of the file. */
export interface NatsEntry {
  readonly key: string;
  readonly line: number;
  readonly value: NatsValue;
  readonly isInclude: boolean;
}

/** The entries of a file, and what keeps the server from reading it. */
export interface NatsFile {
  readonly entries: readonly NatsEntry[];
  readonly problems: readonly FormatProblem[];
}

const SEPARATOR = /[=:]/;
const BLANK = /[ \t]/;
const NEWLINE = /[\n\r]/;
const SPACE = /\s/;
/** Characters that end a word or a number. */
const END_OF_WORD = /[\n\r;,\]} \t]/;
const END_OF_NUMBER = /[\n\r;,} \t]/;
/** Words for a bool, which are a text in quotes only. */
const BOOL = /^(true|false|on|off|yes|no)$/i;

/** Reads a file the way of the server (`conf/lex.go`). */
export function readNats(text: string): NatsFile {
  const reader = new Reader(text);
  try {
    return { entries: reader.file(), problems: [] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { entries: [], problems: [error.problem] };
  }
}

class Refusal extends Error {
  constructor(public readonly problem: FormatProblem) {
    super(problem.problem);
  }
}

class Reader {
  private at = 0;
  private line = 1;

  constructor(private readonly text: string) {}

  /** The entries outside of braces, or within one pair of them, as in JSON. */
  public file(): NatsEntry[] {
    const entries: NatsEntry[] = [];
    for (;;) {
      this.skip(SPACE);
      if (this.comment()) continue;
      const next = this.peek();
      if (next === '') return entries;
      if (next === '/') this.refuse("unexpected '/'", 'begin a comment with # or //');
      if (next === '{') {
        this.take();
        entries.push(...this.block());
        continue;
      }
      const entry = this.entry(false);
      // One brace too many at the end is accepted.
      if (!entry) return entries;
      entries.push(entry);
      this.endOfEntry('}');
    }
  }

  private block(): NatsEntry[] {
    const entries: NatsEntry[] = [];
    for (;;) {
      this.skip(SPACE);
      if (this.comment()) continue;
      const next = this.peek();
      if (next === '') return entries;
      if (next === '}') {
        this.take();
        return entries;
      }
      if (next === ',' || next === ';') {
        this.take();
        continue;
      }
      const entry = this.entry(false);
      if (!entry) return entries;
      entries.push(entry);
      this.endOfEntry('');
    }
  }

  private map(): NatsEntry[] {
    const { line } = this;
    const entries: NatsEntry[] = [];
    for (;;) {
      this.skip(SPACE);
      if (this.comment()) continue;
      const next = this.peek();
      if (next === '') this.refuse("a map has no '}'", "add the missing '}'", line);
      if (next === ']') this.refuse("unexpected ']' in a map");
      if (next === '}') {
        this.take();
        return entries;
      }
      const entry = this.entry(true);
      if (entry) entries.push(entry);
      this.endOfEntry('');
    }
  }

  /** A key and its value; undefined for a lone brace at the end of the file. */
  private entry(inMap: boolean): NatsEntry | undefined {
    const { line } = this;
    if (SEPARATOR.test(this.peek())) this.refuse(`unexpected '${this.peek()}', where a key begins`);
    const quote = /["']/.test(this.peek()) ? this.take() : '';
    let key = quote === '' ? this.take() : '';
    for (let next = this.peek(); ; next = this.peek()) {
      if (next === '' && (quote !== '' || inMap)) this.refuse(`the key '${key}' has no end`, undefined, line);
      if (quote === '' ? next === '' || SPACE.test(next) || SEPARATOR.test(next) : next === quote) break;
      key += this.take();
    }
    if (quote !== '') this.take();
    else if (key.toLowerCase() === 'include' && SPACE.test(this.peek())) return this.include(line);
    this.skip(SPACE);
    if (SEPARATOR.test(this.peek())) {
      this.take();
      this.skip(inMap ? SPACE : BLANK);
    }
    if (this.peek() === '') {
      if (key === '}') return undefined;
      this.refuse(`'${key}' has no value`, undefined, line);
    }
    if (inMap && /[,}]/.test(this.peek())) this.refuse(`'${key}' has no value`, undefined, line);
    if (NEWLINE.test(this.peek())) this.refuse(`'${key}' has no value in its line`, undefined, line);
    return { key, line, value: this.value(), isInclude: false };
  }

  private include(line: number): NatsEntry {
    this.skip(BLANK);
    const first = this.peek();
    if (/[[{(\d\-\\\n\r]/.test(first)) this.refuse('include has no path', 'write the path of a file');
    const quote = /["']/.test(first) ? this.take() : '';
    let path = '';
    for (let next = this.peek(); ; next = this.peek()) {
      if (next === '' && quote !== '') this.refuse('the path of include has no end', `add ${quote}`, line);
      if (quote === '' ? next === '' || /[\n\r;} \t']/.test(next) : next === quote) break;
      path += this.take();
    }
    if (this.peek() === "'" || quote !== '') this.take();
    return { key: 'include', line, value: { type: 'string', text: path }, isInclude: true };
  }

  /** Reads the end of a value: a new line, a comma, a semicolon, or the end of the section around it. */
  private endOfEntry(further: string): void {
    for (;;) {
      this.skip(BLANK);
      const next = this.peek();
      if (this.comment()) continue;
      if (next === '/') this.take();
      else if (next === '' || NEWLINE.test(next) || next === ',' || next === ';' || next === further) {
        if (next !== '') this.take();
        return;
      } else if (next === '}') return;
      else this.refuse(`'${this.rest()}' after a value`, 'end the value with a new line, a comma or a semicolon');
    }
  }

  private value(): NatsValue {
    const { line } = this;
    const first = this.peek();
    if (first === '[') {
      this.take();
      return this.list(line);
    }
    if (first === '{') {
      this.take();
      return { type: 'map', entries: this.map() };
    }
    if (first === '"' || first === "'") return { type: 'string', text: this.quoted(this.take(), line) };
    if (first === '(') return { type: 'string', text: this.parentheses(line) };
    if (first === '.') this.refuse('a number begins with a point', 'begin it with a digit');
    if (first === '-' || /\d/.test(first)) return this.number();
    return this.word(this.at);
  }

  private list(line: number): NatsValue {
    const items: NatsValue[] = [];
    for (;;) {
      this.skip(SPACE);
      if (this.comment()) continue;
      const next = this.peek();
      if (next === ']') {
        this.take();
        return { type: 'list', items };
      }
      if (next === '') this.refuse("a list has no ']'", "add the missing ']'", line);
      if (next === ',' || next === '/') this.refuse(`unexpected '${next}' in a list`);
      items.push(this.value());
      for (;;) {
        this.skip(BLANK);
        if (!this.comment()) break;
      }
      const end = this.peek();
      if (end === ']') continue;
      if (end === '') this.refuse("a list has no ']'", "add the missing ']'", line);
      if (end !== ',' && !NEWLINE.test(end))
        this.refuse(`'${this.rest()}' after a value of a list`, "separate values with ','");
      this.take();
    }
  }

  private number(): NatsValue {
    const { at: start } = this;
    const rest = this.text.slice(start);
    const [date] = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/.exec(rest) ?? [];
    if (date !== undefined) return this.taken('date', date);
    const [digits = ''] = /^-?\d*/.exec(rest) ?? [];
    if (digits === '-') this.refuse(`'${this.rest()}' is not a number`, 'write it in quotes');
    const after = rest[digits.length] ?? '';
    if (after === '-' && !digits.startsWith('-')) this.refuse(`'${this.rest()}' is not a date`, 'write it in quotes');
    const [address] = /^-?\d+\.\d+\.[\d.:-]*/.exec(rest) ?? [];
    if (address !== undefined) return this.taken('string', address);
    if (after === '.') {
      const [float] = /^-?\d+\.\d+/.exec(rest) ?? [];
      if (float === undefined) this.refuse(`'${this.rest()}' has no digit after the point`);
      return this.taken('float', float);
    }
    const [size = ''] = /^[kmgtpe][bi]*/i.exec(rest.slice(digits.length)) ?? [];
    const ends = rest[digits.length + size.length] ?? '';
    if (ends === '' || END_OF_NUMBER.test(ends)) return this.taken('int', digits + size);
    // A negative number goes on as nothing else; any other is the beginning of a word, whose next letter may be any.
    if (digits.startsWith('-') && size === '') return this.taken('int', digits);
    for (let count = digits.length + size.length + 1; count > 0; count--) this.take();
    return this.word(start);
  }

  private taken(type: 'date' | 'string' | 'float' | 'int', text: string): NatsValue {
    this.at += text.length;
    return { type, text };
  }

  private word(start: number): NatsValue {
    for (let next = this.peek(); next !== '' && !END_OF_WORD.test(next); next = this.peek()) {
      if (next === "'") {
        const text = this.text.slice(start, this.at);
        this.take();
        return { type: 'string', text };
      }
      this.take();
      if (next === '\\') this.escape();
    }
    const text = this.text.slice(start, this.at);
    if (BOOL.test(text)) return { type: 'bool', text };
    if (text.startsWith('$') && !text.startsWith('$2a$')) return { type: 'variable', text: text.slice(1) };
    return { type: 'string', text };
  }

  private quoted(quote: string, line: number): string {
    const start = this.at;
    for (let next = this.peek(); next !== quote; next = this.peek()) {
      if (next === '') this.refuse(`a quotation ${quote} without an end`, `add the closing ${quote}`, line);
      this.take();
      if (next === '\\' && quote === '"') this.escape();
    }
    const text = this.text.slice(start, this.at);
    this.take();
    return text;
  }

  private escape(): void {
    const next = this.peek();
    if (next === 'x') {
      const digits = this.text.slice(this.at + 1, this.at + 3);
      if (!/^[\da-f]{2}$/i.test(digits)) this.refuse(`'\\x${digits}' is not a hexadecimal number of two digits`);
      this.at += 3;
    } else if (/["\\nrt]/.test(next)) this.take();
    else this.refuse(`'\\${next}' is not an escape`, String.raw`write one of \xXX, \t, \n, \r, \" and \\`);
  }

  /** A text in parentheses, closed by a line with nothing else. */
  private parentheses(line: number): string {
    const start = this.at + 1;
    const length = this.text.slice(start).search(/\n\)(?=\n|$)/);
    if (length < 0) this.refuse('a text in parentheses has no end', "write ')' on a line by itself", line);
    while (this.at < start + length + 2) this.take();
    return this.text.slice(start, start + length);
  }

  private comment(): boolean {
    if (this.peek() !== '#' && !this.text.startsWith('//', this.at)) return false;
    while (this.peek() !== '' && !NEWLINE.test(this.peek())) this.take();
    return true;
  }

  private skip(form: RegExp): void {
    while (this.peek() !== '' && form.test(this.peek())) this.take();
  }

  private peek(): string {
    return this.text[this.at] ?? '';
  }

  private take(): string {
    const taken = this.peek();
    if (taken === '\n') this.line++;
    this.at++;
    return taken;
  }

  /** The rest of the line, for messages. */
  private rest(): string {
    return (/^[^\n]*/.exec(this.text.slice(this.at))?.[0] ?? '').trim();
  }

  private refuse(problem: string, fix?: string, line = this.line): never {
    throw new Refusal({ line, problem, ...(fix === undefined ? {} : { fix }) });
  }
}
