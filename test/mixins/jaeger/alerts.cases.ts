import type { AlertCases } from '../alerts/alert-case';
import { seriesOfJob } from '../openwhisk/series';

const jaeger = seriesOfJob('jaeger', { namespace: 'tracing', pod: 'ow-jaeger-x' });

const lost = (name: string): AlertCases[string] => ({
  fires: { series: { [name]: '0+60x60' }, at: '11m', expect: { warning: 1 }, labels: { namespace: 'tracing' } },
  silent: { series: { [name]: '60x60' }, at: '30m' },
  ends: '16m',
  gone: '15m',
});

/** Cases of the group `jaeger`. */
export const cases: AlertCases = {
  JaegerDown: {
    fires: { series: { [jaeger('up')]: '0x60' }, at: '15m', expect: { warning: 1 } },
    silent: { series: { [jaeger('up')]: '0x10 1x60' }, at: '30m' },
    ends: '27m',
  },
  JaegerStorageFailing: {
    ...lost(jaeger('otelcol_exporter_send_failed_spans', { exporter: 'jaeger_storage_exporter' })),
    also: {
      'Elasticsearch that refuses documents': {
        series: {
          [jaeger('otelcol_exporter_send_failed_spans', { exporter: 'jaeger_storage_exporter' })]: '0x60',
          [jaeger('jaeger_storage_bulk_index_errors', { kind: 'elasticsearch', name: 'traces' })]: '0+60x60',
        },
        at: '30m',
        expect: { warning: 1 },
      },
    },
  },
  JaegerSpansRefused: lost(jaeger('otelcol_receiver_refused_spans', { receiver: 'otlp' })),
};
