import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest } from '../alerts/state';
import { promql, series } from '../expressions/expression';

const EMITTED = ['fluentd_output_status_emit_records', 'plugin_id="out_logs"'] as const;

/** Alerts about Fluentd, which has one pod on each node. What it calls gauges are counters as well: a change of them is an event. */
export const fluentd = group('fluentd', {
  alerts: {
    FluentdDown: alert({
      levels: [{ severity: 'critical', for: '10m' }],
      namespaced: true,
      summary: 'A Fluentd does not answer',
      description:
        'Pod {{ $labels.pod }} could not be scraped for {for}. The logs of its node stay in their files until the container runtime rotates them away.',
      expr: promql`${series('fluentd', 'up')} == 0`,
    }),

    FluentdNoLogs: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'A node sends no logs',
      description: 'Pod {{ $labels.pod }} has read no log of its node for half an hour, and {for} more.',
      // A pod that was deleted with its node sends none either.
      expr: promql`
        sum by (namespace, pod) (changes(${series('fluentd', ...EMITTED)}[30m])) == 0
        and on (namespace, pod) ${latest('fluentd', ...EMITTED)}`,
    }),

    FluentdBufferFilling: alert({
      levels: [
        { severity: 'critical', for: '5m', threshold: 10 },
        { severity: 'warning', for: '15m', threshold: 50 },
      ],
      namespaced: true,
      summary: 'The buffer of a Fluentd fills up',
      description:
        '{{ $value | humanize }} % of the buffer of pod {{ $labels.pod }}, less than {threshold} %, have been free for {for}. A full buffer stops the reading; what the runtime then rotates away is lost.',
      expr: ({ threshold }) => promql`
        min by (namespace, pod) (${latest('fluentd', 'fluentd_output_status_buffer_available_space_ratio')}) < ${threshold}`,
    }),

    FluentdRetrying: alert({
      levels: [{ severity: 'warning', for: '30m', threshold: 0 }],
      namespaced: true,
      summary: 'Fluentd cannot send its logs',
      description: 'Pod {{ $labels.pod }} has tried again to send logs, again and again, for {for}.',
      expr: ({ threshold }) => promql`
        sum by (namespace, pod) (changes(${series('fluentd', 'fluentd_output_status_retry_count')}[10m])) > ${threshold}`,
    }),

    FluentdOutputErrors: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 0 }],
      namespaced: true,
      summary: 'A Fluentd fails to send',
      description: 'The output {{ $labels.plugin_id }} of pod {{ $labels.pod }} has reported errors for {for}.',
      expr: ({ threshold }) => promql`
        sum by (namespace, pod, plugin_id) (changes(${series('fluentd', 'fluentd_output_status_num_errors')}[10m])) > ${threshold}`,
    }),

    FluentdRecordsRefused: alert({
      levels: [{ severity: 'warning', threshold: 0 }],
      namespaced: true,
      summary: 'Elasticsearch refuses records',
      description:
        'Records that pod {{ $labels.pod }} sent did not fit the index, and were stored as plain texts with the field refused, within the last quarter of an hour.',
      expr: ({ threshold }) => promql`
        sum by (namespace, pod) (changes(${series('fluentd', 'fluentd_output_status_emit_records', 'plugin_id="out_refused"')}[15m]))
        > ${threshold}`,
    }),
  },
});
