import { parse } from 'yaml';
import { Manifests } from '../support/platform';

const of = (storage: string, more = '', first = ''): Manifests =>
  Manifests.of(`profile: lean\n${first}tracing:\n  enabled: true\n  jaeger: {storage: ${storage}}\n${more}`);
const LOGGING = 'logging: {enabled: true}\n';
const ELASTICSEARCH = '{type: elasticsearch, elasticsearch: {retentionDays: 3, shards: 2}}';

interface Config {
  readonly extensions: {
    readonly jaeger_storage: { readonly backends: { readonly traces: Readonly<Record<string, unknown>> } };
    readonly jaeger_query: unknown;
    readonly healthcheckv2: unknown;
  };
}
const configOf = (manifests: Manifests): Config => parse(manifests.config('jaeger')['config.yaml'] ?? '') as Config;
const storageOf = (manifests: Manifests): unknown => configOf(manifests).extensions.jaeger_storage.backends.traces;

test('Jaeger serves its UI to all addresses, and its health at the port that is probed', () => {
  const manifests = of('{}');
  expect(configOf(manifests).extensions).toMatchObject({
    healthcheckv2: { use_v2: true, http: { endpoint: '0.0.0.0:13133', status: { enabled: true, path: '/status' } } },
    jaeger_query: { storage: { traces: 'traces' }, http: { endpoint: '0.0.0.0:16686' }, enable_tracing: false },
  });
  expect(manifests.container('jaeger')).toMatchObject({
    readinessProbe: { httpGet: { path: '/status', port: 'health' } },
    livenessProbe: { tcpSocket: { port: 'query' } },
  });
});

test('traces in memory have a number', () => {
  expect(storageOf(of('{memory: {traces: 1234}}'))).toEqual({ memory: { max_traces: 1234 } });
  expect(of('{}').names('PersistentVolumeClaim')).not.toContain('jaeger-pvc');
});

test('Badger keeps traces in a volume for its retention, and its pod is replaced, not rolled', () => {
  const manifests = of('{type: badger, badger: {size: 20Gi, retentionDays: 5}}');
  expect(storageOf(manifests)).toEqual({
    badger: {
      directories: { keys: '/badger/keys', values: '/badger/values' },
      ephemeral: false,
      ttl: { spans: '120h' },
    },
  });
  expect(manifests.get('PersistentVolumeClaim', 'jaeger-pvc')).toMatchObject({
    spec: { resources: { requests: { storage: '20Gi' } } },
  });
  expect(manifests.workload('jaeger').spec.strategy).toEqual({ type: 'Recreate' });
});

describe('traces in the Elasticsearch of logging', () => {
  const manifests = of(ELASTICSEARCH, '', LOGGING);
  const requests = (): Record<string, unknown> =>
    Object.fromEntries(
      Object.values(manifests.config('traces-bootstrap')).map((text) => {
        const end = text.indexOf('\n');
        return [text.slice(0, end), JSON.parse(text.slice(end)) as unknown];
      }),
    );

  test('have a user who may use the indices of Jaeger alone', () => {
    const { 'roles.yml': roles = '' } = manifests.config('elasticsearch');
    expect(parse(roles)).toMatchObject({
      trace_writer: {
        cluster: ['monitor'],
        indices: [
          {
            names: ['owdev-jaeger-*'],
            privileges: ['auto_configure', 'create_index', 'index', 'read', 'view_index_metadata'],
          },
        ],
      },
    });
    const [prepare] = manifests.pod('elasticsearch').initContainers?.filter(({ name }) => name === 'prepare') ?? [];
    expect(prepare?.env).toContainEqual({ name: 'ROLE_jaeger', value: 'trace_writer' });
  });

  test('are found there with that user, whose password is a file', () => {
    expect(storageOf(manifests)).toEqual({
      elasticsearch: {
        server_urls: ['https://owdev-elasticsearch-http.logging.svc.cluster.local:9200'],
        auth: { basic: { username: '${env:ELASTICSEARCH_USERNAME}', password_file: '/etc/jaeger-user/password' } },
        tls: { ca_file: '/etc/elasticsearch-ca/ca.crt' },
        indices: { index_prefix: 'owdev' },
        create_mappings: false,
        max_span_age: '72h',
      },
    });
    expect(manifests.env('jaeger')['ELASTICSEARCH_USERNAME']).toBe('Secret tracing-secrets/username');
  });

  test('have templates and a retention before Jaeger starts', () => {
    expect(requests()).toMatchObject({
      '/_ilm/policy/owdev-jaeger': { policy: { phases: { delete: { min_age: '3d' } } } },
      '/_index_template/owdev-jaeger-span': {
        index_patterns: ['owdev-jaeger-span-*'],
        template: {
          settings: { index: { number_of_shards: 2, number_of_replicas: 0, lifecycle: { name: 'owdev-jaeger' } } },
          mappings: { properties: { tags: { type: 'nested' }, startTimeMillis: { format: 'epoch_millis' } } },
        },
      },
      '/_index_template/owdev-jaeger-service': { index_patterns: ['owdev-jaeger-service-*'] },
    });
    expect(manifests.waits('jaeger')).toEqual(['wait-for-elasticsearch', 'wait-for-trace-indices']);
    const { initContainers = [] } = manifests.pod('jaeger');
    expect(JSON.stringify(initContainers)).toContain('/_index_template/owdev-jaeger-service');
    expect(manifests.get('Deployment', 'jaeger')).toMatchObject({
      spec: {
        template: {
          metadata: {
            annotations: { 'faas-stack/waits-for': expect.stringContaining('Job/owdev-traces-bootstrap') as string },
          },
        },
      },
    });
  });

  test('are in no index without a template', () => {
    expect(parse(manifests.config('elasticsearch')['elasticsearch.yml'] ?? '')).toMatchObject({
      'action.auto_create_index': '-logstash-*,-owdev-jaeger-*,+*',
    });
  });
});

test('traces in an OpenSearch of the user have a retention by its own API', () => {
  const external = '{host: logs.example.org, kind: opensearch, existingSecret: logs, jaegerSecret: traces}';
  const manifests = of(
    ELASTICSEARCH,
    '',
    `logging: {enabled: true, kibana: {enabled: false}, elasticsearch: {external: ${external}}}\n`,
  );
  expect(Object.keys(storageOf(manifests) as object)).toEqual(['opensearch']);
  const files = Object.values(manifests.config('traces-bootstrap'));
  expect(files[0]).toMatch(/^\/_plugins\/_ism\/policies\/owdev-jaeger\n/);
  expect(files[0]).toContain('Traces are deleted after some days.');
});

test('logging without traces has neither their user nor their templates', () => {
  const manifests = of('{}', '', LOGGING);
  expect(manifests.config('elasticsearch')['roles.yml']).not.toContain('trace');
  expect(manifests.names('Job')).not.toContain('traces-bootstrap');
});

test('the UI is behind a proxy that asks for a password', () => {
  const manifests = of('{}', '').config('jaeger');
  expect(manifests['config.yaml']).toContain('16686');
  const open = Manifests.of(
    'profile: lean\ntracing: {enabled: true, jaeger: {ingress: {host: t.example.org, usersSecret: users, tlsSecret: tls}}}\n',
  );
  expect(open.config('jaeger-proxy')['nginx.conf']).toContain('auth_basic_user_file /etc/nginx/users/auth;');
  expect(open.get('Ingress', 'jaeger-proxy')).toMatchObject({
    spec: { tls: [{ hosts: ['t.example.org'], secretName: 'tls' }] },
  });
});
