import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { AUTHORITIES_FILE } from '../../../lib/elasticsearch/client';
import { GATEWAY_HEALTH_PATH } from '../../../lib/openwhisk/activation-gateway-conf';
import { Manifests } from '../../support/platform';
import { freePorts } from '../ports';
import { assertFound, assertMissing } from '../scripts/asserts';
import { withParts } from '../scripts/container';
import { FrontDoor } from '../scripts/front-door';
import { classPath } from '../scripts/installations';
import { NameServer } from '../scripts/name-server';
import { requireProgram } from '../scripts/programs';
import { Workshop } from '../scripts/workshop';
import { SOURCES } from '../sources';
import { until } from '../wait';
import { addressOf, ElasticsearchNodes } from './nodes';

const run = promisify(execFile);

const PLATFORM = Manifests.of(`
profile: standard
monitoring: { enabled: false }
openwhisk:
  activationStore:
    backend: Elasticsearch
    elasticsearch: { heapMiB: 512 }
`);

const NAMESPACE = 'guest';
const INDEX = `openwhisk-${NAMESPACE}`;
const START = Date.UTC(2026, 0, 31);
/** More than the longest keyword of an index, as a result may be. */
const LONG = 'x'.repeat(900_000);

/** An activation as OpenWhisk stores it (OpenWhisk, ElasticSearchActivationStore.scala). */
function activation(number: number, result: string): Record<string, unknown> {
  return {
    activationId: `a${number}`,
    namespace: NAMESPACE,
    name: 'hello',
    path: `${NAMESPACE}/hello`,
    version: '0.0.1',
    publish: false,
    subject: NAMESPACE,
    start: START + number,
    end: START + number + 40,
    duration: 40,
    annotations: { path: `${NAMESPACE}/hello`, kind: 'nodejs:20', waitTime: 3, limits: { memory: 256, logs: 10 } },
    response: { statusCode: 0, result: JSON.stringify({ result }) },
    logs: [`2026-01-31T00:00:00Z stdout: ${result.slice(0, 100)}`],
    '@timestamp': new Date(START + number).toISOString(),
    entityType: 'activation',
    updated: START + number,
  };
}

describe('Elasticsearch for activations', () => {
  const nodes = new ElasticsearchNodes({
    manifests: PLATFORM,
    namespace: 'openwhisk',
    component: 'activation-store',
    users: ['admin', 'openwhisk', 'exporter'],
    nodes: 1,
  });
  const names = new NameServer();
  let port = 0;
  let namesPort = 0;
  let gateway: FrontDoor;

  before(async () => {
    await nodes.prepare();
    [port = 0] = await freePorts(1);
    gateway = await FrontDoor.of(nodes.shop, { http: port, https: 0 });
  });
  after(async () => {
    names.close();
    await nodes.stop();
  });

  /** The configuration of the gateway, with this machine's ports and folders in the place of the cluster's. */
  function gatewayConf(listens: number): string {
    return withParts(PLATFORM.config('activation-gateway')['nginx.conf'] ?? '', {
      'listen 9200': `listen ${listens}`,
      ':9200': `:${nodes.httpsPort}`,
      'kube-dns.kube-system.svc.cluster.local': `127.0.0.1:${namesPort}`,
    });
  }

  const start = (door: FrontDoor, conf: string): Promise<void> =>
    door.start(conf, GATEWAY_HEALTH_PATH, { [dirname(AUTHORITIES_FILE)]: nodes.shop.folder });

  /** Has OpenWhisk's client ask through the gateway. */
  async function ask(...requests: readonly (readonly (string | number)[])[]): Promise<string[]> {
    const { username = '', password = '' } = nodes.secret('owdev-activation-store-openwhisk');
    const classes = `${join(nodes.shop.folder, 'client')}:${await classPath('elastic4s')}`;
    const env = { STORE_URL: `http://127.0.0.1:${port}`, STORE_USERNAME: username, STORE_PASSWORD: password };
    const running = run(requireProgram('java'), ['-cp', classes, 'ActivationClient'], { env });
    running.child.stdin?.end(requests.map((words) => `${words.join('\t')}\n`).join(''));
    const { stdout } = await running;
    return stdout.trimEnd().split('\n');
  }

  it('blocks the wait until it is initialised', { timeout: 300_000 }, async () => {
    assertMissing(await nodes.wait('activation-store-bootstrap', { deadlineSeconds: 1 }), /curl: \(7\)/);
    await nodes.start(0);
    assertFound(await nodes.wait('activation-store-bootstrap', { deadlineSeconds: 200 }));
    const gatewayWaits = { name: 'activation-store', deadlineSeconds: 1 };
    assertMissing(await nodes.wait('activation-gateway', gatewayWaits), /curl: \(22\)/);
    // What comes too early would have the wrong types for good.
    const early = await nodes.ask(`/${INDEX}/_doc/a`, { user: 'openwhisk', method: 'PUT', body: { path: 'a/b' } });
    assert.equal(early.status, 404);
    for (const run of ['first', 'second']) {
      const { code, stderr } = await nodes.bootstrap(nodes.httpsPort);
      assert.deepEqual({ run, code, stderr }, { run, code: 0, stderr: '' });
    }
    assertFound(await nodes.wait('activation-gateway', gatewayWaits));
  });

  it('rejects the requests of OpenWhisk without the gateway', async () => {
    const body = `${JSON.stringify({ index: { _index: INDEX, _type: '_doc', _id: 'a' } })}\n{"path":"a/b"}\n`;
    const { status, body: answer } = await nodes.ask('/_bulk', { user: 'openwhisk', method: 'POST', body });
    assert.equal(status, 400);
    assert.match(JSON.stringify(answer), /unknown parameter \[_type\]/);
  });

  it('is reachable through the gateway, which the controller waits for', async () => {
    assertMissing(await nodes.wait('controller', { port, deadlineSeconds: 1 }), /curl: \(7\)/);
    names.addresses.set(nodes.host('http'), addressOf(0));
    namesPort = await names.listen();
    await start(gateway, gatewayConf(port));
    assertFound(await nodes.wait('controller', { port }));
  });

  it('stores what the OpenWhisk client writes, and finds it again', { timeout: 300_000 }, async () => {
    const folder = join(nodes.shop.folder, 'client');
    mkdirSync(folder);
    const compiler = ['-cp', await classPath('elastic4s'), 'scala.tools.nsc.Main', '-usejavacp', '-d', folder];
    const source = join(SOURCES, 'elasticsearch', 'ActivationClient.scala');
    await run(requireProgram('java'), [...compiler, source]);

    const documents = Array.from({ length: 300 }, (_, number) => activation(number, number === 7 ? LONG : 'ok'));
    const stored = documents.flatMap((document, number) => [`${NAMESPACE}/a${number}`, JSON.stringify(document)]);
    const written = await ask(['store', INDEX, ...stored]);
    assert.deepEqual(written, ['store\tMap(201 -> 300)']);
    await nodes.ask(`/${INDEX}/_refresh`, { method: 'POST' });

    const all = [START, START + 1000] as const;
    const [get = '', ...answers] = await ask(
      ['get', INDEX, `${NAMESPACE}/a7`],
      ['list', INDEX, `${NAMESPACE}/hello`, ...all, 3, 1],
      ['list', INDEX, `${NAMESPACE}/hell`, ...all, 3, 0],
      ['count', INDEX, NAMESPACE, START + 100, START + 199],
      ['duration', INDEX, `${NAMESPACE}/hello`],
      ['get', 'openwhisk-nobody', 'nobody/a1'],
    );
    assert.deepEqual(JSON.parse(get.replace(/^get\t/, '')), documents[7]);
    assert.deepEqual(answers, [
      `list\t300: ${NAMESPACE}/a298 ${NAMESPACE}/a297 ${NAMESPACE}/a296`,
      'list\t0: ',
      'count\t100',
      'duration\t0: None',
      'get\t404',
    ]);
  });

  it('answers the query of the scheduler for the duration of an action', async () => {
    const now = Date.now();
    const recent = {
      ...activation(1, 'ok'),
      path: 'guest/slow',
      duration: 700,
      '@timestamp': new Date(now).toISOString(),
    };
    await ask(['store', INDEX, `${NAMESPACE}/recent`, JSON.stringify(recent)]);
    await nodes.ask(`/${INDEX}/_refresh`, { method: 'POST' });
    assert.deepEqual(await ask(['duration', INDEX, 'guest/slow']), ['duration\t1: Some(700.0)']);
  });

  it('has one index per namespace, created from the template', async () => {
    await ask(['store', 'openwhisk-whisk.system', 'whisk.system/a1', JSON.stringify(activation(1, 'ok'))]);
    const { body } =
      await nodes.ask<Record<string, { mappings: { properties: Record<string, { type?: string }> } }>>(
        '/openwhisk-*/_mapping',
      );
    assert.deepEqual(Object.keys(body).sort(), [INDEX, 'openwhisk-whisk.system']);
    for (const { mappings } of Object.values(body)) {
      const { start, path, duration } = mappings.properties;
      assert.deepEqual([start?.type, path?.type, duration?.type], ['long', 'text', 'long']);
    }
    const { body: health } = await nodes.ask<{ status: string }>('/_cluster/health');
    assert.equal(health.status, 'green');
  });

  it('grants OpenWhisk no further privileges', async () => {
    const as = (method: 'GET' | 'PUT' | 'DELETE', path: string, body?: object) =>
      nodes.ask(path, { user: 'openwhisk', method, body });
    for (const [method, path, body] of [
      ['DELETE', `/${INDEX}`, undefined],
      ['PUT', '/elsewhere/_doc/1', { a: 1 }],
      ['PUT', '/activations-initialised/_doc/marker', { a: 1 }],
      ['PUT', '/_index_template/openwhisk-activations', { index_patterns: ['openwhisk-*'] }],
      ['GET', '/_security/user', undefined],
    ] as const) {
      assert.deepEqual([method, path, (await as(method, path, body)).status], [method, path, 403]);
    }
    const exporter = await nodes.ask(`/${INDEX}/_search`, { user: 'exporter' });
    assert.equal(exporter.status, 403);
  });

  it('is trusted by the gateway only if its certificate matches its name', async () => {
    const shop = new Workshop();
    try {
      const [http = 0] = await freePorts(1);
      const door = await FrontDoor.of(shop, { http, https: 0 });
      const name = `proxy_ssl_name ${nodes.host('http')}`;
      await start(door, withParts(gatewayConf(http), { [name]: 'proxy_ssl_name elsewhere.test' }));
      const refused = async () => /does not match "elsewhere.test"/.test((await door.get('/')).body + door.output());
      await until(refused, { what: 'the gateway says why', intervalMs: 200 });
      assert.equal((await door.get('/')).status, 502);
    } finally {
      shop.stop();
    }
    // The same question to the real one is about the password.
    assert.equal((await gateway.get('/')).status, 401);
  });
});
