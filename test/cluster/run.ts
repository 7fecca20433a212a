import { setMaxListeners } from 'node:events';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run } from 'node:test';
import { ToolsError } from './build-tools';
import { NIGHTLY } from './nightly';
import { Preparation } from './preparation';
import { Report } from './report';
import { Schedule } from './schedule';
import { SOURCES } from './sources';
import { needsOf, type Requirement, TEST_FILES, type TestFile } from './test-files';

/** Milliseconds after which a test file is given up. */
const FILE_TIMEOUT = (NIGHTLY ? 90 : 15) * 60_000;

const say = (line: string) => process.stdout.write(`${line}\n`);
const secondsSince = (started: number) => ((Date.now() - started) / 1000).toFixed(0);

/** Argument that only prepares what the tests need. */
const PREPARE = '--prepare';

/** The test files whose name contains one of the filters; without a filter all files, or those of the nightly run. */
function selected(filters: readonly string[]): Record<string, TestFile> {
  const found = readdirSync(SOURCES, { encoding: 'utf8', recursive: true })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => file.replace(/\.test\.ts$/, ''));
  const unlisted = found.filter((name) => !Object.hasOwn(TEST_FILES, name));
  const gone = Object.keys(TEST_FILES).filter((name) => !found.includes(name));
  if (unlisted.length > 0)
    throw new ToolsError(`not in test/cluster/test-files.ts: ${unlisted.join(', ')}; fix: add an entry with its needs`);
  if (gone.length > 0)
    throw new ToolsError(
      `test/cluster/test-files.ts lists files that do not exist: ${gone.join(', ')}; fix: remove them`,
    );
  const wanted = ([name, { nightly = false }]: [string, TestFile]) =>
    filters.length === 0 ? nightly || !NIGHTLY : filters.some((filter) => `${name}.test.ts`.includes(filter));
  return Object.fromEntries(Object.entries(TEST_FILES).filter(wanted));
}

/** What the test files need, the needs of the longest files first. */
function requirementsOf(files: Readonly<Record<string, TestFile>>): Requirement[] {
  const longestFirst = Object.values(files).sort((a, b) => b.seconds - a.seconds);
  return [...new Set(longestFirst.flatMap(needsOf))];
}

/** Runs one test file in a process of its own. */
async function runFile(name: string, signal: AbortSignal): Promise<Report> {
  const report = new Report();
  const events = run({ files: [join(__dirname, `${name}.test.js`)], concurrency: 1, timeout: FILE_TIMEOUT, signal });
  await report.follow(events);
  return report;
}

/** Runs test files side by side, each as soon as its programs are there. */
class Run {
  private readonly started = Date.now();
  private readonly schedule: Schedule;
  private readonly preparation: Preparation;
  private readonly stop = new AbortController();
  private finished: () => void = () => undefined;
  private passed = 0;
  private failed = 0;
  private skipped = 0;

  constructor(files: Readonly<Record<string, TestFile>>) {
    this.schedule = new Schedule(files, availableParallelism());
    this.preparation = new Preparation(requirementsOf(files), say, () => this.proceed());
    // Each running test file adds listeners to both.
    setMaxListeners(0, this.stop.signal, process);
  }

  /** Returns the exit code. */
  async all(): Promise<number> {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        this.stop.abort();
        this.schedule.abandon();
        this.proceed();
      });
    const done = new Promise<void>((finished) => (this.finished = finished));
    void this.preparation.run();
    this.proceed();
    await done;
    const skipped = this.skipped > 0 ? `, ${this.skipped} skipped` : '';
    say(`${this.passed} passed, ${this.failed} failed${skipped}`);
    say(`in ${secondsSince(this.started)} s`);
    return this.failed > 0 || this.passed === 0 || this.stop.signal.aborted ? 1 : 0;
  }

  private proceed(): void {
    const needs = (name: string) => needsOf(TEST_FILES[name] as TestFile);
    const isReady = (name: string) =>
      this.preparation.has(needs(name)) || this.preparation.failureOf(needs(name)) !== undefined;
    for (let name = this.schedule.next(isReady); name !== undefined; name = this.schedule.next(isReady))
      void this.one(name, this.preparation.failureOf(needs(name)));
    if (this.schedule.done) this.finished();
  }

  private async one(name: string, unprepared: Error | undefined): Promise<void> {
    const started = Date.now();
    const report = unprepared === undefined ? await runFile(name, this.stop.signal) : new Report();
    if (unprepared !== undefined) report.fail(`${name}: ${unprepared.message}`);
    else if (report.passed + report.failed + report.skipped === 0) report.fail(`${name} has no test`);
    this.passed += report.passed;
    this.failed += report.failed;
    this.skipped += report.skipped;
    // In one piece, so that the lines of two files do not mix.
    const { passed, failed, text } = report;
    say(`== ${name}: ${passed} passed, ${failed} failed in ${secondsSince(started)} s\n${text.trimEnd()}`);
    this.schedule.ended(name);
    this.proceed();
  }
}

async function prepare(): Promise<number> {
  const requirements = requirementsOf(TEST_FILES);
  const preparation = new Preparation(requirements, say, () => undefined);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
  await preparation.run();
  return preparation.has(requirements) ? 0 : 1;
}

async function main(args: readonly string[]): Promise<number> {
  if (args.includes(PREPARE)) return prepare();
  const files = selected(args);
  if (Object.keys(files).length === 0) throw new ToolsError(`no test file has ${args.join(' or ')} in its name`);
  return new Run(files).all();
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof ToolsError ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
