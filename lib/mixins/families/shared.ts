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
