import type { Env } from '../kube/env';
import type { MetricsEndpoint } from '../kube/metrics';
import type { Permission } from '../kube/rbac';
import type { OpenWhisk } from '../platform/model';
import type { MetricSource } from '../catalogue/sources';
import { DB_PASSWORD, DB_USERNAME, type CouchdbFacts } from './couchdb';
import { replicationFactor, type KafkaFacts } from './kafka';
import { commonKafkaEnv } from './kafka-client';
import type { StoreFacts } from './store';
import type { WhiskConfig } from './whisk-config';

/**
 * Environment of controller, invoker and scheduler. A variable `CONFIG_a_bC` becomes the configuration key `a.b-c` (OpenWhisk,
 * common/scala/transformEnvironment.sh).
 */

/** System limits (OpenWhisk, "System limits"). */
export function limitsEnv({ limits }: OpenWhisk): Env {
  return {
    LIMITS_ACTIONS_INVOKES_PERMINUTE: String(limits.actionsInvokesPerMinute),
    LIMITS_ACTIONS_INVOKES_CONCURRENT: String(limits.actionsInvokesConcurrent),
    LIMITS_TRIGGERS_FIRES_PERMINUTE: String(limits.triggersFiresPerMinute),
    LIMITS_ACTIONS_SEQUENCE_MAXLENGTH: String(limits.actionsSequenceMaxLength),
    ...rangeEnv('timeLimit', limits.time),
    ...rangeEnv('memory', limits.memory),
    ...rangeEnv('concurrencyLimit', limits.concurrency),
    ...rangeEnv('logLimit', limits.log),
    CONFIG_whisk_activation_payload_max: String(limits.activationPayloadMaxBytes),
  };
}

function rangeEnv(name: string, range: Record<'min' | 'max' | 'std', string | number>): Env {
  return {
    [`CONFIG_whisk_${name}_min`]: String(range.min),
    [`CONFIG_whisk_${name}_max`]: String(range.max),
    [`CONFIG_whisk_${name}_std`]: String(range.std),
  };
}

/** Entities and subjects in CouchDB. */
export function couchdbEnv(config: WhiskConfig, couchdb: CouchdbFacts): Env {
  const { db } = config;
  return {
    CONFIG_whisk_couchdb_username: { secret: couchdb.auth, key: DB_USERNAME },
    CONFIG_whisk_couchdb_password: { secret: couchdb.auth, key: DB_PASSWORD },
    CONFIG_whisk_couchdb_protocol: { config: db, key: 'db_protocol' },
    CONFIG_whisk_couchdb_host: { config: db, key: 'db_host' },
    CONFIG_whisk_couchdb_port: { config: db, key: 'db_port' },
    CONFIG_whisk_couchdb_provider: { config: db, key: 'db_provider' },
    CONFIG_whisk_couchdb_databases_WhiskActivation: { config: db, key: 'db_whisk_activations' },
    CONFIG_whisk_couchdb_databases_WhiskEntity: { config: db, key: 'db_whisk_actions' },
    CONFIG_whisk_couchdb_databases_WhiskAuth: { config: db, key: 'db_whisk_auths' },
  };
}

/** The message bus; a value of a topic appears only where the platform file gives one. */
export function kafkaEnv({ kafka: spec }: OpenWhisk, kafka: KafkaFacts): Env {
  const { prefix, ...topics } = spec.topics;
  const values = Object.entries(topics).flatMap(([topic, settings]) =>
    Object.entries(settings).map(([name, value]) => [`CONFIG_whisk_kafka_topics_${topic}_${name}`, String(value)]),
  );
  return {
    KAFKA_HOSTS: kafka.hosts,
    CONFIG_whisk_kafka_replicationFactor: String(replicationFactor(spec)),
    ...(prefix ? { CONFIG_whisk_kafka_topics_prefix: prefix } : {}),
    ...(Object.fromEntries(values) as Env),
    ...(kafka.client ? commonKafkaEnv(kafka.client) : {}),
  };
}

/** The scheduler's store. */
export function etcdEnv({ etcd: spec, clusterName }: OpenWhisk, etcd: StoreFacts): Env {
  return {
    CONFIG_whisk_cluster_name: clusterName,
    CONFIG_whisk_etcd_hosts: etcd.hosts,
    CONFIG_whisk_etcd_lease_timeout: `${spec.leaseTimeoutSeconds}`,
    CONFIG_whisk_etcd_pool_threads: String(spec.poolThreads),
  };
}

/** Where a controller, invoker or scheduler serves its metrics, if it does. */
export function metricsOf(
  { metrics }: OpenWhisk,
  source: MetricSource,
  containerPort: number,
): readonly MetricsEndpoint[] | undefined {
  return metrics.prometheus ? [{ source, port: 'http', containerPort }] : undefined;
}

/** Metrics by Kamon (OpenWhisk, common/scala/src/main/resources/application.conf, whisk.metrics). */
export function metricsEnv({ metrics }: OpenWhisk): Env {
  return {
    ...(metrics.prometheus ? { METRICS_KAMON: 'true', CONFIG_whisk_metrics_prometheusEnabled: 'true' } : {}),
    ...(metrics.prometheus && metrics.kamonTags ? { METRICS_KAMON_TAGS: 'true' } : {}),
    ...(metrics.userEvents.enabled ? { CONFIG_whisk_userEvents_enabled: 'true' } : {}),
  };
}

/** Heap and options of a JVM, and the writable directory that the start script wants. */
export function jvmEnv({
  heapMiB,
  jvmOptions,
  logLevel,
}: {
  heapMiB: number;
  jvmOptions: string;
  logLevel: string;
}): Env {
  return {
    JAVA_OPTS: [`-Xmx${heapMiB}M`, jvmOptions].filter(Boolean).join(' '),
    CONFIG_logback_log_level: logLevel,
    HOME: '/tmp',
  };
}

/** How OpenWhisk's actor systems find each other. */
export interface ClusterEnvProps {
  readonly system: OpenWhisk['actorSystem'];
  /** Name of the actor system, e.g. `controller-actor-system`. */
  readonly name: string;
  readonly replicas: number;
  readonly namespace: string;
  /** Labels of the pods. */
  readonly selector: Readonly<Record<string, string>>;
  readonly remotingPort: number;
}

/**
 * One pod is its own seed; several find each other through the Kubernetes API (Akka Management, "Cluster Bootstrap"; Apache
 * Pekko keeps the keys under its own name). `POD_IP` must come before these.
 */
export function clusterEnv({ system, name, replicas, namespace, selector, remotingPort }: ClusterEnvProps): Env {
  if (replicas === 1) {
    return { [`CONFIG_${system}_cluster_seedNodes_0`]: `${system}://${name}@$(POD_IP):${remotingPort}` };
  }
  const labels = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
  return {
    CONFIG_whisk_cluster_useClusterBootstrap: 'true',
    [`CONFIG_${system}_actor_provider`]: 'cluster',
    [`CONFIG_${system}_discovery_method`]: 'kubernetes-api',
    [`CONFIG_${system}_discovery_kubernetesApi_podNamespace`]: namespace,
    [`CONFIG_${system}_discovery_kubernetesApi_podLabelSelector`]: labels.join(','),
    [`CONFIG_${system}_discovery_kubernetesApi_podPortName`]: managementPortName(system),
  };
}

/** What several members ask of the API server to find each other. */
export function peerDiscovery(replicas: number): Permission[] {
  return replicas > 1 ? [{ resources: ['pods'], verbs: ['get', 'list', 'watch'] }] : [];
}

/** Name of the port at which members answer each other's questions. */
export function managementPortName(system: OpenWhisk['actorSystem']): string {
  return `${system}-mgmt-http`;
}

/** Name of the port over which the members talk. */
export function remotingPortName(system: OpenWhisk['actorSystem']): string {
  return `${system}-remoting`;
}

/** Ports of an actor system: talk and questions. */
export const CLUSTER_PORTS = { remoting: 25520, management: 19999 };
