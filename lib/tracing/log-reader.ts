import type { Platform } from '../platform/model';

/** Whether Grafana reads the logs of spans. Its data source speaks to Elasticsearch only. */
export function readsLogs({ tracing, logging, monitoring }: Platform): boolean {
  const { grafana, prometheus, enabled } = monitoring;
  const { external } = logging.elasticsearch;
  const shows = enabled && grafana.enabled && !prometheus.existing && tracing.enabled && tracing.jaeger.enabled;
  const answers = !external || (external.kind === 'elasticsearch' && external.grafanaSecret !== undefined);
  return shows && tracing.grafana.logs && logging.enabled && answers;
}
