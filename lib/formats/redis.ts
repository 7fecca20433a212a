import * as data from './data/redis.json';
import { misspelt, notOneOf, unknownName, type FormatProblem } from './problem';

const DIRECTIVES: Readonly<Record<string, string>> = data.directives;
const NAMES = Object.keys(DIRECTIVES);

const MEMORY = /^-?\d+(b|k|kb|m|mb|g|gb)?$/i;

/** Directives with several values. */
const LISTS: Readonly<Record<string, RegExp>> = {
  save: /^$|^[1-9]\d* \d+( [1-9]\d* \d+)*$/,
  'client-output-buffer-limit':
    /^((normal|slave|replica|pubsub) (\d+([kmg]b?|b)? ){2}\d+)( (normal|slave|replica|pubsub) (\d+([kmg]b?|b)? ){2}\d+)*$/i,
};

export interface RedisOptions {
  /** Whether the server may know more directives: a newer version, or another product. @default false */
  readonly other?: boolean;
}

/** Why a Redis server would not start with a configuration file. */
export function redisProblems(text: string, { other = false }: RedisOptions = {}): readonly FormatProblem[] {
  const renamed = new Set<string>();
  return text.split('\n').flatMap((content, index): FormatProblem[] => {
    const line = index + 1;
    const trimmed = content.trim();
    if (trimmed === '' || trimmed.startsWith('#')) return [];
    const words = splitWords(trimmed);
    if (!words) return [{ line, problem: 'unbalanced quotes', fix: 'close the quotation, and separate it from words' }];
    const [name = '', ...args] = words;
    const type = DIRECTIVES[name.toLowerCase()];
    if (name.toLowerCase() === 'rename-command') {
      const command = (args[0] ?? '').toLowerCase();
      if (renamed.has(command))
        return [{ line, problem: `the command '${args[0]}' is renamed twice`, fix: 'keep one' }];
      renamed.add(command);
    }
    if (type !== undefined) return wrongValue(name, args, type, line);
    if (name.startsWith('sentinel')) return [];
    if (other && misspelt(name, NAMES) === undefined) return [];
    return [unknownName(line, 'directive', name, NAMES)];
  });
}

function wrongValue(name: string, args: readonly string[], declared: string, line: number): FormatProblem[] {
  const [type = '', limits = ''] = declared.split(' ');
  if (type === '*') {
    if (args.length === 0) return [{ line, problem: `'${name}' has no value` }];
    const form = LISTS[name.toLowerCase()];
    return form && !form.test(args.join(' '))
      ? [{ line, problem: `'${name}' has wrong values: ${args.join(' ')}` }]
      : [];
  }
  const [value = ''] = args;
  if (type.startsWith('=')) {
    const allowed = type.slice(1).replace(/\+$/, '').split('|');
    const values = type.endsWith('+') ? args : [value];
    if (!type.endsWith('+') && args.length !== 1) return [{ line, problem: `'${name}' needs one value` }];
    return values
      .filter((one) => !allowed.includes(one.toLowerCase()))
      .map((one) => notOneOf(line, `'${name}'`, one, allowed));
  }
  if (args.length !== 1) return [{ line, problem: `'${name}' needs one value, and has ${args.length}` }];
  if (type === 'bool' && !/^(yes|no)$/i.test(value)) return [notOneOf(line, `'${name}'`, value, ['yes', 'no'])];
  if (type === 'integer' && !/^-?\d+$/.test(value))
    return [{ line, problem: `'${name}' is '${value}'; must be an integer` }];
  if (type.startsWith('memory') && !MEMORY.test(value) && !(type.endsWith('%') && /^\d+%$/.test(value))) {
    return [{ line, problem: `'${name}' is '${value}'; must be a size such as 100mb` }];
  }
  if (type === 'octal' && !/^[0-7]+$/.test(value)) return [{ line, problem: `'${name}' is '${value}'; must be octal` }];
  const [least, most] = limits.split('..');
  if (type === 'integer' && limits !== '' && !(Number(value) >= Number(least) && Number(value) <= Number(most))) {
    return [{ line, problem: `'${name}' is ${value}; must be between ${least} and ${most}` }];
  }
  return [];
}

/** The words of a line; undefined where a quotation has no end, or something follows it directly (`sdssplitargs`). */
function splitWords(line: string): readonly string[] | undefined {
  const words: string[] = [];
  const form = /\s*(?:"((?:\\.|[^"\\])*)"(?=\s|$)|'((?:\\'|[^'])*)'(?=\s|$)|([^\s"']+)(?=\s|$))/y;
  while (form.lastIndex < line.length) {
    const from = form.lastIndex;
    const match = form.exec(line);
    if (!match) return /^\s*$/.test(line.slice(from)) ? words : undefined;
    words.push(match[1] ?? match[2] ?? match[3] ?? '');
  }
  return words;
}
