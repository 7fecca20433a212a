import { DEFAULT_SETTINGS, type ControllerSettings } from './controller-settings';
import type { Hpa, Metric } from './hpa';
import { groupPods, readyPods, type Pod, type PodMetric } from './pod';
import {
  averageValueReplicas,
  utilizationReplicas,
  valuePerPodReplicas,
  valueReplicas,
  type Failure,
  type Proposal,
  type Tolerances,
} from './replica-calculator';
import { growthLimit, ScalingLimits } from './scaling-limits';
import { Recommendations } from './stabilization';

/** Input of the controller at a sync. */
export interface Observation {
  /** `spec.replicas` of the target. */
  readonly replicas: number;
  /** All existing pods, including terminating ones. */
  readonly pods: readonly Pod[];
  /** A metric of the pods, in their order; undefined when the metrics API has none. `index` is that in the HPA's list. */
  readonly podMetrics: (index: number) => readonly (PodMetric | undefined)[] | undefined;
  /** A metric that belongs to no pod, in thousandths; undefined when the metrics API has none. */
  readonly value: (index: number) => number | undefined;
}

/** Result of a sync of the controller. */
export interface Decision {
  /** New `spec.replicas` of the target. */
  readonly replicas: number;
  /** Proposal of each metric of the HPA; empty if none was queried. */
  readonly proposals: readonly (Proposal | Failure)[];
  /** Whether the HPA does nothing until replicas are set by hand (condition ScalingActive false, ScalingDisabled). */
  readonly disabled?: true;
}

/**
 * The horizontal pod autoscaler of one HPA (Kubernetes 1.36, pkg/controller/podautoscaler/horizontal.go,
 * `reconcileAutoscaler`), from its first sync on.
 */
export class HpaController {
  private readonly recommendations: Recommendations;
  private readonly limits?: ScalingLimits;
  private readonly tolerances: Tolerances;
  private readonly scalesToZero: boolean;
  private readonly settings: Required<ControllerSettings>;
  /** Whether it was this controller that took the last replica away. */
  private scaledToZero = false;

  /**
   * @param requests what a pod requests of each metric's resource, in thousandths; undefined for metrics that are not
   * resources
   */
  constructor(
    private readonly hpa: Hpa,
    private readonly requests: readonly (number | undefined)[],
    settings: ControllerSettings = {},
  ) {
    const { behavior, metrics } = hpa;
    this.settings = { ...DEFAULT_SETTINGS, ...settings };
    const { tolerance, configurableTolerance, downscaleStabilization } = this.settings;
    const own = configurableTolerance ? behavior : undefined;
    this.tolerances = { up: own?.scaleUp.tolerance ?? tolerance, down: own?.scaleDown.tolerance ?? tolerance };
    this.recommendations = new Recommendations(
      behavior?.scaleUp.stabilizationWindowSeconds ?? 0,
      behavior?.scaleDown.stabilizationWindowSeconds ?? downscaleStabilization,
    );
    if (behavior) this.limits = new ScalingLimits(behavior.scaleUp, behavior.scaleDown);
    this.scalesToZero = metrics.some(belongsToNoPod);
  }

  /** One sync at a time in seconds. */
  sync(now: number, observation: Observation): Decision {
    const { minReplicas, maxReplicas } = this.hpa;
    const current = observation.replicas;
    this.recommendations.start(now, current);
    const scaledToZero = this.settings.scaleToZero && this.scaledToZero;
    if (current === 0 && !(scaledToZero && (minReplicas !== 0 || this.scalesToZero))) {
      // Scaled to zero from outside: the HPA is disabled until replicas are restored.
      return { replicas: 0, proposals: [], disabled: true };
    }
    if (current > maxReplicas) return this.rescale(now, current, maxReplicas, []);
    if (current !== 0 && current < minReplicas) return this.rescale(now, current, minReplicas, []);

    const proposals = this.hpa.metrics.map((metric, index) => this.propose(now, metric, index, observation));
    const desired = highest(proposals, current);
    if (desired === undefined) return { replicas: current, proposals };
    const normalized = this.normalize(now, current, desired);
    return this.rescale(now, current, current === 0 ? Math.max(normalized, minReplicas) : normalized, proposals);
  }

  private rescale(now: number, from: number, to: number, proposals: Decision['proposals']): Decision {
    if (to !== from) {
      this.limits?.record(now, from, to);
      this.scaledToZero = to === 0 && this.hpa.minReplicas === 0 && this.scalesToZero;
    }
    return { replicas: to, proposals };
  }

  private propose(now: number, metric: Metric, index: number, observation: Observation): Proposal | Failure {
    const { tolerances } = this;
    const { replicas: current, pods } = observation;
    const { type, value: target } = metric.target;
    if (belongsToNoPod(metric)) {
      const value = observation.value(index);
      if (value === undefined) return { failure: 'the metrics API has no value' };
      if (type === 'AverageValue') {
        return valuePerPodReplicas(statusReplicas(pods), value, { target, tolerances });
      }
      return valueReplicas(current, value, { target, ready: readyPods(pods), tolerances });
    }
    const metrics = observation.podMetrics(index);
    if (!metrics) return { failure: 'the metrics API has no value' };
    const isResource = metric.type !== 'Pods';
    const groups = groupPods(pods, metrics, { cpu: isResource && metric.name === 'cpu', now }, this.settings);
    if (type !== 'Utilization') return averageValueReplicas(current, groups, { target, tolerances });
    return utilizationReplicas(current, groups, { target, request: this.requests[index] ?? 0, tolerances });
  }

  /** Stabilises a recommendation and keeps it within what may change at once. */
  private normalize(now: number, current: number, desired: number): number {
    const { minReplicas, maxReplicas } = this.hpa;
    if (!this.limits) {
      const highestRecent = this.recommendations.highest(now, desired);
      if (highestRecent < minReplicas) return minReplicas;
      return Math.min(highestRecent, maxReplicas, growthLimit(current));
    }
    const stabilized = this.recommendations.stabilize(now, current, desired);
    if (stabilized > current) return Math.min(stabilized, maxReplicas, this.limits.most(now, current));
    if (stabilized < current) return Math.max(stabilized, minReplicas, this.limits.fewest(now, current));
    return stabilized;
  }
}

/** Whether a metric is a single value, not one per pod. */
export function belongsToNoPod({ type }: Metric): boolean {
  return type === 'Object' || type === 'External';
}

/**
 * Combined proposal of the metrics; undefined if some failed and the others would only scale down
 * (`computeReplicasForMetrics`).
 */
function highest(proposals: readonly (Proposal | Failure)[], current: number): number | undefined {
  let failed = 0;
  let replicas = 0;
  for (const proposal of proposals) {
    if ('failure' in proposal) failed += 1;
    else replicas = Math.max(replicas, proposal.replicas);
  }
  if (failed === proposals.length || (failed > 0 && replicas < current)) return undefined;
  return replicas;
}

/** `status.replicas` of the target: terminating pods are no longer among them. */
function statusReplicas(pods: readonly Pod[]): number {
  return pods.filter(({ terminating }) => !terminating).length;
}
