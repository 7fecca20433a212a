import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { percent, promql, series } from '../expressions/expression';

/** Alerts about Grafana. */
export const grafana = group('grafana', {
  alerts: {
    GrafanaRequestsFailing: alert({
      levels: [{ severity: 'warning', for: '5m', threshold: 50 }],
      namespaced: true,
      summary: 'Requests to Grafana fail',
      description:
        'Grafana in {{ $labels.namespace }} has answered {{ $value | humanize }} % of the requests to {{ $labels.handler }} with an error of its own, more than {threshold} % for {for}.',
      expr: ({ threshold }) => {
        // Requests proxied to a data source fail when the data source does.
        const own = 'handler!~"/api/(ds/query|tsdb/query|datasources/proxy).*"';
        const requests = (...matchers: string[]) =>
          promql`sum by (namespace, handler) (rate(${series('grafana', 'grafana_http_request_duration_seconds_count', own, ...matchers)}[5m]))`;
        return promql`${percent(requests('status_code=~"5.."'), requests())} > ${threshold}`;
      },
    }),
  },
});
