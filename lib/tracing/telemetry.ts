import type { PlatformSettings } from '../kube/platform-chart';

/** Ports of a collector, and of Jaeger, which is one. */
export const OTLP_PORTS = { 'otlp-grpc': 4317, 'otlp-http': 4318 } as const;

/** Port of the metrics of a collector about itself. */
export const METRICS_PORT = 8888;

/** Port of the health of a collector. */
export const HEALTH_PORT = 13_133;

/** Address that a receiver listens on: by default it is localhost, which no other pod reaches. */
function anyAddress({ ipFamilies }: Pick<PlatformSettings, 'ipFamilies'>): string {
  return ipFamilies.includes('IPv6') ? '::' : '0.0.0.0';
}

/** `address:port`, as collectors write it. */
export function listen(settings: Pick<PlatformSettings, 'ipFamilies'>, port: number): string {
  const address = anyAddress(settings);
  return `${address === '::' ? '[::]' : address}:${port}`;
}

/**
 * Metrics and log of the collector itself. The three booleans decide on the names of the metrics, and their defaults depend on the
 * version and on the form of the configuration (OpenTelemetry Collector, "Internal telemetry").
 */
export function ownTelemetry(settings: Pick<PlatformSettings, 'ipFamilies'>): object {
  const prometheus = {
    host: anyAddress(settings),
    port: METRICS_PORT,
    without_scope_info: true,
    without_type_suffix: true,
    without_units: true,
  };
  return { logs: { encoding: 'json' }, metrics: { readers: [{ pull: { exporter: { prometheus } } }] } };
}

/** Receiver of OTLP over gRPC. */
export function grpcReceiver(settings: Pick<PlatformSettings, 'ipFamilies'>): { protocols: object } {
  return { protocols: { grpc: { endpoint: listen(settings, OTLP_PORTS['otlp-grpc']) } } };
}

/** Receiver of OTLP over gRPC and HTTP. */
export function otlpReceiver(settings: Pick<PlatformSettings, 'ipFamilies'>): object {
  const { protocols } = grpcReceiver(settings);
  return { protocols: { ...protocols, http: { endpoint: listen(settings, OTLP_PORTS['otlp-http']) } } };
}

/** Hard limit of the memory of the process, in percent of the container's. */
const GO_PERCENTAGE = 80;

/** The memory of the container that the garbage collector of Go aims at (Collector, "Memory limiter": GOMEMLIMIT 80 % of it). */
export function goMemoryLimit(mebibytes: number): string {
  return `${Math.floor((mebibytes * GO_PERCENTAGE) / 100)}MiB`;
}

/**
 * Refuses spans before the memory ends; the senders try again. First in every pipeline: only there do receivers learn of the refusal. The
 * soft limit is a fifth below the hard one.
 */
export function memoryLimiter(percentage: number): object {
  return { check_interval: '1s', limit_percentage: percentage, spike_limit_percentage: Math.floor(percentage / 5) };
}
