import { mixin } from '../mixin';
import { otelCollector as alerts } from './alerts';
import { otelCollectorBoard } from './board';
import { otelAgent, otelCollector as metrics, spanMetrics } from './metrics';
import { spanBoard } from './span-board';

/** The OpenTelemetry Collector, and the metrics that it makes of spans. */
export const otelCollector = mixin({
  sources: { 'otel-collector': metrics, 'otel-agent': otelAgent, 'otel-span-metrics': spanMetrics },
  groups: [alerts],
  boards: [otelCollectorBoard, spanBoard],
});
