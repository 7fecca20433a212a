import * as data from './data/mariadb.json';
import { misspelt, notOneOf, unknownName, type FormatProblem } from './problem';

const OPTIONS: Readonly<Record<string, string>> = data.options;
const NAMES = Object.keys(OPTIONS);

/** A line of an option file. */
export interface OptionLine {
  readonly group: string;
  /** Name with underscores, without the prefix `loose`. */
  readonly name: string;
  /** @default - the name stands alone. */
  readonly value?: string;
  readonly line: number;
  /** The server may lack the option. */
  readonly loose: boolean;
}

/** Server whose options are known; of MySQL's, only those that MariaDB shares. */
export type DatabaseProduct = 'mysql' | 'mariadb';

/** Groups that the server reads. */
const SERVER_GROUP = /^(mysqld|server|mariadb|mariadbd)([-\d.]*)?$/;

/** The options of a file (my.cnf), and what keeps a program from reading it. */
function readOptionFile(text: string): {
  readonly options: readonly OptionLine[];
  readonly problems: readonly FormatProblem[];
} {
  const options: OptionLine[] = [];
  const problems: FormatProblem[] = [];
  let group: string | undefined;
  text.split('\n').forEach((content, index) => {
    const line = index + 1;
    const trimmed = content.trim();
    if (trimmed === '' || /^[#;]/.test(trimmed) || /^!include(dir)?\s/.test(trimmed)) return;
    if (trimmed.startsWith('[')) {
      const end = trimmed.indexOf(']');
      if (end < 0) problems.push({ line, problem: 'wrong group definition', fix: "add the missing ']'" });
      else group = trimmed.slice(1, end).trim();
      return;
    }
    if (group === undefined) {
      problems.push({
        line,
        problem: 'an option without a preceding group',
        fix: 'write a group such as [mysqld] above',
      });
      group = '';
      return;
    }
    const [, key = '', value] = /^([^=]*?)\s*(?:=\s*(.*))?$/s.exec(trimmed) ?? [];
    const name = key.replaceAll('-', '_').replace(/^loose_/, '');
    options.push({ group, name, value: value && unquoted(value), line, loose: /^loose[-_]/.test(key) });
  });
  return { options, problems };
}

/** Why a server would not start with an option file. */
export function optionFileProblems(text: string, product: DatabaseProduct): readonly FormatProblem[] {
  const { options, problems } = readOptionFile(text);
  return [
    ...problems,
    ...options.filter(({ group }) => SERVER_GROUP.test(group)).flatMap((option) => wrong(option, product)),
  ];
}

function wrong({ name, value, line, loose }: OptionLine, product: DatabaseProduct): FormatProblem[] {
  const type = OPTIONS[name] ?? OPTIONS[name.replace(/^(skip|disable|enable|maximum)_/, '')] ?? OPTIONS[`skip_${name}`];
  if (type === undefined) {
    // The beginning of one name stands for it.
    if (loose || NAMES.some((known) => known.startsWith(name))) return [];
    if (product === 'mysql' && misspelt(name, NAMES) === undefined) return [];
    return [unknownName(line, 'option', name, NAMES)];
  }
  if (value === undefined) {
    const lacks = OPTIONS[name] === 'number' || OPTIONS[name] === 'name';
    return lacks && product === 'mariadb' && needsValue(name)
      ? [{ line, problem: `option '${name}' has no value` }]
      : [];
  }
  // Another product has other limits and other values.
  if (type === 'number' && !/^[-+]?\d+(\.\d*)?[kmgtpe]?$/i.test(value)) {
    // The server takes a word that begins with the letter of a unit for 0.
    const warning = /^[-+]?\d*[kmgtpe]/i.test(value);
    return [{ line, problem: `option '${name}' is '${value}'; must be a number, such as 512 or 64M`, warning }];
  }
  if (type.startsWith('=') && product === 'mariadb' && !/^\d+$/.test(value)) {
    const allowed = type.slice(1).split('|');
    if (!allowed.includes(value.toUpperCase())) return [notOneOf(line, `option '${name}'`, value, allowed)];
  }
  return [];
}

/** Options whose value may be left out are among those with a value; these few are common and need one. */
function needsValue(name: string): boolean {
  return /^(datadir|port|socket|max_connections|innodb_buffer_pool_size)$/.test(name);
}

function unquoted(value: string): string {
  const quoted = /^(["'])(.*)\1/s.exec(value);
  return quoted ? (quoted[2] ?? '') : value.replace(/\s+#.*$/, '');
}
