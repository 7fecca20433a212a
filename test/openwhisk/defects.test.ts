import { runChecks } from '../../lib/checks/all';
import { podOwners } from '../../lib/checks/read/manifests';
import { validateRuntimes } from '../../lib/openwhisk/runtimes';
import { Manifests, type WorkloadManifest } from '../support/platform';
import { ownersWithToken } from '../support/tokens';

/** The numbers are those of the chart's defects in docs/parity.md. */
const standard = Manifests.of('profile: standard');
const lean = Manifests.of('profile: lean');
const everything = Manifests.of(`
profile: production
openwhisk:
  scheduler: { enabled: true, replicas: 2 }
  etcd: { replicas: 3 }
  metrics: { prometheus: true, userEvents: { enabled: true } }
`);

const names = (manifests: Manifests): string[] => manifests.all.map(({ metadata }) => metadata.name);
const text = (value: unknown): string => JSON.stringify(value);
/** Parts of a text that match, for messages that can be read. */
const found = (value: unknown, pattern: RegExp): string[] => [...new Set(text(value).match(pattern) ?? [])];
const workloads = (manifests: Manifests): WorkloadManifest[] =>
  ['Deployment', 'StatefulSet', 'Job'].flatMap((kind) => manifests.kind(kind) as unknown as WorkloadManifest[]);

test('D1: several schedulers have a disruption budget', () => {
  expect(everything.names('PodDisruptionBudget')).toContain('scheduler');
});

test('D2: activations in Elasticsearch render', () => {
  const es = Manifests.of('openwhisk: {activationStore: {backend: Elasticsearch}}');
  expect(runChecks(es.synthesis)).toEqual([]);
});

test('D3, 59: every reference has its object', () => {
  expect(runChecks(everything.synthesis)).toEqual([]);
});

test('D4: no removed or deprecated API is used', () => {
  expect(found(everything.all, /v1beta\d|v2beta\d|"extensions"|PodSecurityPolicy|"Endpoints"/g)).toEqual([]);
});

test('D5: an external Kafka is waited for at its own address', () => {
  const external = Manifests.of('openwhisk: {kafka: {external: {host: kafka.example.com}}}');
  expect(text(external.pod('controller').initContainers)).toContain('"value":"kafka.example.com"');
  expect(names(external)).not.toContain('owdev-kafka');
});

test('D6: in lean mode, action pods admit the controller', () => {
  expect(text(lean.get('NetworkPolicy', 'actions')['spec'])).toContain('"app.kubernetes.io/component":"controller"');
});

test('D7: lean mode excludes the scheduler and the message bus, and needs no privileges', () => {
  expect(() => Manifests.of('openwhisk: {lean: true, scheduler: {enabled: true}}')).toThrow(
    'openwhisk.scheduler.enabled: true is not possible together with openwhisk.lean: true',
  );
  expect(found(lean.all, /KAFKA_HOSTS|kafkaprovider|"privileged":true/g)).toEqual([]);
});

test('D8: etcd writes to its claimed volume, and runs only with the scheduler', () => {
  const etcd = everything.workload('etcd').spec;
  const [claim] = etcd.volumeClaimTemplates ?? [];
  expect(text(everything.container('etcd'))).toContain(`"mountPath":"/data","name":"${claim?.metadata.name}"`);
  expect(names(standard).filter((name) => name.includes('etcd'))).toEqual([]);
  expect(everything.env('scheduler')['CONFIG_whisk_etcd_lease_timeout']).toBe('10');
});

test('D9: without ZooKeeper nothing refers to it', () => {
  const external = Manifests.of('openwhisk: {zookeeper: {external: {host: zk.example.com}}}');
  for (const manifests of [lean, external]) {
    expect(names(manifests).filter((name) => name.includes('zookeeper'))).toEqual([]);
  }
});

test('D10: no database is wiped by default, and a changed job replaces the old one', () => {
  expect(standard.env('init-couchdb')['DB_WIPE']).toBe('false');
  for (const { metadata } of standard.kind('Job')) expect(metadata.name).toMatch(/-[0-9a-f]{8}$/);
});

test('D11: no credential is in a command, a ConfigMap or a manifest', () => {
  expect(standard.kind('Secret')).toEqual([]);
  expect(found(standard.kind('ConfigMap'), /PRIVATE KEY|_PASSWORD=|requirepass \w/g)).toEqual([]);
  expect(found(standard.all, /Basic [A-Za-z0-9+/]{8,}/g)).toEqual([]);
});

test('D12: metrics and invokers are not public', () => {
  const conf = standard.config('nginx')['nginx.conf'] ?? '';
  const [server = ''] = /server_name _;[^]*?location \/ \{[^}]*\}/.exec(conf) ?? [];
  const locations = [...server.matchAll(/location ([^{]*) \{/g)].map(([, path]) => path);
  expect(locations).toEqual(['= /nginx-health', '= /', '= /ping', '/api/v1', '/api', '= /v1/health-check', '/']);
  expect(server).toMatch(/location \/ \{\s*return 404;/);
});

test('D13: no address is given as a credential', () => {
  expect(found(standard.all, /ENDPOINT_AUTH/g)).toEqual([]);
});

test('D14: every container has resources and a security context, and few pods a token', () => {
  expect(runChecks(everything.synthesis).filter(({ check }) => check === 'hardening')).toEqual([]);
  expect(ownersWithToken(standard)).toHaveLength(3);
});

test('D15: every long-running container is probed', () => {
  const stay = podOwners(everything.synthesis).filter(({ object }) => object.manifest.kind !== 'Job');
  const unprobed = stay.flatMap(({ pod }) => pod.spec.containers.filter(({ readinessProbe }) => !readinessProbe));
  expect(unprobed).toEqual([]);
});

test('D16: every wait has a timeout per try, and a deadline', () => {
  const waits = podOwners(everything.synthesis).flatMap(({ pod }) => pod.spec.initContainers ?? []);
  expect(waits.length).toBeGreaterThan(10);
  for (const { env = [], ...container } of waits) {
    const variables = env.map(({ name }) => name);
    expect(variables).toEqual(expect.arrayContaining(['TRY_TIMEOUT_SECONDS', 'DEADLINE_SECONDS']));
    expect(text(container)).toMatch(/(timeout|--max-time) \\"\$TRY_TIMEOUT_SECONDS\\"/);
  }
});

test('D17: only the packages come from the internet, and in an air gap not even they', () => {
  const urls = (manifests: Manifests): string[] =>
    found(
      manifests.all.filter(({ metadata }) => !metadata.name.includes('install-packages')),
      /https?:\/\/[a-z0-9.-]+\.(com|org|io|net)\b/g,
    );
  expect(urls(standard)).toEqual([]);
  const sealed = Manifests.of('openwhisk: {packages: {airGapImage: "registry.example.com/ow-packages:1.0.0"}}');
  const anywhere = (manifests: Manifests): unknown[] =>
    manifests
      .get<{ spec: { egress: { to?: unknown }[] } }>('NetworkPolicy', 'install-packages')
      .spec.egress.slice(1)
      .filter(({ to }) => !to);
  expect([anywhere(standard).length, anywhere(sealed).length]).toEqual([1, 0]);
});

test('D18: no image tag is mutable, and ZooKeeper answers ruok', () => {
  expect(found(everything.all, /:(latest|nightly)"/g)).toEqual([]);
  expect(standard.config('zookeeper')['zoo.cfg']).toContain('4lw.commands.whitelist=ruok');
});

test('D19: a registry and its pull secret apply to every pod, including action pods', () => {
  const mirrored = Manifests.of('images: {registry: r.example.com, pullSecrets: [mirror]}');
  for (const { spec } of workloads(mirrored)) {
    expect(spec.template.spec).toMatchObject({ imagePullSecrets: [{ name: 'mirror' }] });
  }
  expect(found(mirrored.all, /"image":"(?!r\.example\.com)[^"]*/g)).toEqual([]);
  expect(mirrored.config('action-pod')['template.yaml']).toContain('"name": "mirror"');
});

test('D20: jobs, providers and wskadmin run on tainted nodes too', () => {
  for (const { spec } of workloads(standard)) {
    expect(spec.template.spec).toMatchObject({ tolerations: [{ key: 'openwhisk-role' }] });
  }
});

test('D21: no pod refuses to share a node with its successor, and the invoker label has one value', () => {
  expect(found(everything.all, /podAntiAffinity":\{"required/g)).toEqual([]);
  const renamed = Manifests.of('placement: {roles: {invoker: runner}}');
  expect(renamed.env('invoker')['CONFIG_whisk_kubernetes_userPodNodeAffinity_value']).toBe('runner');
  expect(text(renamed.pod('invoker')['affinity'])).toContain('"runner"');
});

test('D22: nothing reads other namespaces', () => {
  expect([...everything.names('ClusterRole'), ...everything.names('ClusterRoleBinding')]).toEqual([]);
});

test('D23: every ingress type leads to the same routes', () => {
  const conf = (type: string): string | undefined =>
    Manifests.of(`openwhisk: {ingress: {type: ${type}, apiHost: {name: ow.example.org}}}`).config('nginx')[
      'nginx.conf'
    ];
  const routes = (type: string): string[] => [...new Set((conf(type) ?? '').match(/location [^{]+/g))].sort();
  expect(routes('Standard')).toEqual(routes('NodePort'));
  expect(routes('None')).toEqual(routes('NodePort'));
});

test('D24: a Prometheus of another namespace can be admitted, and actions cannot reach the cluster', () => {
  const scraped = Manifests.of(
    'monitoring: {enabled: false}\nopenwhisk: {metrics: {prometheus: true, scraperNamespace: monitoring, userEvents: {enabled: true}}}',
  );
  const admits = (name: string): boolean =>
    text(scraped.get('NetworkPolicy', name)['spec']).includes('"kubernetes.io/metadata.name":"monitoring"');
  expect(['controller', 'invoker', 'user-events'].every(admits)).toBe(true);
  expect(['kafka', 'couchdb', 'redis', 'zookeeper', 'nginx'].some(admits)).toBe(false);
  expect(text(standard.get('NetworkPolicy', 'actions')['spec'])).toContain('169.254.0.0/16');
});

test('D25: topics have as many replicas as brokers allow', () => {
  const factor = (replicas: number): string | undefined =>
    Manifests.of(`openwhisk: {kafka: {replicas: ${replicas}}}`).env('controller')[
      'CONFIG_whisk_kafka_replicationFactor'
    ];
  expect([1, 2, 3, 5].map(factor)).toEqual(['1', '2', '3', '3']);
});

test('D26: an invoker has time for its own timeouts before it is killed', () => {
  expect(standard.pod('invoker')['terminationGracePeriodSeconds']).toBeGreaterThan(60);
  expect(text(standard.container('invoker')['lifecycle'])).toContain('/disable');
});

test('D27: nginx logs to its output, speaks TLS 1.3, and is replaced with its configuration', () => {
  const conf = standard.config('nginx')['nginx.conf'] ?? '';
  expect(conf).toContain('access_log /dev/stdout');
  expect(conf).toMatch(/ssl_protocols.*TLSv1\.3/);
  expect(standard.workload('nginx').spec.template.metadata.annotations).toHaveProperty(['faas-stack/config-checksum']);
});

test('D28: metrics are not sent anywhere by default, and an unknown option is an error', () => {
  expect(found(standard.all, /METRICS_KAMON|statsd/g)).toEqual([]);
  expect(() => Manifests.of('openwhisk: {controler: {}}')).toThrow('write controller');
});

test('D29: every StatefulSet has its Service, and there are no bare pods', () => {
  for (const name of everything.names('StatefulSet')) {
    const { serviceName } = everything.workload(name).spec;
    expect(everything.names('Service')).toContain(serviceName?.replace('owdev-', ''));
  }
  expect(everything.kind('Pod')).toEqual([]);
});

test('D30: the runtimes are a valid manifest of released images', () => {
  const manifest: unknown = JSON.parse(standard.env('invoker')['RUNTIMES_MANIFEST'] ?? '');
  expect(validateRuntimes(manifest)).toEqual([]);
  expect(found(manifest, /nightly|latest/g)).toEqual([]);
});
