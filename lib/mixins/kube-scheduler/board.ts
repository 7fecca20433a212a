import { board } from '../panels/define';
import { promql, series, type Expression } from '../expressions/expression';
import { orZero, quantile, sumRate, totalRate } from '../panels/rates';
import { heatmap, row, stat, timeseries } from '../panels/panels';
import { apiClientRow, CHOSEN, instancesUp, percentiles, processRow } from '../panels/processes';
import { instances } from '../panels/variables';

const SOURCE = 'kube-scheduler';

const metric = (name: string, ...matchers: readonly string[]): Expression => series(SOURCE, name, CHOSEN, ...matchers);

/** Kubernetes' scheduler: how long pods wait for a node. */
export const scheduler = board({
  uid: 'kubernetes-scheduler',
  folder: 'Kubernetes',
  title: 'Kubernetes / Scheduler',
  description: 'How long pods wait for a node, and why.',
  sources: [SOURCE],
  variables: [instances(series(SOURCE, 'up'), 'Scheduler')],
  rows: [
    row(
      'Overview',
      instancesUp(SOURCE),
      stat({
        title: 'Pending pods',
        description: 'Pods that have no node yet.',
        unit: 'count',
        query: promql`sum(${metric('scheduler_pending_pods')})`,
      }),
      stat({
        title: 'Unschedulable pods',
        description: 'Pods that no node currently fits.',
        unit: 'count',
        limits: { warning: 1 },
        query: promql`sum(${metric('scheduler_pending_pods', 'queue="unschedulable"')})`,
      }),
      stat({
        title: 'Preemptions',
        description: 'How often pods of lower priority had to go in the time of the board.',
        unit: 'count',
        query: promql`sum(increase(${metric('scheduler_preemption_attempts_total')}[$__range]))`,
      }),
      stat({
        title: 'Errors',
        description: 'Attempts per second that failed with an error, not for lack of a node.',
        unit: 'operationsPerSecond',
        limits: { warning: 0.01 },
        query: orZero(totalRate(metric('scheduler_schedule_attempts_total', 'result="error"'))),
      }),
    ),
    row(
      'Scheduling',
      timeseries({
        title: 'Attempts by result',
        description: 'Scheduling attempts per second.',
        unit: 'operationsPerSecond',
        stacked: true,
        queries: { '{{result}}': sumRate('result', metric('scheduler_schedule_attempts_total')) },
      }),
      timeseries({
        title: 'Pending pods by queue',
        description:
          'Pods that wait: to be tried, after a failure, for something in the cluster to change, or at a gate.',
        unit: 'count',
        stacked: true,
        queries: { '{{queue}}': promql`sum by (queue) (${metric('scheduler_pending_pods')})` },
      }),
      timeseries({
        title: 'Pod scheduling',
        description: 'From the first time a pod is seen until it has a node, all attempts together.',
        unit: 'seconds',
        queries: percentiles(metric('scheduler_pod_scheduling_sli_duration_seconds_bucket')),
      }),
      timeseries({
        title: 'Scheduling attempt',
        description: 'Duration of one attempt, including the binding in the API server.',
        unit: 'seconds',
        queries: percentiles(metric('scheduler_scheduling_attempt_duration_seconds_bucket')),
      }),
      timeseries({
        title: 'Scheduling algorithm',
        description: 'How long one search for a node takes.',
        unit: 'seconds',
        queries: percentiles(metric('scheduler_scheduling_algorithm_duration_seconds_bucket')),
      }),
      timeseries({
        title: 'Extension points, 99th percentile',
        description: 'How long the plugins take, by the step they belong to.',
        unit: 'seconds',
        queries: {
          '{{extension_point}}': quantile(
            0.99,
            'extension_point',
            metric('scheduler_framework_extension_point_duration_seconds_bucket'),
          ),
        },
      }),
      heatmap({
        title: 'Attempts per pod',
        description: 'How often pods had to be tried before they got a node.',
        unit: 'count',
        buckets: metric('scheduler_pod_scheduling_attempts_bucket'),
      }),
      timeseries({
        title: 'Pods that come into the queues',
        description: 'Pods per second, by the event that queued them.',
        unit: 'perSecond',
        queries: { '{{queue}}: {{event}}': sumRate('queue, event', metric('scheduler_queue_incoming_pods_total')) },
      }),
    ),
    apiClientRow(SOURCE),
    processRow(SOURCE),
  ],
});
