import * as data from './data/nats.json';
import type { NamedFile } from './named-files';
import { readNats, type NatsEntry, type NatsValue } from './nats-syntax';
import { misspelt, notOneOf, unknownName, type FormatProblem } from './problem';
import { parseGoDuration } from '../text/go-duration';
import { nearest } from '../text/nearest';

type Section = Readonly<Record<string, string>>;

const SECTIONS: Readonly<Record<string, Section | undefined>> = data.sections;

/** Settings with the path of a file. */
const FILE = /^(cert_file|key_file|ca_file|include|creds|credentials|keys_file)$/i;

/** Words of a finding for a type. */
const WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  int: 'an integer',
  bool: 'true or false',
  duration: 'a duration such as "30s"',
  text_duration: 'a duration such as "30s"',
  number_or_duration: 'a number of seconds, or a duration such as "2s"',
  listen: 'a port, or host:port',
  size: 'a size such as 10GB',
};

const SIZE = /^-?\d+[KMGT]$/;

/** A URL as Go reads it, without its user. */
const URL_FORM = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*@)?(\[[^\]]*\]|[^:/?#]*)(:\d*)?([/?#].*)?$/i;

/** Facts about the server that reads the file. */
export interface NatsOptions {
  /** All variables of the environment. @default - unknown */
  readonly environment?: readonly string[];
  /** The server is of a version with other keys, too. @default false */
  readonly other?: boolean;
}

/** Why nats-server would not start with a file. */
export function natsProblems(text: string, { environment, other = false }: NatsOptions = {}): readonly FormatProblem[] {
  const { entries, problems } = readNats(text);
  if (problems.length > 0) return problems;
  const used = variablesOf(entries);
  const context = { variables: new Set(used.map(({ name }) => name)), other };
  return [
    ...sectionProblems(entries, 'server', context),
    ...(environment ? undefinedVariables(entries, used, environment) : []),
  ];
}

/** A reference to a variable, which is a key of the file or a variable of the environment. */
interface VariableUse {
  readonly name: string;
  readonly line: number;
}

function undefinedVariables(
  entries: readonly NatsEntry[],
  used: readonly VariableUse[],
  environment: readonly string[],
): FormatProblem[] {
  // An included file may define any.
  const includes = (list: readonly NatsEntry[]): boolean =>
    list.some(({ isInclude, value }) => isInclude || mapsIn(value).some(includes));
  if (includes(entries)) return [];
  const keys = (list: readonly NatsEntry[]): string[] =>
    list.flatMap(({ key, value }) => [key, ...mapsIn(value).flatMap(keys)]);
  const known = new Set([...environment, ...keys(entries)]);
  return used
    .filter(({ name }) => !known.has(name))
    .map(({ name, line }) => {
      const meant = nearest(name, environment);
      const fix = meant === undefined ? 'set the variable in the container' : `did you mean '$${meant}'?`;
      return { line, problem: `the variable '$${name}' is not set`, fix };
    });
}

/** Files that a configuration names. */
export function filesOfNats(text: string): NamedFile[] {
  const visit = (entries: readonly NatsEntry[]): NamedFile[] =>
    entries.flatMap(({ key, line, value }) => [
      ...(FILE.test(key) && value.type === 'string' ? [{ setting: key, path: value.text, line }] : []),
      ...mapsIn(value).flatMap(visit),
    ]);
  return visit(readNats(text).entries);
}

function mapsIn(value: NatsValue): (readonly NatsEntry[])[] {
  if (value.type === 'map') return [value.entries];
  return value.type === 'list' ? value.items.flatMap(mapsIn) : [];
}

/** Variables that values refer to; a key of such a name may be one. */
function variablesOf(entries: readonly NatsEntry[]): VariableUse[] {
  const inValue = (value: NatsValue, line: number): VariableUse[] => {
    if (value.type === 'variable') return [{ name: value.text, line }];
    if (value.type === 'list') return value.items.flatMap((item) => inValue(item, line));
    return value.type === 'map' ? variablesOf(value.entries) : [];
  };
  return entries.flatMap(({ value, line }) => inValue(value, line));
}

/** Reasons why an unknown key may be right. */
interface Context {
  readonly variables: ReadonlySet<string>;
  readonly other: boolean;
}

function sectionProblems(entries: readonly NatsEntry[], name: string, context: Context): FormatProblem[] {
  const types = SECTIONS[name] ?? {};
  const seen = new Map<string, number>();
  return entries.flatMap(({ key, line, value, isInclude }): FormatProblem[] => {
    if (isInclude) return [];
    const first = seen.get(key);
    seen.set(key, line);
    const twice: FormatProblem[] =
      first === undefined
        ? []
        : [
            {
              line,
              problem: `'${key}' is also in line ${first}`,
              fix: 'keep one',
              warning: true,
              effect: 'the NATS server takes the last one',
            },
          ];
    const type = types[key.toLowerCase()];
    if (type !== undefined) return [...twice, ...valueProblems(value, type, key, line, context)];
    if (context.variables.has(key) || (context.other && misspelt(key, Object.keys(types)) === undefined)) return twice;
    const what = name === 'server' ? 'key' : `key of ${name}`;
    return [...twice, unknownName(line, what, key, Object.keys(types))];
  });
}

function valueProblems(value: NatsValue, type: string, key: string, line: number, context: Context): FormatProblem[] {
  if (type === 'any' || value.type === 'variable') return [];
  if (type === 'accounts') return accountProblems(value, line, context);
  if (type === 'urls' || type === 'url') return urlProblems(value, type, key, line);
  if (type.startsWith('[')) {
    if (value.type !== 'list') return [{ line, problem: `'${key}' must be a list`, fix: 'write it in [ and ]' }];
    return value.items.flatMap((item) =>
      item.type === 'map' ? sectionProblems(item.entries, type.slice(1), context) : [],
    );
  }
  const section = type.replace('?', '');
  if (SECTIONS[section]) {
    if (value.type === 'map') return sectionProblems(value.entries, section, context);
    const switches = type.endsWith('?') && value.type !== 'list';
    if (switches && (value.type === 'bool' || /^(en|dis)abled?$/i.test(value.text))) return [];
    const words = switches ? 'a section, enabled or disabled' : 'a section';
    return [{ line, problem: `'${key}' must be ${words}`, fix: 'write its settings in { and }' }];
  }
  if (value.type === 'map' || value.type === 'list') {
    return [{ line, problem: `'${key}' must be ${WORDS[type] ?? 'a single value'}` }];
  }
  if (type.startsWith('=')) {
    const allowed = type.slice(1).split('|');
    return allowed.includes(value.text) ? [] : [notOneOf(line, `'${key}'`, value.text, allowed)];
  }
  return fits(value.type, value.text, type) ? [] : [wrong(value.type, value.text, type, key, line)];
}

/** A list of URLs, or a single one where that is allowed. */
function urlProblems(value: NatsValue, type: string, key: string, line: number): FormatProblem[] {
  if (value.type !== 'list' && type === 'urls') {
    return [{ line, problem: `'${key}' must be a list`, fix: 'write it in [ and ]' }];
  }
  return (value.type === 'list' ? value.items : [value]).flatMap((item): FormatProblem[] => {
    if (item.type === 'variable' || item.type === 'list' || item.type === 'map') return [];
    const isUrl = item.type === 'string' && (URL_FORM.test(item.text) || /^[^:]*(\/|$)/.test(item.text));
    return isUrl ? [] : [{ line, problem: `'${item.text}' of '${key}' is not a URL` }];
  });
}

function wrong(is: string, text: string, type: string, key: string, line: number): FormatProblem {
  const problem = `'${key}' is '${text}'; must be ${WORDS[type]}`;
  return type === 'string' && is !== 'string' ? { line, problem, fix: 'write it in quotes' } : { line, problem };
}

function fits(is: string, text: string, type: string): boolean {
  switch (type) {
    case 'listen':
      return is === 'int' || (is === 'string' && /^([^:]*|\[[^\]]*\]):[-+]?\d+$/.test(text));
    case 'size':
      return is === 'int' || (is === 'string' && (text === '' || SIZE.test(text)));
    case 'duration':
      return is === 'int' || (is === 'string' && parseGoDuration(text) !== undefined);
    case 'text_duration':
      return is === 'string' && parseGoDuration(text) !== undefined;
    case 'number_or_duration':
      return is === 'int' || is === 'float' || (is === 'string' && parseGoDuration(text) !== undefined);
    default:
      return is === type;
  }
}

function accountProblems(value: NatsValue, line: number, context: Context): FormatProblem[] {
  if (value.type === 'list') return [];
  if (value.type !== 'map') return [{ line, problem: "'accounts' must be a section or a list of names" }];
  return value.entries.flatMap((account): FormatProblem[] => {
    if (context.variables.has(account.key) || account.value.type === 'variable') return [];
    if (account.value.type === 'map') return sectionProblems(account.value.entries, 'account', context);
    return [{ line: account.line, problem: `account '${account.key}' must be a section`, fix: 'write { and }' }];
  });
}
