import { lineAt, type FormatProblem } from './problem';

/** A shell: bash, Debian's dash, busybox' ash, or any that is called sh. */
export type ShellDialect = 'bash' | 'dash' | 'ash' | 'sh';

/** A mistake that keeps a shell from reading a script. */
export class SyntaxProblem extends Error {
  constructor(
    message: string,
    public readonly at: number,
    public readonly fix?: string,
  ) {
    super(message);
  }
}

/** Words, quotations, expansions and redirections of a script. */
export abstract class ShellWords {
  public readonly problems: FormatProblem[] = [];
  protected at = 0;
  private hereDocuments: { readonly delimiter: string; readonly tabs: boolean }[] = [];

  constructor(
    protected readonly text: string,
    protected readonly dialect: ShellDialect,
  ) {}

  /** Reads commands up to what ends a list, and returns their number. */
  protected abstract list(): number;

  /** Skips blanks and comments, and the ends of lines where they mean nothing. */
  protected blank(lines: boolean): void {
    for (;;) {
      const character = this.text[this.at];
      if (character === ' ' || character === '\t' || character === '\r') this.at++;
      else if (character === '\\' && this.text[this.at + 1] === '\n') this.at += 2;
      else if (character === '#') {
        const end = this.text.indexOf('\n', this.at);
        this.at = end < 0 ? this.text.length : end;
      } else if (character === '\n' && lines) {
        this.at++;
        this.skipHereDocuments();
      } else return;
    }
  }

  protected looking(mark: string): boolean {
    return this.text.startsWith(mark, this.at);
  }

  protected take(mark: string): boolean {
    // `&&`, `||` and `;;` are other marks than `&`, `|` and `;`.
    if (!this.looking(mark) || (/^[;&|]$/.test(mark) && this.text[this.at + 1] === mark)) return false;
    this.at += mark.length;
    return true;
  }

  protected wordBegins(): boolean {
    return this.at < this.text.length && !/[\s;&|()<>]/.test(this.text[this.at] ?? '');
  }

  /** The plain word at the position; empty where there is a mark. */
  protected peekWord(): string {
    return /^[^\s;&|()<>"'`$\\]+/.exec(this.text.slice(this.at, this.at + 64))?.[0] ?? '';
  }

  /** Reads a word, and returns it as written. */
  protected word(): string {
    const from = this.at;
    while (this.at < this.text.length) {
      const character = this.text[this.at] ?? '';
      if (/[\s;&|()<>]/.test(character)) break;
      this.part();
    }
    if (this.at === from) this.at++;
    return this.text.slice(from, this.at);
  }

  protected array(from: number): void {
    if (this.dialect !== 'bash') this.onlyBash('an array', this.dialect !== 'sh', from);
    const open = this.at;
    this.at++;
    for (;;) {
      this.blank(true);
      if (this.at >= this.text.length) throw new SyntaxProblem("an array without ')'", open);
      if (this.text[this.at] === ')') break;
      if (!this.wordBegins()) throw new SyntaxProblem(`unexpected '${this.text[this.at]}' in an array`, this.at);
      this.word();
    }
    this.at++;
  }

  /** `(( … ))`; false where it is two subshells. */
  protected arithmetic(): boolean {
    const end = this.closing(this.at, '(', ')');
    if (end === undefined || this.text[end - 2] !== ')') return false;
    this.at = end;
    return true;
  }

  /** A redirection, if there is one. */
  protected redirection(): boolean {
    const [operator] =
      /^(&>>?|\d*(<<<|<<-?|[<>]&|>>|>\||<>|[<>](?!\()))/.exec(this.text.slice(this.at, this.at + 12)) ?? [];
    if (operator === undefined) {
      if (!/^[<>]\(/.test(this.text.slice(this.at, this.at + 2))) return false;
      if (this.dialect === 'dash' || this.dialect === 'ash') this.onlyBash('<( … )', true);
      else if (this.dialect === 'sh') this.onlyBash('<( … )', false);
      const from = this.at;
      this.at += 2;
      this.nested(from);
      return true;
    }
    if (operator === '<<<' && this.dialect !== 'bash') this.onlyBash('<<<', this.dialect !== 'sh');
    if (operator.startsWith('&>') && this.dialect === 'dash') return false;
    this.at += operator.length;
    this.blank(false);
    if (!this.wordBegins()) {
      if (/^[<>]\(/.test(this.text.slice(this.at, this.at + 2))) return this.redirection();
      throw new SyntaxProblem(`nothing after '${operator}'`, this.at);
    }
    const target = this.word();
    if (/^\d*<<-?$/.test(operator)) {
      this.hereDocuments.push({ delimiter: target.replaceAll(/['"\\]/g, ''), tabs: operator.endsWith('-') });
    }
    return true;
  }

  /** Something that bash understands, and this shell does not. */
  protected onlyBash(what: string, sure: boolean, at = this.at): void {
    const line = lineAt(this.text, at);
    const problem = `${what} is not for ${this.dialect === 'sh' ? 'every sh' : this.dialect}`;
    this.problems.push({ line, problem, fix: 'run the script with bash, or write it differently', warning: !sure });
  }

  /** One character, quotation or expansion of a word. */
  private part(): void {
    const character = this.text[this.at];
    if (character === '\\') this.at += 2;
    else if (character === "'") this.at = this.endOf("'", this.at, this.at + 1);
    else if (character === '"') this.doubleQuoted();
    else if (character === '$' || character === '`') this.expansion();
    else this.at++;
  }

  private doubleQuoted(): void {
    const from = this.at;
    this.at++;
    while (this.text[this.at] !== '"') {
      if (this.at >= this.text.length)
        throw new SyntaxProblem('a quotation " without an end', from, 'add the closing "');
      if (this.text[this.at] === '\\') this.at += 2;
      else if (this.text[this.at] === '$' || this.text[this.at] === '`') this.expansion();
      else this.at++;
    }
    this.at++;
  }

  private expansion(): void {
    const from = this.at;
    const rest = this.text.slice(this.at, this.at + 3);
    if (rest.startsWith('`')) {
      let end = this.at + 1;
      while (end < this.text.length && this.text[end] !== '`') end += this.text[end] === '\\' ? 2 : 1;
      if (end >= this.text.length) throw new SyntaxProblem('a ` without its end', from, 'add the closing `');
      this.at = end + 1;
    } else if (rest === '$((') {
      const end = this.closing(this.at + 1, '(', ')');
      if (end !== undefined && this.text[end - 2] === ')') this.at = end;
      else {
        this.at += 2;
        this.nested(from);
      }
    } else if (rest.startsWith('$(')) {
      this.at += 2;
      this.nested(from);
    } else if (rest.startsWith('${')) this.parameter();
    else if (rest.startsWith("$'") && this.dialect !== 'dash') {
      let end = this.at + 2;
      while (end < this.text.length && this.text[end] !== "'") end += this.text[end] === '\\' ? 2 : 1;
      if (end >= this.text.length) throw new SyntaxProblem("a quotation ' without an end", from, "add the closing '");
      this.at = end + 1;
    } else this.at++;
  }

  /** `${NAME…}`, whose word may have quotations and expansions. */
  private parameter(): void {
    const from = this.at;
    this.at += 2;
    const [, operator = ''] = /^!?[\w@*#?$!-]+(\/|\^|,|:\d|\[)/.exec(this.text.slice(this.at, this.at + 80)) ?? [];
    if (operator !== '' && (this.dialect === 'dash' || (this.dialect === 'ash' && /[\^,[]/.test(operator)))) {
      this.onlyBash(`\${NAME${operator.charAt(0)}…}`, true, from);
    }
    while (this.text[this.at] !== '}') {
      if (this.at >= this.text.length) throw new SyntaxProblem("'${' without '}'", from, "add the missing '}'");
      this.part();
    }
    this.at++;
  }

  /** The commands of a substitution, and its end. */
  private nested(from: number): void {
    const outer = this.hereDocuments;
    this.hereDocuments = [];
    this.list();
    this.blank(true);
    this.hereDocuments = outer;
    if (!this.take(')')) {
      if (this.at < this.text.length)
        throw new SyntaxProblem(`unexpected '${this.peekWord() || this.text[this.at]}'`, this.at);
      throw new SyntaxProblem("'$(' without ')'", from, "add the missing ')'");
    }
  }

  private skipHereDocuments(): void {
    for (const { delimiter, tabs } of this.hereDocuments) {
      while (this.at < this.text.length) {
        const end = this.text.indexOf('\n', this.at);
        const line = this.text.slice(this.at, end < 0 ? undefined : end);
        this.at = end < 0 ? this.text.length : end + 1;
        if ((tabs ? line.replace(/^\t+/, '') : line) === delimiter) break;
      }
    }
    this.hereDocuments = [];
  }

  private endOf(quote: string, from: number, after: number): number {
    const end = this.text.indexOf(quote, after);
    if (end < 0) throw new SyntaxProblem(`a quotation ${quote} without an end`, from, `add the closing ${quote}`);
    return end + 1;
  }

  /** The position after the bracket that closes the one at a position. */
  private closing(from: number, opening: string, closing: string): number | undefined {
    let depth = 0;
    for (let at = from; at < this.text.length; at++) {
      if (this.text[at] === '\\') at++;
      else if (this.text[at] === opening) depth++;
      else if (this.text[at] === closing && --depth === 0) return at + 1;
    }
    return undefined;
  }
}
