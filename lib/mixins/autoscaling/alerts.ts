import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { percent, promql, series, type Expression } from '../expressions/expression';

/** Requests answered with a server error, in percent. Both programs are API servers and count as one does. */
function failed(source: 'metrics-server' | 'prometheus-adapter'): Expression {
  const requests = (...matchers: string[]) =>
    promql`sum by (resource) (rate(${series(source, 'apiserver_request_total', ...matchers)}[5m]))`;
  return percent(requests('code=~"5.."'), requests());
}

/** Alerts about what answers `kubectl top` and tells the HorizontalPodAutoscalers how busy pods are. */
export const resourceMetrics = group('resource-metrics', {
  alerts: {
    MetricsServerNodesMissing: alert({
      levels: [{ severity: 'warning', for: '10m' }],
      summary: 'Metrics server knows nothing of some nodes',
      description:
        'The metrics server has had no metrics of {{ $value }} node(s) for {for}: the pods there do not count for autoscaling.',
      expr: promql`
        count(${series('kube-state-metrics', 'kube_node_status_condition', 'condition="Ready"', 'status="true"')} == 1)
        - max(${series('metrics-server', 'metrics_server_storage_points', 'type="node"')}) > 0`,
    }),
    MetricsServerRequestErrors: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 5 }],
      summary: 'Metrics server answers with errors',
      description:
        '{{ $value | humanize }} % of the requests for the metrics of {{ $labels.resource }} have failed, more than {threshold} % for {for}: nothing is scaled by them.',
      expr: ({ threshold }) => promql`${failed('metrics-server')} > ${threshold}`,
    }),
    PrometheusAdapterRequestErrors: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 5 }],
      summary: 'Prometheus adapter answers with errors',
      description:
        '{{ $value | humanize }} % of the requests for {{ $labels.resource }} have failed, more than {threshold} % for {for}: nothing is scaled by them.',
      expr: ({ threshold }) => promql`${failed('prometheus-adapter')} > ${threshold}`,
    }),
    PrometheusAdapterQueriesSlow: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 2.5 }],
      summary: 'Prometheus answers the adapter slowly',
      description:
        'One in a hundred requests of the adapter to Prometheus ({{ $labels.path }}) takes longer than {{ $value | humanizeDuration }}, more than {threshold} s for {for}: autoscaling lags behind.',
      expr: ({ threshold }) => promql`
        histogram_quantile(0.99, sum by (path, le) (
          rate(${series('prometheus-adapter', 'prometheus_adapter_prometheus_client_request_duration_seconds_bucket')}[5m])
        )) > ${threshold}`,
    }),
  },
});
