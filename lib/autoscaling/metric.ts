import { k8s } from '../kube/k8s';
import type { Scaling } from '../platform/schema/scaling';

/** Target of a metric: percent of the requests, an average per pod, or a total value. */
export type MetricTarget = { readonly utilization: number } | { readonly average: string } | { readonly value: string };

/** A metric by its name in the metrics API. */
interface Named {
  readonly metric: string;
  /** The series in Prometheus that prometheus-adapter serves it from. @default - served by another API */
  readonly series?: string;
  /** Labels that the series must have. @default - none. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Value above which KEDA starts the first pod. @default 0 */
  readonly activation?: number;
  /** How KEDA counts a query without a result. @default zero */
  readonly missing?: 'zero' | 'failure';
}

/** The lag of a consumer group, as a platform file describes it. */
export type KafkaLag = Scaling['kafkaLag'][number];

/** An object of the cluster. */
export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/** A metric that determines the number of pods (Kubernetes API, autoscaling/v2, "MetricSpec"). */
export type ScalingMetric =
  /** CPU or memory of all containers of a pod. */
  | { readonly type: 'resource'; readonly resource: 'cpu' | 'memory'; readonly target: PodTarget }
  /** CPU or memory of one container, whatever its sidecars do; generally available since Kubernetes 1.30. */
  | {
      readonly type: 'container';
      readonly container: string;
      readonly resource: 'cpu' | 'memory';
      readonly target: PodTarget;
    }
  /** A metric that each of the pods has. */
  | (Named & { readonly type: 'pods'; readonly target: Extract<MetricTarget, { average: string }> })
  /** A metric of one other object in the namespace. */
  | (Named & { readonly type: 'object'; readonly object: ObjectReference; readonly target: TotalTarget })
  /** A metric of nothing in the cluster. */
  | (Named & {
      readonly type: 'external';
      readonly target: TotalTarget;
      /** The consumer lag that KEDA measures itself. @default - a series */
      readonly lag?: KafkaLag;
    });

type PodTarget = Exclude<MetricTarget, { value: string }>;
type TotalTarget = Exclude<MetricTarget, { utilization: number }>;

/** The metric as the API has it. */
export function toMetricSpec(metric: ScalingMetric): k8s.MetricSpecV2 {
  const target = toTarget(metric.target);
  switch (metric.type) {
    case 'resource':
      return { type: 'Resource', resource: { name: metric.resource, target } };
    case 'container':
      return {
        type: 'ContainerResource',
        containerResource: { name: metric.resource, container: metric.container, target },
      };
    case 'pods':
      return { type: 'Pods', pods: { metric: identifier(metric), target } };
    case 'object':
      return { type: 'Object', object: { metric: identifier(metric), describedObject: { ...metric.object }, target } };
    case 'external':
      return { type: 'External', external: { metric: identifier(metric), target } };
  }
}

function identifier({ metric, labels = {} }: Named): k8s.MetricIdentifierV2 {
  return { name: metric, ...(Object.keys(labels).length > 0 ? { selector: { matchLabels: { ...labels } } } : {}) };
}

function toTarget(target: MetricTarget): k8s.MetricTargetV2 {
  if ('utilization' in target) return { type: 'Utilization', averageUtilization: target.utilization };
  if ('average' in target) return { type: 'AverageValue', averageValue: k8s.Quantity.fromString(target.average) };
  return { type: 'Value', value: k8s.Quantity.fromString(target.value) };
}

/** Whether the metric exists without any pods, so that it can trigger the first one. */
export function isThereWithoutPods({ type }: ScalingMetric): boolean {
  return type === 'object' || type === 'external';
}
