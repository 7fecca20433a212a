import { source } from '../families/family';

/**
 * Jaeger: a collector of version 0.140 with a storage, by the names that `without_type_suffix` and `without_units` give (sources of
 * receiverhelper and exporterhelper; Jaeger, `internal/storage/v2/api/tracestore/tracestoremetrics`).
 */
export const jaeger = source({
  program: 'jaeger',
  version: '2.13.0',
  image: 'jaeger',
  captured: `
    jaeger_storage_latency histogram kind,name,operation,result,role
    jaeger_storage_requests counter kind,name,operation,result,role
    jaeger_storage_responses counter kind,name,operation,role
    otelcol_exporter_send_failed_spans counter exporter
    otelcol_exporter_sent_spans counter exporter
    otelcol_process_cpu_seconds counter
    otelcol_process_memory_rss gauge
    otelcol_process_runtime_heap_alloc_bytes gauge
    otelcol_process_runtime_total_alloc_bytes counter
    otelcol_process_runtime_total_sys_memory_bytes gauge
    otelcol_process_uptime counter
    otelcol_processor_accepted_spans counter processor
    otelcol_processor_refused_spans counter processor
    otelcol_receiver_accepted_spans counter receiver,transport
    otelcol_receiver_refused_spans counter receiver,transport
  `,
  // With Elasticsearch (Jaeger, `internal/storage/elasticsearch/config`).
  documented: `
    jaeger_storage_bulk_index_attempts counter kind,name,role
    jaeger_storage_bulk_index_errors counter kind,name,role
    jaeger_storage_bulk_index_inserts counter kind,name,role
  `,
});
