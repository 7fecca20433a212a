import { Construct } from 'constructs';
import { ScaledObject } from '../../crds/keda-resources';
import type { Endpoint } from '../../kube/endpoint';
import { KEDA_DEFAULTS, type KedaSettings } from '../../platform/schema/keda';
import { toBehavior } from '../behavior';
import { assertScalable, type ScalerProps } from '../hpa';
import type { ScalingMetric } from '../metric';
import { Authentications } from './authentication';
import { brokersOf, kafkaTrigger, securityOf, type PlatformKafka } from './kafka-trigger';
import { platformPrometheus, prometheusTrigger } from './prometheus-trigger';
import { metadataOf, type KedaTrigger } from './trigger';

/** Properties of {@link KedaScaler}. */
export interface KedaScalerProps extends ScalerProps {
  /** The Prometheus of the platform. @default - metrics need one in `keda.prometheus` */
  readonly prometheus?: Endpoint;
  /** The Kafka of the platform. @default - consumer lags need servers */
  readonly kafka?: PlatformKafka;
  /** @default KEDA_DEFAULTS */
  readonly keda?: KedaSettings;
}

/**
 * A ScaledObject for KEDA (keda.sh/v1alpha1), which creates the HorizontalPodAutoscaler itself and scales to and from 0, with the
 * TriggerAuthentications of its triggers.
 *
 * @throws when min is above max, a target is not above 0, there is no trigger, or one needs a server that is not given.
 */
export class KedaScaler extends Construct {
  constructor(scope: Construct, id: string, props: KedaScalerProps) {
    super(scope, id);
    const { metadata, target, min, max, metrics, behavior = {}, keda = KEDA_DEFAULTS } = props;
    const periods = keda.cron.map(cronTrigger);
    assertScalable(metadata.name, props, periods.length);
    const triggers = [...metrics.map((metric) => toTrigger(props, metric)), ...periods];
    const authentications = new Authentications(this, metadata);
    const written = triggers.map((trigger) => {
      const { type, metricType, parameters = [] } = trigger;
      const name = authentications.nameOf(type, parameters);
      return { type, metricType, metadata: metadataOf(trigger), ...(name ? { authenticationRef: { name } } : {}) };
    });
    new ScaledObject(this, 'Resource', {
      metadata: { ...metadata, ...pauseOf(metadata.annotations, keda) },
      spec: {
        scaleTargetRef: { ...target },
        minReplicaCount: min,
        maxReplicaCount: max,
        idleReplicaCount: keda.idle,
        pollingInterval: keda.pollingSeconds,
        cooldownPeriod: keda.cooldownSeconds,
        initialCooldownPeriod: keda.initialCooldownSeconds,
        fallback: fallbackOf(keda),
        advanced: { horizontalPodAutoscalerConfig: { behavior: toBehavior(behavior) } },
        triggers: written,
      },
    });
  }
}

/** KEDA's annotations of a paused scaler (scaledobject_types.go). */
function pauseOf(
  annotations: ScalerProps['metadata']['annotations'],
  { paused, pausedReplicas }: KedaSettings,
): Pick<ScalerProps['metadata'], 'annotations'> {
  const all = {
    ...annotations,
    ...(paused ? { 'autoscaling.keda.sh/paused': 'true' } : {}),
    ...(pausedReplicas === undefined ? {} : { 'autoscaling.keda.sh/paused-replicas': String(pausedReplicas) }),
  };
  return Object.keys(all).length > 0 ? { annotations: all } : {};
}

function fallbackOf({ fallback }: KedaSettings): ScaledObjectFallback | undefined {
  return fallback && { failureThreshold: fallback.failures, replicas: fallback.replicas, behavior: fallback.behavior };
}

type ScaledObjectFallback = NonNullable<ConstructorParameters<typeof ScaledObject>[2]['spec']['fallback']>;

function cronTrigger({ timezone, start, end, replicas }: KedaSettings['cron'][number]): KedaTrigger {
  return { type: 'cron', metadata: { timezone, start, end, desiredReplicas: replicas } };
}

function toTrigger(props: KedaScalerProps, metric: ScalingMetric): KedaTrigger {
  if (metric.type === 'resource' || metric.type === 'container') {
    const { resource, target } = metric;
    const value = 'utilization' in target ? target.utilization : target.average;
    const metricType = 'utilization' in target ? 'Utilization' : 'AverageValue';
    const containerName = metric.type === 'container' ? metric.container : undefined;
    return { type: resource, metricType, metadata: { value, containerName } };
  }
  if (metric.type === 'external' && metric.lag) {
    const { kafka, metadata } = props;
    const servers = brokersOf(metric.lag, kafka);
    if (!servers)
      throw new Error(`Scaler ${metadata.name}: the lag of ${metric.lag.topic} needs a Kafka, and there is none`);
    const security = securityOf(metric.lag, kafka ?? { namespace: '' }, metadata.namespace);
    return kafkaTrigger(metric.lag, servers, security);
  }
  const server = props.keda?.prometheus ?? (props.prometheus && platformPrometheus(props.prometheus));
  if (!server) {
    throw new Error(`Scaler ${props.metadata.name}: ${metric.metric} needs a Prometheus, and there is none`);
  }
  return prometheusTrigger(props, metric, server);
}
