import { externalEndpoint, type Endpoint } from '../kube/endpoint';
import { requirements } from '../kube/resources';
import type { PlatformChart } from '../kube/platform-chart';
import type { PrometheusSpec } from '../crds';
import type { Monitoring } from '../platform/model';
import { operatedImage } from './operated';

type ThanosSpec = NonNullable<Monitoring['prometheus']['thanos']>;

/** Port of the sidecar's Store API, which Thanos Query connects to (gRPC). */
export const STORE_PORT = 10901;

/** Port of the sidecar's metrics. */
export const SIDECAR_PORT = 10902;

/** The sidecar in the form of the custom resource. The operator coordinates compaction with its uploads. */
export function thanosSidecar(
  chart: PlatformChart,
  { objectStorage, resources }: ThanosSpec,
): PrometheusSpec['thanos'] {
  const { image, version } = operatedImage(chart, 'thanos');
  const { name, key } = objectStorage;
  return { image, version, objectStorageConfig: { name, key }, resources: requirements(resources, 0) };
}

/** The object storage. Its address is in the Secret, which is not read here. */
export function storageEndpoints({ objectStorage: { ports } }: ThanosSpec): Endpoint[] {
  return ports.map((port) => externalEndpoint('object storage', port));
}
