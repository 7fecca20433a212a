import type { Select } from './rule';

/**
 * A metric of kube-state-metrics by the labels that tell objects apart: the others are those of its own pod, and a new pod must not
 * make new alerts.
 */
export function state(select: Select, by: string, metric: string, ...matchers: readonly string[]): string {
  return `max by (${by}) (${metric}${select('kube-state-metrics', ...matchers)})`;
}

/** Whether a metric of kube-state-metrics has stayed as it is for a while: what moves is not stuck. */
export function settled(select: Select, by: string, metric: string, window: string): string {
  return `max by (${by}) (changes(${metric}${select('kube-state-metrics')}[${window}])) == 0`;
}
