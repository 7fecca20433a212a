import { source } from '../families/family';

/** Prometheus Operator. */
export const prometheusOperator = source({
  program: 'Prometheus Operator',
  version: '0.93.1',
  image: 'prometheus-operator',
  shares: ['go', 'process', 'processNetwork'],
  captured: `
    prometheus_operator_build_info gauge branch,goarch,goos,goversion,revision,tags,version
    prometheus_operator_feature_gate gauge name
    prometheus_operator_kubelet_managed_resource gauge resource
    prometheus_operator_kubernetes_client_http_request_duration_seconds summary endpoint
    prometheus_operator_kubernetes_client_http_requests_total counter status_code
    prometheus_operator_kubernetes_client_rate_limiter_duration_seconds summary endpoint
    prometheus_operator_list_operations_failed_total counter controller
    prometheus_operator_list_operations_total counter controller
    prometheus_operator_managed_resources gauge controller,resource,state
    prometheus_operator_node_address_lookup_errors_total counter
    prometheus_operator_node_syncs_failed_total counter resource
    prometheus_operator_node_syncs_total counter resource
    prometheus_operator_ready gauge controller
    prometheus_operator_reconcile_duration_seconds histogram controller
    prometheus_operator_reconcile_errors_total counter controller
    prometheus_operator_reconcile_operations_total counter controller
    prometheus_operator_reconcile_sts_delete_create_total counter controller
    prometheus_operator_spec_replicas gauge controller,name,namespace
    prometheus_operator_spec_shards gauge controller,name,namespace
    prometheus_operator_status_update_errors_total counter controller
    prometheus_operator_status_update_operations_total counter controller
    prometheus_operator_syncs gauge controller,status
    prometheus_operator_triggered_total counter action,controller,triggered_by
    prometheus_operator_watch_operations_failed_total counter controller
    prometheus_operator_watch_operations_total counter controller
    prometheus_operator_workqueue_adds_total counter controller,name
    prometheus_operator_workqueue_depth gauge controller,name
    prometheus_operator_workqueue_latency_seconds histogram controller,name
    prometheus_operator_workqueue_longest_running_processor_seconds gauge controller,name
    prometheus_operator_workqueue_retries_total counter controller,name
    prometheus_operator_workqueue_unfinished_work_seconds gauge controller,name
    prometheus_operator_workqueue_work_duration_seconds histogram controller,name
  `,
});
