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

/** The image as an action of OpenWhisk, in a process of its own; the test has the part of the invoker. */
export class ActionProcess {
  private constructor(private readonly url: string) {}

  /** @param env parameters of the initialization; the container has the address of the API and no more */
  static async start(
    processes: Processes,
    name: string,
    env: Readonly<Record<string, string>>,
  ): Promise<ActionProcess> {
    const [port = 0] = await freePorts(1);
    const settings = [`PORT=${port}`, '__OW_API_HOST=https://openwhisk.example.org'];
    processes.start(name, 'env', ['-i', ...settings, process.execPath, join(PROGRAMS, 'main.js')]);
    const started = new ActionProcess(`http://127.0.0.1:${port}`);
    const initialized = async () => (await started.post('/init', { name, main: 'main', binary: false, env })).status;
    await until(async () => (await initialized().catch(() => undefined)) === 200, {
      what: `${name} is initialized: ${processes.tail(name)}`,
    });
    return started;
  }

  /** Returns the result of an activation. */
  async run(value: object): Promise<{ readonly statusCode: number; readonly body: string }> {
    const response = await this.post('/run', value);
    return (await response.json()) as { readonly statusCode: number; readonly body: string };
  }

  private async post(path: string, value: object): Promise<Response> {
    return fetch(`${this.url}${path}`, { method: 'POST', body: JSON.stringify({ value }) });
  }
}

/** The program of the schema step. */
export const SCHEMA_STEP = join(PROGRAMS, 'schema.js');
