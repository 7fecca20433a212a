import type { MetricsEndpoint } from '../kube/metrics';
import type { ContainerProps } from '../kube/pod';
import { EXPORTER_RESOURCES } from '../kube/exporter';

/** A container beside the one that it tells about, and where a Prometheus finds it. */
export interface Sidecar {
  readonly container: ContainerProps;
  readonly metrics: MetricsEndpoint;
}

const PORT = 9113;

/**
 * The nginx exporter: each nginx counts for itself, and tells nobody but its own pod.
 *
 * @param statusUrl address of the page of nginx' module stub_status
 */
export function nginxExporter(statusUrl: string): Sidecar {
  return {
    container: {
      name: 'nginx-exporter',
      image: 'nginx-exporter',
      args: [`--web.listen-address=:${PORT}`, `--nginx.scrape-uri=${statusUrl}`],
      ports: { metrics: PORT },
      resources: EXPORTER_RESOURCES,
      probes: { readiness: { http: '/', port: 'metrics' }, liveness: { http: '/', port: 'metrics' } },
    },
    metrics: { source: 'nginx-exporter', port: 'metrics', containerPort: PORT },
  };
}
