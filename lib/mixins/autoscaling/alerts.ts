import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { percent } from '../alerts/percent';
import type { Select } from '../alerts/rule';

/** Requests answered with a server error, in percent. Both programs are API servers and count as one does. */
function failed(select: Select, source: 'metrics-server' | 'prometheus-adapter'): string {
  const requests = (...matchers: string[]) =>
    `sum by (resource) (rate(apiserver_request_total${select(source, ...matchers)}[5m]))`;
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
      expr: ({ select }) => `
        count(kube_node_status_condition${select('kube-state-metrics', 'condition="Ready"', 'status="true"')} == 1)
        - max(metrics_server_storage_points${select('metrics-server', 'type="node"')}) > 0`,
    }),
    MetricsServerRequestErrors: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 5 }],
      summary: 'Metrics server answers with errors',
      description:
        '{{ $value | humanize }} % of the requests for the metrics of {{ $labels.resource }} have failed, more than {threshold} % for {for}: nothing is scaled by them.',
      expr: ({ select, threshold }) => `${failed(select, 'metrics-server')} > ${threshold}`,
    }),
    PrometheusAdapterRequestErrors: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 5 }],
      summary: 'Prometheus adapter answers with errors',
      description:
        '{{ $value | humanize }} % of the requests for {{ $labels.resource }} have failed, more than {threshold} % for {for}: nothing is scaled by them.',
      expr: ({ select, threshold }) => `${failed(select, 'prometheus-adapter')} > ${threshold}`,
    }),
    PrometheusAdapterQueriesSlow: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 2.5 }],
      summary: 'Prometheus answers the adapter slowly',
      description:
        'One in a hundred requests of the adapter to Prometheus ({{ $labels.path }}) takes longer than {{ $value | humanizeDuration }}, more than {threshold} s for {for}: autoscaling lags behind.',
      expr: ({ select, threshold }) => `
        histogram_quantile(0.99, sum by (path, le) (
          rate(prometheus_adapter_prometheus_client_request_duration_seconds_bucket${select('prometheus-adapter')}[5m])
        )) > ${threshold}`,
    }),
  },
});
