import { remembered } from '../../text/remembered';

/** A word of a shell script. */
export interface ShellWord {
  /** The word as written, quotes included. */
  readonly text: string;
  /** Variables and parameters that the shell expands in the word, outside command substitutions. */
  readonly variables: ReadonlySet<string>;
  /** Commands of each command substitution in the word. */
  readonly substitutions: readonly (readonly ShellCommand[])[];
}

/** A simple command of a shell script (POSIX, "Shell Command Language"). */
export interface ShellCommand {
  /** `NAME=value` in front of the words. */
  readonly assignments: readonly ShellWord[];
  readonly words: readonly ShellWord[];
  /** Here-strings and files that the command reads. */
  readonly inputs: readonly ShellWord[];
  /** Function that contains the command. */
  readonly within?: string;
}

/** The commands and functions of a shell script. */
export interface ShellScript {
  readonly commands: readonly ShellCommand[];
  readonly functions: ReadonlySet<string>;
}

/** Reads a script for sh or bash. Text that is not a valid script is read as far as possible. */
export const readShell = remembered((script): ShellScript => {
  const reader = new Reader(script);
  reader.list();
  return { commands: reader.commands, functions: reader.functions };
});

/** Words after which another command begins. */
const PREFIXES = new Set(['if', 'then', 'elif', 'else', 'while', 'until', 'do', '!', 'time', 'fi', 'done']);

const ASSIGNMENT = /^[A-Za-z_]\w*(\[[^\]]*\])?\+?=/;

/** A construct that ends with a token of its own. */
interface Open {
  readonly kind: '(' | '{' | 'case';
  /** Function around the construct. */
  readonly outer?: string;
}

/** The simple command that is being read. */
interface Pending {
  assignments: ShellWord[];
  words: ShellWord[];
  inputs: ShellWord[];
}

class Reader {
  public readonly commands: ShellCommand[] = [];
  public readonly functions = new Set<string>();
  private at = 0;
  /** Function around the position. */
  private within?: string;
  private hereDocuments: { readonly delimiter: string; readonly tabs: boolean }[] = [];

  constructor(private readonly text: string) {}

  /** Reads commands until the end of the text, or of the command substitution; returns them. */
  public list(): readonly ShellCommand[] {
    const first = this.commands.length;
    const open: Open[] = [];
    let now: Pending = { assignments: [], words: [], inputs: [] };
    let pattern = false;
    let opened: string | undefined;
    const flush = (): void => {
      if (now.words.length + now.assignments.length + now.inputs.length > 0)
        this.commands.push({ ...now, within: this.within });
      now = { assignments: [], words: [], inputs: [] };
    };
    const enter = (kind: '(' | '{'): void => {
      open.push({ kind, outer: this.within });
      this.within = opened ?? this.within;
      opened = undefined;
    };
    const leave = (): void => {
      flush();
      this.within = open.pop()?.outer;
    };

    while (this.at < this.text.length) {
      const rest = this.text.slice(this.at, this.at + 3);
      const [character = ''] = rest;
      if (/[ \t\r]/.test(character)) this.at++;
      else if (rest.startsWith('\\\n')) this.at += 2;
      else if (character === '#') this.comment();
      else if (character === '\n') {
        flush();
        this.at++;
        this.skipHereDocuments();
      } else if (rest.startsWith(';;') || rest.startsWith(';&')) {
        flush();
        this.at += 2;
        pattern = open.at(-1)?.kind === 'case';
      } else if (/^(&?>|\d*[<>])/.test(rest)) {
        this.redirection(now);
      } else if (/[;&|]/.test(character)) {
        if (!pattern) flush();
        this.at++;
      } else if (character === '(') {
        const [name] = now.words;
        if (/^\(\s*\)/.test(this.text.slice(this.at)) && name && now.words.length === 1) {
          opened = name.text;
          this.functions.add(opened);
          this.at = this.text.indexOf(')', this.at) + 1;
          now = { assignments: [], words: [], inputs: [] };
        } else if (rest.startsWith('((')) {
          this.at = this.matching(this.at, '(', ')');
        } else {
          this.at++;
          if (!pattern) enter('(');
        }
      } else if (character === ')') {
        if (pattern) {
          pattern = false;
          now = { assignments: [], words: [], inputs: [] };
        } else if (open.at(-1)?.kind === '(') {
          leave();
        } else {
          break;
        }
        this.at++;
      } else {
        const word = this.word();
        const leading = now.words.length === 0 && now.assignments.length === 0;
        if (pattern) {
          if (word.text === 'esac') {
            pattern = false;
            open.pop();
          }
        } else if (leading && word.text === '{') enter('{');
        else if (leading && word.text === '}') leave();
        else if (leading && word.text === 'esac') leave();
        else if (leading && word.text === '[[') this.conditional();
        else if (leading && PREFIXES.has(word.text)) continue;
        else if (now.words[0]?.text === 'case' && now.words.length === 2 && word.text === 'in') {
          flush();
          open.push({ kind: 'case', outer: this.within });
          pattern = true;
        } else if (now.words.length === 0 && ASSIGNMENT.test(word.text)) now.assignments.push(word);
        else if (!(/^\d+$/.test(word.text) && /[<>]/.test(this.text[this.at] ?? ''))) now.words.push(word);
      }
    }
    flush();
    return this.commands.slice(first);
  }

  private comment(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.text.length : end;
  }

  /** Skips `[[ … ]]`, whose operands no program gets. */
  private conditional(): void {
    while (this.at < this.text.length) {
      if (/[\s<>&|();]/.test(this.text[this.at] ?? '')) this.at++;
      else if (this.word().text === ']]') return;
    }
  }

  private redirection(now: Pending): void {
    const [operator = ''] = /^(&?>>?|\d*(<<<|<<-?|[<>]&|[<>]\(|>>|>\||<>|[<>]))/.exec(this.text.slice(this.at)) ?? [];
    this.at += Math.max(operator.length, 1);
    if (operator.endsWith('(')) {
      // The program gets the path of a pipe, not the output.
      this.substitution();
      now.words.push({ text: operator, variables: new Set(), substitutions: [] });
      return;
    }
    while (/[ \t]/.test(this.text[this.at] ?? '')) this.at++;
    const target = this.word();
    if (/^\d*<<-?$/.test(operator)) {
      this.hereDocuments.push({ delimiter: target.text.replaceAll(/['"\\]/g, ''), tabs: operator.endsWith('-') });
    } else if (operator.endsWith('<')) now.inputs.push(target);
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

  /** The commands of a substitution, whose beginning has been read. */
  private substitution(): readonly ShellCommand[] {
    const commands = this.list();
    this.at++;
    return commands;
  }

  private word(): ShellWord {
    const start = this.at;
    const found = { variables: new Set<string>(), substitutions: [] as (readonly ShellCommand[])[] };
    while (this.at < this.text.length) {
      const character = this.text[this.at] ?? '';
      if (character === '(' && ASSIGNMENT.test(this.text.slice(start, this.at)) && this.text[this.at - 1] === '=') {
        this.array(found);
      } else if (/[\s;&|()<>]/.test(character)) break;
      else this.part(found);
    }
    // A character that begins no word must not stop the reader.
    if (this.at === start) this.at++;
    return { text: this.text.slice(start, this.at).replaceAll('\\\n', ''), ...found };
  }

  /** The list of an array assignment. */
  private array(found: Found): void {
    this.at++;
    while (this.at < this.text.length && this.text[this.at] !== ')') this.part(found);
    this.at++;
  }

  /** One character, quotation or expansion of a word. */
  private part(found: Found): void {
    const character = this.text[this.at];
    if (character === '\\') this.at += 2;
    else if (character === "'") this.at = this.after("'", this.at + 1);
    else if (character === '"') {
      this.at++;
      while (this.at < this.text.length && this.text[this.at] !== '"') {
        if (this.text[this.at] === '\\') this.at += 2;
        else if (this.text[this.at] === '$' || this.text[this.at] === '`') this.expansion(found);
        else this.at++;
      }
      this.at++;
    } else if (character === '$' || character === '`') this.expansion(found);
    else this.at++;
  }

  private expansion(found: Found): void {
    const rest = this.text.slice(this.at, this.at + 256);
    if (rest.startsWith('`')) {
      const end = this.after('`', this.at + 1);
      const inner = new Reader(this.text.slice(this.at + 1, end - 1));
      found.substitutions.push(inner.list());
      this.commands.push(...inner.commands);
      this.at = end;
    } else if (rest.startsWith('$((')) {
      const end = this.matching(this.at + 1, '(', ')');
      this.names(this.text.slice(this.at, end), found);
      this.at = end;
    } else if (rest.startsWith('$(')) {
      this.at += 2;
      found.substitutions.push(this.substitution());
    } else if (rest.startsWith('${')) {
      const end = this.matching(this.at + 1, '{', '}');
      const [, length, name] = /^\$\{(#?)!?(\w+|[@*#?!$-])/.exec(rest) ?? [];
      if (name && !length) found.variables.add(name);
      // The word of `${NAME:-word}` may expand others.
      this.names(this.text.slice(this.at + 2, end), found);
      this.at = end;
    } else if (rest.startsWith("$'")) {
      this.at += 2;
      while (this.at < this.text.length && this.text[this.at] !== "'") this.at += this.text[this.at] === '\\' ? 2 : 1;
      this.at++;
    } else {
      const [expansion = '$', name] = /^\$([A-Za-z_]\w*|[0-9@*#?!$-])/.exec(rest) ?? [];
      if (name) found.variables.add(name);
      this.at += expansion.length;
    }
  }

  private names(text: string, found: Found): void {
    for (const [, name = ''] of text.matchAll(/\$\{?([A-Za-z_]\w*|[@*0-9])/g)) found.variables.add(name);
  }

  /** The position after the next occurrence of a character. */
  private after(character: string, from: number): number {
    const end = this.text.indexOf(character, from);
    return end < 0 ? this.text.length : end + 1;
  }

  /** The position after the bracket that closes the one at a position. */
  private matching(from: number, opening: string, closing: string): number {
    let depth = 0;
    for (let at = from; at < this.text.length; at++) {
      if (this.text[at] === '\\') at++;
      else if (this.text[at] === opening) depth++;
      else if (this.text[at] === closing && --depth === 0) return at + 1;
    }
    return this.text.length;
  }
}

interface Found {
  readonly variables: Set<string>;
  readonly substitutions: (readonly ShellCommand[])[];
}
