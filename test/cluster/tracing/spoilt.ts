import type { RuleId } from '../../../lib/checks/rule-list';

/** A change of a configuration; `undefined` removes a key. */
export interface Change {
  readonly [key: string]: unknown;
}

/** A mistake in the configuration of a collector. */
export interface Mistake {
  readonly change: Change;
  /** Whether the collector accepts it. @default - it is refused */
  readonly accepted?: true;
  /** The rule that finds it. @default - none: the collector has to say it */
  readonly rule?: RuleId;
}

const traces = (pipeline: unknown): Change => ({ service: { pipelines: { traces: pipeline } } });
const exporter = (settings: Change | null): Change => ({ exporters: { 'otlp_grpc/jaeger': settings } });
const queue = (settings: Change): Change => exporter({ sending_queue: settings });
const limiter = (settings: Change | null): Change => ({ processors: { memory_limiter: settings } });
const sampling = (settings: Change): Change => ({ processors: { tail_sampling: settings } });
const otlp = (settings: Change | null): Change => ({ receivers: { otlp: settings } });
const grpc = (settings: Change): Change => otlp({ protocols: { grpc: settings } });

const BOTH = ['memory_limiter', 'tail_sampling'];
const JAEGER = 'otlp_grpc/jaeger';
const PIPELINE = { receivers: ['otlp'], processors: ['memory_limiter'], exporters: [JAEGER] };

/** Mistakes in the configuration of a collector with tail sampling and metrics of spans. */
export const MISTAKES: Readonly<Record<string, Mistake>> = {
  'a pipeline without an exporter': { change: traces({ exporters: [] }), rule: 'FS-903' },
  'a pipeline without a receiver': { change: traces({ receivers: [] }), rule: 'FS-903' },
  'a pipeline without the key of its exporters': { change: traces({ exporters: undefined }), rule: 'FS-903' },
  'a pipeline without the key of its receivers': { change: traces({ receivers: undefined }), rule: 'FS-903' },
  'a pipeline without a value': { change: traces(null), rule: 'FS-903' },
  'no pipelines': { change: { service: { pipelines: undefined } }, rule: 'FS-903' },
  'a receiver that is not defined': { change: traces({ receivers: ['jaeger'] }), rule: 'FS-903' },
  'a processor that is not defined': { change: traces({ processors: [...BOTH, 'batch'] }), rule: 'FS-903' },
  'an exporter that is not defined': { change: traces({ exporters: [JAEGER, 'debug'] }), rule: 'FS-903' },
  'a misspelt exporter': { change: traces({ exporters: ['otlp_grpc/jeager'] }), rule: 'FS-903' },
  'an extension that is not defined': { change: { service: { extensions: ['zpages'] } }, rule: 'FS-903' },
  'no receivers': { change: { receivers: undefined }, rule: 'FS-903' },
  'no exporters': { change: { exporters: undefined }, rule: 'FS-903' },
  'an unknown key': { change: { recievers: {} }, rule: 'FS-903' },
  'an unknown key of the service': { change: { service: { pipeline: {} } }, rule: 'FS-903' },
  'an unknown key of a pipeline': { change: traces({ exporter: [JAEGER] }), rule: 'FS-903' },
  'an unknown signal': { change: { service: { pipelines: { spans: PIPELINE } } }, rule: 'FS-903' },
  'a text in the place of a list': { change: traces({ exporters: JAEGER }), rule: 'FS-903' },
  'a processor twice': { change: traces({ processors: [...BOTH, 'memory_limiter'] }), rule: 'FS-903' },
  'a receiver twice': { change: traces({ receivers: ['otlp', 'otlp'] }), accepted: true },
  'a receiver without protocols': { change: otlp({ protocols: undefined }), rule: 'FS-903' },
  'a receiver with protocols without a value': { change: otlp({ protocols: null }), rule: 'FS-903' },
  'a receiver without a value': { change: otlp(null), rule: 'FS-903' },
  'an exporter without an endpoint': { change: exporter({ endpoint: undefined }), rule: 'FS-903' },
  'an exporter without a value': { change: exporter(null), rule: 'FS-903' },
  'a limiter without an interval': { change: limiter({ check_interval: undefined }), rule: 'FS-904' },
  'a limiter with an interval of zero': { change: limiter({ check_interval: '0s' }), rule: 'FS-904' },
  'a limiter without a limit': { change: limiter({ limit_percentage: undefined }), rule: 'FS-904' },
  'a limiter without a value': { change: limiter(null), rule: 'FS-904' },
  'a soft limit above the limit': { change: limiter({ spike_limit_percentage: 90 }), rule: 'FS-904' },
  'a limiter that is not the first processor': {
    change: traces({ processors: ['tail_sampling', 'memory_limiter'] }),
    accepted: true,
    rule: 'FS-904',
  },
  'a pipeline without a limiter': { change: traces({ processors: ['tail_sampling'] }), accepted: true, rule: 'FS-904' },
  'an interval without a unit': { change: limiter({ check_interval: 5 }), accepted: true, rule: 'FS-904' },
  'a decision without a unit': { change: sampling({ decision_wait: 30 }), accepted: true, rule: 'FS-907' },
  'a receiver on localhost': { change: grpc({ endpoint: 'localhost:4317' }), accepted: true, rule: 'FS-905' },
  'a receiver without an address': { change: grpc({ endpoint: undefined }), accepted: true, rule: 'FS-905' },
  'a health check on localhost': {
    change: { extensions: { health_check: { endpoint: '127.0.0.1:13133' } } },
    accepted: true,
    rule: 'FS-905',
  },
  'a deprecated name': {
    change: {
      exporters: { [JAEGER]: undefined, 'otlp/jaeger': { endpoint: 'jaeger:4317' } },
      ...traces({ exporters: ['otlp/jaeger'] }),
    },
    accepted: true,
    rule: 'FS-906',
  },
  'an unknown receiver': { change: { receivers: { zipkin2: {} } } },
  'an unknown processor': { change: { processors: { batcher: {} } } },
  'an unknown exporter': { change: { exporters: { jaeger: {} } } },
  'an unknown extension': { change: { extensions: { healthcheck: {} } } },
  'an unknown key of a protocol': { change: grpc({ adress: 'a' }) },
  'an unknown protocol': { change: otlp({ protocols: { thrift: {} } }) },
  'an unknown compression': { change: exporter({ compression: 'brotli' }) },
  'an unknown level of metrics': { change: { service: { telemetry: { metrics: { level: 'all' } } } } },
  'an endpoint without a port': { change: exporter({ endpoint: 'jaeger' }) },
  'a limit above all memory': { change: limiter({ limit_percentage: 150 }) },
  'a duration in days': { change: sampling({ decision_wait: '1d' }) },
  'a duration in words': { change: sampling({ decision_wait: '30 seconds' }) },
  'a duration as text without a unit': { change: limiter({ check_interval: '5' }) },
  'a queue without a place': { change: queue({ queue_size: 0 }) },
  'a queue of a negative size': { change: queue({ queue_size: -1 }) },
  'a queue with an unknown sizer': { change: queue({ sizer: 'spans' }) },
  'batches whose least size is above the greatest': { change: queue({ batch: { min_size: 200, max_size: 100 } }) },
  'a queue that no batch fits into': { change: queue({ queue_size: 100 }) },
  'an exporter of another signal': { change: traces({ exporters: ['prometheus'] }) },
  'a connector that no pipeline reads': { change: { service: { pipelines: { metrics: undefined } } }, rule: 'FS-903' },
  'a connector that no pipeline feeds': {
    change: { service: { pipelines: { 'traces/metrics': undefined } } },
    rule: 'FS-903',
  },
  'a connector into a signal that it does not make': {
    change: { service: { pipelines: { 'traces/again': { ...PIPELINE, receivers: ['span_metrics'] } } } },
    rule: 'FS-903',
  },
  'a connector from a signal that it does not read': {
    change: { service: { pipelines: { 'logs/metrics': { ...PIPELINE, exporters: ['span_metrics'] } } } },
    rule: 'FS-903',
  },
  'a receiver endpoint without a port': { change: grpc({ endpoint: '0.0.0.0' }), accepted: true },
  'tail sampling without policies': { change: sampling({ policies: [] }), accepted: true },
};

/** An object with a change. */
export function changed(base: Change, change: Change): Change {
  const entries = Object.entries({ ...base, ...change }).map(([key, value]) => {
    const before = base[key];
    return [key, key in change && isObject(value) && isObject(before) ? changed(before, value) : value] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function isObject(value: unknown): value is Change {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
