/** The value of a parameter. A list becomes JSON; `env` is read when Fluentd starts, so that no secret is in the text. */
export type Value =
  | string
  | number
  | boolean
  | readonly (string | Readonly<Record<string, string>>)[]
  | Readonly<Record<string, string>>
  | Env;

interface Env {
  readonly env: string;
}

/** The parameters of a directive, in source order. */
export type Params = Readonly<Record<string, Value>>;

/** A directive of Fluentd's configuration (Fluentd, "Config File Syntax"): a name, an argument, parameters and what is in it. */
export interface Directive {
  readonly name: string;
  /** The tags or the label that it is for. @default - none. */
  readonly argument?: string;
  readonly params: Params;
  readonly children: readonly Directive[];
}

/** Reads an environment variable when Fluentd starts. */
export const env = (name: string): Env => ({ env: name });

/** Where records come from; each says which label handles them. */
export function source(type: string, id: string, params: Params, ...children: readonly Directive[]): Directive {
  return { name: 'source', params: { '@type': type, '@id': id, ...params }, children };
}

/** Changes the records of some tags. */
export function filter(
  tags: string,
  type: string,
  id: string,
  params: Params,
  ...children: readonly Directive[]
): Directive {
  return { name: 'filter', argument: tags, params: { '@type': type, '@id': id, ...params }, children };
}

/** Takes the records of some tags, and ends their way through a label. */
export function match(
  tags: string,
  type: string,
  id: string,
  params: Params,
  ...children: readonly Directive[]
): Directive {
  return { name: 'match', argument: tags, params: { '@type': type, '@id': id, ...params }, children };
}

/** A way that records take: its filters in their order, then its outputs. */
export function label(name: string, ...children: readonly Directive[]): Directive {
  return { name: 'label', argument: name, params: {}, children };
}

/** Passes the records of some tags on to another label. */
export function relabel(tags: string, id: string, to: string): Directive {
  return match(tags, 'relabel', id, { '@label': to });
}

/** How a line becomes a record. */
export function parse(type: string, params: Params, ...children: readonly Directive[]): Directive {
  return { name: 'parse', params: { '@type': type, ...params }, children };
}

/** Parameters of a parser that adds what it finds in the text to the record, and changes nothing where it finds nothing. */
export const ADDING = {
  key_name: 'log',
  reserve_data: true,
  reserve_time: true,
  emit_invalid_record_to_error: false,
};

/** A directive within another that is none of the above, such as `record` or `buffer`. */
export function section(name: string, params: Params, ...children: readonly Directive[]): Directive {
  return { name, params, children };
}

/** The text of directives, as Fluentd reads it. */
export function render(directives: readonly Directive[]): string {
  return directives.map((directive) => `${lines(directive).join('\n')}\n`).join('\n');
}

function lines({ name, argument, params, children }: Directive): string[] {
  const body = [
    ...Object.entries(params).map(([key, value]) => `${key} ${text(value)}`),
    ...children.flatMap((child) => lines(child)),
  ];
  return [`<${name}${argument ? ` ${argument}` : ''}>`, ...body.map((line) => `  ${line}`), `</${name}>`];
}

/**
 * Strings that need quotes: with quotes, a list or map at the start, a comment within, surrounding space, or a second
 * line.
 */
const UNSAFE = /^["'[{]|\s#|^\s|\s$|^$|[\r\n]/;

function text(value: Value): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return UNSAFE.test(value) ? quoted(value) : value;
  if (isEnv(value)) return `"#{ENV['${value.env}']}"`;
  return JSON.stringify(value);
}

function isEnv(value: Exclude<Value, string | number | boolean>): value is Env {
  return !Array.isArray(value) && Object.keys(value).join() === 'env';
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** In double quotes, `#{` would be code. */
function quoted(value: string): string {
  return `"${value.replace(/["\\#]/g, '\\$&').replace(/[\n\r\t]/g, (char) => ESCAPES[char] ?? char)}"`;
}
