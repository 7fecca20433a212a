import { FILE_KEYS, type Module } from './configuration-keys';
import type { Generation, Program } from './programs';

/** Modules on the class path of each program (OpenWhisk, build.gradle of each). */
const CLASS_PATH: Readonly<Record<Program, readonly Module[]>> = {
  controller: ['common', 'scheduler', 'invoker', 'controller'],
  invoker: ['common', 'scheduler', 'invoker'],
  scheduler: ['common', 'scheduler'],
  'user-events': ['common', 'user-events'],
};

/** Keys that code reads and no configuration file has, with their places in the source of both generations. */
const WITHOUT_DEFAULT: Readonly<Partial<Record<Module, Readonly<Record<string, readonly string[]>>>>> = {
  common: {
    'WhiskConfig.scala, CouchDbConfig': [
      'whisk.couchdb.protocol',
      'whisk.couchdb.host',
      'whisk.couchdb.port',
      'whisk.couchdb.username',
      'whisk.couchdb.password',
      'whisk.couchdb.provider',
      'whisk.couchdb.databases.WhiskAuth',
      'whisk.couchdb.databases.WhiskEntity',
      'whisk.couchdb.databases.WhiskActivation',
    ],
    'EtcdClient.scala, EtcdConfig; ConfigKeys.etcdLeaseTimeout, etcdPoolThreads': [
      'whisk.etcd.hosts',
      'whisk.etcd.username',
      'whisk.etcd.password',
      'whisk.etcd.lease.timeout',
      'whisk.etcd.pool.threads',
    ],
    'ElasticSearchActivationStore.scala, ElasticSearchActivationStoreConfig': [
      'whisk.activation-store.elasticsearch.protocol',
      'whisk.activation-store.elasticsearch.hosts',
      'whisk.activation-store.elasticsearch.index-pattern',
      'whisk.activation-store.elasticsearch.username',
      'whisk.activation-store.elasticsearch.password',
    ],
    'OpenTracingProvider.scala, ZipkinConfig': ['whisk.tracing.zipkin.url', 'whisk.tracing.zipkin.sample-rate'],
    'logback.xml': ['logback.log.level'],
  },
  scheduler: { 'ElasticSearchDurationChecker.scala': ['whisk.duration-checker.time-window'] },
  invoker: {
    'KubernetesClient.scala, KubernetesClientConfig': [
      'whisk.kubernetes.action-namespace',
      'whisk.kubernetes.pod-template',
      'whisk.kubernetes.cpu-scaling.millicpus',
      'whisk.kubernetes.cpu-scaling.memory',
      'whisk.kubernetes.cpu-scaling.max-millicpus',
      'whisk.kubernetes.ephemeral-storage.limit',
    ],
    'KubernetesContainerFactory.scala': ['whisk.helm.release'],
    'FPCInvokerReactive.scala': ['whisk.invoker.container-creation.max-peek'],
  },
  controller: { 'RestAPIs.scala, buildInformation': ['whisk.info.date', 'whisk.info.build-no'] },
};

/** Keys without a default that only one generation reads. */
const WITHOUT_DEFAULT_OF: Readonly<Record<Generation, readonly string[]>> = {
  akka: [],
  // KubernetesClient.scala, KubernetesEphemeralStorageConfig
  pekko: ['whisk.kubernetes.ephemeral-storage.scale-factor'],
};

/**
 * Keys of the actor system's libraries that the platform sets, below the name of the generation (reference.conf of each
 * library); the cluster test looks them up there.
 */
export const LIBRARY_KEYS: Readonly<Record<'both' | Generation, readonly string[]>> = {
  both: [
    'actor.provider',
    'cluster.seed-nodes',
    'coordinated-shutdown.exit-jvm',
    'coordinated-shutdown.phases.actor-system-terminate.timeout',
    'discovery.method',
    'discovery.kubernetes-api.pod-namespace',
    'discovery.kubernetes-api.pod-label-selector',
    'management.cluster.bootstrap.contact-point-discovery.discovery-method',
    'http.server.idle-timeout',
    'http.server.request-timeout',
    'management.http.port',
    'remote.artery.canonical.port',
  ],
  akka: ['discovery.kubernetes-api.pod-domain'],
  pekko: ['discovery.kubernetes-api.use-raw-ip'],
};

/** Groups of keys that are passed on to a library, so that any name is read. */
const OPEN: readonly RegExp[] = [
  // KafkaConfiguration.scala: the client's own names, with hyphens for dots.
  /^whisk\.kafka\.(common|producer|consumer)\./,
  // KafkaMessagingProvider.scala, Controller.scala, Invoker.scala and Scheduler.scala: Kafka's names, with hyphens for dots.
  /^whisk\.kafka\.topics\.(cache-invalidation|completed|creationAck|events|health|invoker|scheduler)\.[\w-]+$/,
  // user-events, EventConsumer.scala: Alpakka's and Pekko's own client, `<system>.kafka.consumer.kafka-clients`.
  /^(akka|pekko)\.kafka\.consumer\.kafka-clients\./,
];

/** Whether a program of a generation reads a key. */
export function reads(generation: Generation, program: Program, key: string): boolean {
  const name = key.replace(/\.\d+$/, '');
  const library = (['both', generation] as const).flatMap((part) => LIBRARY_KEYS[part]);
  const modules = CLASS_PATH[program];
  return (
    OPEN.some((group) => group.test(name) && !name.startsWith(generation === 'akka' ? 'pekko' : 'akka')) ||
    library.some((libraryKey) => name === `${generation}.${libraryKey}`) ||
    WITHOUT_DEFAULT_OF[generation].includes(name) ||
    keysWithDefault(generation, program).has(name) ||
    modules.some((module) => Object.values(WITHOUT_DEFAULT[module] ?? {}).some((keys) => keys.includes(name)))
  );
}

/** The keys below `whisk` that have a default in a configuration file of a program. */
export function keysWithDefault(generation: Generation, program: Program): ReadonlySet<string> {
  const id = `${generation} ${program}`;
  const known = withDefault.get(id);
  if (known) return known;
  const keys = CLASS_PATH[program].flatMap((module) =>
    (['both', generation] as const).flatMap((part) => keysOf(FILE_KEYS[part][module])),
  );
  const found = new Set(keys);
  withDefault.set(id, found);
  return found;
}

const withDefault = new Map<string, ReadonlySet<string>>();

function keysOf(lines = ''): string[] {
  return lines
    .split(/\s+/)
    .filter(Boolean)
    .map((key) => `whisk.${key}`);
}
