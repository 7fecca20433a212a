import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as actions from '../../../stacks/cats/actions';
import { createFunction, type CatFunction } from '../../../stacks/cats/functions';
import { json } from '../../../stacks/cats/http';
import { FunctionServer } from '../../../stacks/cats/server';

const PAGE = readFileSync(join(__dirname, '../../../stacks/cats/systembreaker.html'), 'utf8');

describe('on OpenFaaS', () => {
  let servers: FunctionServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.map(async (server) => server.drain(0)));
    servers = [];
  });

  async function served(fn: CatFunction, allowOrigin?: string): Promise<{ url: string; server: FunctionServer }> {
    const server = new FunctionServer(fn, { allowOrigin });
    servers.push(server);
    const port = await server.listen(0, '127.0.0.1');
    return { url: `http://127.0.0.1:${port}`, server };
  }

  const echo: CatFunction = {
    answer: async ({ method, query }) => Promise.resolve(json(200, { method, query: [...query] }, { 'x-cat': 'yes' })),
    close: async () => Promise.resolve(),
  };

  test('a function gets method and query, and answers any path', async () => {
    const { url } = await served(echo);
    const response = await fetch(`${url}/some/path?seed=4&name=a%26b`, { method: 'POST', body: 'ignored' });
    expect(await response.json()).toEqual({
      method: 'POST',
      query: [
        ['seed', '4'],
        ['name', 'a&b'],
      ],
    });
    expect(response.headers.get('x-cat')).toBe('yes');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('HEAD has the headers without the body', async () => {
    const { url } = await served(echo);
    const response = await fetch(url, { method: 'HEAD' });
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(10);
    expect(await response.text()).toBe('');
  });

  test('pages of an allowed origin may call it', async () => {
    const { url } = await served(echo, 'https://faas.example.com');
    const { headers } = await fetch(url);
    expect(headers.get('access-control-allow-origin')).toBe('https://faas.example.com');
  });

  test('it drains: unhealthy at once, open and late requests answered, then closed with its connections', async () => {
    const events: string[] = [];
    let finish = (): void => undefined;
    const finished = new Promise<void>((done) => (finish = done));
    const slow: CatFunction = {
      answer: async ({ query }) => {
        if (query.has('slow')) await finished;
        events.push('answered');
        return json(200, {});
      },
      close: async () => {
        events.push('closed');
        return Promise.resolve();
      },
    };
    const { url, server } = await served(slow);
    const health = async () => (await fetch(`${url}/_/health`)).status;
    expect(await health()).toBe(200);
    const open = fetch(`${url}?slow=1`);
    const drained = server.drain(0.1);
    servers = [];
    expect(await health()).toBe(503);
    expect((await fetch(url)).status).toBe(200);
    setTimeout(finish, 150);
    expect((await open).status).toBe(200);
    await drained;
    expect(events).toEqual(['answered', 'answered', 'closed']);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });
});

describe('on OpenWhisk', () => {
  test('an action gets method and parameters, and returns a web response', async () => {
    const { statusCode, headers, body } = await actions.systembreaker({ __ow_method: 'get' });
    expect([statusCode, headers['content-type'], body]).toEqual([200, 'text/html; charset=utf-8', PAGE]);
  });

  test('wrong settings fail the activation', async () => {
    const { DB_HOST } = process.env;
    delete process.env['DB_HOST'];
    await expect(actions.randstore({ seed: 4 })).rejects.toThrow('DB_HOST is not set');
    if (DB_HOST !== undefined) process.env['DB_HOST'] = DB_HOST;
  });

  test('an activation that is not a web request stores, with the seed as a number or a string', async () => {
    process.env['DB_HOST'] = 'mysql';
    const outcomes = [{ seed: -1 }, { seed: '-1' }, { seed: -1, __ow_method: 'post' }].map(actions.randstore);
    delete process.env['DB_HOST'];
    expect((await Promise.all(outcomes)).map(({ statusCode }) => statusCode)).toEqual([400, 400, 400]);
    expect((await actions.randstore({ __ow_method: 'get' })).statusCode).toBe(405);
  });
});

describe('the page of SystemBreaker', () => {
  test('runs its own script only, and may call any function', async () => {
    const { answer } = createFunction('systembreaker', {});
    const { headers } = await answer({ method: 'GET', query: new Map() });
    const [, script = ''] = /<script>([^]*)<\/script>/.exec(PAGE) ?? [];
    const hash = createHash('sha256').update(script).digest('base64');
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data:; connect-src *; form-action 'none'`,
    );
    expect((await answer({ method: 'POST', query: new Map() })).statusCode).toBe(405);
  });

  test('is one short file without anything from elsewhere', () => {
    expect(PAGE.split('\n').length).toBeLessThanOrEqual(300);
    expect(PAGE).not.toMatch(/https?:\/\/|@import|url\(|<link|src="(?!data:)/);
  });
});
