import { Construct } from 'constructs';
import { FIELDS } from '../lib/logging/fields';
import { monitoringComponent } from '../lib/monitoring/component';
import type { LogSource, TraceSource } from '../lib/monitoring/grafana-traces';
import type { Platform } from '../lib/platform/model';
import { readsLogs } from '../lib/tracing/log-reader';
import { elasticsearchFrom } from './elasticsearch-copy';
import type { LoggingChart } from './logging';
import type { TracingChart } from './tracing';

/** The charts that Grafana's data sources of traces lead to. */
interface Sources {
  readonly platform: Platform;
  readonly tracing?: TracingChart;
  readonly logging?: LoggingChart;
}

/** Jaeger, and the logs of spans, with their user in the namespace of monitoring. Undefined without Jaeger. */
export function traceSource(chart: Construct, { platform, tracing, logging }: Sources): TraceSource | undefined {
  if (!tracing?.jaeger) return undefined;
  const logs = logging && readsLogs(platform) ? logSource(chart, platform, logging) : undefined;
  return { jaeger: tracing.jaeger.query, ...(logs ? { logs } : {}) };
}

function logSource(chart: Construct, { logging: spec }: Platform, { elasticsearch }: LoggingChart): LogSource {
  const copy = elasticsearchFrom(new Construct(chart, 'GrafanaLogs'), spec.namespace, {
    component: monitoringComponent('grafana-logs', 'curl'),
    elasticsearch,
    user: 'grafana',
  });
  const { endpoint, protocol, authorities } = copy;
  return {
    endpoint,
    protocol,
    user: copy.credentials('grafana'),
    ...(authorities ? { authorities } : {}),
    indices: `${spec.indices.prefix}-*`,
    fields: {
      time: FIELDS.time,
      message: FIELDS.message,
      level: FIELDS.level,
      transaction: FIELDS.transaction,
    },
  };
}
