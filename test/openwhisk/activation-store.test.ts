import { runChecks } from '../../lib/checks/all';
import { parsePlatform } from '../../lib/load/load';
import { Manifests } from '../support/platform';

/** Numbers in the names are those of docs/parity.md. */
const platform = (elasticsearch = '', more = ''): Manifests =>
  Manifests.of(`
openwhisk:
  scheduler: { enabled: true }
  activationStore: { backend: Elasticsearch, elasticsearch: { ${elasticsearch} } }
${more}`);
const own = platform();
const conf = (manifests: Manifests): string => manifests.config('activation-gateway')['nginx.conf'] ?? '';

describe('40: an Elasticsearch of the platform’s own', () => {
  test('is a StatefulSet with a claim of 30 GiB and a headless Service', () => {
    const { spec } = own.workload('activation-store');
    expect(spec).toMatchObject({ replicas: 1, serviceName: 'owdev-activation-store', podManagementPolicy: 'Parallel' });
    expect(spec.volumeClaimTemplates).toMatchObject([{ spec: { resources: { requests: { storage: '30Gi' } } } }]);
    expect(own.get('Service', 'activation-store')['spec']).toMatchObject({ clusterIP: 'None' });
  });

  test('is configured in controller, invoker and scheduler, through the gateway', () => {
    for (const name of ['controller', 'invoker', 'scheduler']) {
      const settings = Object.entries(own.env(name)).filter(([key]) => /[aA]ctivationStore/.test(key));
      expect(Object.fromEntries(settings)).toEqual({
        CONFIG_whisk_activationStore_elasticsearch_protocol: 'http',
        CONFIG_whisk_activationStore_elasticsearch_hosts: 'owdev-activation-gateway.openwhisk.svc.cluster.local:9200',
        CONFIG_whisk_activationStore_elasticsearch_indexPattern: 'openwhisk-%s',
        CONFIG_whisk_activationStore_elasticsearch_username: 'Secret activation-store-openwhisk/username',
        CONFIG_whisk_activationStore_elasticsearch_password: 'Secret activation-store-openwhisk/password',
        CONFIG_whisk_spi_ActivationStoreProvider:
          'org.apache.openwhisk.core.database.elasticsearch.ElasticSearchActivationStoreProvider',
      });
    }
  });

  test('9: comes before its writers, template first', () => {
    expect(own.waits('activation-store-bootstrap')).toEqual(['wait-for-elasticsearch']);
    expect(own.waits('activation-gateway')).toEqual(['wait-for-activation-store']);
    expect(own.waits('controller')).toEqual([
      'wait-for-kafka',
      'wait-for-etcd',
      'wait-for-couchdb',
      'wait-for-elasticsearch',
    ]);
    expect(own.waits('scheduler')).toContain('wait-for-elasticsearch');
  });

  test('7: has the storage class of the platform, and no claim without persistence', () => {
    const claims = (more: string) => platform('', more).workload('activation-store').spec.volumeClaimTemplates;
    expect(claims('persistence: { storageClassName: fast }')).toMatchObject([{ spec: { storageClassName: 'fast' } }]);
    expect(claims('persistence: { enabled: false }')).toBeUndefined();
  });

  test('28: several nodes have a disruption budget, and each shard a replica', () => {
    const three = platform('replicas: 3, gateway: { replicas: 2 }');
    expect(three.names('PodDisruptionBudget')).toEqual(
      expect.arrayContaining(['activation-store', 'activation-gateway']),
    );
    const template = (manifests: Manifests): string =>
      manifests.config('activation-store-bootstrap')['0.request'] ?? '';
    expect(template(three)).toContain('"number_of_replicas": 1');
    expect(template(own)).toContain('"number_of_replicas": 0');
  });

  test('generates its users and passwords, or uses user-provided ones', () => {
    const secrets = (manifests: Manifests) =>
      manifests.get<{ rules: { resourceNames?: string[] }[] }>('Role', 'activation-store-secrets').rules[1]
        ?.resourceNames;
    const names = ['admin', 'openwhisk', 'exporter', 'certificate'].map((part) => `owdev-activation-store-${part}`);
    expect(secrets(own)).toEqual(names);
    const given = platform('existingSecrets: { openwhisk: mine }');
    expect(secrets(given)).not.toContain('owdev-activation-store-openwhisk');
    expect(given.env('controller')['CONFIG_whisk_activationStore_elasticsearch_password']).toBe('Secret mine/password');
  });

  test('needs a privileged namespace only if it sets vm.max_map_count on the node', () => {
    const enforced = (manifests: Manifests) =>
      manifests.kind('Namespace').find(({ metadata }) => metadata.name === 'openwhisk')?.metadata.labels?.[
        'pod-security.kubernetes.io/enforce'
      ];
    expect(enforced(own)).toBe('baseline');
    expect(enforced(platform('virtualMemory: initContainer'))).toBe('privileged');
    const elsewhere = 'external: { host: es.example.org, existingSecret: es }';
    expect(enforced(platform(elsewhere))).toBe('baseline');
  });

  test('12: serves lean mode, too', () => {
    const lean = Manifests.of('profile: lean\nopenwhisk: { activationStore: { backend: Elasticsearch } }');
    expect(lean.waits('controller')).toEqual(['wait-for-couchdb', 'wait-for-elasticsearch']);
    expect(runChecks(lean.synthesis)).toEqual([]);
  });

  test('is monitored if the platform is', () => {
    const watched = platform('', 'monitoring: { enabled: true }');
    expect(watched.names('Deployment')).toContain('activation-store-exporter');
    expect(watched.get('PodMonitor', 'activation-store-exporter')['spec']).toMatchObject({
      podMetricsEndpoints: [
        {
          relabelings: expect.arrayContaining([
            expect.objectContaining({ replacement: 'elasticsearch-exporter' }),
          ]) as unknown,
        },
      ],
    });
    expect(runChecks(watched.synthesis)).toEqual([]);
    expect(own.names('Deployment')).not.toContain('activation-store-exporter');
  });

  test('is not deployed while CouchDB stores activations', () => {
    const unused = Manifests.of('openwhisk: { activationStore: { elasticsearch: { replicas: 2 } } }');
    expect(unused.all.map(({ metadata }) => metadata.name).join(' ')).not.toMatch(/activation-(store|gateway)/);
  });
});

describe('40: an Elasticsearch of the user’s', () => {
  const external = (more: string): Manifests =>
    platform(`external: { host: es.example.org, existingSecret: my-es, ${more} }`);
  const hosts = (manifests: Manifests) =>
    manifests.env('controller')['CONFIG_whisk_activationStore_elasticsearch_hosts'];

  test('of version 6 is used directly: nothing is deployed', () => {
    const six = external('version: 6, protocol: http');
    expect(hosts(six)).toBe('es.example.org:9200');
    expect(six.all.map(({ metadata }) => metadata.name).join(' ')).not.toMatch(/activation-(store|gateway)/);
    expect(JSON.stringify(six.pod('controller').initContainers)).toContain(
      'where openwhisk.activationStore.elasticsearch.external.version says 6',
    );
    expect(runChecks(six.synthesis)).toEqual([]);
  });

  test('of a newer version is behind the gateway', () => {
    const eight = external('port: 9243');
    expect(hosts(eight)).toBe('owdev-activation-gateway.openwhisk.svc.cluster.local:9200');
    expect(conf(eight)).toContain('server es.example.org:9243 resolve;');
    expect(conf(eight)).toContain('proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;');
    expect(eight.names('StatefulSet')).not.toContain('activation-store');
    expect(runChecks(eight.synthesis)).toEqual([]);
  });

  test('gets the translation that its version needs', () => {
    const [seven, eight] = [conf(external('version: 7')), conf(external('version: 8'))];
    for (const text of [seven, eight]) expect(text).toContain('rest_total_hits_as_int=true');
    expect(eight).toContain('compatible-with=7');
    expect(seven).not.toContain('compatible-with');
    // A server of version 6 gives a number by itself, and before 6.8 refuses to be asked for one.
    const six = conf(external('version: 6, caSecret: my-ca'));
    expect(six).not.toMatch(/rest_total_hits_as_int|compatible-with/);
    expect(six).toContain('proxy_ssl_trusted_certificate /etc/elasticsearch-ca/ca.crt;');
    expect(conf(external('protocol: http'))).not.toContain('proxy_ssl');
  });

  test('has a name that is valid in the nginx configuration', () => {
    expect(() =>
      parsePlatform('openwhisk: { activationStore: { elasticsearch: { external: { host: "a;b" } } } }'),
    ).toThrow('a host name or an address');
  });
});
