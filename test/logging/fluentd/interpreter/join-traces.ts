import { bytes, list, seconds, type Element } from './config-text';
import { fromBytes, rubyRegExp, textOf } from './ruby';
import type { Event, Output, Surroundings } from './stage';

interface Rule {
  readonly from: readonly string[];
  readonly line?: RegExp;
  readonly to: string;
  readonly kind: string;
}

/** Length that the expressions see, in characters. */
const HEAD = 1024;

interface Settings {
  readonly rules: ReadonlyMap<string, readonly Rule[]>;
  /** The beginnings of all traces. */
  readonly start: RegExp;
  readonly key: string;
  readonly partial: string;
  readonly other: RegExp;
  readonly pending: number;
  readonly lines: number;
  readonly bytes: number;
}

/** The lines of one stream that may be one trace. */
class Trace {
  private state = 'start';
  private held: Event[] = [];
  private size = 0;
  /** Number of lines that are known to be a trace. */
  private known = 0;
  public since = 0n;
  public last = 0n;

  constructor(
    private readonly settings: Settings,
    private readonly now: () => bigint,
    private readonly give: (event: Event) => void,
  ) {}

  public push(event: Event): void {
    const { key, partial, lines, bytes } = this.settings;
    const text = event.record[key];
    if (typeof text !== 'string' || partial in event.record) {
      this.flush();
      this.give(event);
      return;
    }
    const head = headOf(text);
    let rule = this.next(head);
    if (!rule && this.held.length > 0) {
      this.flush();
      rule = this.next(head);
    }
    if (rule && this.held.length > 0 && (this.held.length >= lines || this.size + text.length > bytes) && !this.cut())
      rule = this.next(head);
    if (rule) this.hold(event, text, rule);
    else this.give(event);
  }

  public flush(): void {
    const { held, known, settings } = this;
    const [first] = held;
    if (first && known > 0) {
      const log = held.slice(0, known).map(({ record }) => textOf(record[settings.key]));
      this.give({ time: first.time, record: { ...first.record, [settings.key]: log.join('\n') } });
    }
    for (const event of held.slice(known)) this.give(event);
    this.held = [];
    this.size = this.known = 0;
    this.state = 'start';
  }

  /** Whether the lines go on in another record. */
  private cut(): boolean {
    const { state, held, known } = this;
    const [first] = held;
    const whole = known === held.length;
    if (whole && first) held[0] = { ...first, record: { ...first.record, [this.settings.partial]: true } };
    this.flush();
    if (whole) this.state = state;
    return whole;
  }

  private hold(event: Event, text: string, { to, kind }: Rule): void {
    this.last = this.now();
    if (this.held.length === 0) this.since = this.last;
    this.held.push(event);
    this.size += text.length + 1;
    this.state = to;
    if (kind === 'trace') this.known = this.held.length;
    if (to === 'end') this.flush();
  }

  private next(head: string): Rule | undefined {
    const { rules, start, other, pending } = this.settings;
    if (this.state === 'start' && !start.test(head)) return undefined;
    const mayWait = this.held.length - this.known < pending;
    return rules.get(this.state)?.find(({ line, kind }) => {
      if (kind !== 'trace' && !mayWait) return false;
      return kind === 'message' ? !start.test(head) && !other.test(head) : line?.test(head);
    });
  }
}

/** The first characters of a byte string; a character has at most four bytes. */
function headOf(text: string): string {
  return text.length > HEAD ? [...fromBytes(text.slice(0, 4 * HEAD))].slice(0, HEAD).join('') : fromBytes(text);
}

/** The plugin of the platform that makes the lines of a stack trace one record, and hands it on under a shorter tag. */
export function joinTraces({ params, children }: Element, label: string, { now, emit }: Surroundings): Output {
  const required = (name: string): string => {
    const value = params[name];
    if (value === undefined) throw new Error(`join_traces without ${name}`);
    return value;
  };
  const rules = children.map(ruleOf);
  const states = [...new Set(rules.flatMap(({ from }) => from))];
  const from = (state: string): Rule[] => rules.filter((rule) => rule.from.includes(state));
  const settings = {
    rules: new Map(states.map((state) => [state, from(state)])),
    start: new RegExp(
      from('start')
        .map(({ line }) => `(?:${line?.source})`)
        .join('|'),
    ),
    key: required('key'),
    partial: required('partial_key'),
    other: rubyRegExp(required('other_record')),
    pending: Number(required('pending_lines')),
    lines: Number(required('max_lines')),
    bytes: bytes(required('max_bytes')),
  };
  const stream = required('stream_key');
  const prefix = `${required('remove_tag_prefix')}.`;
  const [pause, longest] = ['pause', 'max_seconds'].map((name) => BigInt(seconds(required(name)) * 1e9));
  const traces = new Map<string, Trace>();
  return {
    take: (tag, event) => {
      const id = `${tag}\n${textOf(event.record[stream])}`;
      const shorter = tag.startsWith(prefix) ? tag.slice(prefix.length) : tag;
      const trace = traces.get(id) ?? new Trace(settings, now, (whole) => emit(label, shorter, whole));
      traces.set(id, trace);
      trace.push(event);
    },
    onTimer: () =>
      traces.forEach((trace) => {
        if (now() - trace.last >= (pause ?? 0n) || now() - trace.since >= (longest ?? 0n)) trace.flush();
      }),
    onStop: () => traces.forEach((trace) => trace.flush()),
  };
}

function ruleOf({ name, params }: Element): Rule {
  if (name !== 'rule') throw new Error(`join_traces has no <${name}>`);
  const { from, line, to = '', kind = '' } = params;
  return { from: list(from), ...(line === undefined ? {} : { line: rubyRegExp(line) }), to, kind };
}
