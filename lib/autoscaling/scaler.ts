import type { Construct } from 'constructs';
import type { Endpoint } from '../kube/endpoint';
import type { Scaling } from '../platform/schema/scaling';
import { HorizontalPodAutoscaler, type ScalerProps } from './hpa';
import type { ScalingMetric } from './metric';
import { ScaledObject } from './scaled-object';

/** Servers that KEDA queries for scalers. */
export interface ScalerServers {
  readonly prometheus?: Endpoint;
  readonly kafka?: readonly Endpoint[];
}

/** A scaler as a platform file describes it, carried out by what it chooses. */
export function addScaler(
  scope: Construct,
  id: string,
  { metadata, target }: Pick<ScalerProps, 'metadata' | 'target'>,
  { min, max, behavior, engine }: Pick<Scaling, 'min' | 'max' | 'engine'> & Pick<ScalerProps, 'behavior'>,
  metrics: readonly ScalingMetric[],
  servers: ScalerServers,
): void {
  const props: ScalerProps = { metadata, target, min, max, metrics, behavior };
  if (engine === 'keda') new ScaledObject(scope, id, { ...props, ...servers });
  else new HorizontalPodAutoscaler(scope, id, props);
}
