import type { run } from 'node:test';
import { inspect } from 'node:util';

/** The printed part of an event of Node's test runner. */
interface Result {
  readonly name: string;
  readonly nesting: number;
  readonly skip?: string | boolean;
  readonly details: {
    readonly duration_ms: number;
    readonly type?: string;
    readonly error?: Error & { readonly failureType?: string };
  };
}

/** Totals that Node's runner reports as diagnostics when a file has ended. */
const TOTALS = /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+$/;

/** One line per test of a file, with the figures that it gave as diagnostics, and the number of each result. */
export class Report {
  private readonly output: string[] = [];
  private readonly path: string[] = [];
  private figures: string[] = [];
  private result?: { readonly mark: string; readonly data: Result };
  passed = 0;
  failed = 0;
  skipped = 0;

  /** Takes in everything that Node's runner tells of test files, until they have ended; calls `began` when a test begins. */
  async follow(events: ReturnType<typeof run>, began: () => void = () => undefined): Promise<void> {
    events.on('test:start', (data) => {
      this.started(data);
      began();
    });
    events.on('test:pass', (data) => this.ended('ok', data));
    events.on('test:fail', (data) => this.ended('FAILED', data));
    events.on('test:diagnostic', ({ message }) => this.figure(message));
    events.on('test:stdout', ({ message }) => this.write(message));
    events.on('test:stderr', ({ message }) => this.write(message));
    await new Promise((done) => events.on('end', done).resume());
  }

  started({ name, nesting }: Pick<Result, 'name' | 'nesting'>): void {
    this.flush();
    this.path.length = nesting;
    this.path[nesting] = name;
  }

  ended(mark: 'ok' | 'FAILED', data: Result): void {
    this.flush();
    // A group is only worth a line when it failed for another reason than its tests.
    const group = data.details.type === 'suite' || data.details.error?.failureType === 'subtestsFailed';
    if (group && (mark === 'ok' || data.details.error?.failureType === 'subtestsFailed')) return;
    if (data.skip) this.skipped += 1;
    else if (mark === 'ok') this.passed += 1;
    else this.failed += 1;
    this.result = { mark: data.skip ? 'skipped' : mark, data };
  }

  figure(text: string): void {
    if (this.result && !TOTALS.test(text)) this.figures.push(text);
  }

  /** Adds output of the test file as it is. */
  write(text: string): void {
    this.flush();
    this.output.push(text);
  }

  /** Counts a failure of the file as a whole. */
  fail(reason: string): void {
    this.failed += 1;
    this.write(`FAILED  ${reason}\n`);
  }

  /** All lines so far. */
  get text(): string {
    this.flush();
    return this.output.join('');
  }

  /** The figures of a test come after its result: the line is complete when the next event comes. */
  private flush(): void {
    if (!this.result) return;
    const { mark, data } = this.result;
    const name = [...this.path.slice(0, data.nesting), data.name].join(': ');
    const figures = this.figures.length > 0 ? ` - ${this.figures.join(', ')}` : '';
    this.output.push(`${mark.padEnd(7)} ${name}${figures} (${(data.details.duration_ms / 1000).toFixed(1)} s)\n`);
    // Node wraps what a test throws.
    const thrown: unknown = data.details.error?.cause ?? data.details.error;
    if (thrown !== undefined) this.output.push(`${inspect(thrown)}\n`);
    this.result = undefined;
    this.figures = [];
  }
}
