import type { Construct } from 'constructs';
import type { Endpoint } from '../kube/endpoint';
import type { Scaling } from '../platform/schema/scaling';
import { HorizontalPodAutoscaler, type ScalerProps } from './hpa';
import type { ScalingMetric } from './metric';
import type { PlatformKafka } from './keda/kafka-trigger';
import { KedaScaler } from './keda/scaler';

/** Servers that KEDA queries for scalers. */
export interface ScalerServers {
  readonly prometheus?: Endpoint;
  readonly kafka?: PlatformKafka;
}

/** A scaler as a platform file describes it, carried out by what it chooses. */
export function addScaler(
  scope: Construct,
  id: string,
  { metadata, target }: Pick<ScalerProps, 'metadata' | 'target'>,
  {
    min,
    max,
    behavior,
    engine,
    keda,
  }: Pick<Scaling, 'min' | 'max' | 'engine' | 'keda'> & Pick<ScalerProps, 'behavior'>,
  metrics: readonly ScalingMetric[],
  servers: ScalerServers,
): void {
  const props: ScalerProps = { metadata, target, min, max, metrics, behavior };
  if (engine === 'keda') new KedaScaler(scope, id, { ...props, ...servers, keda });
  else new HorizontalPodAutoscaler(scope, id, props);
}
