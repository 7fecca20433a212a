/**
 * Metrics of Kamon about itself and about each process (kamon-core and kamon-system-metrics 2.1.12, JvmMetrics and ProcessMetrics);
 * OpenWhisk leaves its host metrics out. All were captured from every program that measures with Kamon. Used and free memory are samples, one each 10 s: their mean is `_sum` over `_count`.
 */
export const JVM = `
  jvm_gc_seconds histogram component,collector,generation
  jvm_gc_promotion_bytes histogram component,space
  jvm_memory_used_bytes histogram component,region
  jvm_memory_free_bytes histogram component,region
  jvm_memory_committed_bytes gauge component,region
  jvm_memory_max_bytes gauge component,region
  jvm_memory_pool_used_bytes histogram component,pool
  jvm_memory_pool_free_bytes histogram component,pool
  jvm_memory_pool_committed_bytes gauge component,pool
  jvm_memory_pool_max_bytes gauge component,pool
  jvm_memory_allocation_bytes_total counter component
  jvm_memory_buffer_pool_count gauge component,pool
  jvm_memory_buffer_pool_used_bytes gauge component,pool
  jvm_memory_buffer_pool_capacity_bytes gauge component,pool
  jvm_threads_total gauge
  jvm_threads_peak gauge
  jvm_threads_daemon gauge
  jvm_class_loading_loaded gauge component
  jvm_class_loading_unloaded gauge component
  jvm_class_loading_currently_loaded gauge component
  process_cpu_usage histogram component,mode
  process_ulimit_file_descriptors_max gauge component
  process_ulimit_file_descriptors_used gauge component
  process_hiccups_seconds histogram component
  kamon_trace_sampler_decisions_total counter decision,sampler
`;
