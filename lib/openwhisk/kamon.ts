import type { OpenWhiskVariant } from '../catalogue/openwhisk-variant';
import type { MetricSource } from '../catalogue/sources';
import type { Env } from '../kube/env';
import type { MetricsEndpoint } from '../kube/metrics';
import type { OpenWhisk } from '../platform/model';

/**
 * The metrics endpoint of a controller, invoker or scheduler, once for each part of OpenWhisk that the program is; none where
 * `metrics.prometheus` is off.
 */
export function kamonEndpoints(
  { metrics }: OpenWhisk,
  containerPort: number,
  ...sources: readonly MetricSource[]
): readonly MetricsEndpoint[] | undefined {
  return metrics.prometheus ? sources.map((source) => ({ source, port: 'http', containerPort })) : undefined;
}

/** The variant of OpenWhisk that a platform runs. */
export function variantOf({ lean, scheduler, actorSystem, invoker, metrics }: OpenWhisk): OpenWhiskVariant {
  return {
    mode: lean ? 'lean' : scheduler.enabled ? 'scheduler' : 'sharding',
    generation: actorSystem,
    containerFactory: invoker.containerFactory,
    tags: metrics.kamonTags ? 'on' : 'off',
  };
}

/** Environment for metrics by Kamon (OpenWhisk, common/scala/src/main/resources/application.conf, whisk.metrics). */
export function kamonEnv({ metrics }: OpenWhisk): Env {
  return {
    ...(metrics.prometheus ? { METRICS_KAMON: 'true', CONFIG_whisk_metrics_prometheusEnabled: 'true' } : {}),
    ...(metrics.prometheus && metrics.kamonTags ? { METRICS_KAMON_TAGS: 'true' } : {}),
    ...(metrics.userEvents.enabled ? { CONFIG_whisk_userEvents_enabled: 'true' } : {}),
  };
}
