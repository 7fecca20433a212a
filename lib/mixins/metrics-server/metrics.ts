import { source } from '../families/family';

/** metrics-server. */
export const metricsServer = source({
  program: 'metrics-server',
  version: '0.7.2',
  image: 'metrics-server',
  shares: ['go', 'process'],
  captured: `
    aggregator_discovery_aggregation_count_total counter/alpha
    apiserver_audit_event_total counter/alpha
    apiserver_audit_requests_rejected_total counter/alpha
    apiserver_client_certificate_expiration_seconds histogram/alpha
    apiserver_current_inflight_requests gauge/stable request_kind
    apiserver_delegated_authn_request_duration_seconds histogram/alpha code
    apiserver_delegated_authn_request_total counter/alpha code
    apiserver_delegated_authz_request_duration_seconds histogram/alpha code
    apiserver_delegated_authz_request_total counter/alpha code
    apiserver_envelope_encryption_dek_cache_fill_percent gauge/alpha
    apiserver_request_duration_seconds histogram/stable component,dry_run,group,resource,scope,subresource,verb,version
    apiserver_request_filter_duration_seconds histogram/alpha filter
    apiserver_request_sli_duration_seconds histogram/alpha component,group,resource,scope,subresource,verb,version
    apiserver_request_slo_duration_seconds histogram/alpha component,group,resource,scope,subresource,verb,version
    apiserver_request_total counter/stable code,component,dry_run,group,resource,scope,subresource,verb,version
    apiserver_response_sizes histogram/stable component,group,resource,scope,subresource,verb,version
    apiserver_storage_data_key_generation_duration_seconds histogram/alpha
    apiserver_storage_data_key_generation_failures_total counter/alpha
    apiserver_storage_envelope_transformation_cache_misses_total counter/alpha
    apiserver_tls_handshake_errors_total counter/alpha
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
    field_validation_request_duration_seconds histogram/alpha field_validation
    hidden_metrics_total counter/beta
    metrics_server_kubelet_last_request_time_seconds gauge/alpha node
    metrics_server_kubelet_request_duration_seconds histogram/alpha node
    metrics_server_kubelet_request_total counter/alpha success
    metrics_server_manager_tick_duration_seconds histogram/alpha
    metrics_server_storage_points gauge/alpha type
    registered_metrics_total counter/beta deprecated_version,stability_level
    rest_client_exec_plugin_certificate_rotation_age histogram/alpha
    rest_client_exec_plugin_ttl_seconds gauge/alpha
    rest_client_rate_limiter_duration_seconds histogram/alpha host,verb
    rest_client_request_duration_seconds histogram/alpha host,verb
    rest_client_request_size_bytes histogram/alpha host,verb
    rest_client_requests_total counter/alpha code,host,method
    rest_client_response_size_bytes histogram/alpha host,verb
    rest_client_transport_cache_entries gauge/alpha
    rest_client_transport_create_calls_total counter/alpha result
    workqueue_adds_total counter/alpha name
    workqueue_depth gauge/alpha name
    workqueue_longest_running_processor_seconds gauge/alpha name
    workqueue_queue_duration_seconds histogram/alpha name
    workqueue_retries_total counter/alpha name
    workqueue_unfinished_work_seconds gauge/alpha name
    workqueue_work_duration_seconds histogram/alpha name
  `,
  documented: `
    metrics_server_api_metric_freshness_seconds histogram/alpha
  `,
});
