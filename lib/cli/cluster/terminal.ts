import type { Outcome, Progress } from '../../apply/run';
import { keyOf, nameOf } from '../../apply/objects';
import type { Change } from '../../apply/changes';

/** The course of an apply as it is shown. */
export interface Display {
  report(progress: Progress): void;
  /** Shows the course until all objects are settled. */
  during<T>(work: Promise<T>): Promise<T>;
}

/** Objects of a chart under way. */
interface ChartTask {
  title: string;
  output: string;
}

/**
 * Shows an apply on a terminal: one line per chart with the number of its objects that are ready, and below it what it waits for.
 * The lines are listr2's, which obeys NO_COLOR and the size of the terminal.
 */
export class TerminalDisplay implements Display {
  private readonly ready = new Set<string>();
  private readonly failed = new Map<string, string>();
  private readonly waiting = new Map<string, string>();
  private readonly tasks = new Map<string, ChartTask>();

  constructor(
    private readonly changes: readonly Change[],
    private readonly settle: (change: Change) => Promise<Outcome>,
  ) {}

  public report({ change, state, detail = '', reasons }: Progress): void {
    const key = keyOf(change.id);
    this.waiting.delete(key);
    const text = [`${nameOf(change.id)}: ${detail}`, ...(reasons?.lines ?? [])].join('\n');
    if (state === 'waiting') this.waiting.set(key, text);
    if (state === 'failed') this.failed.set(key, text);
    this.update(chartOf(change));
  }

  public async during<T>(work: Promise<T>): Promise<T> {
    const { Listr } = await import('listr2');
    const charts = [...new Set(this.changes.map(chartOf))];
    const list = new Listr(
      charts.map((chart) => ({
        title: this.titleOf(chart),
        rendererOptions: { outputBar: 1 },
        task: async (_: unknown, task: ChartTask) => {
          this.tasks.set(chart, task);
          const outcomes = await Promise.all(this.changesOf(chart).map((change) => this.settled(change)));
          task.output = this.outputOf(chart);
          if (outcomes.some(({ state }) => state !== 'ready')) throw new Error(this.titleOf(chart));
        },
      })),
      { concurrent: true, exitOnError: false, registerSignalListeners: false },
    );
    const [result] = await Promise.all([work, list.run()]);
    return result;
  }

  private async settled(change: Change): Promise<Outcome> {
    const outcome = await this.settle(change);
    if (outcome.state === 'ready') this.ready.add(keyOf(change.id));
    this.waiting.delete(keyOf(change.id));
    this.update(chartOf(change));
    return outcome;
  }

  private update(chart: string): void {
    const task = this.tasks.get(chart);
    if (!task) return;
    task.title = this.titleOf(chart);
    task.output = this.outputOf(chart);
  }

  private titleOf(chart: string): string {
    const changes = this.changesOf(chart);
    return `${chart}: ${changes.filter(({ id }) => this.ready.has(keyOf(id))).length} of ${changes.length} objects ready`;
  }

  private outputOf(chart: string): string {
    const keys = new Set(this.changesOf(chart).map(({ id }) => keyOf(id)));
    return [...this.failed, ...this.waiting].flatMap(([key, text]) => (keys.has(key) ? [text] : [])).join('\n');
  }

  private changesOf(chart: string): readonly Change[] {
    return this.changes.filter((change) => chartOf(change) === chart);
  }
}

function chartOf({ object }: Change): string {
  return object.chart ?? 'others';
}
