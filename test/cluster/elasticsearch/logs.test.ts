import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { CANNOT_HEAL } from '../../../lib/kube/exit-codes';
import { IMAGES } from '../../../lib/catalogue/images';
import { cri, logPath, Node } from '../../logging/fluentd/interpreter/node';
import { toBytes } from '../../logging/fluentd/interpreter/ruby';
import { OPTION_FILES, OPTION_PODS, OPTION_PROPS } from '../../logging/fluentd/option-lines';
import { Manifests } from '../../support/platform';
import { assertFound, assertMissing } from '../scripts/asserts';
import { pinnedVersion } from '../scripts/installations';
import { until } from '../wait';
import { Front } from './front';
import { ElasticsearchNodes } from './nodes';

interface Health {
  readonly status: string;
  readonly number_of_nodes: number;
}

interface Found {
  readonly hits: {
    readonly total: { readonly value: number };
    readonly hits: readonly { readonly _id: string; readonly _source: Record<string, unknown> }[];
  };
}

/** Three nodes with all that they need; a small heap, to fit where the tests run. */
const LOGGING = Manifests.of(`
profile: standard
monitoring: { enabled: false }
logging:
  enabled: true
  elasticsearch: { replicas: 3, heapMiB: 512 }
  indices: { retentionDays: 5 }
`);

const USERS = ['admin', 'kibana', 'fluentd', 'exporter'] as const;

const INDEX = 'logstash-2026.01.31';
const TRANSACTION = 'c0ffee00c0ffee00c0ffee00c0ffee00';
const COUNT = 500;

/** Lines of one request as Fluentd writes them: an operation and a record each, with an id of its own. */
function bulk(count: number): string {
  const lines = Array.from({ length: count }, (_, index) => [
    { index: { _index: INDEX, _id: `record-${index}` } },
    {
      '@timestamp': new Date(Date.UTC(2026, 0, 31) + index).toISOString(),
      log: `[2026-01-31T00:00:00.000Z] [INFO] [#tid_${TRANSACTION}] [InvokerReactive] line ${index}`,
      stream: 'stdout',
      kubernetes: {
        namespace_name: 'openwhisk',
        pod_name: `owdev-invoker-${index % 3}`,
        container_name: 'invoker',
        labels: { app: 'x', 'app_kubernetes_io/name': 'invoker' },
      },
      'openwhisk.level': index % 10 === 0 ? 'ERROR' : 'INFO',
      'openwhisk.component': 'InvokerReactive',
      'openwhisk.transaction_id': TRANSACTION,
      'openwhisk.duration_ms': index,
    },
  ]);
  return `${lines
    .flat()
    .map((line) => JSON.stringify(line))
    .join('\n')}\n`;
}

describe('Elasticsearch for logs', () => {
  const nodes = new ElasticsearchNodes({
    manifests: LOGGING,
    namespace: 'logging',
    component: 'elasticsearch',
    users: USERS,
    nodes: 3,
  });
  const front = new Front(nodes);

  before(async () => {
    await nodes.prepare();
    await front.start();
  });
  after(async () => {
    await front.close();
    await nodes.stop();
  });

  const healthy = async (count: number, status: RegExp, node = 0): Promise<boolean> => {
    const { body } = await nodes.ask<Health>('/_cluster/health', { node });
    return body.number_of_nodes === count && status.test(body.status);
  };

  it('runs the version of the image', () => {
    assert.equal(pinnedVersion('elasticsearch'), IMAGES.elasticsearch.split(':').at(-1));
  });

  it('forms one cluster of three nodes, which Kibana waits for', { timeout: 300_000 }, async (t) => {
    const started = Date.now();
    assert.equal(await isOpen(nodes.readinessPort(0)), false);
    assertMissing(await nodes.wait('kibana', { deadlineSeconds: 1 }), /curl: \(7\)/);
    for (const index of [0, 1, 2]) await nodes.start(index);
    await until(
      () => {
        nodes.shop.processes.assertRunning();
        return healthy(3, /green/);
      },
      { timeoutSeconds: 240, what: 'three nodes', intervalMs: 500 },
    );
    t.diagnostic(`three nodes after ${((Date.now() - started) / 1000).toFixed(1)} s`);
    assertFound(await nodes.wait('kibana'));
    const { body } = await nodes.ask<{ nodes: Record<string, { name: string; attributes: Record<string, string> }> }>(
      '/_nodes',
    );
    const members = Object.values(body.nodes).map(({ name, attributes }) => [name, attributes['k8s_node_name']]);
    assert.deepEqual(members.sort(), [
      ['owdev-elasticsearch-0', 'node-0'],
      ['owdev-elasticsearch-1', 'node-1'],
      ['owdev-elasticsearch-2', 'node-2'],
    ]);
    for (const index of [0, 1, 2]) {
      const ready = () => isOpen(nodes.readinessPort(index));
      await until(ready, { what: `node ${index} is ready`, intervalMs: 200 });
    }
  });

  it('authenticates its users and no others', async () => {
    for (const user of USERS) {
      const { status, body } = await nodes.ask('/_security/_authenticate', { user });
      assert.deepEqual([user, status, body['username']], [user, 200, user]);
    }
    const nobody = await nodes.askAs('elastic', 'changeme', '/');
    assert.equal(nobody.status, 401);
    assert.equal((await nodes.askAs('', '', '/_cluster/health')).status, 401);
  });

  it('accepts no logs before the index template exists', async () => {
    const { body } = await nodes.ask<{ errors: boolean; items: { index: { status: number } }[] }>('/_bulk', {
      user: 'fluentd',
      method: 'POST',
      body: bulk(1),
    });
    assert.deepEqual([body.errors, body.items[0]?.index.status], [true, 404]);
  });

  it('can be bootstrapped repeatedly', async () => {
    for (const run of ['first', 'second']) {
      const { code, stdout, stderr } = await nodes.bootstrap(front.port);
      assert.deepEqual({ run, code, stderr }, { run, code: 0, stderr: '' });
      assert.match(stdout, /^\/_index_template\/logstash is as it should be$/m);
    }
    const once = ['PUT /_ilm/policy/logstash', 'PUT /_index_template/logstash'];
    assert.deepEqual(front.requests, [...once, ...once]);
    assert.equal((await nodes.ask('/_index_template/logstash')).status, 200);
  });

  it('denies the bootstrap user all other operations', async () => {
    const { code, stderr } = await nodes.bootstrap(nodes.httpsPort);
    assert.equal(code, CANNOT_HEAL);
    assert.match(stderr, /^cannot make \/_ilm\/policy\/logstash: .* answered 4\d\d: /);
  });

  it('stores what Fluentd sends, once, and finds a request by its transaction', async () => {
    // Sent twice, as after an answer that got lost.
    for (const time of ['once', 'again']) {
      const { status, body } = await nodes.ask('/_bulk?refresh=true', {
        user: 'fluentd',
        method: 'POST',
        body: bulk(COUNT),
      });
      assert.deepEqual([time, status, body['errors']], [time, 200, false], JSON.stringify(body).slice(0, 500));
    }
    const all = await find({ term: { 'openwhisk.transaction_id': TRANSACTION } });
    assert.equal(all.hits.total.value, COUNT);
    const errors = await find({ term: { 'openwhisk.level': 'ERROR' } });
    assert.equal(errors.hits.total.value, COUNT / 10);
    const slow = await find({ range: { 'openwhisk.duration_ms': { gte: COUNT - 5 } } });
    assert.equal(slow.hits.total.value, 5);
    const labelled = await find({ term: { 'kubernetes.labels.app_kubernetes_io/name': 'invoker' } });
    assert.equal(labelled.hits.total.value, COUNT);
    const words = await find({ match_phrase: { log: 'line 42' } });
    assert.equal(words.hits.total.value, 1);
    assert.equal(words.hits.hits[0]?._source['@timestamp'], '2026-01-31T00:00:00.042Z');
  });

  it('finds an activation in the records of nginx, controller and invoker that Fluentd sends', async (t) => {
    const [transaction, activation] = ['0123456789abcdef0123456789abcdef', 'fedcba9876543210fedcba9876543210'];
    const node = new Node();
    const component = (name: string, ...lines: readonly string[]): void =>
      node.write(logPath(`owdev-${name}-0`, 'openwhisk', name), ...lines.map((line) => cri(line)));
    const head = `[2024-05-01T10:00:00.001Z] [INFO] [#tid_${transaction}]`;
    component('nginx', `{"requestId":"${transaction}","request":"POST /api/v1 HTTP/1.1","status":200}`);
    component('controller', `${head} [PrimitiveActions] invoking, activation id: ${activation}`);
    component(
      'invoker',
      `${head} [InvokerReactive] ${activation}`,
      `${head} [ContainerProxy] running [marker:invoker_activationRun_finish:1300:1234]`,
      `[2024-05-01T10:00:00.001Z] [ERROR] [#tid_other] [ContainerPool] no space`,
    );
    node.write(
      logPath('web'),
      ...Array.from({ length: 200 }, (_, index) => cri(`{"index":${index},"a":{"b":[1,"x"]}}`)),
    );
    node.all();
    const documents = [...node.stored.values()];
    assert.equal(documents.length, 205);
    const lines = documents.flatMap(({ index, id, source }) => [{ index: { _index: index, _id: id } }, source]);
    const { body } = await nodes.ask('/_bulk?refresh=true', {
      user: 'fluentd',
      method: 'POST',
      body: `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`,
    });
    assert.equal(body['errors'], false, JSON.stringify(body).slice(0, 500));
    const index = documents[0]?.index ?? '';
    const search = async (query: object) => {
      const { body: found } = await nodes.ask<Found>(`/${index}/_search`, {
        method: 'POST',
        body: { query, size: 1000, track_total_hits: true },
      });
      return found.hits.hits;
    };
    // The same documents with the same fields as were sent.
    const stored = new Map((await search({ match_all: {} })).map(({ _id, _source }) => [_id, _source]));
    assert.deepEqual(stored, new Map(documents.map(({ id, source }) => [id, JSON.parse(JSON.stringify(source))])));
    const followed = await search({ term: { 'openwhisk.transaction_id': transaction } });
    const containers = followed.map(
      ({ _source }) => (_source['kubernetes'] as { container_name: string }).container_name,
    );
    assert.deepEqual(containers.sort(), ['controller', 'invoker', 'invoker', 'nginx']);
    assert.equal((await search({ term: { 'openwhisk.activation_id': activation } })).length >= 1, true);
    // What the slow actions' search of Kibana asks for.
    const slow = {
      bool: {
        filter: [
          { term: { 'openwhisk.marker': 'invoker_activationRun_finish' } },
          { range: { 'openwhisk.duration_ms': { gt: 1000 } } },
        ],
      },
    };
    assert.equal((await search(slow)).length, 1);
    t.diagnostic(`${documents.length} documents`);
  });

  it('stores JSON of any names and types as fields, and finds words next to colours and severities', async () => {
    const node = new Node(OPTION_PROPS, OPTION_PODS);
    for (const [path, content] of Object.entries(OPTION_FILES)) node.files.append(path, toBytes(content));
    for (const value of ['1', '"text"', 'true', '{"b":1}', '[1,"x"]', 'null']) {
      node.write(logPath('json-1'), cri(`{"conflict":${value}}`));
    }
    node.all();
    const documents = [...node.stored.values()];
    const lines = documents.flatMap(({ id, source }) => [
      { index: { _index: 'logstash-2026.02.01', _id: id } },
      source,
    ]);
    const { body } = await nodes.ask<{ items: { index: { status: number } }[] }>('/_bulk?refresh=true', {
      user: 'fluentd',
      method: 'POST',
      body: `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`,
    });
    // What is refused goes as one text, see `@ERROR`.
    const refused = documents.filter((_, index) => body.items[index]?.index.status !== 201);
    assert.deepEqual(
      refused.map(({ source }) => source['log']),
      Array<string>(2).fill('{"\\u0000":"a\\u0000b"}'),
    );
    const count = async (query: object): Promise<number> => {
      const { body: found } = await nodes.ask<{ count: number }>('/logstash-2026.02.01/_count', {
        method: 'POST',
        body: { query },
      });
      return found.count;
    };
    assert.equal(await count({ match_all: {} }), documents.length - refused.length);
    // A container's line, and one of the audit log.
    assert.equal(await count({ term: { 'json.level': 'info' } }), 2);
    assert.equal(await count({ term: { 'json.c.d': '1' } }), 2);
    // An object has values below the name, and null none.
    assert.equal(await count({ exists: { field: 'json.conflict' } }), 4);
    assert.equal(await count({ term: { 'json.conflict.b': '1' } }), 1);
    // Containers, and two files of the node.
    assert.equal(await count({ match_phrase: { log: 'ERROR boom' } }), 3);
    assert.equal(await count({ term: { 'klog.severity': 'E' } }), 3);
  });

  it('denies Fluentd reading, deleting and writing to other indices', async () => {
    assert.equal((await nodes.ask(`/${INDEX}/_search`, { user: 'fluentd' })).status, 403);
    assert.equal((await nodes.ask(`/${INDEX}`, { user: 'fluentd', method: 'DELETE' })).status, 403);
    const body = { user: 'fluentd', method: 'PUT', body: { a: 1 } } as const;
    assert.equal((await nodes.ask('/other/_doc/1', body)).status, 403);
    assert.equal((await nodes.ask(`/${INDEX}/_search`, { user: 'exporter' })).status, 403);
    for (const path of ['/_nodes/stats', '/_all/_stats', '/_cluster/settings', '/_cluster/health?level=indices'])
      assert.deepEqual([path, (await nodes.ask(path, { user: 'exporter' })).status], [path, 200]);
  });

  it('stores two copies on different nodes', async () => {
    const { body } = await nodes.ask<{ node: string; state: string }[]>(
      `/_cat/shards/${INDEX}?format=json&h=node,state`,
    );
    assert.deepEqual(
      body.map(({ state }) => state),
      ['STARTED', 'STARTED'],
    );
    assert.equal(new Set(body.map(({ node }) => node)).size, 2);
  });

  it('loses no logs when a node fails, and accepts it back', { timeout: 300_000 }, async (t) => {
    const { body } = await nodes.ask<{ master_node: string }>('/_cluster/state/master_node');
    const { body: known } = await nodes.ask<{ nodes: Record<string, { name: string }> }>('/_nodes');
    const lost = Number(known.nodes[body.master_node]?.name.slice(-1));
    const other = (lost + 1) % 3;
    const started = Date.now();
    nodes.kill(lost);
    await until(() => healthy(2, /yellow|green/, other), { what: 'two nodes', intervalMs: 300 });
    t.diagnostic(`another master ${((Date.now() - started) / 1000).toFixed(1)} s after the loss of the first`);
    const found = await find({ term: { 'openwhisk.transaction_id': TRANSACTION } }, other);
    assert.equal(found.hits.total.value, COUNT);
    await nodes.start(lost);
    await until(() => healthy(3, /green/, other), { timeoutSeconds: 200, what: 'three nodes again', intervalMs: 500 });
    // It has been a member: it must not be told of a first master again.
    assert.doesNotMatch(nodes.configOf(lost), /initial_master_nodes/);
    assert.equal((await find({ match_all: {} }, lost)).hits.total.value, COUNT);
  });

  async function find(query: object, node = 0): Promise<Found> {
    const { status, body } = await nodes.ask<Found>(`/${INDEX}/_search`, {
      node,
      method: 'POST',
      body: { query, size: 1, track_total_hits: true },
    });
    assert.equal(status, 200, JSON.stringify(body).slice(0, 500));
    return body;
  }
});

/** Whether somebody listens, as the kubelet's TCP probe sees it. */
async function isOpen(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      answer(true);
    });
    socket.once('error', () => answer(false));
  });
}
