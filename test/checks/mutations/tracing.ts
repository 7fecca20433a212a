import type { MutationKind } from './mutation';

/** The configuration of a collector that is right. */
const RIGHT = `receivers:
  otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } }
processors:
  memory_limiter: { check_interval: 1s, limit_percentage: 80 }
  batch: {}
connectors:
  spanmetrics: {}
exporters:
  otlp_grpc: { endpoint: 'jaeger:4317' }
  debug: {}
extensions:
  health_check: { endpoint: '0.0.0.0:13133' }
service:
  extensions: [health_check]
  pipelines:
    traces: { receivers: [otlp], processors: [memory_limiter, batch], exporters: [otlp_grpc, spanmetrics] }
    metrics: { receivers: [spanmetrics], processors: [memory_limiter, batch], exporters: [debug] }
`;

/** Mistakes in the configuration of a collector: what is written, and what in its place. */
const MISTAKES: Readonly<Record<string, readonly [right: string, wrong: string]>> = {
  'a pipeline without an exporter': ['exporters: [debug]', 'exporters: []'],
  'a pipeline without a receiver': ['receivers: [otlp]', 'receivers: []'],
  'an exporter that is not defined': ['exporters: [debug]', 'exporters: [debug, file]'],
  'an extension that is not defined': ['extensions: [health_check]', 'extensions: [zpages]'],
  'an unknown key of a pipeline': [
    'processors: [memory_limiter, batch], exporters: [debug]',
    'processor: [memory_limiter, batch], exporters: [debug]',
  ],
  'an unknown signal': ['    traces:', '    spans:'],
  'a processor twice': [
    '[memory_limiter, batch], exporters: [otlp',
    '[memory_limiter, batch, batch], exporters: [otlp',
  ],
  'a text in the place of a list': ['receivers: [otlp]', 'receivers: otlp'],
  'a receiver without protocols': ["{ protocols: { grpc: { endpoint: '0.0.0.0:4317' } } }", '{ protocols: {} }'],
  'an exporter without an endpoint': ["{ endpoint: 'jaeger:4317' }", '{}'],
  'a connector without a second pipeline': [', spanmetrics]', ']'],
  'a connector that nothing feeds': ['[spanmetrics]', '[otlp]'],
  'a connector of other signals': ['receivers: [otlp]', 'receivers: [otlp, spanmetrics]'],
  'no memory limiter': ['[memory_limiter, batch], exporters: [otlp', '[batch], exporters: [otlp'],
  'a memory limiter that is not the first': [
    '[memory_limiter, batch], exporters: [otlp',
    '[batch, memory_limiter], exporters: [otlp',
  ],
  'a memory limiter without an interval': ['check_interval: 1s, ', ''],
  'an interval without a unit': ['check_interval: 1s', 'check_interval: 1'],
  'a memory limiter without a limit': [', limit_percentage: 80', ''],
  'a spike above the limit': ['limit_percentage: 80', 'limit_percentage: 80, spike_limit_percentage: 90'],
  'a receiver on localhost': ['0.0.0.0:4317', 'localhost:4317'],
};

/** Configurations of a collector that are added to the manifests. */
export const TRACING: readonly MutationKind[] = Object.entries(MISTAKES).map(([name, [right, wrong]]) => ({
  name: `a collector with ${name}`,
  adds: ({ kind, metadata }) =>
    kind === 'Namespace'
      ? [
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: 'spoilt-collector', namespace: metadata.name },
            data: { 'config.yaml': RIGHT.replace(right, wrong) },
          },
        ]
      : [],
}));
