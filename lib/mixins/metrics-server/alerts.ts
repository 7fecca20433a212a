import { alert } from '../alerts/alert';
import { failedRequests } from '../alerts/failed-requests';
import { group } from '../alerts/group';
import { latest, state } from '../alerts/state';
import { promql } from '../expressions/expression';

/** Alerts about metrics-server, which serves the CPU and memory usage that `kubectl top` and autoscalers read. */
export const metricsServer = group('metrics-server', {
  alerts: {
    MetricsServerNodesMissing: alert({
      levels: [{ severity: 'warning', for: '10m' }],
      summary: 'Metrics server lacks the metrics of some nodes',
      description:
        'The metrics server has had no metrics of {{ $value }} node(s) for {for}. Autoscalers ignore the pods there.',
      expr: promql`
        count(${state('node', 'kube_node_status_condition', 'condition="Ready"', 'status="true"')} == 1)
        - max(${latest('metrics-server', 'metrics_server_storage_points', 'type="node"')}) > 0`,
    }),
    MetricsServerRequestErrors: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 5 }],
      summary: 'Metrics server answers with errors',
      description:
        '{{ $value | humanize }} % of the requests for the metrics of {{ $labels.resource }} have failed, more than {threshold} % for {for}: nothing is scaled by them.',
      expr: ({ threshold }) => promql`${failedRequests('metrics-server')} > ${threshold}`,
    }),
  },
});
