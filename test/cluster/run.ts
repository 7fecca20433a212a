import { setMaxListeners } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { inspect } from 'node:util';
import { buildTools, ToolsError } from './build-tools';
import { SOURCES } from './sources';

/** Milliseconds after which a test file is given up. */
const FILE_TIMEOUT = 20 * 60_000;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** What of an event of Node's test runner is printed. */
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

/** Prints one line a test, with the figures it gave as diagnostics, and counts. */
class Report {
  private readonly path: string[] = [];
  private figures: string[] = [];
  private result?: { readonly mark: string; readonly data: Result };
  passed = 0;
  failed = 0;
  skipped = 0;

  started({ name, nesting }: Pick<Result, 'name' | 'nesting'>): void {
    this.flush();
    this.path.length = nesting;
    this.path[nesting] = name;
  }

  ended(mark: 'ok' | 'FAILED', data: Result): void {
    this.flush();
    // A group is only worth a line when something other than its tests went wrong.
    const group = data.details.type === 'suite' || data.details.error?.failureType === 'subtestsFailed';
    if (group && (mark === 'ok' || data.details.error?.failureType === 'subtestsFailed')) return;
    if (data.skip) this.skipped += 1;
    else if (mark === 'ok') this.passed += 1;
    else this.failed += 1;
    this.result = { mark: data.skip ? 'skipped' : mark, data };
  }

  figure(text: string): void {
    if (this.result) this.figures.push(text);
  }

  /** The figures of a test come after its result: a line is printed when the next thing happens. */
  flush(): void {
    if (!this.result) return;
    const { mark, data } = this.result;
    const name = [...this.path.slice(0, data.nesting), data.name].join(': ');
    const figures = this.figures.length > 0 ? ` - ${this.figures.join(', ')}` : '';
    say(`${mark.padEnd(7)} ${name}${figures} (${(data.details.duration_ms / 1000).toFixed(1)} s)`);
    // Node wraps what a test throws.
    const thrown: unknown = data.details.error?.cause ?? data.details.error;
    if (thrown !== undefined) say(inspect(thrown));
    this.result = undefined;
    this.figures = [];
  }
}

/** The compiled test files, by the sources, so that the output of a source that is gone is not run. */
function testFiles(filters: readonly string[]): string[] {
  return readdirSync(SOURCES, { encoding: 'utf8', recursive: true })
    .filter((file) => file.endsWith('.test.ts'))
    .filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)))
    .sort()
    .map((file) => join(__dirname, file.replace(/\.ts$/, '.js')));
}

/** Runs all test files, or those whose name contains one of the arguments, one after the other. */
async function main(filters: readonly string[]): Promise<number> {
  const started = Date.now();
  await buildTools(say);
  const stop = new AbortController();
  // Every test file listens to it.
  setMaxListeners(0, stop.signal);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  const report = new Report();
  const events = run({ files: testFiles(filters), concurrency: 1, timeout: FILE_TIMEOUT, signal: stop.signal });
  events.on('test:start', (data) => report.started(data));
  events.on('test:pass', (data) => report.ended('ok', data));
  events.on('test:fail', (data) => report.ended('FAILED', data));
  events.on('test:diagnostic', ({ message }) => report.figure(message));
  events.on('test:stdout', ({ message }) => process.stdout.write(message));
  events.on('test:stderr', ({ message }) => process.stderr.write(message));
  await new Promise((done) => events.on('end', done).resume());
  report.flush();
  const { passed, failed, skipped } = report;
  say(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  say(`in ${((Date.now() - started) / 1000).toFixed(0)} s`);
  return failed > 0 || passed === 0 || stop.signal.aborted ? 1 : 0;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof ToolsError ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
