import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { FIELDS } from '../../../lib/logging/fields';
import { cri, logPath, Node } from '../../logging/fluentd/interpreter/node';
import { Manifests } from '../../support/platform';
import { Front } from '../elasticsearch/front';
import { ElasticsearchNodes } from '../elasticsearch/nodes';
import { assertFound, assertMissing } from '../scripts/asserts';
import { until } from '../wait';
import { JaegerApi } from './jaeger-api';
import { sendSpans } from './otlp';
import { TracingPods } from './pods';
import { OwnMetrics } from './programs';
import { Watcher } from './watcher';

const STORED = Manifests.of(`
profile: standard
monitoring: { enabled: true }
logging: { enabled: true, elasticsearch: { replicas: 1, heapMiB: 512 }, indices: { retentionDays: 5 } }
tracing: { enabled: true, jaeger: { storage: { type: elasticsearch, elasticsearch: { retentionDays: 5 } } } }
`);
const TRANSACTION = 'c0ffee00c0ffee00c0ffee00c0ffee00';
const TRACES = 'owdev-jaeger-';

/** The query of the link from a span with these tags to its logs, as Grafana fills it in: `$$` in a provisioning file is a `$`. */
function queryOf(tags: Readonly<Record<string, unknown>>): string {
  const { datasources } = parse(STORED.config('grafana-datasources')['platform.yaml'] ?? '') as {
    datasources: { type: string; jsonData: { tracesToLogsV2?: { query: string } } }[];
  };
  const query = datasources.find(({ type }) => type === 'jaeger')?.jsonData.tracesToLogsV2?.query ?? '';
  return query
    .replaceAll('$$', '$')
    .replaceAll(/\$\{__span\.tags\["(\w+)"\]\}/g, (_, tag: string) => String(tags[tag]));
}

describe('Elasticsearch for traces', () => {
  const nodes = new ElasticsearchNodes({
    manifests: STORED,
    namespace: 'logging',
    component: 'elasticsearch',
    users: ['admin', 'kibana', 'fluentd', 'exporter', 'grafana', 'jaeger'],
    nodes: 1,
    copies: { 'owdev-tracing-secrets': 'jaeger' },
  });
  const front = new Front(nodes);
  let pods: TracingPods;
  let jaeger: JaegerApi;

  before(async () => {
    pods = await TracingPods.of(STORED);
    jaeger = new JaegerApi(pods.ports.jaeger.query);
    await nodes.prepare();
    await front.start();
    await nodes.start(0);
  });
  after(async () => {
    pods?.stop();
    await front.close();
    await nodes.stop();
  });

  /** Jaeger, with the address and the files of this machine. */
  async function startJaeger(name = 'jaeger'): Promise<void> {
    const { folder } = nodes.shop;
    const password = nodes.shop.file('password', nodes.secret('owdev-elasticsearch-jaeger')['password'] ?? '');
    await pods.start('jaeger', {
      name,
      ...nodes.given(),
      parts: {
        [`${nodes.host('http')}:9200`]: `127.0.0.1:${front.port}`,
        '/etc/jaeger-user/password': password,
        'ca_file: /etc/elasticsearch-ca/ca.crt': `ca_file: ${folder}/ca.crt\n            server_name_override: ${nodes.host('http')}`,
      },
    });
  }

  const bulk = (...documents: readonly object[]) => documents.map((line) => `${JSON.stringify(line)}\n`).join('');
  const indices = async () => {
    const { body } = await nodes.ask<{ index: string }[]>('/_cat/indices?format=json&expand_wildcards=all');
    return body
      .map(({ index }) => index)
      .filter((index) => !index.startsWith('.'))
      .sort();
  };

  it('keeps Jaeger waiting until it has the templates of its indices', { timeout: 300_000 }, async () => {
    assertFound(await nodes.wait('kibana', { deadlineSeconds: 200 }));
    assertFound(await nodes.wait('jaeger'));
    assertMissing(await nodes.wait('jaeger', { name: 'trace-indices', deadlineSeconds: 1 }), /curl: \(22\) .* 404/);
    assert.equal((await nodes.bootstrap(front.port)).code, 0);
    for (const run of ['first', 'second']) {
      const { code, stderr } = await nodes.bootstrap(front.port, 'traces-bootstrap');
      assert.deepEqual({ run, code, stderr }, { run, code: 0, stderr: '' });
    }
    assertFound(await nodes.wait('jaeger', { name: 'trace-indices' }));
  });

  it(
    'stores what the collector sends, in indices of Jaeger alone, and keeps it when Jaeger restarts',
    { timeout: 120_000 },
    async (t) => {
      await startJaeger();
      await pods.start('otel-collector');
      const span = {
        service: 'openwhisk-controller',
        name: 'activation',
        durationMs: 40,
        attributes: { transactionId: TRANSACTION },
      };
      assert.equal(
        await sendSpans(pods.ports['otel-collector'].http, [span, { ...span, name: 'other', failed: true }]),
        200,
      );
      const query = { service: span.service, operation: span.name, tags: { transactionId: TRANSACTION } };
      const [stored] = await jaeger.trace(query);
      assert.equal(stored?.tags['transactionId'], TRANSACTION);
      const named = await indices();
      t.diagnostic(named.join(', '));
      assert.deepEqual(
        named.filter((index) => !index.startsWith(TRACES)),
        [],
      );
      assert.deepEqual(
        named.map((index) => index.replace(/\d{4}-\d\d-\d\d$/, '')),
        [`${TRACES}service-`, `${TRACES}span-`],
      );
      await pods.programs.end('jaeger');
      await startJaeger('jaeger-again');
      assert.deepEqual(await jaeger.trace(query), [stored]);
      assert.deepEqual(await jaeger.services(), [span.service]);
    },
  );

  it('applies the templates: fields that are searched, and the age of indices that are deleted', async () => {
    interface Index {
      readonly settings: { readonly index: { readonly number_of_replicas: string } };
      readonly mappings: { readonly properties: Readonly<Record<string, { readonly type?: string }>> };
    }
    const { body } = await nodes.ask<Record<string, Index>>(`/${TRACES}span-*`);
    for (const { settings, mappings } of Object.values(body)) {
      assert.equal(settings.index.number_of_replicas, '0');
      const { traceID, tags, startTimeMillis } = mappings.properties;
      assert.deepEqual([traceID?.type, tags?.type, startTimeMillis?.type], ['keyword', 'nested', 'date']);
    }
    const templates = Object.entries(front.policyOf).filter(([path]) => path.includes('jaeger'));
    assert.deepEqual(Object.fromEntries(templates), {
      '/_index_template/owdev-jaeger-span': 'owdev-jaeger',
      '/_index_template/owdev-jaeger-service': 'owdev-jaeger',
    });
    assert.match(JSON.stringify(front.policies['/_ilm/policy/owdev-jaeger']), /"min_age":"5d","actions":\{"delete":/);
    const healthy = async () => (await nodes.ask<{ status: string }>('/_cluster/health')).body.status === 'green';
    await until(healthy, { what: 'no copy is missing', timeoutSeconds: 20 });
  });

  it('grants Jaeger nothing beyond its own indices', async () => {
    const as = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: object | string) =>
      nodes.ask(path, { user: 'jaeger', method, body });
    for (const [method, path, body] of [
      ['PUT', '/logstash-2026.01.31/_doc/1', { a: 1 }],
      ['GET', '/logstash-2026.01.31/_search', undefined],
      ['PUT', '/jaeger-span-2026-01-31/_doc/1', { a: 1 }],
      ['DELETE', `/${TRACES}span-2026-01-31`, undefined],
      ['PUT', `/_index_template/${TRACES}span`, { index_patterns: ['*'] }],
      ['GET', '/_security/user', undefined],
    ] as const)
      assert.deepEqual([method, path, (await as(method, path, body)).status], [method, path, 403]);
    const { body } = await as('POST', '/_bulk', bulk({ index: { _index: 'logstash-2026.01.31' } }, { a: 1 }));
    assert.match(JSON.stringify(body), /"status":403/);
    const { status } = await nodes.ask(`/${TRACES}span-*/_search`, { user: 'fluentd' });
    assert.equal(status, 403);
  });

  it('finds the lines of a span by its transaction, with the query that Grafana is given', async () => {
    const node = new Node();
    const line = (transaction: string, text: string): string =>
      cri(`[2024-05-01T10:00:00.001Z] [INFO] [#tid_${transaction}] [ActivationController] ${text}`);
    node.write(
      logPath('owdev-controller-0', 'openwhisk', 'controller'),
      line(TRANSACTION, 'begins'),
      line('0'.repeat(32), 'is another'),
    );
    node.write(logPath('owdev-invoker-0', 'openwhisk', 'invoker'), line(TRANSACTION, 'runs'));
    node.all();
    const lines = [...node.stored.values()].flatMap(({ index, id, source }) => [
      { create: { _index: index, _id: id } },
      source,
    ]);
    const { body: written } = await nodes.ask<{ errors: boolean }>('/_bulk?refresh=true', {
      user: 'fluentd',
      method: 'POST',
      body: bulk(...lines),
    });
    assert.equal(written.errors, false, JSON.stringify(written).slice(0, 500));
    const [span] = await jaeger.trace({ service: 'openwhisk-controller', operation: 'activation' });
    const query = queryOf(span?.tags ?? {});
    assert.equal(query, `openwhisk.transaction_id:"${TRANSACTION}"`);
    const search = { query: { bool: { filter: [{ query_string: { analyze_wildcard: true, query } }] } } };
    const { status, body } = await nodes.ask<{ hits: { hits: { _source: Record<string, string> }[] } }>(
      '/logstash-*/_search',
      { method: 'POST', body: search, user: 'grafana' },
    );
    assert.equal(status, 200);
    const found = body.hits.hits.map(({ _source }) => _source[FIELDS.message]?.split('] ').at(-1));
    assert.deepEqual(found.sort(), ['begins', 'runs']);
  });

  it(
    'reports the spans that Elasticsearch does not take, as when its indices are read-only',
    { timeout: 120_000 },
    async () => {
      const watcher = await Watcher.start(pods.programs.shop, { jaeger: pods.ports.jaeger.metrics });
      const { status } = await nodes.ask(`/${TRACES}*/_settings`, {
        method: 'PUT',
        body: { 'index.blocks.read_only': true },
      });
      assert.equal(status, 200);
      const span = { service: 'openwhisk-controller', name: 'lost', durationMs: 1 };
      await watcher.firesWhile('JaegerStorageFailing', () => sendSpans(pods.ports['otel-collector'].http, [span]));
      // The exporter has handed them over: only the storage counts them.
      const now = await OwnMetrics.from(pods.ports.jaeger.metrics);
      assert.equal(now.sum('otelcol_exporter_send_failed_spans'), 0);
      assert.ok(now.sum('jaeger_storage_bulk_index_errors') > 0);
    },
  );
});
