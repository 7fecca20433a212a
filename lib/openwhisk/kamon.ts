import type { MetricSource } from '../catalogue/sources';
import type { Env } from '../kube/env';
import type { MetricsEndpoint } from '../kube/metrics';
import type { OpenWhisk } from '../platform/model';

/** The metrics endpoint of a controller, invoker or scheduler; none where `metrics.prometheus` is off. */
export function kamonEndpoints(
  { metrics }: OpenWhisk,
  source: MetricSource,
  containerPort: number,
): readonly MetricsEndpoint[] | undefined {
  return metrics.prometheus ? [{ source, port: 'http', containerPort }] : undefined;
}

/** Environment for metrics by Kamon (OpenWhisk, common/scala/src/main/resources/application.conf, whisk.metrics). */
export function kamonEnv({ metrics }: OpenWhisk): Env {
  return {
    ...(metrics.prometheus ? { METRICS_KAMON: 'true', CONFIG_whisk_metrics_prometheusEnabled: 'true' } : {}),
    ...(metrics.prometheus && metrics.kamonTags ? { METRICS_KAMON_TAGS: 'true' } : {}),
    ...(metrics.userEvents.enabled ? { CONFIG_whisk_userEvents_enabled: 'true' } : {}),
  };
}
