import { list, seconds, type Element } from './config-text';
import { fromBytes, rubyRegExp, textOf } from './ruby';
import type { Event, Output, Surroundings } from './stage';

interface Rule {
  readonly from: readonly string[];
  readonly pattern: RegExp;
  readonly to: string;
}

const rule = (from: string, pattern: string, to: string): Rule => ({
  from: from.split(' '),
  pattern: rubyRegExp(pattern),
  to,
});

/** The states of fluent-plugin-detect-exceptions 0.0.16 (`exception_detector.rb`), for the languages of the platform's default. */
const JAVA: readonly Rule[] = [
  rule('start java_start', String.raw`(?:Exception|Error|Throwable|V8 errors stack trace)[:\r\n]`, 'java_after'),
  rule('java_after', String.raw`^[\t ]*nested exception is:[\t ]*`, 'java_start'),
  rule('java_after', String.raw`^[\r\n]*$`, 'java_after'),
  rule('java_after java', String.raw`^[\t ]+(?:eval )?at `, 'java'),
  rule('java_after java', String.raw`^[\t ]+--- End of inner exception stack trace ---$`, 'java'),
  rule('java_after java', '^--- End of stack trace from previous location where exception was thrown ---$', 'java'),
  rule('java_after java', String.raw`^[\t ]*(?:Caused by|Suppressed):`, 'java_after'),
  rule('java_after java', String.raw`^[\t ]*... \d+ (?:more|common frames omitted)`, 'java'),
];
const PYTHON: readonly Rule[] = [
  rule('start', String.raw`^Traceback \(most recent call last\):$`, 'python'),
  rule('python', String.raw`^[\t ]+File `, 'python_code'),
  rule('python_code', String.raw`[^\t ]`, 'python'),
  rule('python', String.raw`^(?:[^\s.():]+\.)*[^\s.():]+:`, 'start'),
];
const GO: readonly Rule[] = [
  rule('start', String.raw`\bpanic: `, 'go_after_panic'),
  rule('start', 'http: panic serving', 'go_goroutine'),
  rule('go_after_panic', '^$', 'go_goroutine'),
  rule('go_after_panic go_after_signal go_frame_1', '^$', 'go_goroutine'),
  rule('go_after_panic', String.raw`^\[signal `, 'go_after_signal'),
  rule('go_goroutine', String.raw`^goroutine \d+ \[[^\]]+\]:$`, 'go_frame_1'),
  rule('go_frame_1', String.raw`^(?:[^\s.:]+\.)*[^\s.():]+\(|^created by `, 'go_frame_2'),
  rule('go_frame_2', String.raw`^\s`, 'go_frame_1'),
];
const LANGUAGES: Readonly<Record<string, readonly Rule[]>> = { java: JAVA, js: JAVA, python: PYTHON, go: GO };

/** The records of one stream that may be one exception. */
class Trace {
  private state = 'start';
  private held: Event | undefined;
  private lines: string[] = [];
  private size = 0;
  public since = 0n;

  constructor(
    private readonly rules: readonly Rule[],
    private readonly key: string,
    private readonly limits: { readonly lines: number; readonly bytes: number },
    private readonly now: () => bigint,
    private readonly give: (event: Event) => void,
  ) {}

  public push(event: Event): void {
    const value = event.record[this.key];
    const line = typeof value === 'string' ? value : undefined;
    if (line === undefined) this.state = 'start';
    else if (this.limits.bytes > 0 && this.size + fromBytes(line).length > this.limits.bytes) this.reset();
    const [before, after] = line === undefined ? [false, false] : this.advance(line);
    if (!after && this.lines.length === 0) {
      this.give(event);
      return;
    }
    if (before) {
      this.add(event, line);
      if (!after) this.flush();
    } else {
      this.flush();
      this.add(event, line);
      if (!after) this.flush();
    }
    if (this.limits.lines > 0 && this.lines.length === this.limits.lines) this.reset();
  }

  public reset(): void {
    this.flush();
    this.state = 'start';
  }

  /** Whether the line is of the exception so far, or the first of one; and whether one may go on after it. */
  private advance(line: string): [boolean, boolean] {
    const before = this.step(line);
    if (!before) this.step(line);
    return [before, this.state !== 'start'];
  }

  private step(line: string): boolean {
    const found = this.rules.find(({ from, pattern }) => from.includes(this.state) && pattern.test(line));
    this.state = found?.to ?? 'start';
    return found !== undefined;
  }

  private flush(): void {
    if (this.held && this.lines.length > 0) {
      const { time, record } = this.held;
      this.give({ time, record: this.lines.length > 1 ? { ...record, [this.key]: this.lines.join('') } : record });
    }
    this.lines = [];
    this.held = undefined;
    this.size = 0;
  }

  /** A record without a text is forgotten here, as the plugin does. */
  private add(event: Event, line: string | undefined): void {
    if (this.lines.length === 0) {
      this.held = event;
      this.since = this.now();
    }
    if (line === undefined) return;
    this.lines.push(line);
    this.size += fromBytes(line).length;
  }
}

/** fluent-plugin-detect-exceptions: makes the lines of an exception one record, and hands it on under a shorter tag. */
export function detectExceptions({ params }: Element, label: string, { now, emit }: Surroundings): Output {
  const rules = list(params['languages']).flatMap((language) => {
    const known = LANGUAGES[language];
    if (!known) throw new Error(`The exceptions of ${language} are not read`);
    return known;
  });
  const [key = '', streamKey = ''] = [params['message'], params['stream']];
  const prefix = `${params['remove_tag_prefix']}.`;
  const interval = BigInt(seconds(params['multiline_flush_interval'] ?? '0') * 1e9);
  const limits = { lines: Number(params['max_lines'] ?? 1000), bytes: Number(params['max_bytes'] ?? 0) };
  const traces = new Map<string, Trace>();
  const all = (action: (trace: Trace) => void): void => traces.forEach(action);
  return {
    take: (tag, event) => {
      const id = `${tag}\n${textOf(event.record[streamKey])}`;
      const shorter = tag.startsWith(prefix) ? tag.slice(prefix.length) : tag;
      const trace = traces.get(id) ?? new Trace(rules, key, limits, now, (whole) => emit(label, shorter, whole));
      traces.set(id, trace);
      trace.push(event);
    },
    onTimer: () => all((trace) => now() - trace.since > interval && trace.reset()),
    onStop: () => all((trace) => trace.reset()),
  };
}
