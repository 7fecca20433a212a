import { bytes, seconds, type Element } from './config-text';
import type { Fields } from './parsers';
import { textOf } from './ruby';
import type { Event, Filter, Surroundings } from './stage';

interface Held {
  readonly tag: string;
  parts: Event[];
  /** Bytes of the parts, with their keys. */
  size: number;
  touched: bigint;
}

/** fluent-plugin-concat in the mode `partial_key`, with `buffer_overflow_method new`: joins parts up to the record that is no part, or up to a size. */
export function concat({ params }: Element, { now, emit }: Surroundings): Filter {
  const required = (name: string): string => {
    const value = params[name];
    if (!value) throw new Error(`concat without ${name} is not read`);
    return value;
  };
  if (required('buffer_overflow_method') !== 'new')
    throw new Error('concat is read with buffer_overflow_method new only');
  if (params['use_first_timestamp'] !== 'true') throw new Error('concat is read with use_first_timestamp only');
  const [key, mark, part] = [required('key'), required('partial_key'), required('partial_value')];
  const [identity, label] = [required('stream_identity_key'), required('timeout_label')];
  const longest = bytes(required('buffer_limit_size'));
  const interval = BigInt(seconds(params['flush_interval'] ?? '60') * 1e9);
  const streams = new Map<string, Held>();

  /** What is held, as one record; a record that does not fit into an empty buffer is an error of the plugin. */
  const taken = (held: Held): Event => {
    const { parts } = held;
    const [first] = parts;
    if (!first) throw new Error("undefined method `merge' for nil");
    held.parts = [];
    held.size = 0;
    const text = parts.map(({ record }) => textOf(record[key])).join(params['separator'] ?? '\n');
    return { time: first.time, record: { ...first.record, [key]: text } };
  };
  const flush = (isDue: (held: Held) => boolean): void => {
    for (const [id, held] of streams) {
      if (!isDue(held)) continue;
      streams.delete(id);
      if (held.parts.length > 0) emit(label, held.tag, taken(held));
    }
  };
  const withoutMark = ({ time, record }: Event, last: Fields): Event => {
    const whole = { ...last, ...record };
    delete whole[mark];
    return { time, record: whole };
  };
  return {
    process: (tag, event) => {
      const { record } = event;
      if (!(key in record) || !(mark in record)) return [event];
      const id = `${tag}:${textOf(record[identity])}`;
      const held = streams.get(id) ?? { tag, parts: [], size: 0, touched: now() };
      streams.set(id, held);
      held.touched = now();
      const size = sizeOf(record);
      const events: Event[] = [];
      if (held.size + size > longest) {
        held.size = 0;
        events.push(taken(held));
      }
      held.parts.push(event);
      held.size += size;
      if (record[mark] !== part) events.push(taken(held));
      return events.map((joined) => withoutMark(joined, record));
    },
    onTimer: () => flush(({ touched }) => now() - touched >= interval),
    onStop: () => flush(() => true),
  };
}

function sizeOf(record: Fields): number {
  return Object.entries(record).reduce((sum, [key, value]) => sum + key.length + textOf(value).length, 0);
}
