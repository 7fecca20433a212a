import type { AlertCases, Scenario } from '../alerts/alert-case';

/** Nodes of a cluster, the last of them not ready, and those of which there are metrics. */
const nodes = (all: number, measured: number): Scenario['series'] => ({
  ...Object.fromEntries(
    Array.from({ length: all }, (_, index) => [
      `kube_node_status_condition{job="kube-state-metrics",node="n${index}",condition="Ready",status="true"}`,
      `${index < all - 1 ? 1 : 0}x60`,
    ]),
  ),
  'metrics_server_storage_points{job="metrics-server",type="node",pod="m"}': `${measured}x60`,
  'metrics_server_storage_points{job="metrics-server",type="container",pod="m"}': '100x60',
});

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

/** Cases of the group `resource-metrics`. */
export const resourceMetricsCases: AlertCases = {
  MetricsServerNodesMissing: {
    fires: { series: nodes(4, 2), at: '10m', expect: { warning: 1 } },
    silent: { series: nodes(4, 3), at: '30m' },
  },
  MetricsServerRequestErrors: {
    fires: { series: requests('metrics-server', 6), at: '15m', expect: { warning: 1 }, labels: { resource: 'pods' } },
    silent: { series: requests('metrics-server', 5), at: '30m' },
  },
  PrometheusAdapterRequestErrors: {
    fires: {
      series: requests('prometheus-adapter', 6),
      at: '15m',
      expect: { warning: 1 },
      labels: { resource: 'pods' },
    },
    silent: { series: requests('prometheus-adapter', 5), at: '30m' },
  },
  PrometheusAdapterQueriesSlow: {
    fires: {
      series: queries(98, 2),
      at: '20m',
      expect: { warning: 1 },
      labels: { path: '/api/v1/query' },
    },
    silent: { series: queries(987, 13), at: '40m' },
  },
};
