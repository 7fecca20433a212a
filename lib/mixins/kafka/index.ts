import { mixin } from '../mixin';
import { kafkaExporter } from './metrics';
import { kafka as alerts } from './alerts';

/** Kafka, as its exporter measures it. */
export const kafka = mixin({
  sources: { 'kafka-exporter': kafkaExporter },
  groups: [alerts],
  boards: [],
});
