import { alert } from '../alerts/alert';
import { failedRequests } from '../alerts/failed-requests';
import { group } from '../alerts/group';
import { promql, series } from '../expressions/expression';

/** Alerts about the Prometheus adapter, which serves custom and external metrics to autoscalers. */
export const prometheusAdapter = group('prometheus-adapter', {
  alerts: {
    PrometheusAdapterRequestErrors: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 5 }],
      summary: 'Prometheus adapter answers with errors',
      description:
        '{{ $value | humanize }} % of the requests for {{ $labels.resource }} have failed, more than {threshold} % for {for}: nothing is scaled by them.',
      expr: ({ threshold }) => promql`${failedRequests('prometheus-adapter')} > ${threshold}`,
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
