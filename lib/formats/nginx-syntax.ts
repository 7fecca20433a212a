import type { FormatProblem } from './problem';

/** A directive of nginx, with the directives of its block. */
export interface NginxDirective {
  readonly name: string;
  readonly args: readonly string[];
  readonly line: number;
  /** @default - it ends with a semicolon. */
  readonly block?: readonly NginxDirective[];
}

/** The directives of a file, and what keeps nginx from reading it. */
export interface NginxFile {
  readonly directives: readonly NginxDirective[];
  readonly problems: readonly FormatProblem[];
}

interface Token {
  readonly text: string;
  readonly line: number;
  /** `;`, `{` or `}` outside of quotes. */
  readonly mark: boolean;
}

/** Blocks of Lua, whose content is none of nginx's. */
const FOREIGN_BLOCK = /_by_lua_block$/;

/** Reads a file the way of nginx (`ngx_conf_read_token`). */
export function readNginx(text: string): NginxFile {
  const problems: FormatProblem[] = [];
  const root: NginxDirective[] = [];
  const open: { readonly directive: NginxDirective; readonly block: NginxDirective[] }[] = [];
  let words: Token[] = [];
  const reader = new Tokens(text, problems);
  for (let token = reader.next(); token; token = reader.next()) {
    const here = open.at(-1)?.block ?? root;
    const [first] = words;
    if (!token.mark) {
      words.push(token);
    } else if (token.text === ';') {
      if (first) here.push(directive(words));
      else problems.push({ line: token.line, problem: "unexpected ';'" });
      words = [];
    } else if (token.text === '{') {
      if (!first) {
        problems.push({ line: token.line, problem: "unexpected '{'" });
        break;
      }
      const block: NginxDirective[] = [];
      const opened = { ...directive(words), block };
      here.push(opened);
      words = [];
      if (FOREIGN_BLOCK.test(opened.name)) reader.skipBlock();
      else open.push({ directive: opened, block });
    } else {
      if (first) problems.push(unterminated(first));
      words = [];
      if (!open.pop()) {
        problems.push({ line: token.line, problem: "unexpected '}'", fix: "remove it, or add the missing '{' above" });
        break;
      }
    }
  }
  const [first] = words;
  if (first && problems.length === 0) problems.push(unterminated(first));
  const unclosed = open.at(-1);
  if (unclosed && problems.length === 0) {
    const { name, line } = unclosed.directive;
    problems.push({ line, problem: `the block of '${name}' has no '}'`, fix: "add the missing '}'" });
  }
  return { directives: root, problems };
}

function directive([name, ...args]: readonly Token[]): NginxDirective {
  return { name: name?.text ?? '', args: args.map(({ text }) => text), line: name?.line ?? 1 };
}

function unterminated({ text, line }: Token): FormatProblem {
  return { line, problem: `directive '${text}' is not terminated by ';'`, fix: "end it with ';'" };
}

class Tokens {
  private at = 0;
  private line = 1;

  constructor(
    private readonly text: string,
    private readonly problems: FormatProblem[],
  ) {}

  public next(): Token | undefined {
    this.skipSpace();
    const character = this.text[this.at];
    if (character === undefined) return undefined;
    const { line } = this;
    if (character === ';' || character === '{' || character === '}') {
      this.at++;
      return { text: character, line, mark: true };
    }
    if (character === '"' || character === "'") return this.quoted(character);
    let word = '';
    for (let next = this.text[this.at]; next !== undefined; next = this.text[this.at]) {
      if (/[\s;]/.test(next) || (next === '{' && !word.endsWith('$'))) break;
      word += next === '\\' ? this.escape() : next;
      this.at++;
      if (next === '{') {
        const end = this.text.indexOf('}', this.at);
        const rest = end < 0 ? '' : this.text.slice(this.at, end + 1);
        word += rest;
        this.at += rest.length;
      }
    }
    return { text: word, line, mark: false };
  }

  /** Skips to the end of a block that has been opened. */
  public skipBlock(): void {
    for (let depth = 1; this.at < this.text.length && depth > 0; this.at++) {
      const character = this.text[this.at];
      if (character === '\n') this.line++;
      else if (character === '{') depth++;
      else if (character === '}') depth--;
    }
  }

  private skipSpace(): void {
    for (let character = this.text[this.at]; character !== undefined; character = this.text[this.at]) {
      if (character === '#') {
        const end = this.text.indexOf('\n', this.at);
        this.at = end < 0 ? this.text.length : end;
      } else if (/\s/.test(character)) {
        if (character === '\n') this.line++;
        this.at++;
      } else return;
    }
  }

  private quoted(quote: string): Token {
    const { line } = this;
    let word = '';
    this.at++;
    for (let next = this.text[this.at]; next !== quote; next = this.text[this.at]) {
      if (next === undefined) {
        this.problems.push({ line, problem: `a quotation ${quote} without an end`, fix: `add the closing ${quote}` });
        return { text: word, line, mark: false };
      }
      if (next === '\n') this.line++;
      word += next === '\\' ? this.escape() : next;
      this.at++;
    }
    this.at++;
    const after = this.text[this.at];
    if (after !== undefined && !/[\s;{)]/.test(after)) {
      this.problems.push({
        line: this.line,
        problem: `'${after}' directly after a quotation`,
        fix: 'separate the two',
      });
    }
    return { text: word, line, mark: false };
  }

  /** A backslash and the character after it; only quotes and backslashes lose theirs. */
  private escape(): string {
    const escaped = this.text[++this.at] ?? '';
    if (escaped === '\n') this.line++;
    return /["'\\]/.test(escaped) ? escaped : `\\${escaped}`;
  }
}
