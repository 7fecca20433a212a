import type { AlertCases, Scenario } from '../alerts/alert-case';

const of = (metric: string, labels: string): string => `${metric}{job="kube-state-metrics-self",${labels}}`;
const labels = { resource: '*v1.Pod' };

/** Requests for pods that fail, and that do not, a minute. */
const requests = (verb: 'list' | 'watch', errors: number, successes: number): Scenario['series'] => ({
  [of(`kube_state_metrics_${verb}_total`, 'resource="*v1.Pod",result="error"')]: `0+${errors}x60`,
  [of(`kube_state_metrics_${verb}_total`, 'resource="*v1.Pod",result="success"')]: `0+${successes}x60`,
  [of(`kube_state_metrics_${verb}_total`, 'resource="*v1.Node",result="success"')]: '1x60',
});

/** The total that each pod says it has been set to, the first being shard 0. */
const shards = (...totals: number[]): Scenario['series'] =>
  Object.fromEntries(
    totals.flatMap((total, index) => [
      [of('kube_state_metrics_total_shards', `pod="k${index}"`), `${total}x60`],
      [of('kube_state_metrics_shard_ordinal', `pod="k${index}",shard_ordinal="${index}"`), `${index}x60`],
    ]),
  );

/** Cases of the group `kube-state-metrics`. */
export const cases: AlertCases = {
  KubeStateMetricsListErrors: {
    fires: { series: requests('list', 10, 0), at: '16m', expect: { critical: 1 }, labels },
    silent: { series: requests('list', 1, 100), at: '40m' },
    ends: '22m',
    gone: '20m',
    decides: ['job', 'result'],
    divided: ['result'],
  },
  KubeStateMetricsWatchErrors: {
    fires: { series: requests('watch', 14, 986), at: '16m', expect: { critical: 1 }, labels },
    silent: { series: requests('watch', 9, 991), at: '40m' },
    ends: '20m',
    gone: '20m',
  },
  KubeStateMetricsShardingMismatch: {
    fires: { series: shards(2, 3), at: '15m', expect: { critical: 1 } },
    silent: { series: shards(2, 2), at: '40m' },
    ends: '16m',
    gone: '20m',
    optional: ['kube_state_metrics_shard_ordinal'],
  },
  KubeStateMetricsShardsMissing: {
    fires: { series: shards(3, 3), at: '15m', expect: { critical: 1 } },
    silent: { series: shards(3, 3, 3), at: '40m' },
    ends: '16m',
    gone: '20m',
  },
};
