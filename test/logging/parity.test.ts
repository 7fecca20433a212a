import { parse } from 'yaml';
import { runChecks } from '../../lib/checks/all';
import { messageAbout } from '../load/message';
import { Manifests } from '../support/platform';

const file = (logging: string, rest = 'monitoring: {enabled: false}'): string =>
  `${rest}\nlogging:\n  enabled: true\n${logging}`;

const one = Manifests.of(file(''));
const three = Manifests.of(
  file(`  elasticsearch: {replicas: 3}
  kibana: {host: kibana.uob.example.local, ingressClassName: nginx}`),
);
const below = Manifests.of(
  file(
    '  kibana: {host: logs.example.org, basePath: /kibana, tlsSecret: kibana-tls}\n  elasticsearch: {virtualMemory: initContainer}',
  ),
);

const yml = (manifests: Manifests): Record<string, unknown> =>
  parse(manifests.config('elasticsearch')['elasticsearch.yml'] ?? '') as Record<string, unknown>;
const prepare = (manifests: Manifests): Record<string, string> => {
  const found = manifests.pod('elasticsearch').initContainers?.find(({ name }) => name === 'prepare');
  return Object.fromEntries((found?.env ?? []).map(({ name, value }) => [name, value ?? 'a reference']));
};
interface ServiceManifest {
  readonly spec: {
    readonly clusterIP?: string;
    readonly publishNotReadyAddresses?: boolean;
    readonly selector: Record<string, string>;
    readonly ports: readonly { readonly port: number; readonly targetPort: string }[];
  };
}
const request = (manifests: Manifests, path: RegExp): Record<string, unknown> => {
  const found = Object.values(manifests.config('elasticsearch-bootstrap')).find((text) => path.test(text));
  return JSON.parse((found ?? '').replace(/^.*\n/, '')) as Record<string, unknown>;
};

describe('parity:', () => {
  test('P1 the nodes have a headless Service with both ports, which publishes addresses that are not ready', () => {
    const { spec } = three.get<ServiceManifest>('Service', 'elasticsearch');
    expect(spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
    expect(spec.ports.map(({ port }) => port)).toEqual([9200, 9300]);
    // Clients are led to those that are.
    const clients = three.get<ServiceManifest>('Service', 'elasticsearch-http').spec;
    expect(clients.clusterIP).toBeUndefined();
    expect(clients.publishNotReadyAddresses).toBeUndefined();
    expect(clients.selector).toEqual(spec.selector);
  });

  test('P2 names begin with the instance, so that a cluster can have two (a deviation)', () => {
    expect(three.workload('elasticsearch').metadata).toMatchObject({
      name: 'owdev-elasticsearch',
      namespace: 'logging',
    });
  });

  test('P3 the data is on a claim of each node', () => {
    const { volumeClaimTemplates = [], template } = three.workload('elasticsearch').spec;
    expect(volumeClaimTemplates.map(({ metadata, spec }) => [metadata.name, spec.resources.requests.storage])).toEqual([
      ['data', '15Gi'],
    ]);
    const mounts = three.container('elasticsearch')['volumeMounts'] as { name: string; mountPath: string }[];
    expect(mounts.find(({ mountPath }) => mountPath === '/usr/share/elasticsearch/data')?.name).toBe('data');
    const volumes = (template.spec as { volumes?: { name: string }[] }).volumes ?? [];
    expect(volumes.map(({ name }) => name)).not.toContain('data');
  });

  test('P4 two masters are refused, one and three are not', () => {
    expect(messageAbout(file('  elasticsearch: {replicas: 2}'))).toContain('allowed: 1, or 3 and more');
    expect([one, three].map((manifests) => manifests.workload('elasticsearch').spec.replicas)).toEqual([1, 3]);
  });

  test('P5 the nodes find each other by the headless Service, and the first masters are exactly the pods', () => {
    expect(yml(three)['discovery.seed_hosts']).toEqual(['owdev-elasticsearch.logging.svc.cluster.local']);
    expect(prepare(three)['INITIAL_MASTERS']).toBe('owdev-elasticsearch-0,owdev-elasticsearch-1,owdev-elasticsearch-2');
    expect(prepare(one)['INITIAL_MASTERS']).toBe('owdev-elasticsearch-0');
    expect(three.workload('elasticsearch').spec.serviceName).toBe('owdev-elasticsearch');
  });

  test('P6 the number of memory maps is right for this version', () => {
    const [first] = below.pod('elasticsearch').initContainers as unknown as {
      name: string;
      command: string[];
      securityContext: object;
    }[];
    expect(first).toMatchObject({
      name: 'raise-map-count',
      command: ['sysctl', '-w', 'vm.max_map_count=1048576'],
      securityContext: { privileged: true, runAsUser: 0, readOnlyRootFilesystem: true },
    });
    const { annotations } = below.workload('elasticsearch').spec.template.metadata;
    expect(annotations?.['faas-stack/security-exception']).toBe(
      'privileged: vm.max_map_count belongs to the node (logging.elasticsearch.virtualMemory)',
    );
  });

  test('P7 without memory maps nothing is set on the node', () => {
    expect(three.pod('elasticsearch').initContainers?.map(({ name }) => name)).toEqual(['prepare']);
    expect(yml(three)['node.store.allow_mmap']).toBe(false);
    const preset = Manifests.of(file('  elasticsearch: {virtualMemory: preset}'));
    expect(preset.pod('elasticsearch').initContainers?.map(({ name }) => name)).toEqual(['prepare']);
    expect(yml(preset)).not.toHaveProperty('node.store.allow_mmap');
    expect(yml(below)).not.toHaveProperty('node.store.allow_mmap');
  });

  test('P8 it does not run as root, is ready when it is a member, and is never restarted for being slow', () => {
    expect(three.pod('elasticsearch')['securityContext']).toMatchObject({
      runAsUser: 1000,
      runAsNonRoot: true,
      fsGroup: 1000,
    });
    const { livenessProbe, readinessProbe, startupProbe, ports } = three.container('elasticsearch');
    expect([livenessProbe, startupProbe]).toEqual([undefined, undefined]);
    expect(readinessProbe).toMatchObject({ tcpSocket: { port: 'readiness' } });
    expect(ports).toContainEqual({ name: 'readiness', containerPort: yml(three)['readiness.port'], protocol: 'TCP' });
    expect(three.pod('elasticsearch')['terminationGracePeriodSeconds']).toBe(180);
    expect(three.container('elasticsearch')['lifecycle']).toEqual({ preStop: { sleep: { seconds: 10 } } });
  });

  test('P9 one node at a time may be disrupted', () => {
    const budget = three.get<{ apiVersion: string; spec: object }>('PodDisruptionBudget', 'elasticsearch');
    expect(budget.apiVersion).toBe('policy/v1');
    expect(budget.spec).toMatchObject({ maxUnavailable: 1 });
    expect(one.names('PodDisruptionBudget')).not.toContain('elasticsearch');
    expect(JSON.stringify(three.pod('elasticsearch')['affinity'])).toContain('podAntiAffinity');
  });

  test('P10 security is on: TLS everywhere, passwords from Secrets', () => {
    expect(yml(three)).toMatchObject({
      'xpack.security.enabled': true,
      'xpack.security.authc.reserved_realm.enabled': false,
      'xpack.security.http.ssl': { enabled: true, certificate: 'certs/tls.crt' },
      'xpack.security.transport.ssl': { enabled: true, verification_mode: 'certificate' },
    });
    for (const workload of ['kibana', 'elasticsearch-bootstrap', 'elasticsearch-exporter', 'kibana-objects']) {
      const passwords = Object.entries(three.env(workload)).filter(([name]) => name.endsWith('PASSWORD'));
      expect(passwords.length).toBeGreaterThan(0);
      for (const [, value] of passwords)
        expect(value).toMatch(/^Secret elasticsearch-(admin|kibana|exporter)\/password$/);
    }
    expect(three.env('kibana')['ELASTICSEARCH_HOSTS']).toBe(
      'https://owdev-elasticsearch-http.logging.svc.cluster.local:9200',
    );
  });

  test.each([
    ['P11 at the root', three, '/api/status', '/'],
    ['P11 below a path', below, '/kibana/api/status', '/kibana'],
  ])('%s Kibana serves and is probed at its path', (_, manifests, status, path) => {
    expect(manifests.get<ServiceManifest>('Service', 'kibana').spec.ports).toMatchObject([{ port: 5601 }]);
    expect(manifests.container('kibana').readinessProbe).toMatchObject({ httpGet: { path: status, port: 'http' } });
    const { spec } = manifests.get<{ spec: { rules: { http: { paths: { path: string }[] } }[] } }>('Ingress', 'kibana');
    expect(spec.rules[0]?.http.paths.map((each) => each.path)).toEqual([path]);
  });

  test('P12 at the root there is no base path', () => {
    expect(Object.keys(three.env('kibana')).filter((name) => name.includes('BASEPATH'))).toEqual([]);
    expect(below.env('kibana')).toMatchObject({
      SERVER_BASEPATH: '/kibana',
      SERVER_REWRITEBASEPATH: 'true',
      SERVER_PUBLICBASEURL: 'https://logs.example.org/kibana',
    });
    expect(below.env('kibana-objects')['KIBANA_URL']).toMatch(/:5601\/kibana$/);
  });

  test('P13 the Ingress uses the stable API, for the host of the course', () => {
    const ingress = three.get<{ apiVersion: string; spec: object }>('Ingress', 'kibana');
    expect(ingress.apiVersion).toBe('networking.k8s.io/v1');
    expect(ingress.spec).toMatchObject({
      ingressClassName: 'nginx',
      rules: [
        { host: 'kibana.uob.example.local', http: { paths: [{ backend: { service: { name: 'owdev-kibana' } } }] } },
      ],
    });
    expect(ingress.metadata).not.toHaveProperty('annotations');
  });

  test('P20 the indices are named by the course: logstash and the day', () => {
    expect(request(three, /_index_template/)).toMatchObject({ index_patterns: ['logstash-*'] });
    expect(three.config('elasticsearch')['roles.yml']).toContain('logstash-*');
    expect(one.config('elasticsearch')['elasticsearch.yml']).toContain('action.auto_create_index: -logstash-*,+*');
  });
});

describe('a defect of the reference that is not here:', () => {
  test('1 no data is on ephemeral storage, and no node can bootstrap a cluster of its own', () => {
    // Every node asks for a majority of all three names.
    expect(new Set([prepare(three)['INITIAL_MASTERS']?.split(',').length])).toEqual(new Set([3]));
    expect(three.workload('elasticsearch').spec.volumeClaimTemplates).toHaveLength(1);
    expect(JSON.stringify(yml(three))).not.toContain('minimum_master_nodes');
  });

  test('2 the initial masters are set only on nodes without data, not in the shared settings', () => {
    expect(Object.keys(yml(three))).not.toContain('cluster.initial_master_nodes');
    const script = three.pod('elasticsearch').initContainers?.find(({ name }) => name === 'prepare') as unknown as {
      command: string[];
    };
    expect(script.command[2]).toContain('if [ ! -e "$DATA/_state" ]');
  });

  test('3 access requires a password', () => {
    expect(yml(three)['xpack.security.enabled']).toBe(true);
    expect(three.env('kibana')).toMatchObject({
      XPACK_SECURITY_ENCRYPTIONKEY: 'Secret kibana/security',
      XPACK_ENCRYPTEDSAVEDOBJECTS_ENCRYPTIONKEY: 'Secret kibana/savedObjects',
    });
  });

  test('12 Kibana has a limit of memory, and real probes', () => {
    expect(three.container('kibana').resources?.limits).toMatchObject({ cpu: '1', memory: '2Gi' });
    expect(three.container('kibana').readinessProbe).toHaveProperty('httpGet');
  });

  test('13 no type names, and complete references of roles', () => {
    expect(JSON.stringify(request(three, /_index_template/))).not.toContain('_doc');
    for (const binding of [...three.kind('RoleBinding'), ...three.kind('ClusterRoleBinding')])
      expect((binding as unknown as { roleRef: object }).roleRef).toMatchObject({
        apiGroup: 'rbac.authorization.k8s.io',
      });
  });

  test('14 the probe of Kibana uses its path, and needs no user', () => {
    expect(below.container('kibana').readinessProbe).toMatchObject({ httpGet: { path: '/kibana/api/status' } });
  });

  test('15 the Ingress configures no TLS to a server without TLS', () => {
    expect(JSON.stringify(below.get('Ingress', 'kibana'))).not.toContain('ssl-services');
  });
});

describe('all of logging', () => {
  test.each([
    ['of one node', one],
    ['of three nodes', three],
    ['with a privileged container', below],
    ['watched', Manifests.of(file('  elasticsearch: {replicas: 3}', 'monitoring: {enabled: true}'))],
    [
      'with a server elsewhere',
      Manifests.of(
        file('  elasticsearch: {external: {host: es.example.org, existingSecret: es, kibanaSecret: kb, caSecret: ca}}'),
      ),
    ],
    [
      'with OpenSearch elsewhere',
      Manifests.of(
        file(
          '  elasticsearch: {external: {host: os.example.org, kind: opensearch, existingSecret: es}}\n  kibana: {enabled: false}',
        ),
      ),
    ],
    ['with a certificate of cert-manager', Manifests.of(file('  elasticsearch: {tls: {certManager: {issuer: ca}}}'))],
    [
      'with snapshots',
      Manifests.of(file('  elasticsearch: {snapshots: {type: s3, settings: {bucket: logs}, credentialsSecret: s3}}')),
    ],
  ])('%s has no findings', (_, manifests) => {
    expect(runChecks(manifests.synthesis)).toEqual([]);
  });

  test('is monitored: the exporter and Fluentd have monitors', () => {
    const watched = Manifests.of(file('', 'monitoring: {enabled: true}'));
    const monitors = [...watched.names('PodMonitor'), ...watched.names('ServiceMonitor')];
    expect(monitors).toEqual(expect.arrayContaining(['elasticsearch-exporter', 'fluentd']));
  });

  test('is isolated: only Kibana is open, and only with an Ingress', () => {
    const policy = (
      manifests: Manifests,
      name: string,
    ): { ingress: { from?: unknown[]; ports: { port: number }[] }[] } =>
      manifests.get<{ spec: never }>('NetworkPolicy', name).spec;
    expect(policy(three, 'kibana').ingress[0]).toEqual({ ports: [{ port: 5601, protocol: 'TCP' }] });
    expect(policy(one, 'kibana').ingress.every(({ from }) => (from ?? []).length > 0)).toBe(true);
    const nodes = policy(three, 'elasticsearch').ingress;
    expect(nodes.map(({ ports }) => ports[0]?.port).sort()).toEqual([9200, 9300]);
    expect(nodes.every(({ from }) => (from ?? []).length > 0)).toBe(true);
  });
});
