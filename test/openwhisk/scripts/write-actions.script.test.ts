import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdirSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { writeActionsScript } from '../../../lib/openwhisk/scripts/write-actions';
import { Sandbox } from './sandbox';

const KEY = 'user-id:user-key';

interface Request {
  readonly call: string;
  readonly authorization?: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The API of the actions: it stores each action with the next version, unless the test has it answer something else. */
class Api {
  public readonly requests: Request[] = [];
  /** Answers in place of the usual one, by the name of the action, the first ones first. */
  public readonly others: Record<string, [status: number, content: string][]> = {};
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      void this.answer(request).then(([status, content]) => response.writeHead(status).end(content));
    });
  }

  public async start(): Promise<string> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public stop(): void {
    this.server.close();
  }

  private async answer(request: IncomingMessage): Promise<[number, string]> {
    const body = JSON.parse(await text(request)) as Request['body'];
    const { method, url = '', headers } = request;
    this.requests.push({ call: `${method} ${url}`, authorization: headers.authorization, body });
    const [, name = ''] = /actions\/([^?]*)/.exec(url) ?? [];
    const version = this.requests.filter(({ call }) => call.includes(`/${name}?`)).length;
    return this.others[name]?.shift() ?? [200, JSON.stringify({ name, version: `0.0.${version}`, ...body })];
  }
}

describe('the script that writes functions as actions', () => {
  let sandbox: Sandbox;
  let api: Api;
  let url: string;

  beforeEach(async () => {
    sandbox = new Sandbox();
    api = new Api();
    url = await api.start();
    for (const name of ['report', 'resize']) {
      const action = { exec: { kind: 'blackbox', image: `r/${name}:1` }, parameters: [{ key: 'MODE', value: 'a b' }] };
      sandbox.write(`actions/${name}.json`, JSON.stringify(action));
    }
    sandbox.write('secrets/resize/db-user', 'cats\n');
    sandbox.write('secrets/resize/db-password', 'p"\\ä$\'s\n');
    sandbox.write('secrets/resize/..data/db-user', 'hidden');
  });
  afterEach(() => {
    api.stop();
    sandbox.remove();
  });

  function run(env: Record<string, string> = {}) {
    const folders = { ACTIONS_DIR: sandbox.path('actions'), SECRETS_DIR: sandbox.path('secrets') };
    return sandbox.run(writeActionsScript(), { WSK_AUTH: KEY, WSK_API_HOST_URL: `${url}/`, ...folders, ...env });
  }

  test('writes each function, with the keys of its Secrets as parameters of the initialization', async () => {
    const { status, output } = await run();
    expect(output).toBe('report: version 0.0.1\nresize: version 0.0.1\nPASSED: every function is an action\n');
    expect(status).toBe(0);
    expect(api.requests).toEqual([
      {
        call: 'PUT /api/v1/namespaces/_/actions/report?overwrite=true',
        authorization: `Basic ${Buffer.from(KEY).toString('base64')}`,
        body: { exec: { kind: 'blackbox', image: 'r/report:1' }, parameters: [{ key: 'MODE', value: 'a b' }] },
      },
      expect.objectContaining({
        call: 'PUT /api/v1/namespaces/_/actions/resize?overwrite=true',
        body: {
          exec: { kind: 'blackbox', image: 'r/resize:1' },
          parameters: [
            { key: 'MODE', value: 'a b' },
            { key: 'db-password', value: 'p"\\ä$\'s\n', init: true },
            { key: 'db-user', value: 'cats\n', init: true },
          ],
        },
      }),
    ]);
  });

  test('can run again', async () => {
    await run();
    expect((await run()).output).toContain('resize: version 0.0.2\n');
  });

  test('shows no secret in arguments or output, and leaves none behind', async () => {
    for (const program of ['curl', 'jq']) sandbox.program(program, `exec /usr/bin/${program} "$@"`);
    // The answer has the values of Secrets.
    const { output } = await run();
    const seen = JSON.stringify(sandbox.calls()) + output;
    expect(sandbox.calls().map(([program]) => program)).toEqual(expect.arrayContaining(['curl', 'jq']));
    for (const secret of [KEY, 'cats', 'ä$']) expect(seen).not.toContain(secret);
    expect(readdirSync(sandbox.path('tmp'))).toEqual([]);
  });

  test.each([502, 503, 408, 409, 429])('tries again after %d', async (status) => {
    api.others['report'] = [
      [status, 'not yet'],
      [status, 'not yet'],
    ];
    const outcome = await run();
    expect(outcome.output).toBe(
      `report: the API answered ${status}; next try in 0 s\n`.repeat(2) +
        'report: version 0.0.3\nresize: version 0.0.1\nPASSED: every function is an action\n',
    );
    expect(outcome.status).toBe(0);
  });

  test('ends as not to be healed after a refusal, when it has written the others', async () => {
    api.others['report'] = [[400, '{"error":"The request content was malformed","code":"x"}']];
    const { status, output } = await run();
    expect(output).toBe(
      'report: the API answered 400: The request content was malformed\n' +
        'resize: version 0.0.1\nFAILED: the API refused report\n',
    );
    expect(status).toBe(78);
  });

  test('reports all refusals, also those without JSON', async () => {
    api.others['report'] = [[401, '<html>']];
    api.others['resize'] = [[413, '{"error":"too large"}']];
    const { status, output } = await run();
    expect(output).toBe(
      'report: the API answered 401: \nresize: the API answered 413: too large\n' +
        'FAILED: the API refused report resize\n',
    );
    expect(status).toBe(78);
  });

  test('gives up at the deadline, so that the Job tries again', async () => {
    const { status, verdict } = await run({
      WSK_API_HOST_URL: 'http://127.0.0.1:9',
      DEADLINE_SECONDS: '1',
      RETRY_PAUSE_SECONDS: '1',
    });
    expect(verdict).toBe('FAILED: report: not written within 1 s; the last answer was 000');
    expect(status).toBe(1);
  });

  test('needs its environment', async () => {
    const { status, verdict } = await run({ WSK_AUTH: '', SECRETS_DIR: '' });
    expect(verdict).toBe('FAILED: the environment lacks WSK_AUTH SECRETS_DIR');
    expect(status).toBe(78);
  });
});
