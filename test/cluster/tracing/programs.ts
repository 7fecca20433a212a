import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildTools, type Binaries } from '../build-tools';
import { scrape } from '../monitoring/scrape';
import { Workshop } from '../scripts/workshop';
import { until } from '../wait';

/** A program whose configuration is one file with pipelines. */
export type TracingProgram = 'otelcol' | 'jaeger';

/** What a program prints about a configuration. */
export interface Verdict {
  readonly code: number;
  readonly output: string;
}

/** Real Collectors and Jaegers, each with the text of a configuration. */
export class TracingPrograms {
  readonly shop = new Workshop();

  private constructor(private readonly binaries: Binaries<TracingProgram>) {}

  static async prepare(): Promise<TracingPrograms> {
    return new TracingPrograms(await buildTools((line) => process.stderr.write(`${line}\n`), ['otelcol', 'jaeger']));
  }

  /** Starts a program with an environment and nothing else, and waits until its probe succeeds. */
  async start(
    program: TracingProgram,
    name: string,
    config: string,
    { readiness, env = {} }: { readonly readiness: string; readonly env?: Readonly<Record<string, string>> },
  ): Promise<void> {
    const file = this.shop.file(`${name}.yaml`, config);
    this.shop.start(name, { argv: [this.binaries[program], '--config', file], env });
    const ready = async () => {
      // Other programs may have been ended by the test.
      if (!this.runs(name)) throw new Error(`${name} ended:\n${this.shop.processes.tail(name)}`);
      return (await fetch(readiness).catch(() => undefined))?.ok === true;
    };
    await until(ready, { what: `${name} is ready`, timeoutSeconds: 60 });
  }

  /** What `validate` prints about a configuration. */
  async validate(program: TracingProgram, config: string): Promise<Verdict> {
    const file = this.shop.file(`validated-${program}.yaml`, config);
    return new Promise((done) => {
      execFile(this.binaries[program], ['validate', '--config', file], { timeout: 60_000 }, (error, stdout, stderr) =>
        done({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr }),
      );
    });
  }

  /** Ends a program as the kubelet does, and waits for its end. */
  async end(name: string): Promise<void> {
    const pid = this.shop.processes.pids()[name];
    if (pid !== undefined) process.kill(pid, 'SIGTERM');
    await until(() => !this.runs(name), { what: `${name} has ended`, timeoutSeconds: 40 });
  }

  private runs(name: string): boolean {
    return name in this.shop.processes.pids();
  }

  /** Everything that a program has printed. */
  output(name: string): string {
    return readFileSync(join(this.shop.folder, `${name}.log`), 'utf8');
  }

  stop(): void {
    this.shop.stop();
  }
}

/** The metrics that a program serves about itself. */
export class OwnMetrics {
  private constructor(private readonly text: string) {}

  static async from(port: number): Promise<OwnMetrics> {
    return new OwnMetrics(await scrape({ url: `http://127.0.0.1:${port}/metrics` }));
  }

  /** The sum of the series of a name that have a text, such as `exporter="debug"`. */
  sum(name: string, having = ''): number {
    const series = this.text.split('\n').filter((line) => /^[^\s{]*/.exec(line)?.[0] === name && line.includes(having));
    return series.reduce((total, line) => total + Number(line.split(' ').at(-1)), 0);
  }
}
