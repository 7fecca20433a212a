import * as data from './data/kafka.json';
import { misspelt, notOneOf, type FormatProblem } from './problem';
import { readProperties, type Property } from './properties';

const KEYS: Readonly<Record<string, string>> = data.keys;
const NAMES = Object.keys(KEYS);

const DEFAULT_LISTENER = 'PLAINTEXT://:9092';

const NUMBERS: Readonly<Record<string, { readonly words: string; readonly most: number }>> = {
  short: { words: 'a 16-bit integer', most: 2 ** 15 },
  int: { words: 'a 32-bit integer', most: 2 ** 31 },
  long: { words: 'a 64-bit integer', most: 2 ** 63 },
};

export interface KafkaOptions {
  /** Whether the broker has no other settings, such as variables that its image adds to the file. @default true */
  readonly complete?: boolean;
}

/** Why a broker would not start with a file of properties; of several equal keys, Java takes the last one. */
export function kafkaProblems(text: string, { complete = true }: KafkaOptions = {}): readonly FormatProblem[] {
  const { properties, problems } = readProperties(text);
  const seen = new Map<string, number>();
  const found: FormatProblem[] = [...problems];
  for (const property of properties) {
    const { key, line } = property;
    const type = KEYS[key];
    const before = seen.get(key);
    if (before !== undefined) {
      found.push({
        line,
        problem: `'${key}' is also in line ${before}, which has no effect`,
        fix: 'keep one',
        warning: true,
      });
    }
    seen.set(key, line);
    if (type === undefined) found.push(...unknown(property));
    else found.push(...wrongValue(property, type));
    if (key === 'listeners' || key === 'advertised.listeners') found.push(...wrongListeners(property));
  }
  return complete && found.every(({ warning }) => warning) ? [...found, ...wrongQuorum(properties)] : found;
}

/** Checks the settings of a broker without ZooKeeper (`KafkaConfig.validateValues`). */
function wrongQuorum(properties: readonly Property[]): FormatProblem[] {
  const values = new Map(properties.map((property) => [property.key, property]));
  const roles = values.get('process.roles');
  if (!roles || roles.value.trim() === '') return [];
  const missing = (key: string): FormatProblem => ({
    line: roles.line,
    problem: `'process.roles' is set, and '${key}' is not`,
    fix: `set ${key}`,
  });
  if (!values.has('node.id') && !values.has('broker.id')) return [missing('node.id')];
  const voters = values.get('controller.quorum.voters');
  if (!voters && !values.has('controller.quorum.bootstrap.servers')) return [missing('controller.quorum.voters')];
  for (const voter of voters?.value.split(',') ?? []) {
    if (!/^\s*\d+@\[?[^@,]+\]?:\d+\s*$/.test(voter) && !voter.includes('$')) {
      const problem = `'controller.quorum.voters' has '${voter.trim()}'`;
      return [{ line: voters?.line ?? 1, problem, fix: 'write it as id@host:port' }];
    }
  }
  const names = values.get('controller.listener.names');
  if (!names) return [missing('controller.listener.names')];
  const listeners = values.get('listeners');
  const isController = roles.value.split(',').some((role) => role.trim() === 'controller');
  if (!isController || /\$[({]/.test(`${listeners?.value}${names.value}`)) return [];
  const there = (listeners?.value ?? DEFAULT_LISTENER)
    .split(',')
    .map((listener) => listener.trim().replace(/:.*/s, ''));
  if (names.value.split(',').some((name) => there.includes(name.trim()))) return [];
  const problem = `'controller.listener.names' has ${names.value.trim()}, and 'listeners' has ${there.join(', ')}`;
  return [{ line: names.line, problem, fix: 'add the listener of the controller' }];
}

/** Keys of plugins, and of clients in the broker, are not in the broker's list; a misspelt one is. */
function unknown({ key, line }: Property): FormatProblem[] {
  const meant = misspelt(key, NAMES);
  if (meant === undefined) return [];
  return [{ line, problem: `no broker reads '${key}'`, fix: `did you mean '${meant}'?`, warning: true }];
}

function wrongValue({ key, value, line }: Property, declared: string): FormatProblem[] {
  const [type = '', ...rest] = declared.split(' ');
  const limits = rest.join(' ');
  const text = value.trim();
  if (value.includes('${')) return [];
  if (type === 'boolean' && !/^(true|false)$/i.test(text)) return [notOneOf(line, `'${key}'`, text, ['true', 'false'])];
  const number = NUMBERS[type];
  if (number && !(/^[-+]?\d+$/.test(text) && Math.abs(Number(text)) <= number.most)) {
    return [{ line, problem: `'${key}' is '${text}'; must be ${number.words}` }];
  }
  if (type === 'double' && !/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?[dDfF]?$/i.test(text)) {
    return [{ line, problem: `'${key}' is '${text}'; must be a number` }];
  }
  if (limits.startsWith('=')) return outsideOfList(line, key, text, limits, type);
  return number || type === 'double' ? outside(line, key, Number(text), limits) : [];
}

function outsideOfList(line: number, key: string, value: string, limits: string, type: string): FormatProblem[] {
  const anyCase = limits.endsWith('/i');
  const allowed = limits.slice(1).replace(/\/i$/, '').split('|');
  const values = type === 'list' ? value.split(/\s*,\s*/) : [value];
  return values
    .filter((one) => !allowed.some((other) => other === one || (anyCase && other.toLowerCase() === one.toLowerCase())))
    .map((one) => notOneOf(line, `'${key}'`, one, allowed));
}

function outside(line: number, key: string, value: number, limits: string): FormatProblem[] {
  const [, least = '', most = '', or] = /^(\S*)\.\.(\S*)(?: or (.*))?$/.exec(limits) ?? [];
  if (or !== undefined && value === Number(or)) return [];
  if (least !== '' && value < Number(least))
    return [{ line, problem: `'${key}' is ${value}; must be at least ${least}` }];
  return most !== '' && value > Number(most)
    ? [{ line, problem: `'${key}' is ${value}; must be at most ${most}` }]
    : [];
}

/** `NAME://host:port`, separated by commas; names and ports differ. */
function wrongListeners({ key, value, line }: Property): FormatProblem[] {
  if (value.includes('${') || value.includes('$(')) return [];
  const names = new Set<string>();
  return value.split(',').flatMap((listener): FormatProblem[] => {
    const [, name, port] = /^\s*([\w.-]+):\/\/(?:\[[\da-fA-F:.]*\]|[^:/\s]*):(-?\d+)\s*$/.exec(listener) ?? [];
    if (name === undefined || Number(port) > 65_535) {
      return [{ line, problem: `'${key}' has '${listener.trim()}'`, fix: 'write it as NAME://host:port' }];
    }
    const again = names.has(name.toUpperCase());
    names.add(name.toUpperCase());
    return again ? [{ line, problem: `'${key}' has the listener name '${name}' twice`, fix: 'rename one' }] : [];
  });
}
