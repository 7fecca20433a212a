import { board } from '../panels/define';
import { promql, series, share, type Expression } from '../expressions/expression';
import { mean, orZero, quantile, sumRate, totalRate } from '../panels/rates';
import { gauge, row, stat, table, timeseries, type Column, type Gauge } from '../panels/panels';
import { instancesUp } from '../panels/processes';
import { jvmRow } from './jvm-row';

const SOURCE = 'openwhisk-invoker';

const metric = (name: string, ...matchers: readonly string[]): Expression => series(SOURCE, name, ...matchers);
const known = (name: string): Expression => series('openwhisk-controller', `gauge_loadbalancer_${name}_counter`);
const pool = (what: string): Expression => promql`sum by (pod) (${metric(`gauge_containerPool_${what}`)})`;
const column = (what: string, unit: Column['unit']): Column => ({ unit, query: pool(what) });

/** Controllers know all capacities, but only their own activations. */
const reserved = (inUse: string, capacity: string): Expression =>
  share(promql`sum(${known(inUse)})`, promql`max(${known(capacity)})`);
const poolGauge = (title: string, inUse: string, capacity: string): Gauge =>
  gauge({
    title,
    description:
      'Share of the memory of the invokers that running activations have reserved. When it is full, activations wait.',
    query: reserved(inUse, capacity),
  });

/** With the scheduler, each invoker samples its containers and their megabytes each second. */
const sampled = (what: string, state: string): Expression =>
  mean('pod', SOURCE, `histogram_invoker_containerPool${what}_counter`, `state="${state}"`);

/** State of invokers, by pool. The plain names come from the balancer for the scheduler, which has no pools. */
const states = (pools: string): Record<string, Expression> =>
  Object.fromEntries(
    ['Healthy', 'Unhealthy', 'Offline', ...(pools === '' ? [] : ['Unresponsive'])].map((state) => [
      state,
      promql`max(${known(`total${state}Invoker${pools}`)})`,
    ]),
  );

/** Invokers: how much they can still take. */
export const invokers = board({
  uid: 'openwhisk-invokers',
  folder: 'OpenWhisk',
  title: 'OpenWhisk / Invoker capacity',
  description: 'How many invokers there are, how full they are, and how fast they get containers.',
  sources: [SOURCE],
  rows: [
    row(
      'Capacity',
      poolGauge('Managed actions', 'memoryManagedInflight', 'totalCapacityManaged'),
      poolGauge('Blackbox actions', 'memoryBlackboxInflight', 'totalCapacityBlackBox'),
      poolGauge('All actions (scheduler)', 'memoryInflight', 'totalCapacity'),
      instancesUp(SOURCE),
      stat({
        title: 'Containers',
        description: 'Action containers: busy, warm and prewarmed.',
        unit: 'count',
        query: promql`
          sum(${metric('gauge_containerPool_activeCount_counter')}) + sum(${metric('gauge_containerPool_idlesCount_counter')})
          + sum(${metric('gauge_containerPool_prewarmCount_counter')})`,
      }),
      stat({
        title: 'Overloads',
        description: 'How often in the time of the board no invoker had room, so that one was overloaded.',
        unit: 'count',
        limits: { warning: 1 },
        query: orZero(
          promql`sum(increase(${series('openwhisk-controller', 'counter_controller_managedInvokerSystemOverload_counter_total')}[$__range]))`,
        ),
      }),
      table({
        title: 'Invokers',
        description: 'Each invoker: busy, warm and prewarmed containers, their memory, and waiting activations.',
        labels: { pod: 'Invoker' },
        columns: {
          Active: column('activeCount_counter', 'count'),
          Warm: column('idlesCount_counter', 'count'),
          Prewarmed: column('prewarmCount_counter', 'count'),
          Waiting: { ...column('runBufferCount_counter', 'count'), limits: { warning: 1 } },
          'Active memory': column('activeSize_counter_bytes', 'bytes'),
          'Warm memory': column('idlesSize_counter_bytes', 'bytes'),
          'Prewarmed memory': column('prewarmSize_counter_bytes', 'bytes'),
        },
      }),
    ),
    row(
      'Invokers',
      timeseries({
        title: 'Invokers for managed actions',
        description: 'Invokers by state, as the controllers know them.',
        unit: 'count',
        queries: states('Managed'),
      }),
      timeseries({
        title: 'Invokers for blackbox actions',
        description: 'Invokers by state, as the controllers know them.',
        unit: 'count',
        queries: states('BlackBox'),
      }),
      timeseries({
        title: 'Invokers (scheduler)',
        description: 'Invokers by state where the scheduler is on, which has no pools.',
        unit: 'count',
        queries: states(''),
      }),
      timeseries({
        title: 'Reserved memory',
        description: 'Memory that running activations have reserved, against what the invokers have.',
        unit: 'megabytes',
        queries: {
          'Managed reserved': promql`sum(${known('memoryManagedInflight')})`,
          'Managed capacity': promql`max(${known('totalCapacityManaged')})`,
          'Blackbox reserved': promql`sum(${known('memoryBlackboxInflight')})`,
          'Blackbox capacity': promql`max(${known('totalCapacityBlackBox')})`,
        },
      }),
    ),
    row(
      'Pool of containers (scheduler)',
      timeseries({
        title: 'Containers by invoker',
        description: 'Containers that are busy, and all containers, prewarmed ones included.',
        unit: 'count',
        queries: { '{{pod}} busy': sampled('Container', 'busy'), '{{pod}} all': sampled('Container', 'all') },
      }),
      timeseries({
        title: 'Memory of containers by invoker',
        description: 'Memory of containers that are busy or being created, against the memory for containers.',
        unit: 'megabytes',
        queries: {
          '{{pod}} busy': sampled('Memory', 'busy'),
          '{{pod}} in creation': sampled('Memory', 'inprogress'),
          '{{pod}} limit': sampled('Memory', 'max'),
        },
      }),
    ),
    row(
      'Work',
      timeseries({
        title: 'Activations by invoker',
        description: 'Activations per second that each invoker accepts.',
        unit: 'perSecond',
        stacked: true,
        queries: { '{{pod}}': sumRate('pod', metric('counter_invoker_activation_start_total')) },
      }),
      timeseries({
        title: 'Waiting activations',
        description: 'Activations that wait within an invoker for a container.',
        unit: 'count',
        queries: { '{{pod}}': pool('runBufferCount_counter') },
      }),
      timeseries({
        title: 'Running, 99th percentile',
        description: 'How long actions run.',
        unit: 'seconds',
        queries: { '{{pod}}': quantile(0.99, 'pod', metric('histogram_invoker_activationRun_finish_seconds_bucket')) },
      }),
      timeseries({
        title: 'Collecting logs, 99th percentile',
        description: 'How long it takes to read the logs of an activation; until then its container is not free.',
        unit: 'seconds',
        queries: { '{{pod}}': quantile(0.99, 'pod', metric('histogram_invoker_collectLogs_finish_seconds_bucket')) },
      }),
    ),
    row(
      'Containers',
      timeseries({
        title: 'Kubernetes operations',
        description: 'Requests per second of invokers to the API server.',
        unit: 'operationsPerSecond',
        queries: { '{{cmd}}': sumRate('cmd', metric('counter_invoker_kubeapi_start_total')) },
      }),
      timeseries({
        title: 'Kubernetes operations that failed',
        description: 'Failed operations per second.',
        unit: 'operationsPerSecond',
        queries: { '{{cmd}}': sumRate('cmd', metric('counter_invoker_kubeapi_error_total')) },
      }),
      timeseries({
        title: 'Kubernetes operations, 95th percentile',
        description: 'How long they take; create is the time until a container of an action can be used.',
        unit: 'seconds',
        queries: { '{{cmd}}': quantile(0.95, 'cmd', metric('histogram_invoker_kubeapi_finish_seconds_bucket')) },
      }),
      timeseries({
        title: 'Docker operations, 95th percentile',
        description: 'How long they take where invokers run containers on their own nodes.',
        unit: 'seconds',
        queries: { '{{cmd}}': quantile(0.95, 'cmd', metric('histogram_invoker_docker_finish_seconds_bucket')) },
      }),
      timeseries({
        title: 'Broken containers',
        description: 'Warm containers per second that no longer answered when needed.',
        unit: 'perSecond',
        queries: { Failed: orZero(totalRate(metric('counter_invoker_containerHealthFailed_counter_total'))) },
      }),
      timeseries({
        title: 'Rescheduled activations',
        description: 'Activations per second rescheduled because their container was gone.',
        unit: 'perSecond',
        queries: {
          Rescheduled: orZero(totalRate(metric('counter_containerPool_rescheduledActivation_counter_total'))),
        },
      }),
    ),
    jvmRow(SOURCE),
  ],
});
