import type { MetricSource } from '../../catalogue/sources';
import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest } from '../alerts/state';
import {
  containerStarts,
  failedPercent,
  FORCED_COMPLETIONS,
  inPool,
  KAFKA_LAG_UNTAGGED,
  memoryInUse,
  POOL_NAMES,
} from './expressions';
import { joined, optional, percent, promql, series, type Expression } from '../expressions/expression';

/**
 * Alerts about controllers and invokers. What the metrics mean: OpenWhisk, docs/metrics.md, and LoggingMarkers in
 * common/scala/…/common/Logging.scala.
 */
export const openwhisk = group('openwhisk', {
  alerts: {
    OpenWhiskControllerDown: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      summary: 'No controller answers',
      description:
        'Prometheus has not scraped any OpenWhisk controller for {for}. Actions cannot be invoked, created or updated.',
      expr: promql`absent(${series('openwhisk-controller', 'up')} == 1)`,
    }),

    // One invoker of several. All of them: OpenWhiskNoHealthyInvoker.
    OpenWhiskInvokerDown: alert({
      levels: [{ severity: 'warning', for: '10m' }],
      namespaced: true,
      summary: 'An invoker does not answer',
      description:
        'Invoker {{ $labels.namespace }}/{{ $labels.pod }} has not been scraped for {for}; its memory is lost to the platform.',
      expr: promql`${series('openwhisk-invoker', 'up')} == 0`,
    }),

    // Each controller counts for itself. The plain names come from the balancer for the scheduler, which has no pools.
    OpenWhiskNoHealthyInvoker: alert({
      levels: [{ severity: 'critical', for: '5m', threshold: 1 }],
      summary: 'No invoker is healthy',
      description:
        'The controllers know {{ $value }} healthy invokers, fewer than {threshold}, for {for}: activations wait or are refused.',
      expr: ({ threshold }) => promql`
        (
          max(${latest('openwhisk-controller', 'gauge_loadbalancer_totalHealthyInvokerManaged_counter')})
          or max(${latest('openwhisk-controller', 'gauge_loadbalancer_totalHealthyInvoker_counter')})
        ) < ${threshold}`,
    }),

    // It sends pings, but not the results of activations in time.
    OpenWhiskInvokerUnresponsive: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0 }],
      summary: 'Invokers do not send results in time',
      description: '{{ $value }} invokers of one pool have sent pings but no results in time for {for}.',
      expr: ({ threshold }) => promql`
        max(${latest('openwhisk-controller', 'gauge_loadbalancer_totalUnresponsiveInvokerManaged_counter')}) > ${threshold}
        or max(${latest('openwhisk-controller', 'gauge_loadbalancer_totalUnresponsiveInvokerBlackBox_counter')}) > ${threshold}`,
    }),

    // More than three of its last ten activations ended in an error of the system (InvokerActor, bufferErrorTolerance).
    OpenWhiskInvokerUnhealthy: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0 }],
      summary: 'Invokers fail with system errors',
      description:
        '{{ $value }} invokers of one pool have been unhealthy for {for}: their activations fail because of the platform.',
      expr: ({ threshold }) => promql`
        max(${latest('openwhisk-controller', 'gauge_loadbalancer_totalUnhealthyInvokerManaged_counter')}) > ${threshold}
        or max(${latest('openwhisk-controller', 'gauge_loadbalancer_totalUnhealthyInvokerBlackBox_counter')}) > ${threshold}
        or max(${latest('openwhisk-controller', 'gauge_loadbalancer_totalUnhealthyInvoker_counter')}) > ${threshold}`,
    }),

    // Each controller knows its own activations and the memory of all invokers.
    OpenWhiskMemoryPoolExhausted: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 90 }],
      summary: 'Running activations take almost all memory of the invokers',
      description:
        'Activations have reserved {{ $value | humanize }} % of the memory of the pool {{ $labels.pool }} for {for}; more of them wait, or go to a full invoker.',
      expr: ({ threshold }) =>
        joined(
          '\nor ',
          POOL_NAMES.map((pool) => inPool(pool, memoryInUse(pool), threshold)),
        ),
    }),

    // The balancer found no room, and took an invoker at random.
    OpenWhiskInvokersOverloaded: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0 }],
      summary: 'Activations are sent to full invokers',
      description:
        '{{ $value | humanize }} activations per second of the pool {{ $labels.pool }} have found no invoker with free memory for {for}.',
      expr: ({ threshold }) =>
        joined(
          '\nor ',
          ['managed', 'blackBox'].map((pool) => {
            const overloads = series(
              'openwhisk-controller',
              `counter_controller_${pool}InvokerSystemOverload_counter_total`,
            );
            return inPool(pool.toLowerCase(), promql`sum(rate(${overloads}[5m]))`, threshold);
          }),
        ),
    }),

    // The invoker has taken them from Kafka, and has no memory for their containers. Twice the number of a small invoker's containers.
    OpenWhiskInvokerBacklog: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 16 }],
      namespaced: true,
      summary: 'Activations wait in an invoker',
      description:
        '{{ $value }} activations, more than {threshold}, have waited for memory in invoker {{ $labels.namespace }}/{{ $labels.pod }} for {for}.',
      expr: ({ threshold }) => promql`
        max by (namespace, pod) (${latest('openwhisk-invoker', 'gauge_containerPool_runBufferCount_counter')}) > ${threshold}`,
    }),

    // The controller gave up on a result: the invoker, its node or Kafka lost it, or the action ran much longer than its limit.
    OpenWhiskCompletionsForced: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 1 }],
      summary: 'Results of activations do not arrive',
      description: '{{ $value | humanize }} % of the activations ended without a result from their invoker for {for}.',
      expr: ({ threshold }) => promql`
        ${percent(
          promql`sum(rate(${series('openwhisk-controller', '', ...FORCED_COMPLETIONS)}[10m]))`,
          promql`sum(rate(${series('openwhisk-controller', 'counter_loadbalancer_activations_counter_total')}[10m]))`,
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
      expr: ({ threshold }) =>
        promql`${failedPercent('openwhisk-controller', ['counter_controller_kafka'])} > ${threshold}`,
    }),

    // Gauges that each consumer updates once per minute.
    OpenWhiskKafkaTopicLagging: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 100 }],
      summary: 'Messages of OpenWhisk wait in Kafka',
      description: '{{ $value }} messages, more than {threshold}, have waited in topic {{ $labels.topic }} for {for}.',
      expr: ({ threshold }) => {
        const lags = (source: MetricSource): Expression[] => [
          latest(source, 'gauge_kafka_topic_counter'),
          promql`label_replace(${latest(source, '', ...KAFKA_LAG_UNTAGGED)}, "topic", "$1", "__name__", "gauge_kafka_(.+)_counter")`,
        ];
        // Schedulers, where there are any, consume topics of their own.
        const lag = [
          ...lags('openwhisk-controller'),
          ...lags('openwhisk-invoker'),
          ...lags('openwhisk-scheduler').map(optional),
        ];
        return promql`max by (topic) (\n${joined('\nor ', lag)}\n) > ${threshold}`;
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
      expr: ({ threshold }) =>
        promql`${failedPercent('openwhisk-invoker', ['counter_database_saveDocumentBulk', 'counter_database_saveDocument'])} > ${threshold}`,
    }),

    // A missing document or a conflict does not count as an error.
    OpenWhiskDatabaseErrorsHigh: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 1 }],
      summary: 'Requests of the controllers to the database fail',
      description: "{{ $value | humanize }} % of the controllers' requests to the database have failed for {for}.",
      expr: ({ threshold }) =>
        promql`${failedPercent(
          'openwhisk-controller',
          ['getDocument', 'saveDocument', 'deleteDocument', 'queryView'].map(
            (operation) => `counter_database_${operation}`,
          ),
        )} > ${threshold}`,
    }),

    // Every invocation of an action that is not in the controller's cache reads it.
    OpenWhiskDatabaseSlow: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 1 }],
      summary: 'The database answers slowly',
      description:
        "The slowest hundredth of the controllers' reads has taken {{ $value | humanizeDuration }} or more for {for}.",
      expr: ({ threshold }) => promql`
        histogram_quantile(0.99, sum by (le) (
          rate(${series('openwhisk-controller', 'histogram_database_getDocument_finish_seconds_bucket')}[5m])
        )) > ${threshold}`,
    }),

    // From the request to the pod's readiness. The largest bucket ends at 10 s, so that no threshold above it makes sense.
    OpenWhiskContainerStartSlow: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 5 }],
      summary: 'Containers of actions start slowly',
      description:
        'The slowest tenth of the containers has taken {{ $value | humanizeDuration }} or more to start for {for}.',
      expr: ({ threshold }) =>
        promql`histogram_quantile(0.9, ${containerStarts('finish_seconds_bucket', ' by (le) ')}) > ${threshold}`,
    }),

    OpenWhiskContainerStartFailing: alert({
      levels: [
        { severity: 'critical', for: '10m', threshold: 50 },
        { severity: 'warning', for: '10m', threshold: 5 },
      ],
      summary: 'Containers of actions do not start',
      description: '{{ $value | humanize }} % of the attempts to start a container have failed for {for}.',
      expr: ({ threshold }) => promql`
        ${percent(containerStarts('error_total'), containerStarts('start_total'))} > ${threshold}`,
    }),

    // A JVM that does little else is about to run out of heap.
    OpenWhiskControllerGarbageCollection: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 10 }],
      namespaced: true,
      summary: 'A controller spends its time on garbage collection',
      description:
        'Controller {{ $labels.namespace }}/{{ $labels.pod }} has stood still for {{ $value | humanize }} % of the time for {for}.',
      expr: ({ threshold }) => promql`
        100 * sum by (namespace, pod) (rate(${series('openwhisk-controller', 'jvm_gc_seconds_sum')}[5m])) > ${threshold}`,
    }),
  },
});
