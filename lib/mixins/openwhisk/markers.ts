import type { OpenWhiskVariant } from '../../catalogue/openwhisk-variant';
import type { Marker } from '../families/kamon';

/** Most of the differences follow from the distribution of activations: each mode has a balancer and a container pool of its own. */
const SHARDING = { mode: ['sharding'] } as const;
const SCHEDULED = { mode: ['scheduler'] } as const;
const WITH_KAFKA = { mode: ['sharding', 'scheduler'] } as const;
/** The container pool of invokers without the scheduler (ContainerPool.scala; with it, FunctionPullingContainerPool.scala). */
const FIRST_POOL = { mode: ['sharding', 'lean'] } as const;

/** Requests to controllers, invokers and schedulers. Actions that are exported to the web accept all methods. */
const HTTP: readonly Marker[] = ['get', 'post', 'put', 'delete', 'head', 'options', 'patch'].flatMap(
  (method): Marker[] => {
    const marker = {
      name: `http_${method}_counter`,
      labels: ['statusCode'],
      untagged: `http_${method}_<statusCode>_counter`,
    };
    return [
      { kind: 'counter', ...marker },
      { kind: 'histogram', unit: 'ms', ...marker },
    ];
  },
);

/**
 * Consumers of Kafka's topics. A message's time in Kafka is measured when it is read; the lag is queried once per
 * minute.
 */
const KAFKA: readonly Marker[] = [
  {
    kind: 'gauge',
    name: 'kafka_topic_counter',
    labels: ['topic'],
    untagged: 'kafka_<topic>_counter',
    only: WITH_KAFKA,
  },
  {
    kind: 'histogram',
    name: 'kafka_topic_start',
    unit: 'ms',
    labels: ['topic'],
    untagged: 'kafka_<topic>_delay_start',
    only: WITH_KAFKA,
  },
];

/** Requests to the database, by name. Missing documents and conflicts do not count as errors. */
const requests = (...operations: readonly string[]): Marker[] =>
  operations.map((operation) => ({ kind: 'operation', name: `database_${operation}`, unit: 'ms' }));

/** The database of all programs; the activation store changes no name (CouchDbRestStore, ElasticSearchActivationStore). */
const DATABASE: readonly Marker[] = [
  ...requests('saveDocument', 'saveDocumentBulk', 'getDocument', 'queryView'),
  { kind: 'counter', name: 'database_cacheHit_counter' },
  { kind: 'counter', name: 'database_cacheMiss_counter' },
  { kind: 'histogram', name: 'database_batchSize_counter' },
];

/** Number of invokers in each state. The plain names come from the balancer for the scheduler, which has no pools. */
const INVOKER_STATES = ['', 'Managed', 'BlackBox'].flatMap((pool) =>
  ['Healthy', 'Unhealthy', 'Offline', ...(pool ? ['Unresponsive'] : [])].map((state): Marker => ({
    kind: 'gauge',
    name: `loadbalancer_total${state}Invoker${pool}_counter`,
    only: pool ? SHARDING : SCHEDULED,
  })),
);

/** A change of an invoker's state, as the controller or, with the scheduler, the invoker itself sees it. */
const INVOKER_STATE: Marker = {
  kind: 'counter',
  name: 'loadbalancer_invokerState_counter',
  labels: ['state'],
  untagged: 'loadbalancer_invokerState_<state>_counter',
};

const ofController = (name: string): Pick<Marker, 'name' | 'labels' | 'untagged'> => ({
  name: `loadbalancer_${name}`,
  labels: ['controller_id'],
  untagged: `loadbalancer<controller_id>_${name}`,
});

/** Metrics of a controller. In lean mode it is also an invoker, with an invoker's metrics. */
export const CONTROLLER: readonly Marker[] = [
  {
    kind: 'counter',
    name: 'controller_startup_counter',
    labels: ['controller_id'],
    untagged: 'controller_startup<controller_id>_counter',
  },
  { kind: 'operation', name: 'controller_activation', unit: 'ms' },
  { kind: 'operation', name: 'controller_blockingActivation', unit: 'ms' },
  { kind: 'counter', name: 'controller_blockingActivationDatabaseRetrieval_counter' },
  // Milliseconds, but OpenWhisk does not say so: in buckets of numbers.
  { kind: 'operation', name: 'controller_loadbalancer' },
  { kind: 'operation', name: 'controller_kafka', unit: 'ms' },
  { kind: 'counter', name: 'controller_managedInvokerSystemOverload_counter', only: SHARDING },
  { kind: 'counter', name: 'controller_blackBoxInvokerSystemOverload_counter', only: SHARDING },
  { kind: 'counter', name: 'loadbalancer_activations_counter' },
  { kind: 'gauge', ...ofController('activationsInflight_counter') },
  // Megabytes, without a unit, like the capacities.
  ...['', 'Managed', 'Blackbox'].map((pool): Marker => ({
    kind: 'gauge',
    ...ofController(`memory${pool}Inflight_counter`),
    ...(pool ? { only: FIRST_POOL } : {}),
  })),
  ...['', 'Managed', 'BlackBox'].map((pool): Marker => ({
    kind: 'gauge',
    name: `loadbalancer_totalCapacity${pool}_counter`,
    only: pool ? SHARDING : SCHEDULED,
  })),
  ...INVOKER_STATES,
  { ...INVOKER_STATE, only: SHARDING },
  {
    kind: 'counter',
    name: 'loadbalancer_completionAck_counter',
    labels: ['controller_id', 'type'],
    untagged: 'loadbalancer<controller_id>_completionAck_<type>_counter',
  },
  ...HTTP,
  ...KAFKA,
  ...DATABASE,
  ...requests('deleteDocument', 'getDocumentAttachment', 'saveDocumentAttachment'),
];

const command = (factory: string, containerFactory: OpenWhiskVariant['containerFactory']): Marker => ({
  kind: 'operation',
  name: `invoker_${factory}`,
  unit: 'ms',
  labels: ['cmd'],
  untagged: `invoker_${factory}_<cmd>`,
  only: { containerFactory: [containerFactory] },
});

/** Metrics of an invoker. The pool's sizes are the memory limits of actions, not their usage. */
export const INVOKER: readonly Marker[] = [
  { kind: 'counter', name: 'invoker_activation_start', only: FIRST_POOL },
  { kind: 'operation', name: 'invoker_activationInit', unit: 'ms' },
  { kind: 'operation', name: 'invoker_activationRun', unit: 'ms' },
  { kind: 'operation', name: 'invoker_collectLogs', unit: 'ms' },
  command('docker', 'docker'),
  command('runc', 'docker'),
  command('kubeapi', 'kubernetes'),
  {
    kind: 'counter',
    name: 'invoker_containerStart_counter',
    labels: ['containerState', 'initiator', 'namespace', 'action'],
    untagged: 'invoker_containerStart_<containerState>_counter',
  },
  {
    kind: 'counter',
    name: 'invoker_containerHealthFailed_counter',
    labels: ['containerState'],
    untagged: 'invoker_containerHealthFailed_<containerState>_counter',
  },
  { kind: 'counter', name: 'invoker_sharedPackage_counter', labels: ['path'], only: SCHEDULED },
  { kind: 'counter', name: 'invoker_creation_counter', labels: ['action', 'state'], only: SCHEDULED },
  { ...INVOKER_STATE, only: SCHEDULED },
  // Sampled each second: megabytes, and numbers; of warm containers by action.
  ...[
    { what: 'Memory', labels: ['state'] },
    { what: 'Container', labels: ['state', 'namespace', 'action'] },
  ].map(({ what, labels }): Marker => ({
    kind: 'histogram',
    name: `invoker_containerPool${what}_counter`,
    labels,
    untagged: `invoker_containerPool${what}_<state>_counter`,
    only: SCHEDULED,
  })),
  ...['runBuffer', 'active', 'prewarm', 'idles'].flatMap((pool): Marker[] => [
    { kind: 'gauge', name: `containerPool_${pool}Count_counter`, only: FIRST_POOL },
    { kind: 'gauge', name: `containerPool_${pool}Size_counter`, unit: 'MB', only: FIRST_POOL },
  ]),
  { kind: 'counter', name: 'containerPool_rescheduledActivation_counter', only: FIRST_POOL },
  { kind: 'counter', name: 'containerPool_prewarmColdstart_counter', labels: ['memory', 'kind'] },
  { kind: 'counter', name: 'containerPool_prewarmExpired_counter', labels: ['memory', 'kind'] },
  { kind: 'counter', name: 'scheduler_keepAlive_counter', labels: ['leaseId'], only: SCHEDULED },
  ...HTTP,
  ...KAFKA,
  ...DATABASE,
  ...requests('getDocumentAttachment'),
];

const ofAction = (what: string, labels: readonly string[]): Pick<Marker, 'name' | 'labels' | 'untagged'> => ({
  name: `scheduler_${what}_counter`,
  labels,
  untagged: `scheduler_${what}_<action>_counter`,
});

/** A queue that is replaced because its action has changed: counted at its start under the state `counter`, and timed without a unit. */
const QUEUE_UPDATE: readonly Marker[] = (
  [
    ['counter', 'counter'],
    ['counter', 'error'],
    ['histogram', 'finish'],
    ['histogram', 'error'],
  ] as const
).map(([kind, state]) => ({ kind, name: `scheduler_queueUpdate_${state}`, labels: ['reason'] }));

/**
 * Metrics of a scheduler. An action is written `<namespace>/<action>@<version>`; in a queue of the akka generation,
 * with the caller's namespace before it.
 */
export const SCHEDULER: readonly Marker[] = [
  { kind: 'operation', name: 'scheduler_kafka', unit: 'ms' },
  { kind: 'histogram', name: 'scheduler_kafkaWaitTime_counter', unit: 'ms' },
  { kind: 'histogram', unit: 'ms', ...ofAction('waitTime', ['action']) },
  { kind: 'counter', name: 'scheduler_keepAlive_counter', labels: ['leaseId'] },
  // The number of queues, sampled each second.
  { kind: 'histogram', name: 'scheduler_queue_counter' },
  { kind: 'counter', name: 'scheduler_queueCreate_start' },
  { kind: 'operation', name: 'scheduler_queueRecover', unit: 'ms' },
  ...QUEUE_UPDATE,
  // A queue whose activations wait longer than they may, as no invoker takes one.
  {
    kind: 'counter',
    ...ofAction('queueNotProcessing', ['namespace', 'action']),
    only: { generation: ['pekko'] },
  },
  // Without `namespace` in the akka generation, where the caller stands before the action.
  { kind: 'gauge', ...ofAction('queueActivation', ['action']), labels: ['action', 'namespace'] },
  ...['actionContainer', 'actionInProgressContainer'].map((what): Marker => ({
    kind: 'gauge',
    ...ofAction(what, ['namespace', 'action']),
  })),
  ...['namespaceContainer', 'namespaceInProgressContainer'].map((what): Marker => ({
    kind: 'gauge',
    name: `scheduler_${what}_counter`,
    labels: ['namespace'],
    untagged: `scheduler_${what}_<namespace>_counter`,
  })),
  ...HTTP,
  ...KAFKA,
  ...DATABASE,
];
