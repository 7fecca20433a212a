import type { ControllerSettings } from './controller-settings';

/** A pod as the controller sees it. Times are in whole seconds, as in the API. */
export interface Pod {
  readonly phase: 'Pending' | 'Running';
  /** Whether it has a deletion timestamp. */
  readonly terminating: boolean;
  /** When the kubelet accepted it. */
  readonly startTime: number;
  readonly ready: boolean;
  /** When `ready` changed last. */
  readonly lastTransition: number;
}

/** A measured value of one pod. */
export interface PodMetric {
  /** In thousandths of the metric's unit. */
  readonly value: number;
  /** When it was measured, in whole seconds. */
  readonly timestamp: number;
  /** How many seconds before the timestamp it is the mean of. */
  readonly window: number;
}

type StartSettings = Pick<Required<ControllerSettings>, 'cpuInitializationPeriod' | 'initialReadinessDelay'>;

/** Pods by how the controller counts them. */
export interface PodGroups {
  /** Pods with a metric that counts. */
  readonly measured: number;
  /** Sum of their metrics, in thousandths. */
  readonly usage: number;
  /** Pods that are not up yet: their metric does not count. */
  readonly unready: number;
  /** Pods that run, but have no metric. */
  readonly missing: number;
}

/**
 * Sorts pods by whether their metric counts (Kubernetes 1.36, replica_calculator.go, `groupPods`): terminating pods never do,
 * pending ones are unready, and readiness is a question only for CPU, which a starting process uses without any load.
 */
export function groupPods(
  pods: readonly Pod[],
  metrics: readonly (PodMetric | undefined)[],
  { cpu, now }: { readonly cpu: boolean; readonly now: number },
  settings: StartSettings,
): PodGroups {
  let measured = 0;
  let usage = 0;
  let unready = 0;
  let missing = 0;
  for (let index = 0; index < pods.length; index += 1) {
    const pod = pods[index];
    if (!pod || pod.terminating) continue;
    const metric = metrics[index];
    if (pod.phase === 'Pending') unready += 1;
    else if (!metric) missing += 1;
    else if (cpu && isUnready(pod, metric, now, settings)) unready += 1;
    else {
      measured += 1;
      usage += metric.value;
    }
  }
  return { measured, usage, unready, missing };
}

/** While it may still initialise, a pod counts from one whole window after it became ready; later, unless it never was. */
function isUnready(
  pod: Pod,
  metric: PodMetric,
  now: number,
  { cpuInitializationPeriod, initialReadinessDelay }: StartSettings,
): boolean {
  if (pod.startTime + cpuInitializationPeriod > now) {
    return !pod.ready || metric.timestamp < pod.lastTransition + metric.window;
  }
  return !pod.ready && pod.startTime + initialReadinessDelay > pod.lastTransition;
}

/** Pods that are up, as totals are divided by: terminating ones are among them (`getReadyPodsCount`). */
export function readyPods(pods: readonly Pod[]): number {
  return pods.filter((pod) => pod.phase === 'Running' && pod.ready).length;
}
