import type { Marker } from '../families/kamon';

/** Controllers, invokers and schedulers, all of them. */
const HTTP: readonly Marker[] = ['get', 'post', 'put', 'delete'].flatMap((method): Marker[] => {
  const marker = {
    name: `http_${method}_counter`,
    labels: ['statusCode'],
    untagged: `http_${method}_<statusCode>_counter`,
  };
  return [
    { kind: 'counter', ...marker },
    { kind: 'histogram', unit: 'ms', ...marker },
  ];
});

/**
 * Consumers of Kafka's topics. A message's time in Kafka is measured when it is read; the lag is queried once per
 * minute.
 */
const KAFKA: readonly Marker[] = [
  { kind: 'gauge', name: 'kafka_topic_counter', labels: ['topic'], untagged: 'kafka_<topic>_counter' },
  {
    kind: 'histogram',
    name: 'kafka_topic_start',
    unit: 'ms',
    labels: ['topic'],
    untagged: 'kafka_<topic>_delay_start',
  },
];

/** Requests to the database. Missing documents and conflicts do not count as errors. */
const DATABASE: readonly Marker[] = [
  ...[
    'saveDocument',
    'saveDocumentBulk',
    'deleteDocument',
    'getDocument',
    'queryView',
    'getDocumentAttachment',
    'saveDocumentAttachment',
    'deleteDocumentAttachment',
    'deleteDocumentAttachments',
  ].map((operation): Marker => ({ kind: 'operation', name: `database_${operation}`, unit: 'ms' })),
  { kind: 'counter', name: 'database_cacheHit_counter' },
  { kind: 'counter', name: 'database_cacheMiss_counter' },
  { kind: 'histogram', name: 'database_batchSize_counter' },
];

/** Number of invokers in each state. The plain names come from the balancer for the scheduler, which has no pools. */
const INVOKER_STATES = ['', 'Managed', 'BlackBox'].flatMap((pool) =>
  ['Healthy', 'Unhealthy', 'Offline', ...(pool ? ['Unresponsive'] : [])].map((state): Marker => ({
    kind: 'gauge',
    name: `loadbalancer_total${state}Invoker${pool}_counter`,
  })),
);

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
  { kind: 'counter', name: 'controller_managedInvokerSystemOverload_counter' },
  { kind: 'counter', name: 'controller_blackBoxInvokerSystemOverload_counter' },
  { kind: 'counter', name: 'loadbalancer_activations_counter' },
  { kind: 'gauge', ...ofController('activationsInflight_counter') },
  // Megabytes, without a unit, like the capacities.
  ...['', 'Managed', 'Blackbox'].map((pool): Marker => ({
    kind: 'gauge',
    ...ofController(`memory${pool}Inflight_counter`),
  })),
  ...['', 'Managed', 'BlackBox'].map((pool): Marker => ({
    kind: 'gauge',
    name: `loadbalancer_totalCapacity${pool}_counter`,
  })),
  ...INVOKER_STATES,
  {
    kind: 'counter',
    name: 'loadbalancer_invokerState_counter',
    labels: ['state'],
    untagged: 'loadbalancer_invokerState_<state>_counter',
  },
  {
    kind: 'counter',
    name: 'loadbalancer_completionAck_counter',
    labels: ['controller_id', 'type'],
    untagged: 'loadbalancer<controller_id>_completionAck_<type>_counter',
  },
  ...HTTP,
  ...KAFKA,
  ...DATABASE,
];

const command = (factory: string): Marker => ({
  kind: 'operation',
  name: `invoker_${factory}`,
  unit: 'ms',
  labels: ['cmd'],
  untagged: `invoker_${factory}_<cmd>`,
});

/** Metrics of an invoker. The pool's sizes are the memory limits of actions, not their usage. */
export const INVOKER: readonly Marker[] = [
  {
    kind: 'counter',
    name: 'invoker_startup_counter',
    labels: ['invoker_id'],
    untagged: 'invoker_startup<invoker_id>_counter',
  },
  { kind: 'counter', name: 'invoker_activation_start' },
  { kind: 'operation', name: 'invoker_activationInit', unit: 'ms' },
  { kind: 'operation', name: 'invoker_activationRun', unit: 'ms' },
  { kind: 'operation', name: 'invoker_collectLogs', unit: 'ms' },
  ...['docker', 'runc', 'kubeapi'].map(command),
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
  { kind: 'counter', name: 'invoker_sharedPackage_counter', labels: ['path'] },
  { kind: 'counter', name: 'invoker_creation_counter', labels: ['action', 'state'] },
  ...['Memory', 'Container'].map((what): Marker => ({
    kind: 'histogram',
    name: `invoker_containerPool${what}_counter`,
    labels: ['state'],
    untagged: `invoker_containerPool${what}_<state>_counter`,
  })),
  ...['runBuffer', 'active', 'prewarm', 'idles'].flatMap((pool): Marker[] => [
    { kind: 'gauge', name: `containerPool_${pool}Count_counter` },
    { kind: 'gauge', name: `containerPool_${pool}Size_counter`, unit: 'MB' },
  ]),
  { kind: 'counter', name: 'containerPool_rescheduledActivation_counter' },
  { kind: 'counter', name: 'containerPool_prewarmColdstart_counter', labels: ['memory', 'kind'] },
  { kind: 'counter', name: 'containerPool_prewarmExpired_counter', labels: ['memory', 'kind'] },
  { kind: 'histogram', name: 'containerClient_retries_counter' },
  { kind: 'counter', name: 'scheduler_keepAlive_counter', labels: ['leaseId'] },
  ...HTTP,
  ...KAFKA,
  ...DATABASE,
];

const ofAction = (what: string, labels: readonly string[]): Pick<Marker, 'name' | 'labels' | 'untagged'> => ({
  name: `scheduler_${what}_counter`,
  labels,
  untagged: `scheduler_${what}_<action>_counter`,
});

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
  { kind: 'counter', name: 'scheduler_queueUpdate_counter', labels: ['reason'] },
  // In the pekko generation also with the label `namespace`.
  { kind: 'gauge', ...ofAction('queueActivation', ['action']) },
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
