import { source } from '../families/family';

/** prometheus-adapter. */
export const prometheusAdapter = source({
  program: 'prometheus-adapter',
  version: '0.12.0',
  image: 'prometheus-adapter',
  shares: ['go', 'process', 'apiserverLibrary'],
  captured: `
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
    field_validation_request_duration_seconds histogram/alpha field_validation
    workqueue_adds_total counter/alpha name
    workqueue_depth gauge/alpha name
    workqueue_longest_running_processor_seconds gauge/alpha name
    workqueue_queue_duration_seconds histogram/alpha name
    workqueue_retries_total counter/alpha name
    workqueue_unfinished_work_seconds gauge/alpha name
    workqueue_work_duration_seconds histogram/alpha name
  `,
  // There once the adapter has asked something (pkg/client/metrics/metrics.go).
  documented: `
    prometheus_adapter_prometheus_client_request_duration_seconds histogram/alpha path,server
  `,
});
