import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest } from '../alerts/state';
import { promql, series, type Expression } from '../expressions/expression';

const SOURCE = 'otel-collector';

/** How often something happened per second, in all pods together. */
const rateBy = (labels: string, name: string): Expression =>
  promql`sum by (${labels}) (rate(${series(SOURCE, name)}[5m]))`;

const highest = (name: string): Expression => promql`max by (namespace, pod, exporter) (${latest(SOURCE, name)})`;

/** Alerts about the OpenTelemetry Collectors. Lost spans are lost: no program sends them again. */
export const otelCollector = group('otel-collector', {
  alerts: {
    OtelCollectorDown: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      summary: 'The OpenTelemetry Collector does not answer',
      description:
        'Prometheus has not scraped any OpenTelemetry Collector for {for}. If none runs, all spans are lost.',
      expr: promql`absent(${latest(SOURCE, 'up')} == 1)`,
    }),

    OtelAgentDown: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'The collector of a node does not answer',
      description: 'Pod {{ $labels.pod }} could not be scraped for {for}. Spans of the programs of its node are lost.',
      expr: promql`${series('otel-agent', 'up')} == 0`,
    }),

    OtelCollectorSpansRefused: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0 }],
      namespaced: true,
      summary: 'The OpenTelemetry Collector refuses spans',
      description:
        'The receiver {{ $labels.receiver }} of the collectors in namespace {{ $labels.namespace }} has refused {{ $value | humanize }} spans per second for {for}.',
      expr: ({ threshold }) => promql`
        ${rateBy('namespace, receiver', 'otelcol_receiver_refused_spans')} > ${threshold}`,
    }),

    OtelCollectorMemoryLimited: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0 }],
      namespaced: true,
      summary: 'The OpenTelemetry Collector is short of memory',
      description:
        'The memory limiter of the collectors in namespace {{ $labels.namespace }} has refused {{ $value | humanize }} spans per second for {for}.',
      expr: ({ threshold }) => promql`
        ${rateBy('namespace', 'otelcol_processor_memory_limiter_refused_spans')} > ${threshold}`,
    }),

    OtelCollectorQueueFilling: alert({
      levels: [{ severity: 'warning', for: '5m', threshold: 80 }],
      namespaced: true,
      summary: 'A queue of the OpenTelemetry Collector fills up',
      description:
        'The queue of {{ $labels.exporter }} in pod {{ $labels.pod }} has been {{ $value | humanize }} % full, more than {threshold} %, for {for}. When it is full, spans are dropped.',
      expr: ({ threshold }) => promql`
        100 * ${highest('otelcol_exporter_queue_size')} / ${highest('otelcol_exporter_queue_capacity')} > ${threshold}`,
    }),

    OtelCollectorSpansDropped: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0 }],
      namespaced: true,
      summary: 'The OpenTelemetry Collector drops spans: a queue is full',
      description:
        'The collectors in namespace {{ $labels.namespace }} have dropped {{ $value | humanize }} spans per second for {{ $labels.exporter }} for {for}, because its queue is full.',
      expr: ({ threshold }) => promql`
        ${rateBy('namespace, exporter', 'otelcol_exporter_enqueue_failed_spans')} > ${threshold}`,
    }),

    OtelCollectorSendFailing: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0 }],
      namespaced: true,
      summary: 'A backend does not take spans',
      description:
        'The collectors in namespace {{ $labels.namespace }} have given up on {{ $value | humanize }} spans per second for {{ $labels.exporter }} for {for}.',
      expr: ({ threshold }) => promql`
        ${rateBy('namespace, exporter', 'otelcol_exporter_send_failed_spans')} > ${threshold}`,
    }),

    OtelCollectorTracesTooMany: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0 }],
      namespaced: true,
      summary: 'Tail sampling drops traces before it decides on them',
      description:
        'Tail sampling in namespace {{ $labels.namespace }} has dropped {{ $value | humanize }} traces per second for {for}: more of them wait for the decision than tailSampling.traces.',
      expr: ({ threshold }) => promql`
        ${rateBy('namespace', 'otelcol_processor_tail_sampling_sampling_trace_dropped_too_early')} > ${threshold}`,
    }),
  },
});
