/**
 * Metrics that were renamed or replaced, and what to use instead. Each follows from the definitions of both in Kubernetes' sources, or from
 * the HELP text of the old one.
 */
export const REPLACEMENTS: Readonly<Record<string, string>> = {
  apiserver_cache_list_fetched_objects_total: 'apiserver_storage_list_fetched_objects_total{storage="watchcache"}',
  apiserver_cache_list_returned_objects_total: 'apiserver_storage_list_returned_objects_total{storage="watchcache"}',
  apiserver_cache_list_total: 'apiserver_storage_list_total{storage="watchcache"}',
  apiserver_flowcontrol_request_concurrency_in_use: 'apiserver_flowcontrol_current_executing_seats',
  apiserver_flowcontrol_request_concurrency_limit: 'apiserver_flowcontrol_nominal_limit_seats',
  apiserver_request_slo_duration_seconds: 'apiserver_request_sli_duration_seconds',
  apiserver_storage_db_total_size_in_bytes: 'apiserver_storage_size_bytes',
  apiserver_storage_objects: 'apiserver_resource_objects',
  etcd_bookmark_counts: 'etcd_bookmark_total',
  kube_apiserver_pod_logs_pods_logs_backend_tls_failure_total: 'kube_apiserver_pod_logs_backend_tls_failure_total',
  kube_apiserver_pod_logs_pods_logs_insecure_backend_total: 'kube_apiserver_pod_logs_insecure_backend_total',
  kubelet_credential_provider_plugin_errors: 'kubelet_credential_provider_plugin_errors_total',
  kubelet_volume_stats_health_status_abnormal: 'csi_node_storage_health_status',
  resource_manager_allocation_errors_total: 'kubelet_resource_manager_allocation_errors_total',
  resource_manager_allocations_total: 'kubelet_resource_manager_allocations_total',
  resource_manager_container_assignments: 'kubelet_resource_manager_container_assignments_total',
  resourceclaim_controller_creates_total: 'dynamic_resource_allocation_resourceclaim_creates_total',
  resourceclaim_controller_resource_claims: 'dynamic_resource_allocation_resource_claims',
  scheduler_pod_scheduling_duration_seconds: 'scheduler_pod_scheduling_sli_duration_seconds',
  scheduler_preemption_goroutines_duration_seconds: 'scheduler_preemption_execution_duration_seconds',
  scheduler_resourceclaim_creates_total: 'dynamic_resource_allocation_resourceclaim_creates_total',
  scheduler_scheduler_cache_size: 'scheduler_cache_size',
  storage_operation_errors_total: 'storage_operation_duration_seconds_count{status="fail-unknown"}',
  volume_operation_total_errors: 'volume_operation_errors_total',
};
