import { env, filter, label, match, section, source, type Directive, type Params } from './directive';
import { LABELS, METRICS_PORT, STATE_DIR } from './places';

/** The environment variables with the user of Elasticsearch begin with this. */
export const USER_PREFIX = 'ELASTICSEARCH_';

/** The logs that wait to be sent. Sizes are in bytes, times in seconds. */
export interface BufferOptions {
  readonly size: number;
  readonly chunkSize: number;
  readonly flushSeconds: number;
  readonly threads: number;
  readonly retryMaxSeconds: number;
}

/** Where records go. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly protocol: 'http' | 'https';
  readonly kind: 'elasticsearch' | 'opensearch';
  /** File with the authorities of its certificate. @default - the public ones. */
  readonly authoritiesFile?: string;
  /** The day of a record comes after it, as in `logstash-2026.01.31`. */
  readonly indexPrefix: string;
}

/** Part of the buffer's size that is for records which could not be sent as they are, and its minimum in bytes. */
const REFUSED_SHARE = 0.1;
const REFUSED_MINIMUM = 64 * 2 ** 20;

/** Size of a request with refused records, in bytes: escaped again, it stays below the 10 MiB that hosted servers accept. */
const REFUSED_CHUNK = 2 * 2 ** 20;

/**
 * Characters of a bulk request, after which the other records of the chunk go into the next one. JSON writes a control character, one
 * byte of a chunk, as six: a chunk of 64 MiB might become 384 MiB, and a server that answers 413 would be tried again for ever.
 */
const REQUEST_CHARACTERS = 4 * 2 ** 20;

/** Space on the disk of a node that the buffers take together, in bytes. */
export function bufferBytes({ size }: Pick<BufferOptions, 'size'>): number {
  return size + refusedSize(size);
}

function refusedSize(size: number): number {
  return Math.max(Math.ceil(size * REFUSED_SHARE), REFUSED_MINIMUM);
}

/**
 * Records get an id before they wait, so that one sent twice is stored once. What Elasticsearch refuses, or is too long for a
 * chunk, goes as one text, without the fields that may be the reason.
 */
export function output(target: Target, buffer: BufferOptions): Directive[] {
  const { kind } = target;
  return [
    label(
      LABELS.output,
      withId(kind, 'record_id'),
      match('**', kind, 'out_logs', search(target), waiting('logs', buffer, buffer.chunkSize, buffer.size)),
    ),
    label('@ERROR', ...refused(target, buffer)),
    // Fluentd's own messages are in the log of its container.
    label('@FLUENT_LOG', match('**', 'null', 'own_log', {})),
  ];
}

/**
 * An error within this label would come back to it, without end, and end the worker. So a text that is refused as well is dropped,
 * bytes that JSON cannot hold are escaped as Ruby does it, and no text is longer than a chunk.
 */
function refused(target: Target, buffer: BufferOptions): Directive[] {
  const chunkSize = Math.min(REFUSED_CHUNK, buffer.chunkSize);
  const longest = chunkSize / 2;
  const text = (id: string, fields: Params, renew = false): Directive =>
    filter(
      '**',
      'record_transformer',
      id,
      { enable_ruby: true, ...(renew ? { renew_record: true } : {}) },
      section('record', fields),
    );
  return [
    filter('**', 'grep', 'refused_twice', {}, section('exclude', { key: 'refused', pattern: '/^true$/' })),
    text('refused_text', { log: '${(record.to_json rescue record.inspect)}', refused: '${true}', tag: '${tag}' }, true),
    text('refused_length', {
      log: `\${record["log"].byteslice(0, ${longest}).scrub("")}`,
      truncated: `\${record["log"].bytesize > ${longest}}`,
    }),
    withId(target.kind, 'refused_id'),
    match(
      '**',
      target.kind,
      'out_refused',
      search(target),
      waiting('refused', buffer, chunkSize, refusedSize(buffer.size)),
    ),
  ];
}

function withId(kind: Target['kind'], id: string): Directive {
  return filter('**', `${kind}_genid`, id, { hash_id_key: ID_KEY });
}

const ID_KEY = '_hash';

function search({ host, port, protocol, kind, authoritiesFile, indexPrefix }: Target): Params {
  return {
    host,
    port,
    scheme: protocol,
    user: env(`${USER_PREFIX}USERNAME`),
    password: env(`${USER_PREFIX}PASSWORD`),
    ...(protocol === 'https' ? { ssl_verify: true, ssl_min_version: 'TLSv1_2', ssl_max_version: 'TLSv1_3' } : {}),
    ...(authoritiesFile ? { ca_file: authoritiesFile } : {}),
    // It must start before the server exists; so it does not query the version.
    ...(kind === 'elasticsearch'
      ? { verify_es_version_at_startup: false, default_elasticsearch_version: 8, log_es_400_reason: true }
      : { verify_os_version_at_startup: false, default_opensearch_version: 2, log_os_400_reason: true }),
    suppress_type_name: true,
    logstash_format: true,
    logstash_prefix: indexPrefix,
    logstash_dateformat: '%Y.%m.%d',
    id_key: ID_KEY,
    remove_keys: ID_KEY,
    request_timeout: '30s',
    bulk_message_request_threshold: REQUEST_CHARACTERS,
    // The Service is the address; the pods' own are not in the certificate.
    reload_connections: false,
    reload_on_failure: false,
    reconnect_on_error: true,
    // A record is not dropped because a queue of Elasticsearch is full.
    unrecoverable_error_types: ['out_of_memory_error'],
  };
}

/**
 * Containers of a node that log at once: the kubelet runs up to 110 pods (`maxPods`), here with two containers each. A chunk holds the
 * records of one of them, so that many chunks are due in every flush interval.
 */
const LOGGING_CONTAINERS = 220;

/** Pause of a thread between two chunks, in seconds; Fluentd's default of 1 s is one chunk per thread and second. */
const BURST_INTERVAL = 0.01;

/** Duration of a bulk request that a thread has to allow for, in seconds. */
const REQUEST = 0.1;

/** Threads that send a chunk of each logging container within two thirds of the flush interval, at most 32 and at least 2. */
export function defaultThreads(flushSeconds: number): number {
  const needed = Math.ceil((LOGGING_CONTAINERS * (REQUEST + BURST_INTERVAL)) / ((flushSeconds * 2) / 3));
  return Math.min(32, Math.max(2, needed));
}

/** Waits as long as it takes; a full buffer stops the reading, and what is not read stays in its file. */
function waiting(name: string, buffer: BufferOptions, chunkSize: number, size: number): Directive {
  const { flushSeconds, threads, retryMaxSeconds } = buffer;
  return section('buffer', {
    '@type': 'file',
    path: `${STATE_DIR}/buffer/${name}`,
    flush_mode: 'interval',
    flush_interval: `${flushSeconds}s`,
    flush_thread_count: threads,
    flush_thread_burst_interval: BURST_INTERVAL,
    // By default as many chunks as threads are queued, once per second. Two rounds: the next one while the last is sent.
    queued_chunks_limit_size: 2 * LOGGING_CONTAINERS,
    retry_type: 'exponential_backoff',
    retry_forever: true,
    retry_max_interval: retryMaxSeconds,
    chunk_limit_size: chunkSize,
    total_limit_size: size,
    overflow_action: 'block',
  });
}

/** Fluentd's own metrics, for a Prometheus. */
export function ownMetrics(): Directive[] {
  return [
    source('prometheus', 'in_metrics', { bind: '0.0.0.0', port: METRICS_PORT, metrics_path: '/metrics' }),
    source('prometheus_monitor', 'in_metrics_buffers', {}),
    source('prometheus_output_monitor', 'in_metrics_outputs', {}),
    source('prometheus_tail_monitor', 'in_metrics_files', {}),
  ];
}
