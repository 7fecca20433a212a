import { runChecks } from '../../lib/checks/all';
import { podOwners } from '../../lib/checks/read/manifests';
import { textFilesOf } from '../../lib/kube/config-files';
import { Manifests } from '../support/platform';

/** What is to be better than the OpenWhisk Helm chart; numbers of docs/parity.md. */
const standard = Manifests.of('profile: standard');
const production = Manifests.of('profile: production');
const text = (value: unknown): string => JSON.stringify(value);

test('B1, B2, B4: hardened, stable APIs only, no secret: the checks find nothing', () => {
  for (const profile of ['lean', 'standard', 'production']) {
    expect(runChecks(Manifests.of(`profile: ${profile}`).synthesis)).toEqual([]);
  }
});

test('B3: a wait takes its credentials from a Secret', () => {
  const [, couchdb] = standard.pod('controller').initContainers ?? [];
  expect(couchdb?.env).toContainEqual({
    name: 'WAIT_PASSWORD',
    valueFrom: { secretKeyRef: { name: 'owdev-db.auth', key: 'db_password' } },
  });
});

test('B4: every Secret can be one of the user’s', () => {
  const own = Manifests.of(`
openwhisk:
  auth: { existingSecret: my-whisk }
  couchdb: { auth: { existingSecret: my-db } }
  redis: { auth: { existingSecret: my-redis } }
  ingress: { tls: { existingSecret: my-tls } }
`);
  // The API of the invokers and the gate of the API gateway have no users outside of the platform.
  expect(own.names('Job')).toContain('gen-secrets');
  const [rule] = own.get<{ rules: { resourceNames?: string[] }[] }>('Role', 'gen-secrets').rules.slice(1);
  expect(rule?.resourceNames).toEqual(['owdev-invoker.auth', 'owdev-apigateway.auth']);
  for (const secret of ['my-whisk', 'my-db', 'my-redis', 'my-tls']) expect(text(own.all)).toContain(`"${secret}"`);
});

test('B5: jobs are deleted automatically, and recreated when they change', () => {
  for (const job of standard.kind('Job')) {
    expect(job['spec']).toMatchObject({ ttlSecondsAfterFinished: 86400 });
  }
});

test('B6: manifests have no external addresses except for the packages, and none at all in an air gap', () => {
  const urls = text(standard.all).match(/https?:\/\/[\w.-]+\.(com|org|io|net)\b/g);
  expect(urls).toEqual(['https://github.com']);
  expect(standard.env('install-packages')['GIT_BASE_URL']).toBe('https://github.com/apache');
});

test('B7: a Prometheus with an operator has monitors and rules, another one annotations', () => {
  const watched = Manifests.of('monitoring: {enabled: true}');
  expect(watched.names('PodMonitor')).toEqual(expect.arrayContaining(['controller', 'invoker', 'user-events']));
  expect(watched.kind('PrometheusRule').length).toBeGreaterThan(0);
  const plain = Manifests.of('monitoring: {enabled: false}\nopenwhisk: {metrics: {prometheus: true}}');
  expect(plain.workload('controller').spec.template.metadata.annotations).toHaveProperty(
    ['prometheus.io/scrape'],
    'true',
  );
});

test('B8: the boards of OpenWhisk exist with any type of ingress', () => {
  for (const type of ['NodePort', 'Standard', 'None']) {
    const dashboards = Manifests.of(
      `monitoring: {enabled: true}\nopenwhisk: {ingress: {type: ${type}, apiHost: {name: ow.example.org}}}`,
    ).get('ConfigMap', 'grafana-boards-openwhisk');
    for (const board of ['system', 'actions', 'invokers', 'namespaces', 'cold-starts'])
      expect(Object.keys(textFilesOf(dashboards))).toContain(`openwhisk-${board}.json`);
  }
});

test('B10: every long-running container has a readiness probe', () => {
  const scheduled = Manifests.of('openwhisk: {scheduler: {enabled: true}}');
  const probe = (name: string): string => text(scheduled.container(name)['readinessProbe']);
  const asked = { invoker: '/ping', couchdb: '/_up', etcd: '/health', apigateway: '/v1/health-check', redis: 'ping' };
  for (const [name, question] of Object.entries(asked))
    expect([name, probe(name)]).toEqual([name, expect.stringContaining(question)]);
  expect(text(scheduled.container('invoker')['lifecycle'])).toContain('/disable');
});

test('B9: nginx has certificates from cert-manager, the user or a job', () => {
  const tls = (option: string): string[] => Manifests.of(`openwhisk: {ingress: {tls: {${option}}}}`).names('Job');
  expect(tls('certManager: {issuer: ca}')).not.toContain('gen-certs');
  expect(tls('existingSecret: mine')).not.toContain('gen-certs');
  expect(standard.names('Job')).toContain('gen-certs');
});

test('B11: etcd has the configured members, which discover each other', () => {
  const members = Manifests.of('openwhisk: {scheduler: {enabled: true}, etcd: {replicas: 3}}');
  expect(members.workload('etcd').spec.replicas).toBe(3);
  const args = members.container('etcd')['args'] as string[];
  expect(args.find((arg) => arg.startsWith('--initial-cluster='))?.split(',')).toHaveLength(3);
  expect(members.env('scheduler')['CONFIG_whisk_etcd_hosts']?.split(',')).toHaveLength(3);
});

test('B12: Kafka is ready when it answers a request, not when a command can be started', () => {
  expect(text(standard.container('kafka').readinessProbe)).toContain('/dev/tcp/127.0.0.1/9092');
});

test('B13: replicas are spread where possible', () => {
  expect(text(production.pod('nginx')['affinity'])).toContain(
    '"podAntiAffinity":{"preferredDuringSchedulingIgnoredDuringExecution"',
  );
});

describe('B13, B14: several replicas are spread', () => {
  const spread = (name: string, manifests = production): unknown => manifests.pod(name)['topologySpreadConstraints'];

  test('over the zones of a cluster, as far as capacity allows', () => {
    const ofNewPods = { matchLabelKeys: ['pod-template-hash'] };
    for (const name of ['controller', 'invoker', 'kafka', 'zookeeper', 'nginx', 'apigateway']) {
      expect(spread(name)).toEqual([
        {
          topologyKey: 'topology.kubernetes.io/zone',
          maxSkew: 1,
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: production.workload(name).spec.selector?.matchLabels },
          ...(production.workload(name).kind === 'Deployment' ? ofNewPods : {}),
        },
      ]);
    }
    expect(spread('couchdb')).toBeUndefined();
    expect(spread('controller', standard)).toBeUndefined();
  });

  test('as configured in the platform file, or not at all', () => {
    const of = (placement: string): Manifests =>
      Manifests.of(`openwhisk: {nginx: {replicas: 2}}\nplacement: {${placement}}`);
    const strict = of('spread: [{topologyKey: example.org/rack, maxSkew: 2, whenUnsatisfiable: DoNotSchedule}]');
    expect(spread('nginx', strict)).toMatchObject([
      { topologyKey: 'example.org/rack', maxSkew: 2, whenUnsatisfiable: 'DoNotSchedule' },
    ]);
    expect(spread('nginx', of('spread: []'))).toBeUndefined();
    expect(spread('nginx', of('affinity: false'))).toBeUndefined();
  });
});

test('B14: every pod that reads a configuration has its checksum', () => {
  const readers = podOwners(standard.synthesis).filter(({ pod, containers }) => {
    const volumes = pod.spec.volumes ?? [];
    const env = containers.flatMap((container) => container.env ?? []);
    return volumes.some(({ configMap }) => configMap) || env.some(({ valueFrom }) => valueFrom?.configMapKeyRef);
  });
  expect(readers.length).toBeGreaterThan(8);
  for (const { pod } of readers) expect(pod.metadata.annotations).toHaveProperty(['faas-stack/config-checksum']);
});

test('B15: contradictions and typos are reported before anything is written', () => {
  expect(() => Manifests.of('openwhisk: {lean: true, controller: {replicas: 2}}')).toThrow(
    'openwhisk.controller.replicas',
  );
  expect(() => Manifests.of('openwhisk: {zookeper: {}}')).toThrow('write zookeeper');
});
