import type { Element } from './config-text';
import { encoded, fromBytes, rubyRegExp, timeReader } from './ruby';

/** The fields of a record; texts are byte strings. */
export type Fields = Record<string, unknown>;

/** What a text is; without a time of its own, the time is that of reading. */
export interface Parsed {
  readonly time?: bigint;
  readonly record: Fields;
}

/** Reads a text; nothing where it is not of the form. It throws {@link InvalidTime}. */
export type Parser = (text: string) => Parsed | undefined;

/** A time of another form. Only `multi_format` goes on with its next pattern; elsewhere the line is dropped, or the record kept as it was. */
export class InvalidTime extends Error {}

/** The parser of a directive `parse` or `pattern`. */
export function parserOf({ params, children }: Element): Parser {
  const type = params['@type'] ?? params['format'];
  switch (type) {
    case 'regexp':
      return regexpParser(params);
    case 'json':
      return jsonParser(params);
    case 'none':
      return (text) => ({ record: { [params['message_key'] ?? 'message']: text } });
    case 'multi_format': {
      const parsers = children.filter(({ name }) => name === 'pattern').map(parserOf);
      return (text) => {
        for (const parser of parsers) {
          const parsed = unlessInvalid(() => parser(text));
          if (parsed) return parsed;
        }
        return undefined;
      };
    }
    default:
      throw new Error(`There is no parser '${type}'`);
  }
}

/** The result of a parser; nothing where it finds an invalid time. */
export function unlessInvalid(parse: () => Parsed | undefined): Parsed | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof InvalidTime) return undefined;
    throw error;
  }
}

function regexpParser(params: Element['params']): Parser {
  const expression = rubyRegExp(params['expression'] ?? '');
  const integers = (params['types'] ?? '').split(',').flatMap((entry) => {
    const [name = '', type] = entry.split(':');
    return type === 'integer' ? [name] : [];
  });
  const timed = timedBy(params);
  return (text) => {
    const groups = expression.exec(text)?.groups;
    if (!groups) return undefined;
    // A group that took no part has no field.
    const record = Object.fromEntries(
      Object.entries(groups)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [name, integers.includes(name) ? Number(value) : value]),
    );
    return timed(record);
  };
}

/** The first record, as `multi_format` takes no other. */
function jsonParser(params: Element['params']): Parser {
  if (params['json_parser'] !== 'json') throw new Error('The parser json is read with json_parser json only');
  const timed = timedBy(params);
  return (text) => {
    const value = parsedJson(text);
    const first: unknown = Array.isArray(value) ? value[0] : value;
    return typeof first === 'object' && first !== null && !Array.isArray(first) && isShallow(value)
      ? timed(encoded(first) as Fields)
      : undefined;
  };
}

/** `max_nesting` of Ruby's JSON parser. */
function isShallow(value: unknown, left = 100): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return left > 0 && Object.values(value).every((inner) => isShallow(inner, left - 1));
}

/** The value of a JSON text of valid UTF-8. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(fromBytes(text));
  } catch {
    return undefined;
  }
}

/** Takes the time out of a record. */
function timedBy(params: Element['params']): (record: Fields) => Parsed {
  const key = params['time_key'] ?? 'time';
  const format = params['time_format'];
  if (!format) {
    return (record) => ({ record });
  }
  const read = timeReader(format);
  return (record) => {
    if (!(key in record)) return { record };
    const { [key]: text, ...rest } = record;
    const time = read(String(text));
    if (time === undefined) throw new InvalidTime(String(text));
    return { time, record: rest };
  };
}
