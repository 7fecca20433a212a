import type { AlertCases } from '../alerts/alert-case';
import { seriesOfJob, type Named } from '../openwhisk/series';

const collector = seriesOfJob('otel-collector', { namespace: 'tracing', pod: 'ow-otel-collector-x' });
const agent = seriesOfJob('otel-agent', { namespace: 'tracing-nodes', pod: 'ow-otel-agent-x' });
const exporter = { exporter: 'otlp_grpc/jaeger' };

/** A counter that grows for ten minutes and more, or rests. */
const lost = (name: ReturnType<Named>, labels: Readonly<Record<string, string>>): AlertCases[string] => ({
  fires: { series: { [name]: '0+60x60' }, at: '11m', expect: { warning: 1 }, labels },
  silent: { series: { [name]: '60x60' }, at: '30m' },
  ends: '16m',
  gone: '15m',
});

const size = collector('otelcol_exporter_queue_size', exporter);
const capacity = { [collector('otelcol_exporter_queue_capacity', exporter)]: '1000x60' };

/** Cases of the group `otel-collector`. */
export const cases: AlertCases = {
  OtelCollectorDown: {
    fires: { series: { [collector('up')]: '0x60' }, at: '15m', expect: { warning: 1 } },
    silent: { series: { [collector('up')]: '0x10 1x60' }, at: '30m' },
    ends: '27m',
  },
  OtelAgentDown: {
    fires: {
      series: { [agent('up')]: '0x60' },
      at: '15m',
      expect: { warning: 1 },
      labels: { namespace: 'tracing-nodes' },
    },
    silent: { series: { [agent('up')]: '0x10 1x60' }, at: '20m' },
    ends: '27m',
    gone: '16m',
  },
  OtelCollectorSpansRefused: lost(collector('otelcol_receiver_refused_spans', { receiver: 'zipkin' }), {
    namespace: 'tracing',
    receiver: 'zipkin',
  }),
  OtelCollectorMemoryLimited: lost(
    collector('otelcol_processor_memory_limiter_refused_spans', { processor: 'memory_limiter' }),
    { namespace: 'tracing' },
  ),
  OtelCollectorQueueFilling: {
    fires: {
      series: { [size]: '801x60', ...capacity },
      at: '5m',
      expect: { warning: 1 },
      labels: exporter,
    },
    silent: { series: { [size]: '800x60', ...capacity }, at: '20m' },
    ends: '6m',
    gone: '10m',
  },
  OtelCollectorSpansDropped: lost(collector('otelcol_exporter_enqueue_failed_spans', exporter), exporter),
  OtelCollectorSendFailing: lost(collector('otelcol_exporter_send_failed_spans', exporter), exporter),
  OtelCollectorTracesTooMany: lost(collector('otelcol_processor_tail_sampling_sampling_trace_dropped_too_early'), {
    namespace: 'tracing',
  }),
};
