import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { address, type Endpoint } from '../kube/endpoint';
import { parseQuantity } from '../text/quantity';
import { toBehavior } from './behavior';
import { assertScalable, type ScalerProps } from './hpa';
import type { ScalingMetric } from './metric';
import { KAFKA_LAG } from './scaling-metrics';
import { scalingSeries, selectorOf, sumOf } from './series';

/** Properties of {@link ScaledObject}. */
export interface ScaledObjectProps extends ScalerProps {
  /** Where KEDA asks for series. @default - nothing is scaled by one. */
  readonly prometheus?: Endpoint;
  /** Where KEDA asks how far behind consumers are. @default - nothing is scaled by that. */
  readonly kafka?: readonly Endpoint[];
}

interface Trigger {
  readonly type: 'cpu' | 'memory' | 'prometheus' | 'kafka';
  readonly metricType?: 'Utilization' | 'AverageValue' | 'Value';
  readonly metadata: Readonly<Record<string, string>>;
}

/** Seconds between two looks while there are no pods; KEDA's own default is 30. */
const POLLING_SECONDS = 15;

/** Seconds without load until the last pod goes (KEDA, "ScaledObject specification", cooldownPeriod). */
const COOLDOWN_SECONDS = 300;

/**
 * A ScaledObject for KEDA (keda.sh/v1alpha1), which makes the HorizontalPodAutoscaler itself, and scales to and from 0.
 *
 * @throws when min is above max, a target is not above 0, there is no metric, or one needs a server that is not given.
 */
export class ScaledObject extends Construct {
  constructor(scope: Construct, id: string, props: ScaledObjectProps) {
    super(scope, id);
    const { metadata, target, min, max, metrics, behavior = {} } = props;
    assertScalable(metadata.name, props);
    new ApiObject(this, 'Resource', {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { ...metadata },
      spec: {
        scaleTargetRef: { ...target },
        minReplicaCount: min,
        maxReplicaCount: max,
        pollingInterval: POLLING_SECONDS,
        cooldownPeriod: COOLDOWN_SECONDS,
        advanced: { horizontalPodAutoscalerConfig: { behavior: toBehavior(behavior) } },
        triggers: metrics.map((metric) => toTrigger(props, metric)),
      },
    });
  }
}

function toTrigger(props: ScaledObjectProps, metric: ScalingMetric): Trigger {
  const [[kind, amount] = ['', '']] = Object.entries(metric.target) as [string, string | number][];
  const value = String(amount);
  const metricType = METRIC_TYPES[kind];
  if (metric.type === 'resource') return { type: metric.resource, metricType, metadata: { value } };
  if (metric.type === 'container') {
    return { type: metric.resource, metricType, metadata: { value, containerName: metric.container } };
  }
  if (metric.type === 'external' && metric.series === KAFKA_LAG && props.kafka) {
    const { topic = '', consumergroup = '' } = metric.labels ?? {};
    const bootstrapServers = props.kafka.map(address).join(',');
    return { type: 'kafka', metadata: { bootstrapServers, topic, consumerGroup: consumergroup, lagThreshold: value } };
  }
  const { name } = props.metadata;
  if (!props.prometheus) throw new Error(`Scaler ${name}: ${metric.metric} needs a Prometheus, and there is none`);
  if (!metric.series) throw new Error(`Scaler ${name}: ${metric.metric} has no series that KEDA could ask for`);
  const series = scalingSeries(metric.series);
  return {
    type: 'prometheus',
    metricType,
    metadata: {
      serverAddress: `http://${address(props.prometheus)}`,
      query: sumOf(series, selectorOf(series, ...matchersOf(props, metric))),
      threshold: plainNumber(value),
    },
  };
}

const METRIC_TYPES: Readonly<Record<string, Trigger['metricType']>> = {
  utilization: 'Utilization',
  average: 'AverageValue',
  value: 'Value',
};

type SeriesMetric = Extract<ScalingMetric, { metric: string }>;

/** KEDA has no pods or objects in its queries: the matchers say whose the series are. */
function matchersOf({ metadata, target }: ScaledObjectProps, metric: SeriesMetric): string[] {
  const labels = Object.entries(metric.labels ?? {}).map(([label, value]) => `${label}="${value}"`);
  const inNamespace = `namespace="${metadata.namespace}"`;
  if (metric.type === 'pods') return [inNamespace, `pod=~"${podNames(target)}"`, ...labels];
  if (metric.type === 'external') return labels;
  return [inNamespace, `${metric.object.kind.toLowerCase()}="${metric.object.name}"`, ...labels];
}

/**
 * Regular expression of the names of a workload's pods, which excludes pods of workloads whose names begin with its own
 * (Kubernetes, "Deployments": pod-template-hash and five random characters; "StatefulSets": the ordinal).
 */
function podNames({ kind, name }: ScaledObjectProps['target']): string {
  // A backslash in a string of PromQL is written twice.
  const literal = name.replaceAll('.', '\\\\.');
  return kind === 'StatefulSet' ? `${literal}-[0-9]+` : `${literal}-[a-z0-9]+-[a-z0-9]{5}`;
}

/** KEDA reads the threshold as a number, without Kubernetes' suffixes. */
function plainNumber(quantity: string): string {
  return String(parseQuantity(quantity));
}
