import { board } from '../panels/define';
import { promql, series, type Expression } from '../expressions/expression';
import { quantile, sumRate } from '../panels/rates';
import { row, stat, timeseries } from '../panels/panels';
import { apiClientRow, CHOSEN, instancesUp, processRow, workqueueRow } from '../panels/processes';
import { instances } from '../panels/variables';

const SOURCE = 'kube-controller-manager';

const metric = (name: string, ...matchers: readonly string[]): Expression => series(SOURCE, name, CHOSEN, ...matchers);

/** The controller manager: whether its controllers keep up. */
export const controllerManager = board({
  uid: 'kubernetes-controller-manager',
  folder: 'Kubernetes',
  title: 'Kubernetes / Controller Manager',
  description: 'Whether the controllers of the cluster keep up with what they have to do.',
  sources: [SOURCE],
  variables: [instances(series(SOURCE, 'up'), 'Controller manager')],
  rows: [
    row(
      'Overview',
      instancesUp(SOURCE),
      stat({
        title: 'Waiting objects',
        description: 'Objects in all queues.',
        unit: 'count',
        query: promql`sum(${metric('workqueue_depth')})`,
      }),
      stat({
        title: 'Unhealthy nodes',
        description: 'Nodes that the controller of nodes has found not ready.',
        unit: 'count',
        limits: { critical: 1 },
        query: promql`sum(${metric('node_collector_unhealthy_nodes_in_zone')})`,
      }),
      stat({
        title: 'Evictions',
        description: 'Pods that left nodes which are not ready, in the time of the board.',
        unit: 'count',
        limits: { warning: 1 },
        query: promql`sum(increase(${metric('node_collector_evictions_total')}[$__range]))`,
      }),
    ),
    workqueueRow(SOURCE),
    row(
      'Controllers',
      timeseries({
        title: 'Jobs finished',
        description: 'Finished Jobs per second, by result.',
        unit: 'perSecond',
        queries: { '{{result}}': sumRate('result', metric('job_controller_jobs_finished_total')) },
      }),
      timeseries({
        title: 'Job sync, 99th percentile',
        description: 'How long the controller of Jobs takes for one.',
        unit: 'seconds',
        queries: { '{{action}}': quantile(0.99, 'action', metric('job_controller_job_sync_duration_seconds_bucket')) },
      }),
      timeseries({
        title: 'Autoscaler, 99th percentile',
        description: 'How long the horizontal pod autoscaler takes for one object, by whether it found an error.',
        unit: 'seconds',
        queries: {
          '{{action}} ({{error}})': quantile(
            0.99,
            'action, error',
            metric('horizontal_pod_autoscaler_controller_reconciliation_duration_seconds_bucket'),
          ),
        },
      }),
      timeseries({
        title: 'EndpointSlice changes',
        description: 'EndpointSlices created, changed and deleted per second.',
        unit: 'operationsPerSecond',
        queries: { '{{operation}}': sumRate('operation', metric('endpoint_slice_controller_changes')) },
      }),
    ),
    apiClientRow(SOURCE),
    processRow(SOURCE),
  ],
});
