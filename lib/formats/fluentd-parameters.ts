import * as data from './data/fluentd.json';
import type { FluentdSection } from './fluentd-syntax';
import { misspelt, notOneOf, type FormatProblem } from './problem';
import { nearest } from '../text/nearest';

/** Parameters by name with a type each, and sections, as `<name>`, with the name of their parameters. */
type Declared = Readonly<Record<string, string>>;

const PLUGINS: Readonly<Record<string, Declared | undefined>> = data.plugins;
const SECTIONS: Readonly<Record<string, Declared | undefined>> = data.sections;

/** A name of fewer letters has no other near it by chance: all names of the plugin are known. */
const SHORT = 5;

/** Kinds of plugins by the section that configures one. */
const KINDS: Readonly<Record<string, string>> = {
  source: 'input',
  filter: 'filter',
  match: 'output',
  store: 'output',
  secondary: 'output',
  parse: 'parser',
  format: 'formatter',
  buffer: 'buffer',
  storage: 'storage',
};

/** Parameters of every plugin, among them two of old. */
const COMMON = ['@type', '@id', '@label', '@log_level', 'type', 'id', 'log_level'];

/** Parameters of the old form, which plugins move into sections (`Fluent::PluginHelper::CompatParameters`). */
const OLD_FORM = [
  ...['buffer_type', 'buffer_path', 'num_threads', 'flush_interval', 'flush_at_shutdown', 'retry_wait', 'retry_limit'],
  ...[
    'try_flush_interval',
    'queued_chunk_flush_interval',
    'disable_retry_limit',
    'max_retry_wait',
    'buffer_chunk_limit',
  ],
  ...[
    'buffer_queue_limit',
    'buffer_queue_full_action',
    'time_slice_format',
    'time_slice_wait',
    'timezone',
    'localtime',
  ],
  ...[
    'utc',
    'format',
    'keys',
    'types',
    'time_key',
    'time_format',
    'time_type',
    'delimiter',
    'include_time_key',
    'label_delimiter',
  ],
  ...[
    'include_tag_key',
    'tag_key',
    'null_value_pattern',
    'null_empty_string',
    'estimate_current_event',
    'keep_time_key',
  ],
  ...['output_tag', 'output_time', 'output_type', 'add_newline', 'message_key', 'format_firstline', 'with_priority'],
];

/** Sections whose content plugins read by themselves. */
const FREE = /^(record|metric|labels|initlabels|pattern|headers)$/;

/** Problems of the parameters of plugins whose parameters are known; others are passed over. */
export function fluentdParameterProblems(root: FluentdSection): FormatProblem[] {
  return root.sections.flatMap((section): FormatProblem[] => {
    if (section.name === 'label' || section.name === 'worker') return fluentdParameterProblems(section);
    if (section.name === 'system') return declaredProblems(section, SECTIONS['system'] ?? {}, '<system>');
    return pluginProblems(section, undefined);
  });
}

/** Problems of a section that may configure a plugin, and that may have parameters of its own. */
function pluginProblems(section: FluentdSection, own: Declared | undefined): FormatProblem[] {
  const kind = KINDS[section.name];
  const type = section.parameters.get('@type') ?? section.parameters.get('type');
  if (section.name === 'store' && !type)
    return [{ line: section.line, problem: '<store> has no @type', fix: 'add @type' }];
  if (kind === undefined || !type) {
    // A buffer without a type is of the type that its output prefers.
    const preferred = kind === 'buffer' ? { ...PLUGINS['buffer memory'], ...PLUGINS['buffer file'] } : {};
    return own ? declaredProblems(section, { ...own, ...preferred }, `<${section.name}>`) : [];
  }
  const name = literal(type.value);
  if (name === undefined) return [];
  const plugin = PLUGINS[`${kind} ${name}`];
  if (plugin) return declaredProblems(section, { ...own, ...plugin }, `<${section.name}> of type ${name}`);
  const known = Object.keys(PLUGINS).flatMap((one) => (one.startsWith(`${kind} `) ? [one.slice(kind.length + 1)] : []));
  const meant = misspelt(name, known);
  return meant === undefined
    ? []
    : [{ line: type.line, problem: `unknown ${kind} plugin '${name}'`, fix: `did you mean '${meant}'?` }];
}

function declaredProblems(section: FluentdSection, declared: Declared, where: string): FormatProblem[] {
  const { line, parameters, sections } = section;
  const names = Object.keys(declared).filter((name) => !name.startsWith('<'));
  const problems: FormatProblem[] = [];
  for (const [name, { value, line: at }] of parameters) {
    const type = declared[name];
    if (type !== undefined) problems.push(...valueProblems(name, value, type.replace(/!$/, ''), at));
    else if (!COMMON.includes(name) && !OLD_FORM.includes(name)) {
      const meant = name.length < SHORT ? nearest(name, names) : misspelt(name, names);
      if (meant === undefined) continue;
      const problem = `${where} does not read '${name}'`;
      problems.push({ line: at, problem, fix: `did you mean '${meant}'?`, warning: true });
    }
  }
  for (const name of names) {
    const isThere = parameters.has(name) || (name === '@type' && parameters.has('type')) || isOldForm(section, name);
    if (declared[name]?.endsWith('!') && !isThere) {
      problems.push({ line, problem: `${where} has no '${name}'`, fix: `add ${name}` });
    }
  }
  return [...problems, ...sectionProblems(sections, declared, where, line)];
}

function sectionProblems(
  sections: readonly FluentdSection[],
  declared: Declared,
  where: string,
  line: number,
): FormatProblem[] {
  const names = Object.keys(declared).filter((name) => name.startsWith('<'));
  return [
    ...sections.flatMap((section): FormatProblem[] => {
      const type = declared[`<${section.name}>`];
      if (type !== undefined) return pluginProblems(section, SECTIONS[type.replace(/!$/, '')]);
      const meant = FREE.test(section.name) ? undefined : misspelt(`<${section.name}>`, names);
      if (meant === undefined) return [];
      const problem = `${where} does not read the section <${section.name}>`;
      return [{ line: section.line, problem, fix: `did you mean '${meant}'?`, warning: true }];
    }),
    ...names
      .filter((name) => declared[name]?.endsWith('!') && !sections.some((section) => `<${section.name}>` === name))
      .map((name) => ({ line, problem: `${where} has no section ${name}`, fix: `add ${name}` })),
  ];
}

/** Whether a parameter of a parser or formatter may come from what is around its section. */
function isOldForm({ parameters }: FluentdSection, name: string): boolean {
  return OLD_FORM.includes(name) && parameters.has('format');
}

/** The text of a value; undefined where Ruby or a variable decides. */
function literal(value: string): string | undefined {
  if (/#\{|\$\{|^(use_default|use_nil)\b/.test(value)) return undefined;
  const [, double] = /^"((?:\\.|[^"\\])*)"/s.exec(value) ?? [];
  const [, single] = /^'((?:\\.|[^'\\])*)'/s.exec(value) ?? [];
  return double ?? single ?? value.replace(/\s+#.*$/, '');
}

/**
 * Problems of a value. Fluentd refuses words that are not allowed, and takes a number for what it is not (`Fluent::Config`); with `?`, a
 * parameter may be unset.
 */
function valueProblems(name: string, written: string, type: string, line: number): FormatProblem[] {
  const value = literal(written);
  if (value === undefined) return [];
  const problem = (words: string, taken: string): FormatProblem[] => [
    { line, problem: `'${name}' is '${value}'; must be ${words}`, warning: true, effect: `Fluentd takes ${taken}` },
  ];
  if (type === 'removed') return [{ line, problem: `Fluentd no longer has '${name}'`, fix: 'remove it' }];
  if (value === '' || value === 'nil') return [];
  if (type.startsWith('=')) {
    const allowed = type.slice(1).split('|');
    return allowed.includes(value) ? [] : [notOneOf(line, `'${name}'`, value, allowed)];
  }
  switch (type) {
    case 'bool':
    case 'bool?':
      if (/^(true|false|yes|no)$|^#/.test(value)) return [];
      return type === 'bool?'
        ? problem('true, false, yes or no', 'false')
        : [notOneOf(line, `'${name}'`, value, ['true', 'false', 'yes', 'no'])];
    case 'int':
      return /^[-+]?\d[\d_]*$/.test(value) ? [] : problem('an integer', leading(value));
    case 'float':
      return /^[-+]?\d[\d_]*(\.\d+)?(e[-+]?\d+)?$/i.test(value) ? [] : problem('a number', leading(value));
    case 'time':
      return timeProblems(value, problem);
    case 'size': {
      const [whole = '', digits = '', unit = ''] = /(\d+)([kmgt])/i.exec(value) ?? [];
      if (whole === '') return /^[-+]?\d+$/.test(value) ? [] : problem('a size such as 8m', leading(value));
      return value.startsWith(whole) ? [] : problem('a size such as 8m', `${digits}${unit}`);
    }
    case 'regexp': {
      const isOpen = value.startsWith('/') && value.lastIndexOf('/') < value.length - 3;
      return isOpen ? [{ line, problem: `'${name}' has no closing /`, fix: 'add / at its end' }] : [];
    }
    default:
      return [];
  }
}

/** The first number with a unit counts, wherever it stands, and seconds before minutes. */
function timeProblems(value: string, problem: (words: string, taken: string) => FormatProblem[]): FormatProblem[] {
  const words = 'a time such as 30s, 5m or 1h';
  for (const unit of ['s', 'm', 'h', 'd']) {
    const [whole = '', digits = ''] = new RegExp(`(\\d+)${unit}`).exec(value) ?? [];
    if (whole === '') continue;
    const isMilliseconds = unit === 'm' && value.startsWith(`${whole}s`);
    return value.startsWith(whole) && !isMilliseconds && !/^\d+[smhd]\d/.test(value)
      ? []
      : problem(words, `${digits}${unit}`);
  }
  return /^[-+]?\d+(\.\d+)?$/.test(value) ? [] : problem(words, leading(value));
}

/** The number at the beginning of a text, as Ruby's `to_i` reads it. */
function leading(value: string): string {
  return /^\s*[-+]?\d+/.exec(value)?.[0].trim() ?? '0';
}
