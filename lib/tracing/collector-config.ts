import { stringify } from 'yaml';
import type { PlatformSettings } from '../kube/platform-chart';
import type { Tracing } from '../platform/model';
import { HEALTH_PORT, listen, memoryLimiter, otlpReceiver, ownTelemetry } from './telemetry';

/** Port of the receiver of Zipkin's format, which OpenWhisk sends. */
export const ZIPKIN_PORT = 9411;

/** Port of the metrics of spans. */
export const SPAN_METRICS_PORT = 8889;

/** Variable with the name of the node. */
export const NODE_VARIABLE = 'NODE_NAME';

/** Share of the memory limit beyond which a collector on a node refuses spans, in percent. */
const AGENT_MEMORY_PERCENTAGE = 80;

/** A server that takes spans by OTLP. */
export interface Backend {
  /** Name among the exporters. */
  readonly name: string;
  /** `host:port` without TLS, or a URL. */
  readonly endpoint: string;
  readonly protocol: 'grpc' | 'http';
  /** @default - in plain text, for a server in the same cluster */
  readonly tls?: { readonly caFile?: string; readonly serverName?: string };
  /** Headers, and the environment variables of their values. @default - none */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Spans of one request to a backend, and the longest time that they wait for it. */
const BATCH = { spans: 8192, flushTimeout: '1s' };

/** Most that the metrics of spans may grow: series of each metric, and the time after which a series that does not change ends. */
const SPAN_SERIES = { limit: 5000, expiration: '10m', flushInterval: '15s' };

/** Upper bounds of the durations of spans. */
const DURATIONS = ['5ms', '10ms', '25ms', '50ms', '100ms', '250ms', '500ms', '1s', '2500ms', '5s', '10s', '30s', '60s'];

/** Configuration of the collector that all programs send their spans to. */
export function collectorYaml(
  spec: Tracing['collector'],
  backends: readonly Backend[],
  settings: Pick<PlatformSettings, 'ipFamilies'>,
): string {
  const { tailSampling, spanMetrics, queueSpans } = spec;
  const exporters = backends.map((backend) => [exporterName(backend), exporter(backend, queueSpans)] as const);
  const receivers = ['otlp', 'zipkin'];
  const limiter = ['memory_limiter'];
  const config = {
    extensions: { health_check: { endpoint: listen(settings, HEALTH_PORT) } },
    receivers: { otlp: otlpReceiver(settings), zipkin: { endpoint: listen(settings, ZIPKIN_PORT) } },
    processors: {
      memory_limiter: memoryLimiter(spec.memoryLimitPercentage),
      ...(tailSampling ? { tail_sampling: tailSamplingPolicies(tailSampling) } : {}),
    },
    ...(spanMetrics ? { connectors: { span_metrics: spanMetricsConnector() } } : {}),
    exporters: {
      ...Object.fromEntries(exporters),
      ...(spanMetrics
        ? { prometheus: { endpoint: listen(settings, SPAN_METRICS_PORT), enable_open_metrics: true } }
        : {}),
    },
    service: {
      extensions: ['health_check'],
      telemetry: ownTelemetry(settings),
      pipelines: {
        // The queue of each exporter makes the batches, so they come after the sampling.
        traces: {
          receivers,
          processors: [...limiter, ...(tailSampling ? ['tail_sampling'] : [])],
          exporters: exporters.map(([name]) => name),
        },
        ...(spanMetrics
          ? {
              // Every span counts, also of traces that are dropped afterwards.
              'traces/metrics': { receivers, processors: limiter, exporters: ['span_metrics'] },
              metrics: { receivers: ['span_metrics'], processors: limiter, exporters: ['prometheus'] },
            }
          : {}),
      },
    },
  };
  return stringify(config, { aliasDuplicateObjects: false });
}

/** Spans of one node that wait for the collector, in memory. */
const AGENT_QUEUE = 10_000;

/** Configuration of the collector on each node, which sends everything on. */
export function agentYaml(collector: string, settings: Pick<PlatformSettings, 'ipFamilies'>): string {
  const config = {
    extensions: { health_check: { endpoint: listen(settings, HEALTH_PORT) } },
    receivers: { otlp: otlpReceiver(settings) },
    processors: {
      memory_limiter: memoryLimiter(AGENT_MEMORY_PERCENTAGE),
      // Programs of the node do not say where they run.
      resource: { attributes: [{ key: 'k8s.node.name', value: `\${env:${NODE_VARIABLE}}`, action: 'upsert' }] },
    },
    exporters: {
      'otlp_grpc/collector': exporter({ name: 'collector', endpoint: collector, protocol: 'grpc' }, AGENT_QUEUE),
    },
    service: {
      extensions: ['health_check'],
      telemetry: ownTelemetry(settings),
      pipelines: {
        traces: {
          receivers: ['otlp'],
          processors: ['memory_limiter', 'resource'],
          exporters: ['otlp_grpc/collector'],
        },
      },
    },
  };
  return stringify(config, { aliasDuplicateObjects: false });
}

/** Types of the exporters; up to 0.143 they were `otlp` and `otlphttp`. */
function exporterName({ protocol, name }: Backend): string {
  return `${protocol === 'grpc' ? 'otlp_grpc' : 'otlp_http'}/${name}`;
}

/** One backend. Queues are of spans, not of requests, whose sizes differ. */
function exporter({ endpoint, tls, headers }: Backend, queueSpans: number): object {
  const variables = Object.entries(headers ?? {}).map(([header, variable]) => [header, `\${env:${variable}}`]);
  return {
    endpoint,
    ...(tls
      ? {
          tls: {
            ...(tls.caFile ? { ca_file: tls.caFile } : {}),
            ...(tls.serverName ? { server_name_override: tls.serverName } : {}),
          },
        }
      : { tls: { insecure: true } }),
    ...(variables.length > 0 ? { headers: Object.fromEntries(variables) as Record<string, string> } : {}),
    sending_queue: {
      sizer: 'items',
      queue_size: queueSpans,
      batch: {
        flush_timeout: BATCH.flushTimeout,
        min_size: Math.min(BATCH.spans, queueSpans),
        max_size: Math.min(BATCH.spans, queueSpans),
      },
    },
  };
}

/** A trace is kept if any policy wants it. */
function tailSamplingPolicies({
  decisionWaitSeconds,
  traces,
  slowMilliseconds,
  share,
}: NonNullable<Tracing['collector']['tailSampling']>): object {
  return {
    decision_wait: `${decisionWaitSeconds}s`,
    num_traces: traces,
    // Spans that come after the decision share its fate.
    decision_cache: { sampled_cache_size: 2 * traces, non_sampled_cache_size: 2 * traces },
    policies: [
      { name: 'failed', type: 'status_code', status_code: { status_codes: ['ERROR'] } },
      { name: 'slow', type: 'latency', latency: { threshold_ms: slowMilliseconds } },
      ...(share > 0
        ? [{ name: 'share', type: 'probabilistic', probabilistic: { sampling_percentage: share * 100 } }]
        : []),
    ],
  };
}

function spanMetricsConnector(): object {
  return {
    histogram: { unit: 's', explicit: { buckets: DURATIONS } },
    exemplars: { enabled: true, max_per_data_point: 5 },
    metrics_flush_interval: SPAN_SERIES.flushInterval,
    metrics_expiration: SPAN_SERIES.expiration,
    aggregation_cardinality_limit: SPAN_SERIES.limit,
  };
}
