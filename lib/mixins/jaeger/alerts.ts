import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest } from '../alerts/state';
import { promql, series, type Expression } from '../expressions/expression';

const rateOf = (name: string): Expression => promql`sum by (namespace) (rate(${series('jaeger', name)}[5m]))`;

/** Alerts about Jaeger. */
export const jaeger = group('jaeger', {
  alerts: {
    JaegerDown: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      summary: 'Jaeger does not answer',
      description:
        'Prometheus has not scraped any Jaeger for {for}. If none runs, traces cannot be read, and the queue of the collector fills up.',
      expr: promql`absent(${latest('jaeger', 'up')} == 1)`,
    }),

    JaegerStorageFailing: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0 }],
      namespaced: true,
      summary: 'Jaeger cannot store spans',
      description:
        'Jaeger in namespace {{ $labels.namespace }} has failed to store {{ $value | humanize }} spans per second for {for}.',
      // Elasticsearch gets spans in batches after the exporter has counted them as sent.
      expr: ({ threshold }) => promql`
        ${rateOf('otelcol_exporter_send_failed_spans')} > ${threshold}
        or
        ${rateOf('jaeger_storage_bulk_index_errors')} > ${threshold}`,
    }),

    JaegerSpansRefused: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0 }],
      namespaced: true,
      summary: 'Jaeger refuses spans',
      description:
        'Jaeger in namespace {{ $labels.namespace }} has refused {{ $value | humanize }} spans per second for {for}. The collector keeps them as long as its queue has space.',
      expr: ({ threshold }) => promql`${rateOf('otelcol_receiver_refused_spans')} > ${threshold}`,
    }),
  },
});
