import { promql, series, type Expression } from '../expressions/expression';

/**
 * A metric of kube-state-metrics by the labels that identify objects: the other labels identify the exporter's pod, and
 * a new pod must not create new alerts.
 */
export function state(by: string, metric: string, ...matchers: readonly string[]): Expression {
  return promql`max by (${by}) (${series('kube-state-metrics', metric, ...matchers)})`;
}

/** Whether a metric of kube-state-metrics has stayed as it is for a while: what moves is not stuck. */
export function settled(by: string, metric: string, window: string): Expression {
  return promql`max by (${by}) (changes(${series('kube-state-metrics', metric)}[${window}])) == 0`;
}
