import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { until } from '../wait';
import { assertHolds } from './asserts';
import type { Seen } from './backend';
import { requireProgram } from './programs';
import { setStage, type Stage } from './stage';
import { GATE_KEY } from './front-door';

const HOST = 'api.example.org:31001';
const VANITY_HOST = 'Guest.api.example.org:31001';

/** Where the requests of the API host go, as they are. */
const ROUTES = {
  '/api/v1/web/guest/default/hello?name=a%20b': 'controller',
  '/api/v1/namespaces/_/actions?limit=1': 'controller',
  '/api/23bc46b1/demo/hello': 'managed APIs',
  '/ping': 'controller',
  '/': 'controller',
};

/** What becomes of the requests of a vanity host. */
const VANITY_ROUTES = {
  '/': '/api/v1/web/guest/public/index.html',
  '/?lang=en': '/api/v1/web/guest/public/index.html?lang=en',
  '/default/hello': '/api/v1/web/guest/default/hello',
  '/default/hello.json?name=a%20b': '/api/v1/web/guest/default/hello.json?name=a%20b',
  '/shop/a%20b%3Fc': '/api/v1/web/guest/shop/a%20b%3Fc',
  '/api/v1/namespaces/_/actions': '/api/v1/web/guest/api/v1/namespaces/_/actions',
  '/metrics': '/api/v1/web/guest/metrics',
};

/** What is for the cluster's inside, in all its spellings. */
const HIDDEN = [
  '/metrics',
  '/metrics/',
  '/metrics?x',
  '//metrics',
  '/%6detrics',
  '/metrics%2F',
  '/ping/../metrics',
  '/invokers',
  '/invokers/healthy/count',
  '/invokers/ready',
  '/activation',
  '/activation/count',
  '/v1/else',
  '/nginx-status',
];

const CIPHERS: readonly [name: string, options: readonly string[], accepted: boolean][] = [
  ['TLS 1.2', ['-tls1_2'], true],
  ['TLS 1.3', ['-tls1_3'], true],
  ['TLS 1.1', ['-tls1_1', '-cipher', 'ALL:@SECLEVEL=0'], false],
  ['TLS 1.2 without forward secrecy', ['-tls1_2', '-cipher', 'AES128-GCM-SHA256'], false],
  ['TLS 1.2 with CBC', ['-tls1_2', '-cipher', 'ECDHE-ECDSA-AES128-SHA256'], false],
];

/** The management interface of the API gateway 1.0.0 (conf.d/management_apis.conf), whose expressions match anywhere in a path. */
const MANAGEMENT = [
  '/v2/guest/apis',
  '/v2/guest/apis/123',
  '/v2/guest/apis/123/tenant',
  '/v2/guest/subscriptions',
  '/v2/guest/subscriptions/key',
  '/v2/x/v1/apis',
  '/v1/apis',
  '/v1/apis/123',
  '/v1/apis/123/tenant',
  '/v1/tenants',
  '/v1/tenants/123',
  '/v1/tenants/123/apis',
  '/v1/subscriptions',
  '/v1/health-check/v1/tenants',
  '/v1/health-check/../apis',
  '/v1/health-check/x/v2/guest/apis',
];

/** A path in the ways in which clients can write it. */
function spellings(path: string): string[] {
  const encoded = (at: number) => `${path.slice(0, at)}%${path.charCodeAt(at).toString(16)}${path.slice(at + 1)}`;
  return [
    path,
    `${path}/`,
    `${path}?limit=1`,
    `/${path}`,
    path.replaceAll('/', '//'),
    path.replaceAll('/', '/./'),
    path.replaceAll('/', '/x/../'),
    path.replaceAll('/', '/x/%2e%2E/'),
    `/.${path}`,
    `/%2e${path}`,
    `/ping/..${path}`,
    `/ping%2f..${path}`,
    `/api/..${path}`,
    `/api/v1/../..${path}`,
    `/api/v1/%2e%2e/%2e%2e${path}`,
    `/api${path}`,
    `/nginx-health/..${path}`,
    `/v1/health-check/../..${path}`,
    path.toUpperCase(),
    path.replace('/v', '/V'),
    encoded(1),
    encoded(2),
    `/${encoded(0)}`,
    path.replaceAll('/', '%2f'),
    `/${path.slice(1).replaceAll('/', '%2F')}`,
    path.replaceAll('/', '\\'),
    `${path}%00`,
    `${path};x`,
    `http://owdev-apigateway:9000${path}`,
  ];
}

describe('nginx', () => {
  let set: Stage;

  before(async () => {
    set = await setStage({ maxBodySize: '1M', readTimeoutSeconds: 1 });
    await set.door.start(set.conf);
    for (const [scheme, path] of [
      ['http', '/ping'],
      ['http', '/api/x'],
      ['gate', `/${GATE_KEY}/v2/guest/apis`],
    ] as const) {
      const resolved = async () => (await set.door.get(path, { scheme })).status === 200;
      await until(resolved, { what: `the name behind ${path} is known`, intervalMs: 100 });
    }
  });
  after(() => set?.clear());

  /** What a backend saw of a request. */
  async function seen(path: string, host: string, scheme: 'http' | 'https' = 'http'): Promise<Seen> {
    const { status, body } = await set.door.get(path, { scheme, headers: { Host: host } });
    assert.equal(status, 200);
    return JSON.parse(body) as Seen;
  }

  it('starts without warnings', () => {
    assert.doesNotMatch(set.door.output(), /\[(warn|error|crit|alert|emerg)\]/);
  });

  for (const [scheme, path] of [
    ['http', '/ping'],
    ['https', '/ping'],
    ['gate', `/${GATE_KEY}/v2/guest/apis`],
  ] as const)
    it(`listens for IPv6, too: ${scheme}`, async () => {
      assert.equal((await set.door.get(path, { scheme, host: '::1' })).status, 200);
    });

  for (const scheme of ['http', 'https'] as const)
    describe(`with ${scheme}`, () => {
      for (const [path, backend] of Object.entries(ROUTES))
        it(`sends ${path} to the ${backend} as it is`, async () => {
          assertHolds(await seen(path, HOST, scheme), { backend, url: path });
        });

      for (const [path, url] of Object.entries(VANITY_ROUTES))
        it(`on a vanity host sends ${path} to ${url}`, async () => {
          assertHolds(await seen(path, VANITY_HOST, scheme), { backend: 'controller', url });
        });

      it('does not leave the namespace of a vanity host', async () => {
        const headers = { Host: 'guest.api.example.org' };
        assert.equal((await set.door.get('/../../namespaces', { scheme, headers })).status, 400);
        assert.equal((await seen('/x/%2e%2e/y', headers.Host, scheme)).url, '/api/v1/web/guest/y');
      });

      for (const path of HIDDEN)
        it(`answers 404 for ${path}`, async () => {
          assert.equal((await set.door.get(path, { scheme })).status, 404);
        });

      it('sends the health check of the API gateway, and nothing below it, to the port of the managed APIs', async () => {
        assertHolds(await seen('/v1/health-check', HOST, scheme), { backend: 'managed APIs', url: '/health' });
        assert.equal((await set.door.get('/v1/health-check/x', { scheme })).status, 404);
      });

      it('has no way to the management of the API gateway', async () => {
        set.management.paths.length = 0;
        for (const path of MANAGEMENT.flatMap(spellings))
          for (const method of ['GET', 'POST', 'PUT', 'DELETE']) await set.door.get(path, { scheme, method });
        assert.deepEqual(set.management.paths, []);
      });

      it('marks no controller as unavailable', async () => {
        assert.equal((await set.door.get('/disable', { scheme, method: 'POST' })).status, 404);
      });
    });

  describe('the gate to the management of the API gateway', () => {
    const WITHOUT_KEY = [
      '',
      '/',
      '/0',
      '/00000000000000000000000000000000',
      `/${GATE_KEY}0`,
      `/${GATE_KEY.toUpperCase()}`,
    ];
    /** Paths that the API gateway would read as the management of all tenants, or that its actions never use. */
    const NOT_OF_A_TENANT = [
      '/v1/tenants',
      '/v1/apis',
      '/v2/x%2Fv1/apis',
      '/v2/x/v1/apis',
      '/v2/../v1/apis',
      '/v2/%2e%2e/apis',
      '/v2/guest/apis/123/tenant',
      '/v2/guest/apis/..%2f..%2f..%2fv1%2ftenants',
      '/v2/guest/subscriptions',
      '/v2/guest%0d%0aX:%20y/apis',
      '/v2//apis',
      '',
    ];

    it('passes the calls of the actions on, without the key', async () => {
      const calls = {
        '/v2/23bc46b1-71f6/apis?limit=30&skip=0&basePath=%2Fdemo': 'GET',
        '/v2/23bc46b1-71f6/apis': 'POST',
        '/v2/23bc46b1-71f6/apis/0f1e-2d': 'PUT',
        '/v2/23bc46b1-71f6/apis/0f1e-2d?x=%20': 'DELETE',
      };
      for (const [url, method] of Object.entries(calls)) {
        const { body } = await set.door.get(`/${GATE_KEY}${url}`, { scheme: 'gate', method });
        assertHolds(JSON.parse(body) as object, { backend: 'management of APIs', url, method });
      }
    });

    it('refuses every path without the key, and with the key every path outside one tenant', async () => {
      set.management.paths.length = 0;
      const paths = [
        ...MANAGEMENT.flatMap((path) => WITHOUT_KEY.flatMap((key) => spellings(`${key}${path}`))),
        ...NOT_OF_A_TENANT.map((path) => `/${GATE_KEY}${path}`),
      ];
      for (const path of paths) await set.door.get(path, { scheme: 'gate', method: 'POST' });
      assert.deepEqual(set.management.paths, []);
    });

    it('keeps the key out of the log, also when the API gateway is away', async () => {
      set.management.close();
      const { status } = await set.door.get(`/${GATE_KEY}/v2/guest/apis`, { scheme: 'gate' });
      assert.equal(status, 502);
      const logged = () => set.door.output().includes('"GET /v2/guest/apis","status":502');
      await until(logged, { what: 'the request is in the log' });
      assert.ok(!set.door.output().includes(GATE_KEY));
    });
  });

  it('answers the probe itself, also without a host name, and does not log it', async () => {
    const { status, body } = await set.door.get('/nginx-health', { headers: { Host: '10.244.0.7:8080' } });
    assert.deepEqual([status, body], [200, 'ok\n']);
    assert.ok(!set.door.output().includes('GET /nginx-health HTTP'));
  });

  it('passes a unique id of each request to the controller, the client and the log', async () => {
    const answer = await set.door.get('/ping', { headers: { 'X-Request-ID': 'forged' } });
    const id = String(answer.headers['x-request-id']);
    assert.match(id, /^[0-9a-f]{32}$/);
    assert.equal((JSON.parse(answer.body) as Seen).headers['x-request-id'], id);
    // The answer may come before its line.
    const logged = () =>
      set.door
        .output()
        .split('\n')
        .find((text) => text.includes(id) && text.endsWith('}'));
    const line = await until(logged, { what: 'the request is in the log' });
    assertHolds(JSON.parse(line) as object, { requestId: id, status: 200, request: 'GET /ping HTTP/1.1' });
    assert.match(String((await set.door.get('/metrics')).headers['x-request-id']), /^[0-9a-f]{32}$/);
  });

  it('forwards the client address and scheme to the backend', async () => {
    assertHolds((await seen('/ping', HOST, 'https')).headers, {
      host: HOST,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'https',
    });
    const behindBalancer = await set.door.get('/ping', { headers: { 'X-Forwarded-Proto': 'https' } });
    assert.equal((JSON.parse(behindBalancer.body) as Seen).headers['x-forwarded-proto'], 'https');
  });

  it('does not let clients raise the log level of the controllers', async () => {
    const { body } = await set.door.get('/ping', { headers: { 'X-OW-EXTRA-LOGGING': 'on' } });
    assert.ok(!('x-ow-extra-logging' in (JSON.parse(body) as Seen).headers));
  });

  it('passes the trace context of a client on, in both of its forms', async () => {
    const headers = {
      b3: '80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-1',
      'x-b3-traceid': '80f198ee56343ba864fe8b2a57d3eff7',
      'x-b3-spanid': 'e457b5a2e4d86bd1',
      'x-b3-parentspanid': '05e3ac9a4f6e3b90',
      'x-b3-sampled': '1',
      traceparent: '00-80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-01',
      tracestate: 'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE',
    };
    for (const [path, scheme] of [
      ['/ping', 'http'],
      ['/api/x', 'https'],
    ] as const) {
      const { body } = await set.door.get(path, { scheme, headers });
      assertHolds((JSON.parse(body) as Seen).headers, headers);
    }
  });

  it('keeps its connections to a controller', async () => {
    const already = set.controller.connections;
    for (let times = 0; times < 20; times += 1) await set.door.get('/ping');
    assert.ok(set.controller.connections - already < 3);
  });

  it('accepts bodies up to the limit, including bodies that do not fit into memory', async () => {
    const send = async (size: number): Promise<number> =>
      (await set.door.get('/api/v1/x', { method: 'PUT', body: 'x'.repeat(size) })).status;
    assert.equal(await send(1_000_000), 200);
    assert.equal(await send(1_100_000), 413);
  });

  it('waits for an answer until its timeout', async () => {
    const begin = Date.now();
    assert.equal((await set.door.get('/api/v1/slow')).status, 504);
    const waited = Date.now() - begin;
    assert.ok(waited > 900 && waited < 3000, `${waited} ms`);
  });

  for (const [name, options, accepted] of CIPHERS)
    it(`${accepted ? 'accepts' : 'refuses'} ${name}`, () => {
      const connect = `"$0" s_client -connect 127.0.0.1:${set.door.ports.https} "$@" </dev/null 2>&1 || true`;
      const output = execFileSync('sh', ['-c', connect, requireProgram('openssl'), ...options], { encoding: 'utf8' });
      assert.equal(/Cipher is (?!\(NONE\))/.test(output), accepted);
    });

  it('does not reveal its version', async () => {
    assert.equal((await set.door.get('/nginx-health')).headers.server, 'nginx');
  });
});
