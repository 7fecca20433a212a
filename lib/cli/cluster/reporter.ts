import type { Outcome, Progress } from '../../apply/run';
import { keyOf, nameOf } from '../../apply/objects';
import type { Change, Operation } from '../../apply/changes';
import type { Display } from './terminal';

/** Words for what was done. */
const DONE: Readonly<Record<Operation, string>> = {
  create: 'created',
  update: 'updated',
  replace: 'replaced',
  unchanged: 'unchanged',
  completed: 'completed before',
};

/** Seconds between two lines about what is waited for. */
const REMINDER_SECONDS = 30;

/** Seconds that a start may take before its reasons are shown: every pod is pending at first. */
const PATIENCE_SECONDS = 5;

/** An object that is waited for. */
interface Waiting {
  readonly change: Change;
  readonly since: number;
  readonly text: string;
  /** The printed text, without its seconds. @default - none */
  readonly printed: string | undefined;
}

/** Prints the course of an apply, one line per change of state, with its time. Nothing in it needs a terminal. */
export class Reporter implements Display {
  private readonly waiting = new Map<string, Waiting>();

  constructor(private readonly print: (line: string) => void) {}

  public report({ change, state, detail = '', reasons }: Progress): void {
    const key = keyOf(change.id);
    const name = nameOf(change.id);
    const since = this.waiting.get(key)?.since ?? Date.now();
    const seconds = Math.round((Date.now() - since) / 1000);
    if (state === 'applied') return this.line(`${DONE[change.operation]} ${name}`);
    if (state === 'waiting') {
      const { printed } = this.waiting.get(key) ?? {};
      const text = [detail, ...(reasons?.lines ?? [])].join('\n    ');
      // A wait that only lasts longer gets no line of its own.
      const isNew = seconds >= PATIENCE_SECONDS && (reasons?.lines.length ?? 0) > 0 && steady(text) !== printed;
      if (isNew) this.line(`waiting  ${name}: ${text}`);
      this.waiting.set(key, { change, since, text, printed: isNew ? steady(text) : printed });
      return;
    }
    const waited = this.waiting.delete(key);
    if (state === 'failed') this.line(`failed   ${name}: ${[detail, ...(reasons?.lines ?? [])].join('\n    ')}`);
    else if (waited) this.line(`ready    ${name}${seconds > 0 ? ` after ${seconds} s` : ''}`);
  }

  public async during<T>(work: Promise<T>): Promise<T> {
    const timer = setInterval(() => this.remind(), REMINDER_SECONDS * 1000);
    try {
      return await work;
    } finally {
      clearInterval(timer);
    }
  }

  private remind(): void {
    const names = [...this.waiting.values()].map(({ change, since, text }) => {
      const seconds = Math.round((Date.now() - since) / 1000);
      return `${nameOf(change.id)} (${text.split('\n')[0]}, ${seconds} s)`;
    });
    if (names.length > 0) this.line(`waiting for ${names.join(', ')}`);
  }

  private line(text: string): void {
    this.print(`${new Date().toISOString().slice(11, 19)}  ${text}`);
  }
}

/** A text without its numbers of seconds. */
function steady(text: string): string {
  return text.replaceAll(/\d+ (of \d+ )?s\b/g, '');
}

/** How an apply ended: causes first, then what they hold back. */
export function outcomeLines(outcomes: readonly Outcome[]): string[] {
  const of = (state: Outcome['state']): readonly Outcome[] => outcomes.filter((outcome) => outcome.state === state);
  const [failed, blocked, stopped] = [of('failed'), of('blocked'), of('stopped')];
  return [
    ...failed.flatMap(({ change, detail, reasons }) => [
      `${nameOf(change.id)}: ${detail ?? 'failed'}`,
      ...(reasons?.lines ?? []).map((line) => `    ${line}`),
    ]),
    ...(blocked.length > 0 ? [`not sent, as they come after these: ${listed(blocked)}`] : []),
    ...(stopped.length > 0 ? [`not reached: ${listed(stopped)}`] : []),
    ...outcomes.flatMap(({ change, note }) => (note === undefined ? [] : [`note: ${nameOf(change.id)}: ${note}`])),
  ];
}

/** Workloads by name, and the number of other objects. */
function listed(outcomes: readonly Outcome[]): string {
  const workloads = outcomes.filter(({ change }) => change.object.timeoutSeconds !== undefined);
  const others = outcomes.length - workloads.length;
  return [...workloads.map(({ change }) => nameOf(change.id)), ...(others > 0 ? [`${others} other objects`] : [])].join(
    ', ',
  );
}
