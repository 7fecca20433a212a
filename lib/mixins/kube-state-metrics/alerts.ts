import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest } from '../alerts/state';
import { percent, promql, series, type Expression } from '../expressions/expression';

const SOURCE = 'kube-state-metrics-self';

/** Requests to the API server that failed, in percent, by what was asked for. */
function errors(counter: string): Expression {
  const rate = (...matchers: string[]) => promql`sum by (resource) (rate(${series(SOURCE, counter, ...matchers)}[5m]))`;
  return percent(rate('result="error"'), rate());
}

/** Alerts about kube-state-metrics, the source of most alerts about pods and workloads. */
export const kubeStateMetrics = group('kube-state-metrics', {
  alerts: {
    KubeStateMetricsListErrors: alert({
      levels: [{ severity: 'critical', for: '15m', threshold: 1 }],
      summary: 'Kube-state-metrics cannot list objects',
      description:
        '{{ $value | humanize }} % of the list requests of kube-state-metrics for {{ $labels.resource }} have failed, more than {threshold} % for {for}: their metrics are missing or old.',
      expr: ({ threshold }) => promql`${errors('kube_state_metrics_list_total')} > ${threshold}`,
    }),
    KubeStateMetricsWatchErrors: alert({
      levels: [{ severity: 'critical', for: '15m', threshold: 1 }],
      summary: 'Kube-state-metrics cannot watch objects',
      description:
        '{{ $value | humanize }} % of the watch requests of kube-state-metrics for {{ $labels.resource }} have failed, more than {threshold} % for {for}: their metrics are missing or old.',
      expr: ({ threshold }) => promql`${errors('kube_state_metrics_watch_total')} > ${threshold}`,
    }),
    KubeStateMetricsShardingMismatch: alert({
      levels: [{ severity: 'critical', for: '15m' }],
      summary: 'Pods of kube-state-metrics disagree on the number of shards',
      description:
        'Pods of kube-state-metrics have been set to numbers of shards that differ by {{ $value }} for {for}: objects are missing or counted twice.',
      expr: promql`
        max(${latest(SOURCE, 'kube_state_metrics_total_shards')})
        - min(${latest(SOURCE, 'kube_state_metrics_total_shards')}) > 0`,
    }),
    KubeStateMetricsShardsMissing: alert({
      levels: [{ severity: 'critical', for: '15m' }],
      summary: 'Shards of kube-state-metrics are missing',
      description:
        '{{ $value }} shard(s) of kube-state-metrics have been missing for {for}: their objects have no metrics.',
      expr: promql`
        max(${latest(SOURCE, 'kube_state_metrics_total_shards')})
        - count(count by (shard_ordinal) (${latest(SOURCE, 'kube_state_metrics_shard_ordinal')})) > 0`,
    }),
  },
});
