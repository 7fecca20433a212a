import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import {
  containerStarts,
  failedPercent,
  FORCED_COMPLETIONS,
  inPool,
  KAFKA_LAG_UNTAGGED,
  memoryInUse,
  POOL_NAMES,
} from './expressions';
import { percent } from '../alerts/percent';
import type { Select } from '../alerts/rule';

/** The selector of one source. */
type Matching = (...matchers: string[]) => string;

const ofController =
  (select: Select): Matching =>
  (...matchers) =>
    select('openwhisk-controller', ...matchers);
const ofInvoker =
  (select: Select): Matching =>
  (...matchers) =>
    select('openwhisk-invoker', ...matchers);

/**
 * Alerts about controllers and invokers. What the metrics mean: OpenWhisk, docs/metrics.md, and LoggingMarkers in
 * common/scala/…/common/Logging.scala.
 */
export const openwhisk = group('openwhisk', {
  alerts: {
    OpenWhiskControllerDown: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      summary: 'No controller answers',
      description: 'No controller of OpenWhisk has been scraped for {for}: nothing can be invoked, made or changed.',
      expr: ({ select }) => `absent(up${select('openwhisk-controller')} == 1)`,
    }),

    // One invoker of several. All of them: OpenWhiskNoHealthyInvoker.
    OpenWhiskInvokerDown: alert({
      levels: [{ severity: 'warning', for: '10m' }],
      namespaced: true,
      summary: 'An invoker does not answer',
      description:
        'Invoker {{ $labels.namespace }}/{{ $labels.pod }} has not been scraped for {for}; its memory is lost to the platform.',
      expr: ({ select }) => `up${select('openwhisk-invoker')} == 0`,
    }),

    // Each controller counts for itself. The plain form is that of the balancer for the scheduler, which has no pools.
    OpenWhiskNoHealthyInvoker: alert({
      levels: [{ severity: 'critical', for: '5m', threshold: 1 }],
      summary: 'No invoker is healthy',
      description:
        'The controllers know {{ $value }} healthy invokers, fewer than {threshold}, for {for}: activations wait or are refused.',
      expr: ({ select, threshold }) => `
        (
          max(gauge_loadbalancer_totalHealthyInvokerManaged_counter${select('openwhisk-controller')})
          or max(gauge_loadbalancer_totalHealthyInvoker_counter${select('openwhisk-controller')})
        ) < ${threshold}`,
    }),

    // It sends pings, but not the results of activations in time.
    OpenWhiskInvokerUnresponsive: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0 }],
      summary: 'Invokers do not send results in time',
      description: '{{ $value }} invokers of one pool have sent pings but no results in time for {for}.',
      expr: ({ select, threshold }) => `
        max(gauge_loadbalancer_totalUnresponsiveInvokerManaged_counter${select('openwhisk-controller')}) > ${threshold}
        or max(gauge_loadbalancer_totalUnresponsiveInvokerBlackBox_counter${select('openwhisk-controller')}) > ${threshold}`,
    }),

    // More than three of its last ten activations ended in an error of the system (InvokerActor, bufferErrorTolerance).
    OpenWhiskInvokerUnhealthy: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0 }],
      summary: 'Invokers fail with system errors',
      description:
        '{{ $value }} invokers of one pool have been unhealthy for {for}: activations fail in them by no fault of their own.',
      expr: ({ select, threshold }) => `
        max(gauge_loadbalancer_totalUnhealthyInvokerManaged_counter${select('openwhisk-controller')}) > ${threshold}
        or max(gauge_loadbalancer_totalUnhealthyInvokerBlackBox_counter${select('openwhisk-controller')}) > ${threshold}
        or max(gauge_loadbalancer_totalUnhealthyInvoker_counter${select('openwhisk-controller')}) > ${threshold}`,
    }),

    // Each controller knows its own activations and the memory of all invokers.
    OpenWhiskMemoryPoolExhausted: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 90 }],
      summary: 'Running activations take almost all memory of the invokers',
      description:
        'Activations have reserved {{ $value | humanize }} % of the memory of the pool {{ $labels.pool }} for {for}; more of them wait, or go to a full invoker.',
      expr: ({ select, threshold }) =>
        POOL_NAMES.map((pool) => inPool(pool, memoryInUse(pool, ofController(select)), threshold)).join('\nor '),
    }),

    // The balancer found no room, and took an invoker at random.
    OpenWhiskInvokersOverloaded: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0 }],
      summary: 'Activations are sent to full invokers',
      description:
        '{{ $value | humanize }} activations a second of the pool {{ $labels.pool }} found no invoker with free memory for {for}.',
      expr: ({ select, threshold }) =>
        (['managed', 'blackBox'] as const)
          .map((pool) =>
            inPool(
              pool.toLowerCase(),
              `sum(rate(counter_controller_${pool}InvokerSystemOverload_counter_total${select('openwhisk-controller')}[5m]))`,
              threshold,
            ),
          )
          .join('\nor '),
    }),

    // The invoker has taken them from Kafka, and has no memory for their containers. Twice the number of a small invoker's containers.
    OpenWhiskInvokerBacklog: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 16 }],
      namespaced: true,
      summary: 'Activations wait in an invoker',
      description:
        '{{ $value }} activations, more than {threshold}, have waited for memory in invoker {{ $labels.namespace }}/{{ $labels.pod }} for {for}.',
      expr: ({ select, threshold }) => `
        max by (namespace, pod) (gauge_containerPool_runBufferCount_counter${select('openwhisk-invoker')}) > ${threshold}`,
    }),

    // The controller gave up on a result: the invoker, its node or Kafka lost it, or the action ran much longer than its limit.
    OpenWhiskCompletionsForced: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 1 }],
      summary: 'Results of activations do not arrive',
      description: '{{ $value | humanize }} % of the activations ended without a result from their invoker for {for}.',
      expr: ({ select, threshold }) => `
        ${percent(
          `sum(rate(${select('openwhisk-controller', ...FORCED_COMPLETIONS)}[10m]))`,
          `sum(rate(counter_loadbalancer_activations_counter_total${select('openwhisk-controller')}[10m]))`,
        )} > ${threshold}`,
    }),

    OpenWhiskKafkaPublishFailing: alert({
      levels: [
        { severity: 'critical', for: '5m', threshold: 10 },
        { severity: 'warning', for: '5m', threshold: 1 },
      ],
      summary: 'Controllers cannot hand activations to Kafka',
      description:
        '{{ $value | humanize }} % of the activations could not be written to Kafka for {for}; their callers get an error.',
      expr: ({ select, threshold }) =>
        `${failedPercent(['counter_controller_kafka'], select('openwhisk-controller'))} > ${threshold}`,
    }),

    // Gauges that each consumer refreshes once a minute.
    OpenWhiskKafkaTopicLagging: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 100 }],
      summary: 'Messages of OpenWhisk wait in Kafka',
      description: '{{ $value }} messages, more than {threshold}, have waited in topic {{ $labels.topic }} for {for}.',
      expr: ({ select, threshold }) => {
        const lag = (['openwhisk-controller', 'openwhisk-invoker'] as const).flatMap((source) => [
          `gauge_kafka_topic_counter${select(source)}`,
          `label_replace(${select(source, ...KAFKA_LAG_UNTAGGED)}, "topic", "$1", "__name__", "gauge_kafka_(.+)_counter")`,
        ]);
        return `max by (topic) (\n${lag.join('\nor ')}\n) > ${threshold}`;
      },
    }),

    // Invokers write the records of activations, most of them in bulk.
    OpenWhiskActivationDbWriteFailing: alert({
      levels: [
        { severity: 'critical', for: '10m', threshold: 10 },
        { severity: 'warning', for: '10m', threshold: 1 },
      ],
      summary: 'Records of activations are not written',
      description:
        '{{ $value | humanize }} % of the writes of activations have failed for {for}: results and logs are lost.',
      expr: ({ select, threshold }) =>
        `${failedPercent(['counter_database_saveDocumentBulk', 'counter_database_saveDocument'], select('openwhisk-invoker'))} > ${threshold}`,
    }),

    // A document that is not there, or a conflict, is no error.
    OpenWhiskDatabaseErrorsHigh: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 1 }],
      summary: 'Requests of the controllers to the database fail',
      description: "{{ $value | humanize }} % of the controllers' requests to the database have failed for {for}.",
      expr: ({ select, threshold }) =>
        `${failedPercent(
          ['getDocument', 'saveDocument', 'deleteDocument', 'queryView'].map(
            (operation) => `counter_database_${operation}`,
          ),
          select('openwhisk-controller'),
        )} > ${threshold}`,
    }),

    // Every invocation of an action that is not in the controller's cache reads it.
    OpenWhiskDatabaseSlow: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 1 }],
      summary: 'The database answers slowly',
      description:
        "The slowest hundredth of the controllers' reads has taken {{ $value | humanizeDuration }} or more for {for}.",
      expr: ({ select, threshold }) => `
        histogram_quantile(0.99, sum by (le) (
          rate(histogram_database_getDocument_finish_seconds_bucket${select('openwhisk-controller')}[5m])
        )) > ${threshold}`,
    }),

    // From the request to the pod's readiness. The largest bucket ends at 10 s, so that no threshold above it makes sense.
    OpenWhiskContainerStartSlow: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 5 }],
      summary: 'Containers of actions start slowly',
      description:
        'The slowest tenth of the containers has taken {{ $value | humanizeDuration }} or more to start for {for}.',
      expr: ({ select, threshold }) =>
        `histogram_quantile(0.9, ${containerStarts('finish_seconds_bucket', ofInvoker(select), ' by (le) ')}) > ${threshold}`,
    }),

    OpenWhiskContainerStartFailing: alert({
      levels: [
        { severity: 'critical', for: '10m', threshold: 50 },
        { severity: 'warning', for: '10m', threshold: 5 },
      ],
      summary: 'Containers of actions do not start',
      description: '{{ $value | humanize }} % of the attempts to start a container have failed for {for}.',
      expr: ({ select, threshold }) => `
        ${percent(
          containerStarts('error_total', ofInvoker(select)),
          containerStarts('start_total', ofInvoker(select)),
        )} > ${threshold}`,
    }),

    // A JVM that does little else is about to run out of heap.
    OpenWhiskControllerGarbageCollection: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 10 }],
      namespaced: true,
      summary: 'A controller spends its time on garbage collection',
      description:
        'Controller {{ $labels.namespace }}/{{ $labels.pod }} has stood still for {{ $value | humanize }} % of the time for {for}.',
      expr: ({ select, threshold }) => `
        100 * sum by (namespace, pod) (rate(jvm_gc_seconds_sum${select('openwhisk-controller')}[5m])) > ${threshold}`,
    }),
  },
});
