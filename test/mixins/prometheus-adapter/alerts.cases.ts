import type { AlertCases, Scenario } from '../alerts/alert-case';

/** Requests that fail, of 100 a minute. */
const requests = (job: string, failed: number): Scenario['series'] => ({
  [`apiserver_request_total{job="${job}",resource="pods",code="200"}`]: `0+${100 - failed}x60`,
  [`apiserver_request_total{job="${job}",resource="pods",code="503"}`]: `0+${failed}x60`,
});

/** Queries that take a second or less, and five seconds or less, a minute. */
function queries(fast: number, slow: number): Scenario['series'] {
  const bucket = (le: string) =>
    `prometheus_adapter_prometheus_client_request_duration_seconds_bucket{job="prometheus-adapter",path="/api/v1/query",server="s",le="${le}"}`;
  return {
    [bucket('1')]: `0+${fast}x60`,
    [bucket('5')]: `0+${fast + slow}x60`,
    [bucket('+Inf')]: `0+${fast + slow}x60`,
  };
}

/** Cases of the alerts about prometheus-adapter. */
export const cases: AlertCases = {
  PrometheusAdapterRequestErrors: {
    fires: {
      series: requests('prometheus-adapter', 6),
      at: '11m',
      expect: { warning: 1 },
      labels: { resource: 'pods' },
    },
    silent: { series: requests('prometheus-adapter', 5), at: '30m' },
    ends: '15m',
    gone: '15m',
    decides: ['job', 'code'],
    divided: ['code'],
  },
  PrometheusAdapterQueriesSlow: {
    fires: {
      series: queries(98, 2),
      at: '16m',
      expect: { warning: 1 },
      labels: { path: '/api/v1/query' },
    },
    silent: { series: queries(987, 13), at: '40m' },
    ends: '18m',
    gone: '20m',
  },
};
