import { LaunchOrder } from '../../lib/kube/launch-order';
import { runChecks } from '../../lib/checks/all';
import { Manifests } from '../support/platform';

const text = (manifests: Manifests): string => JSON.stringify(manifests.all);
const names = (manifests: Manifests): string => manifests.all.map(({ metadata }) => metadata.name).join(' ');

describe('lean mode', () => {
  const lean = Manifests.of('profile: lean');

  test('12: has no invoker, Kafka or ZooKeeper of any kind', () => {
    expect(names(lean)).not.toMatch(/invoker|kafka|zookeeper/);
    expect(text(lean)).not.toContain('KAFKA_HOSTS');
  });

  test('12: the controller runs actions itself, without privileges', () => {
    expect(lean.env('controller')).toMatchObject({
      CONFIG_whisk_spi_MessagingProvider: 'org.apache.openwhisk.connector.lean.LeanMessagingProvider',
      CONFIG_whisk_spi_LoadBalancerProvider: 'org.apache.openwhisk.core.loadBalancer.LeanBalancer',
      CONFIG_whisk_containerPool_userMemory: '1024m',
      CONFIG_whisk_helm_release: 'owdev',
      WHISK_API_HOST_NAME: 'ConfigMap whisk.config/whisk_internal_api_host_name',
    });
    expect(lean.env('controller')['CONTROLLER_OPTS']).toContain('KubernetesContainerFactoryProvider');
    expect(text(lean)).not.toContain('"privileged":true');
    expect(lean.waits('controller')).toEqual(['wait-for-couchdb']);
    expect(lean.waits('install-packages')).toEqual(['wait-for-nginx']);
  });

  test('49: action pods admit the controller', () => {
    const { spec } = lean.get<{ spec: { ingress: { from: { podSelector: { matchLabels: object } }[] }[] } }>(
      'NetworkPolicy',
      'actions',
    );
    expect(spec.ingress[0]?.from[0]?.podSelector.matchLabels).toMatchObject({
      'app.kubernetes.io/component': 'controller',
    });
  });
});

describe('the scheduler', () => {
  const scheduled = Manifests.of('openwhisk: {scheduler: {enabled: true}}');

  test('10: comes with etcd, and all components are configured for both', () => {
    expect(scheduled.names('StatefulSet')).toEqual([
      'controller',
      'etcd',
      'invoker',
      'kafka',
      'scheduler',
      'zookeeper',
    ]);
    expect(scheduled.waits('controller')).toEqual(['wait-for-kafka', 'wait-for-etcd', 'wait-for-couchdb']);
    expect(scheduled.waits('scheduler')).toEqual(['wait-for-etcd', 'wait-for-kafka', 'wait-for-couchdb']);
    expect(scheduled.waits('install-packages')).toContain('wait-for-scheduler');
    for (const name of ['controller', 'invoker', 'scheduler']) {
      expect(scheduled.env(name)).toMatchObject({
        CONFIG_whisk_etcd_hosts: 'owdev-etcd-0.owdev-etcd.openwhisk.svc.cluster.local:2379',
        CONFIG_whisk_etcd_lease_timeout: '10',
      });
    }
    expect(scheduled.env('controller')['CONFIG_whisk_spi_LoadBalancerProvider']).toMatch(/FPCPoolBalancer$/);
    expect(scheduled.env('invoker')['CONFIG_whisk_spi_InvokerProvider']).toMatch(/FPCInvokerReactive$/);
  });

  test('etcd keeps its data in its claimed volume', () => {
    expect(scheduled.container('etcd')['volumeMounts']).toEqual([{ name: 'data', mountPath: '/data' }]);
    expect(scheduled.container('etcd')['args']).toContain('--data-dir=/data/etcd');
  });
});

describe('external services', () => {
  const external = Manifests.of(`
openwhisk:
  zookeeper: {external: {host: zk.example.com}}
  kafka: {external: {host: kafka.example.com, port: 9093}}
  couchdb: {external: {host: db.example.com}, auth: {existingSecret: my-db}}
  redis: {external: {host: redis.example.com}}
  activationStore:
    backend: Elasticsearch
    elasticsearch: {external: {host: es.example.com, version: 6, existingSecret: my-es}}
`);

  test('37-40: are waited for at their own address, and none are deployed', () => {
    expect(names(external)).not.toMatch(
      /owdev-(zookeeper|kafka|couchdb|redis|activation-store|activation-gateway)( |$)/,
    );
    const asked = Object.fromEntries(
      (external.pod('controller').initContainers ?? []).map(({ name, env }) => [
        name,
        `${env?.find((entry) => entry.name === 'HOST')?.value}:${env?.find((entry) => entry.name === 'PORT')?.value}`,
      ]),
    );
    expect(asked).toEqual({
      'wait-for-kafka': 'kafka.example.com:9093',
      'wait-for-couchdb': 'db.example.com:5984',
      'wait-for-elasticsearch': 'es.example.com:9200',
    });
    expect(external.env('invoker')['ZOOKEEPER_HOSTS']).toBe('zk.example.com:2181');
    expect(external.env('apigateway')).toMatchObject({ REDIS_HOST: 'redis.example.com', REDIS_PORT: '6379' });
    expect(external.env('controller')).toMatchObject({
      CONFIG_whisk_couchdb_username: 'Secret my-db/db_username',
      CONFIG_whisk_activationStore_elasticsearch_hosts: 'es.example.com:9200',
      CONFIG_whisk_activationStore_elasticsearch_password: 'Secret my-es/password',
    });
    expect(runChecks(external.synthesis)).toEqual([]);
  });

  test('37: an externally initialised database needs no job, and is still waited for', () => {
    const foreign = Manifests.of('openwhisk: {couchdb: {init: false}}');
    expect(foreign.names('Job')).not.toContain('init-couchdb');
    expect(foreign.waits('controller')).toContain('wait-for-couchdb');
  });

  test('42: the providers and the feeds can store triggers in another CouchDB, which they wait for', () => {
    const triggers = Manifests.of(`
openwhisk:
  providers: {db: {external: {host: triggers.example.com, port: 6984, protocol: https, existingSecret: my-triggers}}}
`);
    const credentials = ['Secret my-triggers/db_username', 'Secret my-triggers/db_password'];
    const used = (name: string, ...keys: string[]): unknown[] => keys.map((key) => triggers.env(name)[key]);
    expect(used('alarmprovider', 'DB_PROTOCOL', 'DB_HOST', 'DB_USERNAME', 'DB_PASSWORD')).toEqual([
      'https',
      'triggers.example.com:6984',
      ...credentials,
    ]);
    expect(used('kafkaprovider', 'DB_URL', 'DB_USER', 'DB_PASS')).toEqual([
      'https://triggers.example.com:6984',
      ...credentials,
    ]);
    const database = ['PROTOCOL', 'HOST', 'PORT', 'USERNAME', 'PASSWORD'].map((key) => `PROVIDER_DB_${key}`);
    expect(used('install-packages', ...database)).toEqual(['https', 'triggers.example.com', '6984', ...credentials]);
    for (const name of ['alarmprovider', 'kafkaprovider']) {
      expect(triggers.waits(name)).toEqual(['wait-for-controller', 'wait-for-provider-db']);
    }
    // The subjects that it administers are in OpenWhisk's own database.
    expect(triggers.env('wskadmin')['DB_HOST']).toBe('ConfigMap db.config/db_host');
    expect(triggers.names('Deployment')).toContain('couchdb');
    expect(runChecks(triggers.synthesis)).toEqual([]);
  });

  test('an existing database is never wiped unless the file says so', () => {
    expect(external.env('init-couchdb')['DB_WIPE']).toBe('false');
  });
});

/** Variables that only one generation reads, by program; `system` stands for the name of the library. */
const OF_ONE_GENERATION: Readonly<Record<string, readonly string[]>> = {
  controller: [
    'CONFIG_system_discovery_kubernetesApi_podDomain',
    'CONFIG_system_discovery_kubernetesApi_useRawIp',
    'CONFIG_whisk_controller_username',
    'CONFIG_whisk_controller_password',
    'CONFIG_whisk_parameterSizeLimit',
  ],
  invoker: ['CONFIG_whisk_parameterSizeLimit'],
  scheduler: [
    'CONFIG_system_discovery_kubernetesApi_podDomain',
    'CONFIG_system_discovery_kubernetesApi_useRawIp',
    'CONFIG_whisk_parameterSizeLimit',
    'ZOOKEEPER_HOSTS',
  ],
};

describe('the generations of the images', () => {
  test.each([
    ['controllers of a cluster', 'controller: {replicas: 2}'],
    ['schedulers of a cluster', 'controller: {replicas: 2}, scheduler: {enabled: true, replicas: 2}'],
    ['a single scheduler', 'scheduler: {enabled: true}'],
  ])('differ in the images, the names of the actor system, and what only one reads: %s', (_, yaml) => {
    const akka = Manifests.of(`openwhisk: {${yaml}}`);
    const pekko = Manifests.of(`openwhisk: {actorSystem: pekko, ${yaml}}`);
    expect(pekko.container('controller').image).toBe('docker.io/openwhisk/controller:1fae641');
    expect(text(pekko)).not.toMatch(/akka/i);
    const normalised = (value: unknown): string =>
      JSON.stringify(value)
        .replaceAll(/akka|pekko/g, 'system')
        .replaceAll(/AKKA|PEKKO/g, 'SYSTEM');
    const envOf = (manifests: Manifests, program: string) =>
      JSON.parse(normalised(manifests.env(program))) as Record<string, string>;
    for (const program of yaml.includes('enabled')
      ? ['controller', 'invoker', 'scheduler']
      : ['controller', 'invoker']) {
      const [one, other] = [envOf(akka, program), envOf(pekko, program)];
      const different = Object.keys({ ...one, ...other }).filter((name) => one[name] !== other[name]);
      expect(OF_ONE_GENERATION[program]).toEqual(expect.arrayContaining(different));
    }
    const network = (manifests: Manifests) =>
      normalised(['Service', 'NetworkPolicy'].map((kind) => manifests.kind(kind)));
    expect(network(pekko)).toBe(network(akka));
  });

  test('listen on the same remoting port, where a single member is its own seed', () => {
    const pekko = Manifests.of('openwhisk: {actorSystem: pekko, scheduler: {enabled: true}}');
    expect(pekko.env('scheduler')['WHISK_SCHEDULER_ENDPOINTS_PEKKOPORT']).toBe('25520');
    for (const name of ['controller', 'scheduler']) {
      expect(pekko.env(name)).toMatchObject({
        CONFIG_pekko_remote_artery_canonical_port: '25520',
        CONFIG_pekko_cluster_seedNodes_0: `pekko://${name}-actor-system@$(POD_IP):25520`,
      });
    }
  });

  test('a custom tag applies to all images that OpenWhisk builds', () => {
    const tagged = Manifests.of('openwhisk: {imageTag: "2.0.0"}');
    for (const name of ['controller', 'invoker', 'install-packages', 'wskadmin']) {
      expect(tagged.container(name).image).toMatch(/:2\.0\.0$/);
    }
  });
});

describe('optional parts', () => {
  test('41: a disabled provider is not installed either', () => {
    const without = Manifests.of('openwhisk: {providers: {alarm: {enabled: false}}}');
    expect(names(without)).not.toContain('alarmprovider');
    for (const job of ['install-packages', 'package-checker']) {
      expect(without.env(job)).toMatchObject({ OW_INSTALL_ALARM_PROVIDER: 'no', OW_INSTALL_KAFKA_PROVIDER: 'yes' });
    }
  });

  test('56: the tests come after the packages, and can be left out', () => {
    const order = LaunchOrder.of(Manifests.of('profile: standard').synthesis.app);
    const after = (component: string): string[] =>
      order.edges.filter(({ to }) => to.component.component === component).map(({ from }) => from.component.component);
    expect(after('package-checker')).toContain('install-packages');
    expect(after('smoke-test')).toContain('install-packages');
    expect(Manifests.of('openwhisk: {tests: {enabled: false}}').names('Job')).not.toContain('smoke-test');
  });

  test('without packages the smoke test still runs', () => {
    const bare = Manifests.of('openwhisk: {packages: {enabled: false}}');
    expect(bare.names('Job')).toContain('smoke-test');
    expect(bare.names('Job')).not.toContain('package-checker');
  });
});

describe('images', () => {
  test('36: a registry applies to every image, once, and to the runtimes', () => {
    const mirrored = Manifests.of(
      'images: {registry: registry.example.com/mirror, pullSecrets: [mirror]}\nopenwhisk: {scheduler: {enabled: true}}',
    );
    const images = text(mirrored).match(/"image":"[^"]+"/g) ?? [];
    expect(images.length).toBeGreaterThan(20);
    for (const image of images) {
      expect(image).toMatch(/^"image":"registry\.example\.com\/mirror\/(?!docker|quay)[^"]+:[^"]+"$/);
    }
    for (const name of ['Deployment', 'StatefulSet', 'Job'].flatMap((kind) => mirrored.names(kind))) {
      expect(mirrored.pod(name)['imagePullSecrets']).toEqual([{ name: 'mirror' }]);
    }
    expect(mirrored.env('invoker')['CONFIG_whisk_containerFactory_runtimesRegistry_url']).toBe(
      'registry.example.com/mirror/',
    );
  });

  test('a custom reference is used unchanged', () => {
    const own = Manifests.of('images: {registry: r.example.com, overrides: {redis: "other.example.com/redis:9"}}');
    expect(own.container('redis').image).toBe('other.example.com/redis:9');
  });
});
