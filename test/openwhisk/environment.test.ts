import { Manifests } from '../support/platform';

const standard = Manifests.of('profile: standard');

const THROTTLES = {
  LIMITS_ACTIONS_INVOKES_PERMINUTE: '60',
  LIMITS_ACTIONS_INVOKES_CONCURRENT: '30',
  LIMITS_TRIGGERS_FIRES_PERMINUTE: '60',
  LIMITS_ACTIONS_SEQUENCE_MAXLENGTH: '50',
};

const LIMITS = {
  CONFIG_whisk_timeLimit_min: '100ms',
  CONFIG_whisk_timeLimit_max: '5m',
  CONFIG_whisk_timeLimit_std: '1m',
  CONFIG_whisk_memory_min: '128m',
  CONFIG_whisk_memory_max: '512m',
  CONFIG_whisk_memory_std: '256m',
  CONFIG_whisk_concurrencyLimit_min: '1',
  CONFIG_whisk_concurrencyLimit_max: '1',
  CONFIG_whisk_concurrencyLimit_std: '1',
  CONFIG_whisk_logLimit_min: '0m',
  CONFIG_whisk_logLimit_max: '10m',
  CONFIG_whisk_logLimit_std: '10m',
  CONFIG_whisk_activation_payload_max: '1048576',
  CONFIG_whisk_activation_payload_truncation: '1048576',
};

const COUCHDB = {
  CONFIG_whisk_couchdb_username: 'Secret db.auth/db_username',
  CONFIG_whisk_couchdb_password: 'Secret db.auth/db_password',
  CONFIG_whisk_couchdb_protocol: 'ConfigMap db.config/db_protocol',
  CONFIG_whisk_couchdb_host: 'ConfigMap db.config/db_host',
  CONFIG_whisk_couchdb_port: 'ConfigMap db.config/db_port',
  CONFIG_whisk_couchdb_provider: 'ConfigMap db.config/db_provider',
  CONFIG_whisk_couchdb_databases_WhiskActivation: 'ConfigMap db.config/db_whisk_activations',
  CONFIG_whisk_couchdb_databases_WhiskEntity: 'ConfigMap db.config/db_whisk_actions',
  CONFIG_whisk_couchdb_databases_WhiskAuth: 'ConfigMap db.config/db_whisk_auths',
};

const KAFKA = {
  KAFKA_HOSTS: 'owdev-kafka-0.owdev-kafka.openwhisk.svc.cluster.local:9092',
  CONFIG_whisk_kafka_replicationFactor: '1',
  ...Object.fromEntries(
    ['cacheInvalidation', 'completed', 'events', 'health', 'invoker'].flatMap((topic) => [
      [`CONFIG_whisk_kafka_topics_${topic}_segmentBytes`, '16777216'],
      [`CONFIG_whisk_kafka_topics_${topic}_retentionBytes`, '50331648'],
    ]),
  ),
};

const CONTAINER_FACTORY =
  '-Dwhisk.spi.ContainerFactoryProvider=org.apache.openwhisk.core.containerpool.kubernetes.KubernetesContainerFactoryProvider';

/** The environment of a component without the runtimes manifest, which has a test of its own. */
function environment(name: string, manifests = standard): Record<string, string> {
  const { RUNTIMES_MANIFEST, ...others } = manifests.env(name);
  expect(RUNTIMES_MANIFEST === undefined || RUNTIMES_MANIFEST.startsWith('{"runtimes":{')).toBe(true);
  return others;
}

test('the controller gets exactly these variables', () => {
  expect(environment('controller')).toEqual({
    ...THROTTLES,
    ...LIMITS,
    ...COUCHDB,
    ...KAFKA,
    PORT: '8080',
    TZ: 'UTC',
    POD_IP: 'field status.podIP',
    HOME: '/tmp',
    JAVA_OPTS: '-Xmx1024M',
    CONTROLLER_OPTS: '',
    CONFIG_logback_log_level: 'INFO',
    CONFIG_whisk_info_date: 'ConfigMap whisk.config/whisk_info_date',
    CONFIG_whisk_info_buildNo: 'ConfigMap whisk.config/whisk_info_buildNo',
    CONFIG_whisk_loadbalancer_blackboxFraction: '10%',
    CONFIG_whisk_loadbalancer_managedFraction: '90%',
    CONFIG_whisk_loadbalancer_timeoutFactor: '2',
    CONFIG_whisk_controller_activation_maxWaitForBlockingActivation: '60 seconds',
    CONFIG_akka_http_server_requestTimeout: '65 s',
    CONFIG_akka_http_server_idleTimeout: '70 s',
    CONFIG_whisk_spi_LoadBalancerProvider: 'org.apache.openwhisk.core.loadBalancer.ShardingContainerPoolBalancer',
    CONFIG_whisk_spi_EntitlementSpiProvider: 'org.apache.openwhisk.core.entitlement.LocalEntitlementProvider',
    CONFIG_akka_remote_artery_canonical_port: '25520',
    CONFIG_akka_cluster_seedNodes_0: 'akka://controller-actor-system@$(POD_IP):25520',
  });
});

test('the controller’s TLS client accepts certificates with EC and RSA keys where it connects to a server over TLS', () => {
  const options = (yaml: string): string | undefined => Manifests.of(yaml).env('controller')['CONTROLLER_OPTS'];
  const clustered = options('openwhisk: {controller: {replicas: 2, options: -Da=b}}');
  expect(clustered).toMatch(/-Dssl-config\.enabledCipherSuites\.\d=TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 /);
  expect(clustered).toMatch(/-Dssl-config\.enabledCipherSuites\.\d=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 /);
  expect(clustered).toMatch(/ -Da=b$/);
  const database = (protocol: string): string =>
    `openwhisk: {couchdb: {protocol: ${protocol}, auth: {existingSecret: s}, external: {host: db.example.com}}}`;
  expect(options(database('https'))).toContain('TLS_ECDHE_ECDSA');
  expect(options(database('http'))).toBe('');
});

test('the invoker gets exactly these variables', () => {
  expect(environment('invoker')).toEqual({
    ...LIMITS,
    ...COUCHDB,
    ...KAFKA,
    PORT: '8080',
    HOME: '/tmp',
    JAVA_OPTS: '-Xmx512M',
    INVOKER_OPTS: CONTAINER_FACTORY,
    INVOKER_NAME: 'field metadata.name',
    ZOOKEEPER_HOSTS: 'owdev-zookeeper-0.owdev-zookeeper.openwhisk.svc.cluster.local:2181',
    WHISK_API_HOST_PROTO: 'ConfigMap whisk.config/whisk_internal_api_host_proto',
    WHISK_API_HOST_PORT: 'ConfigMap whisk.config/whisk_internal_api_host_port',
    WHISK_API_HOST_NAME: 'ConfigMap whisk.config/whisk_internal_api_host_name',
    CONFIG_logback_log_level: 'INFO',
    CONFIG_whisk_spi_InvokerProvider: 'org.apache.openwhisk.core.invoker.InvokerReactive',
    CONFIG_whisk_spi_InvokerServerProvider: 'org.apache.openwhisk.core.invoker.DefaultInvokerServer',
    CONFIG_whisk_invoker_username: 'Secret invoker.auth/username',
    CONFIG_whisk_invoker_password: 'Secret invoker.auth/password',
    CONFIG_whisk_containerPool_userMemory: '2048m',
    CONFIG_whisk_containerPool_prewarmPromotion: 'false',
    CONFIG_whisk_containerPool_prewarmExpirationCheckInitDelay: '10 minutes',
    CONFIG_whisk_containerPool_prewarmExpirationCheckInterval: '10 minutes',
    CONFIG_whisk_containerPool_prewarmExpirationCheckIntervalVariance: '10 seconds',
    CONFIG_whisk_containerPool_prewarmExpirationLimit: '100',
    CONFIG_whisk_containerPool_prewarmMaxRetryLimit: '5',
    CONFIG_whisk_containerProxy_timeouts_idleContainer: '10 minutes',
    CONFIG_whisk_containerProxy_timeouts_pauseGrace: '10 seconds',
    CONFIG_whisk_containerProxy_timeouts_keepingDuration: '10 minutes',
    CONFIG_whisk_containerFactory_containerArgs_network: 'bridge',
    CONFIG_whisk_containerFactory_containerArgs_extraEnvVars_0: '__OW_ALLOW_CONCURRENT=false',
    CONFIG_whisk_kubernetes_userPodNodeAffinity_enabled: 'true',
    CONFIG_whisk_kubernetes_userPodNodeAffinity_key: 'openwhisk-role',
    CONFIG_whisk_kubernetes_userPodNodeAffinity_value: 'invoker',
    CONFIG_whisk_kubernetes_actionNamespace: 'openwhisk-actions',
    CONFIG_whisk_kubernetes_podTemplate: 'file:/etc/action-pod/template.yaml',
    CONFIG_whisk_helm_release: 'owdev',
    CONFIG_whisk_runtime_delete_timeout: '30 seconds',
    CONFIG_akka_coordinatedShutdown_phases_actorSystemTerminate_timeout: '30 s',
  });
});

test('a limit of ephemeral storage comes with the scale factor that the pekko images require', () => {
  const env = (system: string): Record<string, string> =>
    Manifests.of(`openwhisk: {actorSystem: ${system}, actions: {ephemeralStorageLimit: 2g}}`).env('invoker');
  const factor = 'CONFIG_whisk_kubernetes_ephemeralStorage_scaleFactor';
  expect(env('pekko')).toMatchObject({ CONFIG_whisk_kubernetes_ephemeralStorage_limit: '2g', [factor]: '0' });
  expect(env('akka')).not.toHaveProperty(factor);
});

describe('each mode sets every service provider that depends on the mode', () => {
  const STORE = 'activationStore: {backend: Elasticsearch}';
  const MODES = {
    standard: {
      yaml: '',
      controller: [
        'LoadBalancerProvider=ShardingContainerPoolBalancer',
        'EntitlementSpiProvider=LocalEntitlementProvider',
      ],
      invoker: ['InvokerProvider=InvokerReactive', 'InvokerServerProvider=DefaultInvokerServer'],
    },
    lean: {
      yaml: 'lean: true',
      controller: [
        'MessagingProvider=LeanMessagingProvider',
        'LoadBalancerProvider=LeanBalancer',
        'EntitlementSpiProvider=LocalEntitlementProvider',
        'InvokerProvider=InvokerReactive',
      ],
    },
    scheduled: {
      yaml: 'scheduler: {enabled: true}',
      controller: ['LoadBalancerProvider=FPCPoolBalancer', 'EntitlementSpiProvider=FPCEntitlementProvider'],
      invoker: ['InvokerProvider=FPCInvokerReactive', 'InvokerServerProvider=FPCInvokerServer'],
      scheduler: ['DurationCheckerProvider=NoopDurationCheckerProvider'],
    },
    'scheduled with Elasticsearch': {
      yaml: `scheduler: {enabled: true}, ${STORE}`,
      scheduler: [
        'ActivationStoreProvider=ElasticSearchActivationStoreProvider',
        'DurationCheckerProvider=ElasticSearchDurationCheckerProvider',
      ],
    },
  };
  for (const system of ['akka', 'pekko']) {
    test.each(Object.entries(MODES))(`${system}, %s`, (_, { yaml, ...programs }) => {
      const manifests = Manifests.of(`openwhisk: {actorSystem: ${system}, ${yaml}}`);
      for (const [name, expected] of Object.entries(programs)) {
        const spis = Object.entries(manifests.env(name)).filter(([key]) => key.startsWith('CONFIG_whisk_spi_'));
        const named = spis.map(([key, value]) => `${key.replace('CONFIG_whisk_spi_', '')}=${value.split('.').at(-1)}`);
        expect(named.sort()).toEqual([...expected].sort());
      }
    });
  }
});

test('54: the jobs get exactly these variables', () => {
  expect(environment('gen-secrets')).toEqual({ NAMESPACE: 'openwhisk' });
  expect(environment('gen-certs')).toEqual({ NAMESPACE: 'openwhisk' });
  expect(environment('init-couchdb')).toEqual({
    DB_PROTOCOL: 'ConfigMap db.config/db_protocol',
    DB_HOST: 'ConfigMap db.config/db_host',
    DB_PORT: 'ConfigMap db.config/db_port',
    DB_PREFIX: 'ConfigMap db.config/db_prefix',
    DB_WHISK_AUTHS: 'ConfigMap db.config/db_whisk_auths',
    DB_WHISK_ACTIONS: 'ConfigMap db.config/db_whisk_actions',
    DB_WHISK_ACTIVATIONS: 'ConfigMap db.config/db_whisk_activations',
    DB_WIPE: 'false',
    COUCHDB_USER: 'Secret db.auth/db_username',
    COUCHDB_PASSWORD: 'Secret db.auth/db_password',
    TRY_TIMEOUT_SECONDS: '5',
    DEADLINE_SECONDS: '900',
  });
  expect(environment('install-packages')).toEqual({
    WHISK_AUTH: 'Secret whisk.auth/system',
    WHISK_API_HOST: 'ConfigMap whisk.config/whisk_internal_api_host_nameAndPort',
    WHISK_API_HOST_URL: 'ConfigMap whisk.config/whisk_internal_api_host_url',
    WHISK_SYSTEM_NAMESPACE: 'ConfigMap whisk.config/whisk_system_namespace',
    API_MANAGEMENT_URL: 'http://owdev-api-management.openwhisk.svc.cluster.local:80',
    API_MANAGEMENT_KEY: 'Secret apigateway.auth/key',
    PROVIDER_DB_PROTOCOL: 'ConfigMap db.config/db_protocol',
    PROVIDER_DB_HOST: 'ConfigMap db.config/db_host',
    PROVIDER_DB_PORT: 'ConfigMap db.config/db_port',
    PROVIDER_DB_USERNAME: 'Secret db.auth/db_username',
    PROVIDER_DB_PASSWORD: 'Secret db.auth/db_password',
    ALARM_DB_PREFIX: 'alm',
    KAFKA_DB_PREFIX: 'kp',
    OW_INSTALL_ALARM_PROVIDER: 'yes',
    OW_INSTALL_KAFKA_PROVIDER: 'yes',
    GIT_BASE_URL: 'https://github.com/apache',
    OW_GIT_TAG_OPENWHISK: 'ef725a653ab112391f79c274d8e3dcfb915d59a3',
    OW_GIT_TAG_OPENWHISK_CATALOG: '1.0.0',
    OW_GIT_TAG_OPENWHISK_PACKAGE_ALARMS: '2.3.0',
    OW_GIT_TAG_OPENWHISK_PACKAGE_KAFKA: '2.1.0',
    DEADLINE_SECONDS: '1800',
    HOME: '/tmp',
    CREDENTIALS_DIR: '/run/credentials',
  });
  const guest = {
    WSK_AUTH: 'Secret whisk.auth/guest',
    WSK_API_HOST_URL: 'ConfigMap whisk.config/whisk_internal_api_host_url',
    DEADLINE_SECONDS: '1800',
    HOME: '/tmp',
    CREDENTIALS_DIR: '/run/credentials',
  };
  expect(environment('smoke-test')).toEqual(guest);
  expect(environment('package-checker')).toEqual({
    ...guest,
    WHISK_SYSTEM_NAMESPACE: 'ConfigMap whisk.config/whisk_system_namespace',
    OW_INSTALL_ALARM_PROVIDER: 'yes',
    OW_INSTALL_KAFKA_PROVIDER: 'yes',
  });
});

test('the small components get exactly these variables', () => {
  expect(environment('couchdb')).toEqual({
    COUCHDB_USER: 'Secret db.auth/db_username',
    COUCHDB_PASSWORD: 'Secret db.auth/db_password',
  });
  expect(environment('redis')).toEqual({ REDISCLI_AUTH: 'Secret redis.auth/password' });
  expect(environment('kafka')).toEqual({
    EXTRA_ARGS: '-name kafkaServer',
    KAFKA_HEAP_OPTS: '-Xmx512m -Xms512m',
    KAFKA_LOG4J_OPTS: '-Dlog4j.configuration=file:/etc/kafka-config/log4j.properties',
    LOG_DIR: '/tmp/kafka',
  });
  expect(environment('zookeeper')).toEqual({ ZK_SERVER_HEAP: '256' });
  expect(environment('nginx')).toEqual({});
  expect(environment('apigateway')).toEqual({
    REDIS_HOST: 'owdev-redis.openwhisk.svc.cluster.local',
    REDIS_PORT: '6379',
    REDIS_PASS: 'Secret redis.auth/password',
    PUBLIC_GATEWAY_URL: 'ConfigMap whisk.config/whisk_external_api_host_url',
    BACKEND_HOST: 'ConfigMap whisk.config/whisk_internal_api_host_url',
  });
  expect(environment('alarmprovider')).toEqual({
    PORT: '8080',
    DB_PROTOCOL: 'ConfigMap db.config/db_protocol',
    DB_HOST: 'ConfigMap db.config/db_host_port',
    DB_USERNAME: 'Secret db.auth/db_username',
    DB_PASSWORD: 'Secret db.auth/db_password',
    DB_PREFIX: 'alm',
    ROUTER_HOST: 'owdev-nginx.openwhisk.svc.cluster.local:443',
  });
  expect(environment('kafkaprovider')).toEqual({
    PORT: '8080',
    DB_URL: 'ConfigMap db.config/db_url',
    DB_USER: 'Secret db.auth/db_username',
    DB_PASS: 'Secret db.auth/db_password',
    DB_PREFIX: 'kp',
    LOCAL_DEV: 'true',
  });
});

test('18, 50: controller, invoker and scheduler have the same limits and the same runtimes', () => {
  const scheduled = Manifests.of(
    'openwhisk: {scheduler: {enabled: true}, limits: {actionsInvokesPerMinute: 7, time: {max: 10m}}}',
  );
  expect(scheduled.env('controller')['LIMITS_ACTIONS_INVOKES_PERMINUTE']).toBe('7');
  const changed = { ...LIMITS, CONFIG_whisk_timeLimit_max: '10m' };
  for (const name of ['controller', 'invoker', 'scheduler']) expect(scheduled.env(name)).toMatchObject(changed);
  const manifests = ['controller', 'invoker', 'scheduler'].map(
    (name) => scheduled.env(name)['RUNTIMES_MANIFEST'] ?? '',
  );
  expect(new Set(manifests).size).toBe(1);
  expect(Object.keys(JSON.parse(manifests[0] ?? '') as object).sort()).toEqual(['blackboxes', 'runtimes']);
});

test('19: every setting of every topic reaches controller, invoker and scheduler', () => {
  const topics = ['cacheInvalidation', 'completed', 'events', 'health', 'invoker', 'scheduler'];
  const settings = '{segmentBytes: 2000000, retentionBytes: 3000000, retentionMs: 4}';
  const scheduled = Manifests.of(`
openwhisk:
  scheduler: {enabled: true, options: -Da=b}
  kafka:
    replicas: 3
    topics: {prefix: p-, ${[...topics, 'creationAck'].map((topic) => `${topic}: ${settings}`).join(', ')}}
`);
  const expected = Object.fromEntries(
    topics.flatMap((topic) => [
      [`CONFIG_whisk_kafka_topics_${topic}_segmentBytes`, '2000000'],
      [`CONFIG_whisk_kafka_topics_${topic}_retentionBytes`, '3000000'],
      [`CONFIG_whisk_kafka_topics_${topic}_retentionMs`, '4'],
    ]),
  );
  for (const name of ['controller', 'invoker', 'scheduler']) {
    expect(scheduled.env(name)).toMatchObject({
      ...expected,
      CONFIG_whisk_kafka_topics_prefix: 'p-',
      CONFIG_whisk_kafka_replicationFactor: '3',
    });
  }
  // As a variable, the image would make creation-ack of the name, which no program reads.
  expect(scheduled.env('scheduler')['SCHEDULER_OPTS']).toBe(
    [
      '-Da=b -Dwhisk.kafka.topics.creationAck.segment-bytes=2000000',
      '-Dwhisk.kafka.topics.creationAck.retention-bytes=3000000 -Dwhisk.kafka.topics.creationAck.retention-ms=4',
    ].join(' '),
  );
});

test('40: controller, invoker and scheduler have the activation store configured', () => {
  const es = Manifests.of(`
openwhisk:
  scheduler: {enabled: true}
  activationStore:
    backend: Elasticsearch
    elasticsearch: {external: {host: es.example.com, version: 6, existingSecret: my-es}, indexPattern: "ow-%s"}
`);
  for (const name of ['controller', 'invoker', 'scheduler']) {
    const settings = Object.entries(es.env(name)).filter(([key]) => /activationStore|ActivationStore/.test(key));
    expect(Object.fromEntries(settings)).toEqual({
      CONFIG_whisk_activationStore_elasticsearch_protocol: 'https',
      CONFIG_whisk_activationStore_elasticsearch_hosts: 'es.example.com:9200',
      CONFIG_whisk_activationStore_elasticsearch_indexPattern: 'ow-%s',
      CONFIG_whisk_activationStore_elasticsearch_username: 'Secret my-es/username',
      CONFIG_whisk_activationStore_elasticsearch_password: 'Secret my-es/password',
      CONFIG_whisk_spi_ActivationStoreProvider:
        'org.apache.openwhisk.core.database.elasticsearch.ElasticSearchActivationStoreProvider',
    });
  }
});

test('51: each JVM has its own heap, options and log level', () => {
  const own = Manifests.of(`
openwhisk:
  controller: {heapMiB: 600, jvmOptions: -Xgcpolicy:gencon, options: -Dx=y, logLevel: DEBUG}
  invoker: {options: -Dz=1}
`);
  expect(own.env('controller')).toMatchObject({
    JAVA_OPTS: '-Xmx600M -Xgcpolicy:gencon',
    CONTROLLER_OPTS: '-Dx=y',
    CONFIG_logback_log_level: 'DEBUG',
  });
  expect(own.env('invoker')).toMatchObject({
    INVOKER_OPTS: `-Dz=1 ${CONTAINER_FACTORY}`,
    CONFIG_logback_log_level: 'INFO',
  });
});
