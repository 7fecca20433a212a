import { parse } from 'yaml';
import { literal } from '../../lib/monitoring/grafana-datasources';
import { Manifests } from '../support/platform';

const WATCHED = 'profile: lean\nmonitoring: {enabled: true, prometheus: {exemplars: 1000}}\n';
const LOGGING = 'logging: {enabled: true}\n';
const of = (more: string, tracing = '{enabled: true}'): Manifests =>
  Manifests.of(`${WATCHED}${more}tracing: ${tracing}\n`);

interface Datasource {
  readonly name: string;
  readonly uid: string;
  readonly type: string;
  readonly url: string;
  readonly jsonData: {
    readonly tracesToLogsV2?: { readonly datasourceUid: string; readonly query: string };
    readonly exemplarTraceIdDestinations?: readonly { readonly datasourceUid: string }[];
  };
}
const datasources = (manifests: Manifests): Datasource[] =>
  (parse(manifests.config('grafana-datasources')['platform.yaml'] ?? '') as { datasources: Datasource[] }).datasources;
const byName = (manifests: Manifests, name: string): Datasource | undefined =>
  datasources(manifests).find((datasource) => datasource.name === name);

/** What Grafana makes of a text of a provisioning file without variables: `$$` is a `$`. */
const expanded = (text: string): string => text.replaceAll('$$', '$');

describe('with logs and traces', () => {
  const manifests = of(LOGGING);

  test('every identifier of a data source exists', () => {
    const all = datasources(manifests);
    const named = all.flatMap(({ jsonData }) => [
      ...(jsonData.tracesToLogsV2 ? [jsonData.tracesToLogsV2.datasourceUid] : []),
      ...(jsonData.exemplarTraceIdDestinations ?? []).map(({ datasourceUid }) => datasourceUid),
    ]);
    expect(named).toEqual(['jaeger', 'logs']);
    expect(all.map(({ uid }) => uid)).toEqual(expect.arrayContaining(named));
  });

  test('Jaeger is queried at its Service, and the logs as a user who may only read them', () => {
    expect(byName(manifests, 'Jaeger')).toMatchObject({
      type: 'jaeger',
      url: 'http://owdev-jaeger.tracing.svc.cluster.local:16686',
      jsonData: { nodeGraph: { enabled: true } },
    });
    expect(byName(manifests, 'Logs')).toMatchObject({
      type: 'elasticsearch',
      url: 'https://owdev-elasticsearch-http.logging.svc.cluster.local:9200',
      basicAuthUser: '$LOGS_USERNAME',
      jsonData: { index: 'logstash-*', timeField: '@timestamp', logMessageField: 'log', tlsAuthWithCACert: true },
      secureJsonData: { basicAuthPassword: '$LOGS_PASSWORD', tlsCACert: '$LOGS_CA' },
    });
    expect(manifests.env('grafana')).toMatchObject({
      LOGS_USERNAME: 'Secret grafana-logs/username',
      LOGS_PASSWORD: 'Secret grafana-logs/password',
      LOGS_CA: 'Secret grafana-logs/ca.crt',
    });
    expect(parse(manifests.config('elasticsearch')['roles.yml'] ?? '')).toMatchObject({
      log_reader: { indices: [{ names: ['logstash-*'], privileges: ['read', 'view_index_metadata'] }] },
    });
  });

  test("variables of a query are Grafana's own, not of its environment", () => {
    const { query = '' } = byName(manifests, 'Jaeger')?.jsonData.tracesToLogsV2 ?? {};
    expect(query).toBe('openwhisk.transaction_id:"$${__span.tags["transactionId"]}"');
    expect(literal(expanded(query))).toBe(query);
  });

  test('a span leads to the logs of its transaction, and to no other', () => {
    const { query = '' } = byName(manifests, 'Jaeger')?.jsonData.tracesToLogsV2 ?? {};
    const span = { tags: { transactionId: '4d1f0a9c27d14a0c8d1f0a9c27d14a0c' } };
    const text = expanded(query).replace(
      /\$\{__span\.tags\["(\w+)"\]\}/,
      (_, tag: keyof typeof span.tags) => span.tags[tag],
    );
    const [, field = '', value = ''] = /^([\w.]+):"([^"]*)"$/.exec(text) ?? [];
    const logs = [
      { log: '[INFO] [#tid_4d1f…] activation', 'openwhisk.transaction_id': span.tags.transactionId },
      { log: '[INFO] [#tid_4d1f…] run', 'openwhisk.transaction_id': span.tags.transactionId },
      { log: '[INFO] [#tid_77aa…] run', 'openwhisk.transaction_id': '77aa' },
      { log: 'listening' },
    ] as readonly Record<string, string>[];
    expect(logs.filter((log) => log[field] === value).map(({ log = '' }) => log)).toEqual([
      '[INFO] [#tid_4d1f…] activation',
      '[INFO] [#tid_4d1f…] run',
    ]);
    // As a whole, not word by word.
    const template = Object.values(manifests.config('elasticsearch-bootstrap')).find((request) =>
      request.startsWith('/_index_template/'),
    );
    expect(JSON.parse(template?.slice(template.indexOf('\n')) ?? '')).toMatchObject({
      template: { mappings: { properties: { openwhisk: { properties: { transaction_id: { type: 'keyword' } } } } } },
    });
  });

  test('Grafana reaches both, and both admit it', () => {
    for (const [policy, port] of [
      ['jaeger', 16686],
      ['elasticsearch', 9200],
    ] as const) {
      const { ingress } = manifests.get<{ spec: { ingress: { ports: { port: number }[] }[] } }>(
        'NetworkPolicy',
        policy,
      ).spec;
      const rules = ingress.filter(({ ports }) => ports.some((one) => one.port === port));
      expect(JSON.stringify(rules)).toContain('"app.kubernetes.io/component":"grafana"');
    }
  });
});

test('spans lead to no logs where the platform file says so, and where there are none', () => {
  for (const manifests of [of(LOGGING, '{enabled: true, grafana: {logs: false}}'), of('')]) {
    expect(datasources(manifests).map(({ name }) => name)).not.toContain('Logs');
    expect(byName(manifests, 'Jaeger')?.jsonData.tracesToLogsV2).toBeUndefined();
    expect(manifests.names('Job')).not.toContain('grafana-logs');
  }
});

test('an Elasticsearch of the user is queried where it has a user for Grafana', () => {
  const external = (more: string): string =>
    `logging: {enabled: true, kibana: {enabled: false}, elasticsearch: {external: {host: logs.example.org, existingSecret: logs${more}}}}\n`;
  expect(byName(of(external(', grafanaSecret: readers')), 'Logs')?.url).toBe('https://logs.example.org:9200');
  expect(byName(of(external('')), 'Logs')).toBeUndefined();
  expect(byName(of(external(', kind: opensearch, grafanaSecret: readers')), 'Logs')).toBeUndefined();
});

test('exemplars lead to traces only where Prometheus stores them', () => {
  const destinations = (yaml: string): unknown =>
    byName(Manifests.of(yaml), 'Prometheus')?.jsonData.exemplarTraceIdDestinations;
  expect(destinations(`${WATCHED}tracing: {enabled: true}\n`)).toEqual([{ name: 'trace_id', datasourceUid: 'jaeger' }]);
  expect(destinations('profile: lean\nmonitoring: {enabled: true}\ntracing: {enabled: true}\n')).toBeUndefined();
  expect(destinations(WATCHED)).toBeUndefined();
});
