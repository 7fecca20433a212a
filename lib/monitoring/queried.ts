import type { Endpoint } from '../kube/endpoint';
import type { Platform } from '../platform/model';
import { settingsOf } from '../platform/settings';
import { existingEndpoint } from './existing-prometheus';
import { prometheusEndpoint } from './prometheus';

/** The Prometheus that a monitored platform queries: the cluster's existing one, or its own. */
export function queriedEndpoint(platform: Platform): Endpoint {
  const { existing } = platform.monitoring.prometheus;
  return existing ? existingEndpoint(existing) : prometheusEndpoint(settingsOf(platform, 'monitoring'));
}
