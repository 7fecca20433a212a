import { Manifests } from '../support/platform';

const EXPORTERS = 'exporters: {kafka: true, redis: true, nginx: true, couchdb: true, etcd: true}';
const ALL = Manifests.of(`openwhisk: {scheduler: {enabled: true}, metrics: {${EXPORTERS}}}`);

/** Who may connect to a port of a component, by the names of their programs. */
function admitted(manifests: Manifests, component: string, port: number): string[] {
  const { spec } = manifests.get<{ spec: { ingress: Ingress[] } }>('NetworkPolicy', component);
  return spec.ingress
    .filter(({ ports }) => ports.some((opened) => opened.port === port))
    .flatMap(
      ({ from }) => from?.map(({ podSelector }) => podSelector.matchLabels['app.kubernetes.io/name'] ?? '') ?? ['all'],
    );
}

interface Ingress {
  readonly ports: readonly { readonly port: number }[];
  readonly from?: readonly { readonly podSelector: { readonly matchLabels: Record<string, string> } }[];
}

test('without exporters, no object refers to them', () => {
  const plain = Manifests.of('monitoring: {enabled: false}');
  expect(plain.names('Deployment')).not.toContain('kafka-exporter');
  expect(plain.names('Deployment')).not.toContain('redis-exporter');
  expect(plain.pod('nginx').containers).toHaveLength(1);
  expect(Object.values(plain.config('nginx')).join('')).not.toContain('stub_status');
  expect(Object.values(plain.config('couchdb')).join('')).not.toContain('[prometheus]');
});

test('the Kafka exporter has every broker, and waits for Kafka, because it exits without it', () => {
  const three = Manifests.of(`openwhisk: {kafka: {replicas: 3}, metrics: {${EXPORTERS}}}`);
  expect(three.container('kafka-exporter')['args']).toEqual([
    '--web.listen-address=:9308',
    ...[0, 1, 2].map((index) => `--kafka.server=owdev-kafka-${index}.owdev-kafka.openwhisk.svc.cluster.local:9092`),
  ]);
  expect(three.waits('kafka-exporter')).toEqual(['wait-for-kafka']);
  expect(admitted(three, 'kafka', 9092)).toContain('kafka-exporter');
});

test('the Redis exporter has the password from its Secret, and does not wait', () => {
  expect(ALL.env('redis-exporter')).toEqual({
    REDIS_ADDR: 'redis://owdev-redis.openwhisk.svc.cluster.local:6379',
    REDIS_PASSWORD: 'Secret redis.auth/password',
  });
  expect(ALL.waits('redis-exporter')).toEqual([]);
  expect(admitted(ALL, 'redis', 6379)).toContain('redis-exporter');
});

test('each nginx has a sidecar exporter, and its counters are exposed in no other way', () => {
  const sidecar = ALL.pod('nginx').initContainers?.find(({ name }) => name === 'nginx-exporter');
  expect(sidecar?.restartPolicy).toBe('Always');
  expect(sidecar).toHaveProperty('args', ['--web.listen-address=:9113', '--nginx.scrape-uri=http://127.0.0.1:8082/']);
  const conf = ALL.config('nginx')['nginx.conf'] ?? '';
  expect(conf).toContain('listen 127.0.0.1:8082;');
  expect(conf.match(/stub_status/g)).toHaveLength(1);
});

test('CouchDB serves its metrics on a separate port', () => {
  expect(ALL.config('couchdb')['10-openwhisk.ini']).toContain(
    '[prometheus]\nadditional_port = true\nbind_address = 0.0.0.0\nport = 17986\n',
  );
  expect(ALL.workload('couchdb').spec.template.metadata.annotations).toMatchObject({
    'prometheus.io/port': '17986',
    'prometheus.io/path': '/_node/_local/_prometheus',
  });
});

test('an external store has no exporter', () => {
  const external = Manifests.of(
    `openwhisk: {kafka: {external: {host: kafka.example}}, redis: {external: {host: redis.example}, auth: {existingSecret: r}}, metrics: {${EXPORTERS}}}`,
  );
  expect(external.names('Deployment')).not.toContain('kafka-exporter');
  expect(external.names('Deployment')).not.toContain('redis-exporter');
});

describe('with monitoring', () => {
  test('everything exposes its metrics, except what the file turns off', () => {
    const watched = Manifests.of('monitoring: {enabled: true}\nopenwhisk: {metrics: {exporters: {redis: false}}}');
    expect(watched.names('Deployment')).toEqual(expect.arrayContaining(['kafka-exporter', 'user-events']));
    expect(watched.names('Deployment')).not.toContain('redis-exporter');
    expect(watched.env('controller')['METRICS_KAMON']).toBe('true');
  });

  test('lean mode has no activation events', () => {
    const lean = Manifests.of('profile: lean\nmonitoring: {enabled: true}');
    expect(lean.names('Deployment')).not.toContain('user-events');
    expect(lean.names('Deployment')).not.toContain('kafka-exporter');
    expect(lean.env('controller')['METRICS_KAMON']).toBe('true');
  });
});
