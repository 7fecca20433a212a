import { source } from '../families/family';

/**
 * Families that a collector of traces has about itself: the sources of its components (`generated_telemetry.go` of receiverhelper,
 * exporterhelper, memorylimiterprocessor, processorhelper and service), with the names and labels that it served with our configuration.
 */
const OWN = `
  otelcol_exporter_enqueue_failed_spans counter exporter
  otelcol_exporter_in_flight_requests gauge data_type,exporter
  otelcol_exporter_queue_capacity gauge data_type,exporter
  otelcol_exporter_queue_size gauge data_type,exporter
  otelcol_exporter_send_failed_spans counter exporter,server_address,server_port
  otelcol_exporter_sent_spans counter exporter,server_address,server_port
  otelcol_process_cpu_seconds counter
  otelcol_process_memory_rss gauge
  otelcol_process_runtime_heap_alloc_bytes gauge
  otelcol_process_runtime_total_alloc_bytes counter
  otelcol_process_runtime_total_sys_memory_bytes gauge
  otelcol_process_uptime counter
  otelcol_processor_incoming_items counter otel_signal,processor
  otelcol_processor_memory_limiter_accepted_spans counter processor
  otelcol_processor_memory_limiter_refused_spans counter processor
  otelcol_processor_outgoing_items counter otel_signal,processor
  otelcol_receiver_accepted_spans counter receiver,transport
  otelcol_receiver_failed_spans counter receiver,transport
  otelcol_receiver_refused_spans counter receiver,transport
`;

const PROGRAM = { program: 'otelcol-contrib', version: '0.161.0', image: 'otel-collector' } as const;

/** The collector that all programs send their spans to; the families of tail sampling exist where it is configured. */
export const otelCollector = source({
  ...PROGRAM,
  captured: `
    ${OWN}
    otelcol_processor_tail_sampling_count_traces_sampled counter decision,policy,sampled
    otelcol_processor_tail_sampling_global_count_traces_sampled counter decision,sampled
    otelcol_processor_tail_sampling_new_trace_id_received counter
    otelcol_processor_tail_sampling_sampling_decision_timer_latency histogram
    otelcol_processor_tail_sampling_sampling_policy_evaluation_error counter
    otelcol_processor_tail_sampling_sampling_policy_execution_count counter policy
    otelcol_processor_tail_sampling_sampling_policy_execution_time_sum counter policy
    otelcol_processor_tail_sampling_sampling_trace_dropped_too_early counter
    otelcol_processor_tail_sampling_sampling_trace_removal_age histogram
    otelcol_processor_tail_sampling_sampling_traces_on_memory gauge
  `,
});

/** The collector on each node. */
export const otelAgent = source({ ...PROGRAM, documented: OWN });

/**
 * Numbers and durations of spans (`connector/spanmetricsconnector`, and the names of `exporter/prometheusexporter`). Prometheus renames
 * their label `job`, the service.
 */
export const spanMetrics = source({
  ...PROGRAM,
  captured: `
    traces_span_metrics_calls_total counter collector_instance_id,job,otel_scope_name,otel_scope_schema_url,otel_scope_version,service_name,span_kind,span_name,status_code
    traces_span_metrics_duration_seconds histogram collector_instance_id,job,otel_scope_name,otel_scope_schema_url,otel_scope_version,service_name,span_kind,span_name,status_code
  `,
});
