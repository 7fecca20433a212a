import { seconds, type Element } from './config-text';
import type { Fields } from './parsers';
import type { Event, Filter, Surroundings } from './stage';

interface Held {
  readonly tag: string;
  readonly parts: Event[];
  touched: bigint;
}

/** fluent-plugin-concat in the mode `use_partial_cri_logtag`: joins parts up to one with the mark `F`. */
export function concat({ params }: Element, { now, emit }: Surroundings): Filter {
  const required = (name: string): string => {
    const value = params[name];
    if (!value) throw new Error(`concat without ${name} is not read`);
    return value;
  };
  if (params['use_partial_cri_logtag'] !== 'true') throw new Error('concat is read with use_partial_cri_logtag only');
  const [key, mark] = [required('key'), required('partial_cri_logtag_key')];
  const [identity, label] = [required('stream_identity_key'), required('timeout_label')];
  const streamKey = params['partial_cri_stream_key'] ?? 'stream';
  const limit = BigInt(seconds(params['flush_interval'] ?? '60') * 1e9);
  const streams = new Map<string, Held>();

  const joined = ({ parts }: Held): Fields => ({
    ...parts[0]?.record,
    [key]: parts.map(({ record }) => String(record[key])).join(params['separator'] ?? '\n'),
  });
  const flush = (isDue: (held: Held) => boolean): void => {
    for (const [id, held] of streams) {
      if (!isDue(held)) continue;
      streams.delete(id);
      const [first] = held.parts;
      if (first) emit(label, held.tag, { time: first.time, record: joined(held) });
    }
  };
  return {
    process: (tag, event) => {
      const { record } = event;
      if (!(key in record)) return [event];
      const id = `${tag}:${String(record[identity])}`;
      const held = streams.get(id) ?? { tag, parts: [], touched: now() };
      streams.set(id, held);
      held.touched = now();
      held.parts.push(event);
      if (String(record[mark]).split(':')[0] !== 'F') return [];
      const first = held.parts[0]?.time ?? event.time;
      const whole = { ...record, ...joined(held) };
      streams.delete(id);
      delete whole[mark];
      delete whole[streamKey];
      return [{ time: params['use_first_timestamp'] === 'true' ? first : event.time, record: whole }];
    },
    onTimer: () => flush(({ touched }) => now() - touched >= limit),
    onStop: () => flush(() => true),
  };
}
