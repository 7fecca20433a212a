import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest } from '../alerts/state';
import { QUEUED_ACTIVATIONS } from './expressions';
import { promql, series } from '../expressions/expression';

/** Alerts about the scheduler of OpenWhisk 2, which keeps a queue for each action. */
export const openwhiskScheduler = group('openwhisk-scheduler', {
  alerts: {
    OpenWhiskSchedulerDown: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      summary: 'No scheduler answers',
      description: 'No scheduler of OpenWhisk has been scraped for {for}: no action can be invoked.',
      expr: promql`absent(${series('openwhisk-scheduler', 'up')} == 1)`,
    }),

    // A queue that a burst has filled shrinks as containers start. Without tags, the names of the gauges identify the
    // actions.
    OpenWhiskSchedulerQueueGrowing: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 100 }],
      summary: 'The queue of an action does not empty',
      description:
        '{{ $value }} activations, more than {threshold}, have waited for a container{{ with $labels.action }} of action {{ . }}{{ end }} for {for}.',
      expr: ({ threshold }) => promql`
        max by (action) (
          ${latest('openwhisk-scheduler', '', ...QUEUED_ACTIVATIONS)}
        ) > ${threshold}`,
    }),

    // Each look at such a queue counts. Without tags, only their names distinguish the counters, and a rate drops them.
    OpenWhiskSchedulerQueueStuck: alert({
      levels: [{ severity: 'warning', for: '5m', threshold: 0 }],
      summary: 'No invoker takes activations from a queue',
      description:
        'The activations of action {{ $labels.action }} have waited in their queue longer than activations may wait, for {for}: no container takes them.',
      expr: ({ threshold }) => promql`
        sum by (action) (increase(${series('openwhisk-scheduler', 'counter_scheduler_queueNotProcessing_counter_total')}[10m])) > ${threshold}`,
    }),

    // From the controller's message to the queue of its action.
    OpenWhiskSchedulerIntakeSlow: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 2.5 }],
      summary: 'Activations reach their queues slowly',
      description:
        'A twentieth of the activations has taken {{ $value | humanizeDuration }} or more from the controller to a queue for {for}.',
      expr: ({ threshold }) => promql`
        histogram_quantile(0.95, sum by (le) (
          rate(${series('openwhisk-scheduler', 'histogram_scheduler_kafkaWaitTime_counter_seconds_bucket')}[5m])
        )) > ${threshold}`,
    }),

    // A scheduler that no longer renews its lease is gone for the others, however alive it looks (openwhisk#5485).
    OpenWhiskSchedulerLeaseNotRenewed: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      namespaced: true,
      summary: 'A scheduler does not renew its lease',
      description:
        'Scheduler {{ $labels.namespace }}/{{ $labels.pod }} has not renewed its lease in etcd for five minutes, and {for} more: the other schedulers treat it as dead.',
      expr: promql`
        sum by (namespace, pod) (rate(${series('openwhisk-scheduler', 'counter_scheduler_keepAlive_counter_total')}[5m])) == 0`,
    }),
  },
});
