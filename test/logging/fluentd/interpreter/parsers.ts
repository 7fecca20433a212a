import type { Element } from './config-text';
import { encoded, fromBytes, rubyRegExp, timeReader } from './ruby';

/** The fields of a record; texts are byte strings. */
export type Fields = Record<string, unknown>;

/** What a text is; without a time of its own, the time is that of reading. */
export interface Parsed {
  readonly time?: bigint;
  readonly record: Fields;
}

/** Reads a text; nothing where it is not of the form. */
export type Parser = (text: string) => Parsed | undefined;

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
      return (text) => parsers.map((parser) => parser(text)).find((parsed) => parsed !== undefined);
    }
    default:
      throw new Error(`There is no parser '${type}'`);
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

function jsonParser(params: Element['params']): Parser {
  const timed = timedBy(params);
  return (text) => {
    try {
      const value: unknown = JSON.parse(fromBytes(text));
      return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? timed(encoded(value) as Fields)
        : undefined;
    } catch {
      return undefined;
    }
  };
}

/** Takes the time out of a record. A time of another form makes the text one that could not be read. */
function timedBy(params: Element['params']): (record: Fields) => Parsed | undefined {
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
    return time === undefined ? undefined : { time, record: rest };
  };
}
