/** Characters that mean something to JavaScript's expressions, and within a class of characters. */
const SYNTAX = /[\^$\\.*+?()[\]{}|/]/;
const CLASS_SYNTAX = /[\^$\\.*+?()[\]{}|/&!#%,:;<=>@`~-]/;

/** The most often that RE2 repeats something by a count. */
const MOST_REPEATS = 1000;

/** Escapes that mean the same, and are written the same, in both notations. */
const SHARED_ESCAPES = 'dDsSwWbBtnrvf';

const POSIX_CLASSES: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: '\\t ',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '\\x21-\\x7e',
  lower: 'a-z',
  print: '\\x20-\\x7e',
  punct: '\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '\\w',
};

/** Problem with a regular expression of Prometheus, Alertmanager or Kubernetes. */
class Re2Error extends Error {}

/**
 * The JavaScript form of an expression in the notation that Go's programs read, RE2 (its document "Syntax").
 *
 * @throws Re2Error when RE2 would not take the expression.
 */
export function toRegExp(pattern: string): RegExp {
  const source = new Translator(pattern).translate();
  try {
    return new RegExp(source, 'v');
  } catch (error) {
    throw new Re2Error((error as Error).message.replace(/^.*: /, ''));
  }
}

/** RE2's error for an expression; undefined if it is valid. */
export function re2Problem(pattern: string): string | undefined {
  try {
    toRegExp(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof Re2Error) return error.message;
    throw error;
  }
}

interface Flags {
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
  readonly multiline: boolean;
}

/** Reads an expression from left to right. */
class Translator {
  private readonly characters: readonly string[];
  private position = 0;
  private readonly groupNames = new Set<string>();

  constructor(pattern: string) {
    this.characters = [...pattern];
  }

  public translate(): string {
    const source = this.alternatives({ ignoreCase: false, dotAll: false, multiline: false });
    if (this.position < this.characters.length) throw new Re2Error("')' closes no group");
    return source;
  }

  private get rest(): string {
    return this.characters.slice(this.position).join('');
  }

  private next(): string | undefined {
    return this.characters[this.position];
  }

  private take(text: string): boolean {
    if (!this.rest.startsWith(text)) return false;
    this.position += [...text].length;
    return true;
  }

  private match(expression: RegExp): RegExpExecArray | undefined {
    const found = expression.exec(this.rest);
    if (found) this.position += [...found[0]].length;
    return found ?? undefined;
  }

  /** Up to the end of the group: a change of flags holds to there. */
  private alternatives(flags: Flags): string {
    let source = '';
    let current = flags;
    let repeatable = false;
    for (;;) {
      const character = this.next();
      if (character === undefined || character === ')') return source;
      if (this.take('|')) {
        source += '|';
        repeatable = false;
        continue;
      }
      const repeat = this.match(/^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/);
      if (repeat) {
        if (!repeatable) throw new Re2Error(`'${repeat[0]}' has nothing to repeat`);
        source += checkedRepeat(repeat);
        repeatable = false;
        continue;
      }
      const changed = this.match(/^\(\?([imsU]*)(?:-([imsU]+))?\)/);
      if (changed) {
        current = withFlags(current, changed);
        continue;
      }
      source += this.atom(current);
      repeatable = true;
    }
  }

  private atom(flags: Flags): string {
    if (this.take('(')) return this.group(flags);
    if (this.take('[')) return this.characterClass(flags);
    if (this.take('\\')) return this.escape(flags);
    if (this.take('.')) return flags.dotAll ? '[^]' : '[^\\n]';
    if (this.take('^')) return flags.multiline ? '(?:(?<![^\\n]))' : '(?:^)';
    if (this.take('$')) return flags.multiline ? '(?:(?![^\\n]))' : '(?:$)';
    return literal(this.one(), flags);
  }

  private one(): string {
    const character = this.next();
    if (character === undefined) throw new Re2Error('it ends too early');
    this.position += 1;
    return character;
  }

  private group(flags: Flags): string {
    let open = '(';
    let inner = flags;
    if (this.next() === '?') {
      const name = this.match(/^\?P?<(\w+)>/);
      const changed = name ? undefined : this.match(/^\?([imsU]*)(?:-([imsU]+))?:/);
      if (name?.[1]) open = `(?<${this.groupName(name[1])}>`;
      else if (changed) {
        open = '(?:';
        inner = withFlags(flags, changed);
      } else throw new Re2Error(`'(${this.rest.slice(0, 3)}' is not supported by RE2, which has no lookaround`);
    }
    const source = this.alternatives(inner);
    if (!this.take(')')) throw new Re2Error("a '(' is not closed");
    return `${open}${source})`;
  }

  /** A name may begin with a digit there, and may not here. */
  private groupName(name: string): string {
    if (this.groupNames.has(name)) throw new Re2Error(`two groups are called '${name}'`);
    this.groupNames.add(name);
    return `_${name}`;
  }

  private characterClass(flags: Flags): string {
    let source = this.take('^') ? '[^' : '[';
    for (let first = true; first || this.next() !== ']'; first = false) {
      if (this.next() === undefined) throw new Re2Error("a '[' is not closed");
      source += this.classMember(flags);
    }
    this.position += 1;
    return `${source}]`;
  }

  private classMember(flags: Flags): string {
    const posix = this.match(/^\[:(\^?)(\w+):\]/);
    if (posix) {
      const set = POSIX_CLASSES[posix[2] ?? ''];
      if (!set) throw new Re2Error(`'${posix[0]}' is not a character class`);
      return `[${posix[1] ?? ''}${set}]`;
    }
    const from = this.classCharacter();
    const isRange = this.next() === '-' && ![undefined, ']'].includes(this.characters[this.position + 1]);
    if (!isRange) return flags.ignoreCase ? bothCases(from) : from;
    this.position += 1;
    const range = `${from}-${this.classCharacter()}`;
    return flags.ignoreCase && /^[A-Za-z]-[A-Za-z]$/.test(range) ? range.toLowerCase() + range.toUpperCase() : range;
  }

  private classCharacter(): string {
    if (!this.take('\\')) return escaped(this.one(), CLASS_SYNTAX);
    if (/[^A-Za-z0-9]/.test(this.next() ?? 'a')) return escaped(this.one(), CLASS_SYNTAX);
    if (/[bBAzQC]/.test(this.next() ?? '')) throw new Re2Error(`'\\${this.one()}' does not belong into a class`);
    return this.escape({ ignoreCase: false, dotAll: false, multiline: false });
  }

  private escape(flags: Flags): string {
    const hexadecimal = this.match(/^x(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/);
    if (hexadecimal) return `\\u{${hexadecimal[1] ?? hexadecimal[2]}}`;
    const octal = this.match(/^(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/);
    if (octal) return `\\u{${parseInt(octal[0], 8).toString(16)}}`;
    const property = this.match(/^([pP])(?:\{(\^?)(\w+)\}|(\w))/);
    if (property) return unicodeProperty(property);
    const quoted = this.match(/^Q(.*?)(?:\\E|$)/su);
    if (quoted) return `(?:${[...(quoted[1] ?? '')].map((character) => literal(character, flags)).join('')})`;
    const character = this.next();
    if (character === undefined) throw new Re2Error("it ends with a '\\'");
    this.position += 1;
    if ('bB'.includes(character)) return `(?:\\${character})`;
    if (SHARED_ESCAPES.includes(character)) return `\\${character}`;
    if (character === 'a') return '\\x07';
    if (character === 'A') return '(?:^)';
    if (character === 'z') return '(?:$)';
    if (/[1-9]/.test(character))
      throw new Re2Error(`'\\${character}' is not supported by RE2, which has no backreferences`);
    if (/[A-Za-z0-9]/.test(character) || character > '\x7f')
      throw new Re2Error(`'\\${character}' is not an RE2 escape sequence`);
    return escaped(character);
  }
}

function checkedRepeat(repeat: RegExpExecArray): string {
  const [text, least, , most] = repeat;
  const numbers = [least, most].filter((count) => count).map(Number);
  const [from = 0, to = from] = numbers;
  if (numbers.some((count) => count > MOST_REPEATS) || from > to)
    throw new Re2Error(`'${text}' is not an RE2 repetition`);
  return text;
}

function withFlags(flags: Flags, [, on = '', off = '']: RegExpExecArray): Flags {
  const value = (flag: string, before: boolean): boolean => (before || on.includes(flag)) && !off.includes(flag);
  return {
    ignoreCase: value('i', flags.ignoreCase),
    dotAll: value('s', flags.dotAll),
    multiline: value('m', flags.multiline),
  };
}

function unicodeProperty([, kind = 'p', negated = '', long = '', short = '']: RegExpExecArray): string {
  const name = long || short;
  const letter = (kind === 'P') !== (negated === '^') ? 'P' : 'p';
  return name.length <= 2 ? `\\${letter}{${name}}` : `\\${letter}{Script=${name}}`;
}

function literal(character: string, { ignoreCase }: Flags): string {
  return ignoreCase && /[A-Za-z]/.test(character) ? `[${bothCases(character)}]` : escaped(character);
}

function bothCases(character: string): string {
  return /^[A-Za-z]$/.test(character) ? character.toLowerCase() + character.toUpperCase() : character;
}

function escaped(character: string, syntax = SYNTAX): string {
  return syntax.test(character) ? `\\${character}` : character;
}
