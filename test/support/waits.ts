import type { Server } from 'node:net';
import { externalEndpoint, type Endpoint } from '../../lib/kube/endpoint';
import { waitScript, type Wait } from '../../lib/kube/waits';
import { CERTIFICATE } from './certificate';
import { freePort, httpServer, listen, silentServer, type HttpAnswer } from './servers';
import { runScript, Toolbox, type ScriptResult } from './shell';

/** The programs that the scripts may call, besides shell builtins; the image is busybox, so these are its applets. */
const APPLETS = ['base64', 'date', 'head', 'nc', 'od', 'sh', 'sleep', 'timeout', 'tr', 'wget'];
/** The programs that the scripts in the Debian image may call. */
const TOOLS = ['base64', 'curl', 'date', 'od', 'openssl', 'sed', 'sh', 'sleep', 'timeout', 'tr'];
export const toolboxes = { busybox: new Toolbox([...APPLETS, 'env']), toolbox: new Toolbox([...TOOLS, 'env']) };

export const SECRET = { name: 'the.secret' };
export const CREDENTIALS = { secret: SECRET, usernameKey: 'the-username', passwordKey: 'the-password' };
/** Characters that are special to the shell, to printf or to HTTP; long enough for base64 to break the line. */
const VALUES = {
  'the-username': 'admin',
  'the-password': `pa"ss %s\\w$or'd\`#:${'x'.repeat(80)}`,
  'ca.crt': CERTIFICATE,
};
const TOKEN = Buffer.from(`${VALUES['the-username']}:${VALUES['the-password']}`).toString('base64');

export const LOCKED: HttpAnswer = [401, '{"error":"unauthorized"}'];

/** An HTTP server with one path. */
export const http = (path: string, ...answer: HttpAnswer): Server =>
  httpServer((asked) => (asked === path ? answer : [404, `no ${asked}`]));

/** An HTTP server with one path, which needs the password. */
export const httpWithPassword = (path: string, ...answer: HttpAnswer): Server =>
  httpServer((asked, { headers }) => {
    if (headers.authorization !== `Basic ${TOKEN}`) return LOCKED;
    return asked === path ? answer : [404, `no ${asked}`];
  });

/** A wait, and a server that ends it. */
export interface Scenario {
  readonly wait: (endpoint: Endpoint) => Wait;
  /** Name of the server in messages. */
  readonly what: string;
  /** A server that is ready. */
  readonly ready: () => Server;
  /** The last answer when no server listens. @default - the message of busybox' wget. */
  readonly refused?: string;
  /** The last answer when the server stays silent. @default none */
  readonly silent?: string;
}

/** Runs the script as the init container would, with the values of the Secret in the variables that the wait declares. */
async function waitFor(scenario: Scenario, port: number, env: Record<string, string> = {}): Promise<ScriptResult> {
  const wait = scenario.wait(externalEndpoint('127.0.0.1', port));
  const secrets = Object.entries(wait.env ?? {}).map(([name, value]) => {
    if (typeof value === 'string' || !('secret' in value)) throw new Error(`${name} does not come from a Secret`);
    return [name, VALUES[value.key as keyof typeof VALUES]];
  });
  const result = await runScript(waitScript(wait), {
    PATH: toolboxes[wait.image === 'toolbox' ? 'toolbox' : 'busybox'].path,
    HOST: '127.0.0.1',
    PORT: String(port),
    TRY_TIMEOUT_SECONDS: '10',
    INTERVAL_SECONDS: '0.2',
    DEADLINE_SECONDS: '20',
    ...(Object.fromEntries(secrets) as Record<string, string>),
    ...env,
  });
  for (const secret of [VALUES['the-password'], TOKEN]) expect(result.output).not.toContain(secret);
  return result;
}

/** Runs the script of a wait against a server. */
export async function waitForServer(
  scenario: Scenario,
  server: Server,
  env?: Record<string, string>,
): Promise<ScriptResult> {
  const { port, close } = await listen(server);
  try {
    return await waitFor(scenario, port, env);
  } finally {
    await close();
  }
}

/** The wait ended well. */
export function expectFound({ what }: Scenario, { code, stdout, stderr }: ScriptResult): void {
  expect(stdout).toMatch(/found .* at 127\.0\.0\.1:\d+\n$/);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain(`found ${what} at 127.0.0.1:`);
}

/** The message at the deadline names the server, its address, the time and the last answer. */
export function expectGivenUp({ what }: Scenario, { code, stdout, stderr }: ScriptResult, answer: string): void {
  const [, message, last] = /^gave up after \d+ s \(deadline 1 s\): ([^]*); last answer: ([^]*)\n$/.exec(stderr) ?? [
    undefined,
    stderr,
  ];
  expect(message?.replace(/:\d+ /, ':PORT ')).toBe(`${what} at 127.0.0.1:PORT is missing`);
  // What busybox' nc and shell say of a try that was ended, and openssl of one that met nobody.
  const noise = /^(punt!|Terminated|connect:errno=\d+|[0-9A-F]+:error:.*)\n?/gm;
  const seen = last
    ?.replace(noise, '')
    .replace(/port \d+/, 'port PORT')
    .trim();
  expect(seen || 'none').toBe(answer);
  expect(stdout).not.toContain('found');
  expect(code).toBe(1);
}

/** The tests that every wait has to pass. Declares them, so a test file calls it once. */
export function describeEachWait(scenarios: Readonly<Record<string, Scenario>>): void {
  const entries = Object.entries(scenarios);
  afterAll(() => Object.values(toolboxes).forEach((toolbox) => toolbox.remove()));

  describe('each wait', () => {
    test.concurrent.each(entries)('%s ends well when the server is ready, even if late', async (_, scenario) => {
      const late = async (): Promise<ScriptResult> => {
        const port = await freePort();
        const running = waitFor(scenario, port);
        await new Promise((resolve) => setTimeout(resolve, 800));
        const { close } = await listen(scenario.ready(), port);
        return running.finally(close);
      };
      const [atOnce, afterAWhile] = await Promise.all([waitForServer(scenario, scenario.ready()), late()]);
      expectFound(scenario, atOnce);
      expect(atOnce.stdout).not.toContain('waiting');
      expectFound(scenario, afterAWhile);
      expect(afterAWhile.stdout).toContain(`waiting for ${scenario.what} at 127.0.0.1:`);
    });

    test.concurrent.each(entries)('%s fails at the deadline when no server listens', async (_, scenario) => {
      const result = await waitFor(scenario, await freePort(), { DEADLINE_SECONDS: '1' });
      const refused = "wget: can't connect to remote host (127.0.0.1): Connection refused";
      expectGivenUp(scenario, result, scenario.refused ?? refused);
    });

    test.concurrent.each(entries)('%s gives up a try when the server never answers', async (_, scenario) => {
      const started = Date.now();
      const result = await waitForServer(scenario, silentServer(), { TRY_TIMEOUT_SECONDS: '1', DEADLINE_SECONDS: '1' });
      expectGivenUp(scenario, result, scenario.silent ?? 'none');
      expect(Date.now() - started).toBeLessThan(5000);
    });

    test.each(entries)('%s takes values only from its environment, and Kubernetes rewrites none', (_, scenario) => {
      const wait = scenario.wait(externalEndpoint('some.host', 1234));
      const script = waitScript(wait);
      expect(script).not.toContain(SECRET.name);
      expect(script).not.toContain('$$');
      // Kubernetes substitutes $(NAME) even within quotes.
      expect(script).not.toMatch(/\$\([\w.-]*\)/);
      for (const value of Object.values(wait.env ?? {})) expect(value).toMatchObject({ secret: SECRET });
    });
  });
}
