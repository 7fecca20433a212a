import { stringify } from 'yaml';
import type { PlatformSettings } from '../kube/platform-chart';
import type { Tracing } from '../platform/model';
import { grpcReceiver, HEALTH_PORT, listen, memoryLimiter, ownTelemetry } from './telemetry';

/** Port of the UI and of the query API. */
export const QUERY_PORT = 16_686;

/** Port of the query API over gRPC. */
const QUERY_GRPC_PORT = 16_685;

/** Path of the health on {@link HEALTH_PORT}. */
export const JAEGER_HEALTH_PATH = '/status';

/** Folder of the data of Badger. */
export const BADGER_DIR = '/badger';

/** Variable with the name of the user at Elasticsearch. */
export const USERNAME_VARIABLE = 'ELASTICSEARCH_USERNAME';

/** Share of the memory limit beyond which spans are refused, in percent. */
const MEMORY_PERCENTAGE = 80;

/** Connection of Jaeger to Elasticsearch or OpenSearch. */
export interface ElasticsearchConnection {
  readonly kind: 'elasticsearch' | 'opensearch';
  readonly url: string;
  readonly passwordFile: string;
  /** @default - the public authorities */
  readonly authoritiesFile?: string;
  /** Prefix of the names of the indices, without the hyphen after it. */
  readonly prefix: string;
}

/**
 * Configuration of Jaeger: a collector whose exporter is the storage, and whose extensions answer queries.
 *
 * @param elasticsearch - for storage of type elasticsearch.
 */
export function jaegerYaml(
  { storage }: Pick<Tracing['jaeger'], 'storage'>,
  settings: Pick<PlatformSettings, 'ipFamilies'>,
  elasticsearch?: ElasticsearchConnection,
): string {
  const config = {
    extensions: {
      healthcheckv2: {
        use_v2: true,
        http: {
          endpoint: listen(settings, HEALTH_PORT),
          status: { enabled: true, path: JAEGER_HEALTH_PATH },
          // The configuration is not for everyone who may probe.
          config: { enabled: false },
        },
      },
      jaeger_storage: { backends: { traces: backend(storage, elasticsearch) } },
      jaeger_query: {
        storage: { traces: 'traces' },
        http: { endpoint: listen(settings, QUERY_PORT) },
        grpc: { endpoint: listen(settings, QUERY_GRPC_PORT) },
        // Its own spans would fill the storage with queries.
        enable_tracing: false,
      },
    },
    receivers: { otlp: grpcReceiver(settings) },
    processors: { memory_limiter: memoryLimiter(MEMORY_PERCENTAGE), batch: {} },
    exporters: { jaeger_storage_exporter: { trace_storage: 'traces' } },
    service: {
      extensions: ['healthcheckv2', 'jaeger_storage', 'jaeger_query'],
      telemetry: ownTelemetry(settings),
      pipelines: {
        traces: {
          receivers: ['otlp'],
          processors: ['memory_limiter', 'batch'],
          exporters: ['jaeger_storage_exporter'],
        },
      },
    },
  };
  return stringify(config, { aliasDuplicateObjects: false });
}

function backend(storage: Tracing['jaeger']['storage'], elasticsearch?: ElasticsearchConnection): object {
  if (elasticsearch) return { [elasticsearch.kind]: elasticsearchBackend(storage.elasticsearch, elasticsearch) };
  if (storage.type === 'badger') {
    return {
      badger: {
        directories: { keys: `${BADGER_DIR}/keys`, values: `${BADGER_DIR}/values` },
        ephemeral: false,
        ttl: { spans: `${storage.badger.retentionDays * 24}h` },
      },
    };
  }
  return { memory: { max_traces: storage.memory.traces } };
}

/** A Job creates templates and retention: Jaeger has no right to. */
function elasticsearchBackend(
  { retentionDays }: Tracing['jaeger']['storage']['elasticsearch'],
  { url, passwordFile, authoritiesFile, prefix }: ElasticsearchConnection,
): object {
  return {
    server_urls: [url],
    auth: { basic: { username: `\${env:${USERNAME_VARIABLE}}`, password_file: passwordFile } },
    ...(authoritiesFile ? { tls: { ca_file: authoritiesFile } } : {}),
    indices: { index_prefix: prefix },
    create_mappings: false,
    // Traces are found as long as they are kept.
    max_span_age: `${retentionDays * 24}h`,
  };
}
