import { lineAt, type FormatProblem } from './problem';
import { ShellWords, SyntaxProblem, type ShellDialect } from './shell-words';

/** Words that end a list of commands. */
const ENDS = new Set(['then', 'elif', 'else', 'fi', 'do', 'done', 'esac', '}']);

const NAME = /^[A-Za-z_]\w*$/;

/** Why a shell would refuse a script, and what only bash understands. */
export function shellProblems(text: string, dialect: ShellDialect): readonly FormatProblem[] {
  const reader = new Reader(text, dialect);
  try {
    reader.script();
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    const { message, at, fix } = error;
    return [...reader.problems, { line: lineAt(text, at), problem: message, ...(fix === undefined ? {} : { fix }) }];
  }
  return reader.problems;
}

/** The grammar of POSIX ("Shell Command Language", 2.10), with what bash and ash add to it. */
class Reader extends ShellWords {
  public script(): void {
    this.list();
    if (this.at < this.text.length) this.unexpected();
  }

  /** Commands up to a word or mark that ends a list. */
  protected override list(): number {
    let count = 0;
    for (;;) {
      this.blank(true);
      const word = this.peekWord();
      if (
        this.at >= this.text.length ||
        ENDS.has(word) ||
        this.looking(')') ||
        this.looking(';;') ||
        this.looking(';&')
      ) {
        return count;
      }
      this.pipelines();
      count++;
      this.blank(false);
      if (this.looking(';;') || this.looking(';&')) return count;
      if (!this.take(';') && !this.take('&') && !this.looking('\n') && !this.looking(')')) {
        if (this.at < this.text.length) this.unexpected();
      }
    }
  }

  private pipelines(): void {
    for (;;) {
      this.blank(false);
      while (this.peekWord() === '!' || (this.peekWord() === 'time' && this.dialect !== 'dash')) {
        this.word();
        this.blank(false);
      }
      this.command();
      this.blank(false);
      if (this.take('&&') || this.take('||') || this.take('|&') || this.take('|')) {
        this.blank(true);
        if (this.at >= this.text.length)
          throw new SyntaxProblem('a command is missing after the last operator', this.at);
      } else return;
    }
  }

  private command(): void {
    const word = this.peekWord();
    const from = this.at;
    if (word === 'if') this.conditional();
    else if (word === 'while' || word === 'until') {
      this.word();
      this.body('do', from);
      this.need('do', word, from);
      this.body('done', from);
      this.need('done', word, from);
    } else if (word === 'for' || (word === 'select' && this.dialect === 'bash')) this.loop();
    else if (word === 'case') this.cases();
    else if (word === '{') {
      this.word();
      this.body('}', from);
      this.need('}', '{', from);
    } else if (this.looking('((') && this.dialect !== 'dash' && this.arithmetic()) {
      // The reader is after it.
    } else if (this.looking('(')) {
      this.at++;
      this.body(')', from);
      if (!this.take(')')) throw new SyntaxProblem("'(' without ')'", from, "add the missing ')'");
    } else if (word === '[[' && this.dialect !== 'dash') this.test();
    else if (word === 'function' && this.dialect !== 'dash') {
      this.word();
      this.blank(false);
      this.word();
      this.blank(false);
      if (this.take('(')) this.need(')', 'function', from);
      this.blank(true);
      this.command();
      return;
    } else {
      if (ENDS.has(word) || /^[;&|)]/.test(this.text.slice(this.at, this.at + 1))) this.unexpected();
      this.simple();
      return;
    }
    this.redirections();
  }

  private conditional(): void {
    const from = this.at;
    this.word();
    this.body('then', from);
    this.need('then', 'if', from);
    this.body('fi', from);
    while (this.peekWord() === 'elif') {
      this.word();
      this.body('then', from);
      this.need('then', 'elif', from);
      this.body('fi', from);
    }
    if (this.peekWord() === 'else') {
      this.word();
      this.body('fi', from);
    }
    this.need('fi', 'if', from);
  }

  private loop(): void {
    const from = this.at;
    this.word();
    this.blank(false);
    if (this.looking('((')) {
      if (this.dialect !== 'bash') this.onlyBash('for (( … ))', true);
      if (!this.arithmetic()) throw new SyntaxProblem("'((' without '))'", from);
    } else {
      const name = this.peekWord();
      if (!NAME.test(name)) throw new SyntaxProblem(`bad name '${name}' of a for loop`, this.at);
      this.word();
      this.blank(true);
      if (this.peekWord() === 'in') {
        this.word();
        this.blank(false);
        while (this.wordBegins()) {
          this.word();
          this.blank(false);
        }
      }
    }
    this.blank(false);
    this.take(';');
    this.blank(true);
    this.need('do', 'for', from);
    this.body('done', from);
    this.need('done', 'for', from);
  }

  private cases(): void {
    const from = this.at;
    this.word();
    this.blank(false);
    this.word();
    this.blank(true);
    this.need('in', 'case', from);
    for (;;) {
      this.blank(true);
      if (this.peekWord() === 'esac') break;
      if (this.at >= this.text.length) break;
      this.take('(');
      do {
        this.blank(false);
        if (!this.wordBegins()) this.unexpected();
        this.word();
        this.blank(false);
      } while (this.take('|'));
      if (!this.take(')')) throw new SyntaxProblem("a pattern of 'case' has no ')'", this.at, "add the missing ')'");
      this.list();
      if (!this.take(';;') && !this.take(';&')) break;
      this.take('&');
    }
    this.blank(true);
    this.need('esac', 'case', from);
  }

  /** `[[ … ]]`, whose operands may hold characters that end words elsewhere. */
  private test(): void {
    const from = this.at;
    this.word();
    for (;;) {
      this.blank(true);
      if (this.at >= this.text.length) throw new SyntaxProblem("'[[' without ']]'", from, "add the missing ']]'");
      if (/[<>&|();]/.test(this.text[this.at] ?? '')) this.at++;
      else if (this.word() === ']]') return;
    }
  }

  private simple(): void {
    let words = 0;
    for (;;) {
      this.blank(false);
      if (this.redirection()) continue;
      if (!this.wordBegins()) {
        if (this.looking('(') && words > 0) this.unexpected();
        return;
      }
      const from = this.at;
      const word = this.word();
      if (words === 0 && /^[A-Za-z_]\w*(\[[^\]]*\])?\+?=/.test(word)) {
        if (/^\w+\+?=$/.test(word) && this.looking('(')) this.array(from);
        continue;
      }
      words++;
      if (words === 1 && this.looking('(') && /^\(\s*\)/.test(this.text.slice(this.at, this.at + 80))) {
        this.at = this.text.indexOf(')', this.at) + 1;
        this.blank(true);
        this.command();
        return;
      }
      const declares = /^(declare|export|local|readonly|typeset)\b/.test(this.text.slice(from, from + 9)) || words > 1;
      if (declares && word.endsWith('=') && this.looking('(')) this.array(from);
    }
  }

  private redirections(): void {
    this.blank(false);
    while (this.redirection()) this.blank(false);
  }

  /** A list that has to have a command. */
  private body(end: string, from: number): void {
    if (this.list() === 0 && this.at < this.text.length) {
      throw new SyntaxProblem(`no command before '${this.peekWord() || end}'`, this.at > from ? this.at : from);
    }
  }

  private need(word: string, opened: string, from: number): void {
    this.blank(true);
    if (word === ')' ? this.take(')') : this.peekWord() === word) {
      if (word !== ')') this.word();
      return;
    }
    if (this.at < this.text.length) this.unexpected(word);
    throw new SyntaxProblem(`'${opened}' without '${word}'`, from, `add the missing '${word}'`);
  }

  private unexpected(wanted?: string): never {
    const token = this.peekWord() || (this.text[this.at] ?? 'the end');
    const problem = `unexpected '${token === '\n' ? 'end of line' : token}'`;
    throw new SyntaxProblem(wanted === undefined ? problem : `${problem}; '${wanted}' is missing before it`, this.at);
  }
}
