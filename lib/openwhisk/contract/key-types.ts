/** Types of configuration values, as the programs read them. */
const FORMS = {
  text: /./,
  /** `true`, `yes` and `on`, or their opposites (typesafe config, "Automatic type conversions"). */
  boolean: /^(true|false|yes|no|on|off)$/,
  integer: /^\d+$/,
  /** A percentage is a number, too (pureconfig, `ConfigReader[Double]`). */
  number: /^\d+(\.\d+)?%?$/,
  /** Without a unit: milliseconds (pureconfig, `DurationUtils`). */
  duration: /^\d+(\.\d+)? ?(ns|us|ms|millis(econds?)?|s|sec(onds?)?|m|min(utes?)?|h|hours?|d|days?)?$/,
  /**
   * Without a unit: bytes. `m` and `MiB` are powers of two, `MB` is a power of ten (typesafe config, "Size in bytes format";
   * OpenWhisk, Size.scala).
   */
  size: /^\d+ ?([kKmMgG](iB?|B)?|B|b)?$/,
  'class name': /^([a-z]+\.)+[\w.]+$/,
} as const;

/** A type of configuration values. */
export type KeyType = keyof typeof FORMS;

/**
 * Keys that the platform sets, by the type that the code reads (OpenWhisk ef725a6 and 1fae641, the case classes and
 * `loadConfigOrThrow` of each key; Akka and Pekko, reference.conf), separated by white space. `<system>` is akka or pekko.
 */
const KEYS: Readonly<Record<KeyType, string>> = {
  text: `
    <system>.actor.provider <system>.cluster.seed-nodes <system>.discovery.kubernetes-api.pod-domain
    <system>.discovery.kubernetes-api.pod-label-selector <system>.discovery.kubernetes-api.pod-namespace <system>.discovery.method
    <system>.management.cluster.bootstrap.contact-point-discovery.discovery-method logback.log.level
    whisk.activation-store.elasticsearch.hosts whisk.activation-store.elasticsearch.index-pattern
    whisk.activation-store.elasticsearch.password whisk.activation-store.elasticsearch.protocol
    whisk.activation-store.elasticsearch.username whisk.cluster.name whisk.container-factory.container-args.dns-options
    whisk.container-factory.container-args.dns-search whisk.container-factory.container-args.dns-servers
    whisk.container-factory.container-args.extra-env-vars whisk.container-factory.container-args.network
    whisk.container-factory.user-images-registry.url
    whisk.controller.password whisk.controller.username whisk.couchdb.databases.WhiskActivation whisk.couchdb.databases.WhiskAuth
    whisk.couchdb.databases.WhiskEntity whisk.couchdb.host whisk.couchdb.password whisk.couchdb.protocol whisk.couchdb.provider
    whisk.couchdb.username whisk.etcd.hosts whisk.helm.release whisk.info.build-no whisk.info.date whisk.invoker.password
    whisk.invoker.username whisk.kafka.topics.prefix whisk.kubernetes.action-namespace whisk.kubernetes.pod-template
    whisk.kubernetes.user-pod-node-affinity.key
    whisk.kubernetes.user-pod-node-affinity.value whisk.scheduler.password whisk.scheduler.protocol whisk.scheduler.username whisk.tracing.component
    whisk.tracing.zipkin.url`,
  boolean: `
    <system>.coordinated-shutdown.exit-jvm <system>.discovery.kubernetes-api.use-raw-ip whisk.cluster.use-cluster-bootstrap
    whisk.docker.container-factory.use-runc whisk.kubernetes.user-pod-node-affinity.enabled whisk.metrics.prometheus-enabled
    whisk.container-pool.prewarm-promotion whisk.loadbalancer.fpc.use-per-min-throttles whisk.user-events.enabled`,
  integer: `
    <system>.management.http.port <system>.remote.artery.canonical.port whisk.concurrency-limit.max whisk.concurrency-limit.min
    whisk.concurrency-limit.std whisk.couchdb.port whisk.etcd.lease.timeout whisk.etcd.pool.threads
    whisk.container-pool.prewarm-expiration-limit whisk.container-pool.prewarm-max-retry-limit
    whisk.invoker.container-creation.max-peek whisk.kafka.replication-factor whisk.kubernetes.cpu-scaling.max-millicpus
    whisk.kubernetes.cpu-scaling.millicpus whisk.loadbalancer.timeout-factor whisk.scheduler.blackbox-multiple
    whisk.scheduler.max-peek whisk.scheduler.queue-manager.max-retries-to-get-queue whisk.scheduler.queue.duration-buffer-size
    whisk.scheduler.queue.max-blackbox-retention-ms whisk.scheduler.queue.max-retention-ms
    whisk.scheduler.queue.max-retention-size`,
  number: `
    whisk.fraction.blackbox-fraction whisk.fraction.managed-fraction whisk.loadbalancer.managed-fraction
    whisk.kubernetes.ephemeral-storage.scale-factor whisk.loadbalancer.blackbox-fraction
    whisk.scheduler.queue.throttling-fraction whisk.tracing.zipkin.sample-rate`,
  duration: `
    <system>.coordinated-shutdown.phases.actor-system-terminate.timeout <system>.http.server.idle-timeout
    <system>.http.server.request-timeout whisk.container-pool.prewarm-expiration-check-init-delay
    whisk.container-pool.prewarm-expiration-check-interval whisk.container-pool.prewarm-expiration-check-interval-variance
    whisk.container-proxy.timeouts.idle-container whisk.container-proxy.timeouts.keeping-duration
    whisk.container-proxy.timeouts.pause-grace whisk.controller.activation.max-wait-for-blocking-activation
    whisk.duration-checker.time-window
    whisk.runtime.delete.timeout whisk.scheduler.data-management-service.retry-interval whisk.scheduler.in-progress-job-retention
    whisk.scheduler.queue-manager.max-scheduling-time whisk.scheduler.queue.flush-grace
    whisk.scheduler.queue.graceful-shutdown-timeout whisk.scheduler.queue.idle-grace whisk.scheduler.queue.stop-grace
    whisk.scheduler.scheduling.check-interval whisk.scheduler.scheduling.drop-interval
    whisk.scheduler.scheduling.stale-threshold whisk.time-limit.max whisk.time-limit.min whisk.time-limit.std
    whisk.tracing.cache-expiry`,
  size: `
    whisk.activation.payload.max whisk.activation.payload.truncation whisk.parameter-size-limit whisk.container-pool.user-memory whisk.kubernetes.cpu-scaling.memory
    whisk.kubernetes.ephemeral-storage.limit whisk.log-limit.max whisk.log-limit.min whisk.log-limit.std whisk.memory.max
    whisk.memory.min whisk.memory.std`,
  'class name': `
    whisk.spi.ActivationStoreProvider whisk.spi.ContainerFactoryProvider whisk.spi.DurationCheckerProvider
    whisk.spi.EntitlementSpiProvider whisk.spi.InvokerProvider whisk.spi.InvokerServerProvider whisk.spi.LoadBalancerProvider
    whisk.spi.LogStoreProvider whisk.spi.MessagingProvider`,
};

const TYPES = new Map(
  (Object.entries(KEYS) as [KeyType, string][]).flatMap(([type, keys]) =>
    keys.split(/\s+/).map((key): [string, KeyType] => [key, type]),
  ),
);

/** The type of a key; undefined for a key that the platform never sets. */
export function typeOf(key: string): KeyType | undefined {
  return TYPES.get(key.replace(/\.\d+$/, '').replace(/^(akka|pekko)\./, '<system>.'));
}

/** Whether a value has the form of a type. */
export function hasForm(type: KeyType, value: string): boolean {
  return FORMS[type].test(value);
}
