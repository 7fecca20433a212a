import type { Scaling } from '../platform/schema/scaling';
import type { ScalingMetric } from './metric';
import { scalingSeries } from './series';

/** Use of CPU, in percent of the requests, where nothing else is asked for. */
const DEFAULT_CPU: ScalingMetric = { type: 'resource', resource: 'cpu', target: { utilization: 70 } };

/** The series of how far behind a group of consumers is, of all partitions of a topic. */
export const KAFKA_LAG = 'kafka_consumergroup_lag_sum';

/** A metric of a platform file. */
export type CustomMetric = Scaling['metrics'][number];

/** The metrics of a platform file; `fallback` if it has neither a metric nor a period. */
export function metricsOf(scaling: Scaling, fallback: ScalingMetric = DEFAULT_CPU): ScalingMetric[] {
  const metrics = [
    ...(['cpu', 'memory'] as const).flatMap((resource) => resourceMetric(resource, scaling[resource])),
    ...scaling.metrics.map(customMetric),
    ...scaling.kafkaLag.map((lag): ScalingMetric => ({
      type: 'external',
      ...named(KAFKA_LAG),
      labels: { topic: lag.topic, consumergroup: lag.group },
      target: { average: String(lag.lag) },
      lag,
    })),
  ];
  const scheduled = scaling.engine === 'keda' && (scaling.keda?.cron ?? []).length > 0;
  return metrics.length > 0 || scheduled ? metrics : [fallback];
}

function resourceMetric(resource: 'cpu' | 'memory', wanted: Scaling['cpu']): ScalingMetric[] {
  if (!wanted) return [];
  const { container, utilization, average } = wanted;
  const target = average === undefined ? { utilization: utilization ?? 0 } : { average };
  return [container ? { type: 'container', container, resource, target } : { type: 'resource', resource, target }];
}

function customMetric(custom: CustomMetric): ScalingMetric {
  const { metric, from, object, labels, average, value, activation, missing } = custom;
  const measured = { ...named(metric), labels, activation, missing };
  if (from === 'pods') return { ...measured, type: 'pods', target: { average: average ?? '0' } };
  const target = average === undefined ? { value: value ?? '0' } : { average };
  return from === 'object' && object
    ? { ...measured, type: 'object', object, target }
    : { ...measured, type: 'external', target };
}

/** A metric that prometheus-adapter answers for. */
export function named(series: string): { readonly metric: string; readonly series: string } {
  return { metric: scalingSeries(series).apiName, series };
}
