import { Construct } from 'constructs';
import { amend } from '../kube/amend';
import { k8s } from '../kube/k8s';
import type { ObjectMetadata } from '../kube/platform-chart';
import { toBehavior, toleranceAmendments, type ScalingBehavior } from './behavior';
import { isThereWithoutPods, toMetricSpec, type ObjectReference, type ScalingMetric } from './metric';

/** Properties of every scaler, whatever carries it out. */
export interface ScalerProps {
  /** Name, namespace and labels of the scaler; its target is in the same namespace. */
  readonly metadata: Omit<ObjectMetadata, 'labels'> & {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  /** Target of the scaler. */
  readonly target: ObjectReference;
  /** Fewest pods. */
  readonly min: number;
  /** Most pods. */
  readonly max: number;
  /** Metrics; of several, the one that yields the most pods wins. */
  readonly metrics: readonly ScalingMetric[];
  /** @default - Kubernetes' own, see DEFAULT_BEHAVIOR. */
  readonly behavior?: ScalingBehavior;
}

/**
 * A HorizontalPodAutoscaler (autoscaling/v2).
 *
 * @throws when min is above max, or 0 without a metric that exists without pods; when a target is not above 0, or there is no metric.
 */
export class HorizontalPodAutoscaler extends Construct {
  constructor(scope: Construct, id: string, { metadata, target, min, max, metrics, behavior = {} }: ScalerProps) {
    super(scope, id);
    assertScalable(metadata.name, { min, max, metrics });
    const resource = new k8s.KubeHorizontalPodAutoscalerV2(this, 'Resource', {
      metadata: { ...metadata },
      spec: {
        scaleTargetRef: { ...target },
        minReplicas: min,
        maxReplicas: max,
        metrics: metrics.map(toMetricSpec),
        behavior: toBehavior(behavior),
      },
    });
    amend(resource, ...toleranceAmendments(behavior));
  }
}

/**
 * Validates the bounds and metrics of a scaler. @param periods - number of recurring periods, which exist without pods. @throws
 * if they are invalid.
 */
export function assertScalable(
  name: string,
  { min, max, metrics }: Pick<ScalerProps, 'min' | 'max' | 'metrics'>,
  periods = 0,
): void {
  const fewest = periods > 0 || metrics.some(isThereWithoutPods) ? 0 : 1;
  if (min < fewest) throw new Error(`Scaler ${name}: min ${min} is below ${fewest}, the fewest pods that are possible`);
  if (min > max) throw new Error(`Scaler ${name}: min ${min} is above max ${max}; exchange them`);
  if (metrics.length + periods === 0)
    throw new Error(`Scaler ${name} has no metric; give it one, such as the use of CPU`);
  for (const { target } of metrics) {
    const [[kind, amount] = ['', 0]] = Object.entries(target);
    if (!(parseFloat(String(amount)) > 0)) {
      throw new Error(`Scaler ${name}: a target of ${kind} ${amount} would never be reached; write one above 0`);
    }
  }
}
