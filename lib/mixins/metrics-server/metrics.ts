import { source } from '../families/family';

/** metrics-server. */
export const metricsServer = source({
  program: 'metrics-server',
  version: '0.9.0',
  image: 'metrics-server',
  shares: ['go', 'process', 'processNetwork', 'workqueue', 'restClient', 'apiserverLibrary'],
  captured: `
    aggregator_discovery_nopeer_requests_total counter/alpha
    aggregator_discovery_peer_aggregated_cache_hits_total counter/alpha
    aggregator_discovery_peer_aggregated_cache_misses_total counter/alpha
    apiserver_current_inflight_requests gauge/stable request_kind
    apiserver_delegated_authn_request_duration_seconds histogram/alpha code
    apiserver_delegated_authn_request_total counter/alpha code
    apiserver_delegated_authz_request_duration_seconds histogram/alpha code
    apiserver_delegated_authz_request_total counter/alpha code
    apiserver_request_duration_seconds histogram/stable component,dry_run,group,resource,scope,subresource,verb,version
    apiserver_request_filter_duration_seconds histogram/alpha filter
    apiserver_request_sli_duration_seconds histogram/alpha component,group,resource,scope,subresource,verb,version
    apiserver_request_slo_duration_seconds histogram/alpha component,group,resource,scope,subresource,verb,version
    apiserver_request_total counter/stable code,component,dry_run,group,resource,scope,subresource,verb,version
    apiserver_response_sizes histogram/stable component,group,resource,scope,subresource,verb,version
    apiserver_tls_handshake_errors_total counter/alpha
    apiserver_validation_declarative_validation_mismatch_total counter/beta
    apiserver_validation_declarative_validation_panic_total counter/beta
    apiserver_validation_duplicate_validation_error_total counter/internal
    field_validation_request_duration_seconds histogram/alpha field_validation
    metrics_server_kubelet_last_request_time_seconds gauge/alpha node
    metrics_server_kubelet_request_duration_seconds histogram/alpha node
    metrics_server_kubelet_request_total counter/alpha success
    metrics_server_manager_tick_duration_seconds histogram/alpha
    metrics_server_storage_points gauge/alpha type
    rest_client_rate_limiter_duration_seconds histogram/alpha host,verb
    rest_client_transport_cert_rotation_gc_calls_total counter/alpha
  `,
  documented: `
    metrics_server_api_metric_freshness_seconds histogram/alpha
  `,
});
