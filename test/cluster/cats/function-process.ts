import { join } from 'node:path';
import type { FunctionName } from '../../../stacks/cats/functions';
import { freePorts } from '../ports';
import type { Processes } from '../processes';
import { until } from '../wait';

/** Where the compiled functions are. */
const PROGRAMS = join(__dirname, '../../../stacks/cats');

/** An answer of a function. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A function that runs in a process of its own, as in its container. */
export class FunctionProcess {
  private constructor(
    readonly name: string,
    readonly url: string,
    private readonly processes: Processes,
  ) {}

  /** @param env environment variables of the container; nothing else is inherited */
  static async start(
    processes: Processes,
    name: string,
    fn: FunctionName,
    env: Readonly<Record<string, string>>,
  ): Promise<FunctionProcess> {
    const [port = 0] = await freePorts(1);
    const variables = Object.entries({ ...env, FUNCTION: fn, PORT: String(port), DRAIN_SECONDS: '1' });
    const settings = variables.map(([key, value]) => `${key}=${value}`);
    processes.start(name, 'env', ['-i', ...settings, process.execPath, join(PROGRAMS, 'main.js')]);
    const started = new FunctionProcess(name, `http://127.0.0.1:${port}`, processes);
    await until(async () => (await started.call('GET', '/_/health').catch(() => undefined))?.status === 200, {
      what: `${name} is healthy: ${processes.tail(name)}`,
    });
    return started;
  }

  async call(method: 'GET' | 'POST', path = '/'): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, { method });
    return { status: response.status, body: await response.text() };
  }

  get pid(): number | undefined {
    return this.processes.pids()[this.name];
  }
}

/** The program of the schema step. */
export const SCHEMA_STEP = join(PROGRAMS, 'schema.js');
