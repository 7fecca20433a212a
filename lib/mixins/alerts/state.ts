import type { MetricSource } from '../../catalogue/sources';
import { promql, series, type Expression } from '../expressions/expression';

/**
 * The latest sample of the last five minutes: a scrape that fails makes all series of its target stale at once, and must
 * neither end an alert nor start its `for` again.
 */
export function latest(source: MetricSource, metric: string, ...matchers: readonly string[]): Expression {
  return promql`last_over_time(${series(source, metric, ...matchers)}[5m])`;
}

/**
 * A metric of kube-state-metrics by the labels that identify objects: the other labels identify the exporter's pod, and
 * a new pod must not create new alerts.
 */
export function state(by: string, metric: string, ...matchers: readonly string[]): Expression {
  return promql`max by (${by}) (${latest('kube-state-metrics', metric, ...matchers)})`;
}

/** Whether a metric of kube-state-metrics has stayed as it is for a while: what moves is not stuck. */
export function settled(by: string, metric: string, window: string): Expression {
  return promql`max by (${by}) (changes(${series('kube-state-metrics', metric)}[${window}])) == 0`;
}
