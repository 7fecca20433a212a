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

/** Cases of the alerts about metrics-server. */
export const cases: AlertCases = {
  MetricsServerNodesMissing: {
    fires: { series: nodes(4, 2), at: '10m', expect: { warning: 1 } },
    silent: { series: nodes(4, 3), at: '30m' },
    ends: '11m',
    gone: '15m',
    decides: ['job', 'condition', 'status', 'type'],
  },
  MetricsServerRequestErrors: {
    fires: { series: requests('metrics-server', 6), at: '11m', expect: { warning: 1 }, labels: { resource: 'pods' } },
    silent: { series: requests('metrics-server', 5), at: '30m' },
    ends: '15m',
    gone: '15m',
    decides: ['job', 'code'],
    divided: ['code'],
  },
};
