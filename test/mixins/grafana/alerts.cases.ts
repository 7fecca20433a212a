import type { AlertCases, Scenario } from '../alerts/alert-case';

/** Requests a minute by status. */
const requests = (handler: string, counts: Readonly<Record<string, number>>): Scenario['series'] =>
  Object.fromEntries(
    Object.entries(counts).map(([status, count]) => [
      `grafana_http_request_duration_seconds_count{job="grafana",namespace="monitoring",handler="${handler}",status_code="${status}"}`,
      `0+${count}x60`,
    ]),
  );

/** Cases of the group `grafana`. */
export const cases: AlertCases = {
  GrafanaRequestsFailing: {
    fires: {
      series: requests('/api/dashboards/uid/:uid', { 200: 49, 500: 30, 503: 21 }),
      at: '6m',
      expect: { warning: 1 },
      labels: { namespace: 'monitoring', handler: '/api/dashboards/uid/:uid' },
    },
    silent: {
      series: { ...requests('/api/health', { 200: 50, 503: 50 }), ...requests('/api/ds/query', { 502: 100 }) },
      at: '30m',
    },
    ends: '10m',
    gone: '10m',
    decides: ['job', 'status_code'],
    divided: ['status_code'],
    ignores: { handler: '/api/ds/query' },
  },
};
