import { type MetricFamily, parseFamilies } from './parse';

/**
 * Families that many sources share. The families of a client library depend on its version: listed here are the common
 * ones; the others are listed with their source.
 */
const SHARED = {
  /** The Go runtime's, by Prometheus' client for Go. */
  go: `
    go_gc_duration_seconds summary
    go_gc_gogc_percent gauge
    go_gc_gomemlimit_bytes gauge
    go_goroutines gauge
    go_info gauge version
    go_memstats_alloc_bytes gauge
    go_memstats_alloc_bytes_total counter
    go_memstats_buck_hash_sys_bytes gauge
    go_memstats_frees_total counter
    go_memstats_gc_sys_bytes gauge
    go_memstats_heap_alloc_bytes gauge
    go_memstats_heap_idle_bytes gauge
    go_memstats_heap_inuse_bytes gauge
    go_memstats_heap_objects gauge
    go_memstats_heap_released_bytes gauge
    go_memstats_heap_sys_bytes gauge
    go_memstats_last_gc_time_seconds gauge
    go_memstats_mallocs_total counter
    go_memstats_mcache_inuse_bytes gauge
    go_memstats_mcache_sys_bytes gauge
    go_memstats_mspan_inuse_bytes gauge
    go_memstats_mspan_sys_bytes gauge
    go_memstats_next_gc_bytes gauge
    go_memstats_other_sys_bytes gauge
    go_memstats_stack_inuse_bytes gauge
    go_memstats_stack_sys_bytes gauge
    go_memstats_sys_bytes gauge
    go_sched_gomaxprocs_threads gauge
    go_threads gauge
  `,
  /** The process's, on Linux. */
  process: `
    process_cpu_seconds_total counter
    process_max_fds gauge
    process_open_fds gauge
    process_resident_memory_bytes gauge
    process_start_time_seconds gauge
    process_virtual_memory_bytes gauge
    process_virtual_memory_max_bytes gauge
  `,
  /** Network traffic of the process's namespace, by newer versions of Prometheus' client for Go. */
  processNetwork: `
    process_network_receive_bytes_total counter
    process_network_transmit_bytes_total counter
  `,
  /** Work queues of client-go's controllers (`k8s.io/component-base/metrics/prometheus/workqueue`). */
  workqueue: `
    workqueue_adds_total counter/beta name
    workqueue_depth gauge/beta name
    workqueue_longest_running_processor_seconds gauge/beta name
    workqueue_queue_duration_seconds histogram/beta name
    workqueue_retries_total counter/beta name
    workqueue_unfinished_work_seconds gauge/beta name
    workqueue_work_duration_seconds histogram/beta name
  `,
  /** Requests to the API server (`k8s.io/component-base/metrics/prometheus/restclient`). */
  restClient: `
    rest_client_exec_plugin_certificate_rotation_age histogram/alpha
    rest_client_exec_plugin_ttl_seconds gauge/alpha
    rest_client_request_duration_seconds histogram/alpha host,verb
    rest_client_request_size_bytes histogram/alpha host,verb
    rest_client_requests_total counter/alpha code,host,method
    rest_client_response_size_bytes histogram/alpha host,verb
    rest_client_transport_cache_entries gauge/alpha
    rest_client_transport_create_calls_total counter/alpha result
  `,
  /** Kubernetes' library of API servers, `k8s.io/apiserver`. */
  apiserverLibrary: `
    aggregator_discovery_aggregation_count_total counter/alpha
    apiserver_audit_event_total counter/alpha
    apiserver_audit_requests_rejected_total counter/alpha
    apiserver_client_certificate_expiration_seconds histogram/alpha
    apiserver_envelope_encryption_dek_cache_fill_percent gauge/alpha
    apiserver_storage_data_key_generation_duration_seconds histogram/alpha
    apiserver_storage_data_key_generation_failures_total counter/alpha
    apiserver_storage_envelope_transformation_cache_misses_total counter/alpha
    apiserver_webhooks_x509_insecure_sha1_total counter/alpha
    apiserver_webhooks_x509_missing_san_total counter/alpha
    authenticated_user_requests counter/alpha username
    authentication_attempts counter/alpha result
    authentication_duration_seconds histogram/alpha result
    authentication_token_cache_active_fetch_count gauge/alpha status
    authentication_token_cache_fetch_total counter/alpha status
    authentication_token_cache_request_duration_seconds histogram/alpha status
    authentication_token_cache_request_total counter/alpha status
    authorization_attempts_total counter/alpha result
    authorization_duration_seconds histogram/alpha result
    cardinality_enforcement_unexpected_categorizations_total counter/alpha
    disabled_metrics_total counter/beta
    hidden_metrics_total counter/beta
    registered_metrics_total counter/beta deprecated_version,stability_level
  `,
};

/** A set of families that many sources have. */
export type SharedFamilies = keyof typeof SHARED;

/** The families of a set. */
export const SHARED_FAMILIES = Object.fromEntries(
  Object.entries(SHARED).map(([name, text]) => [name, parseFamilies(text, true)]),
) as Record<SharedFamilies, MetricFamily[]>;

/** Series that Prometheus itself adds to every scrape (Prometheus, "Jobs and instances"). */
export const SCRAPE_FAMILIES = parseFamilies(
  `
    up gauge
    scrape_duration_seconds gauge
    scrape_samples_post_metric_relabeling gauge
    scrape_samples_scraped gauge
    scrape_series_added gauge
  `,
  true,
);

/**
 * Labels of the series that Prometheus stores for alerts (Prometheus, "Alerting rules"), in addition to the alert's
 * own. The series belong to no source.
 */
export const ALERT_FAMILIES = parseFamilies(
  `
    ALERTS gauge alertname,alertstate
    ALERTS_FOR_STATE gauge alertname
  `,
  true,
);
