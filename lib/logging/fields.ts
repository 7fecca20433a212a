/**
 * Fields of a log in Elasticsearch: written by Fluentd, mapped by the index template, and used by Kibana's searches.
 * Well-known names keep their form: `kubernetes.*` comes from fluent-plugin-kubernetes_metadata_filter.
 */
export const FIELDS = {
  time: '@timestamp',
  /** The line as it was written, without its end; several lines where they are one event. */
  message: 'log',
  /** `stdout` or `stderr`. */
  stream: 'stream',
  namespace: 'kubernetes.namespace_name',
  pod: 'kubernetes.pod_name',
  container: 'kubernetes.container_name',
  node: 'kubernetes.host',
  labels: 'kubernetes.labels',
  /** The values of a JSON line that are asked for as fields, whatever their names and types. */
  json: 'json',
  /** Severity of a line with a header of klog: `I`, `W`, `E` or `F`. */
  severity: 'klog.severity',
  /** Name of the source file in that header. */
  source: 'klog.file',
  /** The part of OpenWhisk that wrote the line, as `InvokerReactive`. */
  component: 'openwhisk.component',
  /** `INFO`, `WARN`, `ERROR` and so on. */
  level: 'openwhisk.level',
  /** The request that the line belongs to, without `#tid_`; the same in nginx, controller, invoker and action. */
  transaction: 'openwhisk.transaction_id',
  activation: 'openwhisk.activation_id',
  /** The name of a marker, as `invoker_containerStart.cold_counter`. */
  marker: 'openwhisk.marker',
  /** Milliseconds that what the marker names took; of markers that end something. */
  duration: 'openwhisk.duration_ms',
} as const;
