const NO_OTHER_LATENCY = 'Kubernetes measures this duration in no other class.';
const CERTIFICATES = 'Kubernetes reports the state of its certificates in no other class.';
const VOLUMES = 'The kubelet alone knows how full a volume is, and reports it in this class.';
const CLIENT = 'Requests of components to the API server are counted in this class only.';
const PROXY = 'All metrics of kube-proxy are ALPHA.';
const RUNTIME = 'The kubelet reports its work with pods and containers in this class only.';

/**
 * Why rules and boards of this repository use metrics of class ALPHA, which any release may change or remove, by the name of the metric.
 * Metrics without an entry are not used; what reads a metric of this table is looked at again for each version of Kubernetes.
 */
export const ALPHA_REASONS: Readonly<Record<string, string>> = {
  aggregator_unavailable_apiservice: 'No other metric says that an aggregated API is down.',
  aggregator_unavailable_apiservice_total: 'No other metric counts how often an aggregated API was down.',
  apiserver_client_certificate_expiration_seconds: CERTIFICATES,
  apiserver_flowcontrol_current_limit_seats: 'The seats that a priority level may use are in this class only.',
  apiserver_request_sli_duration_seconds:
    'The objective leaves out the time of webhooks and queues; the STABLE apiserver_request_duration_seconds includes it.',
  apiserver_request_terminations_total: 'No other metric counts requests that the API server ends to protect itself.',
  apiserver_resource_objects: 'Replaces the STABLE apiserver_storage_objects, which 1.37 hides.',
  endpoint_slice_controller_changes: 'The BETA metrics of the controller count slices and endpoints, not changes.',
  etcd_request_duration_seconds: NO_OTHER_LATENCY,
  kubelet_certificate_manager_client_expiration_renew_errors: CERTIFICATES,
  kubelet_certificate_manager_client_ttl_seconds: CERTIFICATES,
  kubelet_certificate_manager_server_ttl_seconds: CERTIFICATES,
  kubelet_cgroup_manager_duration_seconds: NO_OTHER_LATENCY,
  kubelet_evictions: 'No other metric counts evictions under pressure.',
  kubelet_image_pull_duration_seconds: NO_OTHER_LATENCY,
  kubelet_node_name: RUNTIME,
  kubelet_pleg_relist_duration_seconds: NO_OTHER_LATENCY,
  kubelet_pleg_relist_interval_seconds: NO_OTHER_LATENCY,
  kubelet_pod_start_sli_duration_seconds: NO_OTHER_LATENCY,
  kubelet_pod_worker_duration_seconds: NO_OTHER_LATENCY,
  kubelet_running_containers: RUNTIME,
  kubelet_running_pods: RUNTIME,
  kubelet_runtime_operations_duration_seconds: NO_OTHER_LATENCY,
  kubelet_runtime_operations_errors_total: RUNTIME,
  kubelet_runtime_operations_total: RUNTIME,
  kubelet_server_expiration_renew_errors: CERTIFICATES,
  kubelet_volume_stats_available_bytes: VOLUMES,
  kubelet_volume_stats_capacity_bytes: VOLUMES,
  kubelet_volume_stats_inodes: VOLUMES,
  kubelet_volume_stats_inodes_free: VOLUMES,
  kubelet_volume_stats_inodes_used: VOLUMES,
  kubeproxy_network_programming_duration_seconds: PROXY,
  kubeproxy_sync_proxy_rules_duration_seconds: PROXY,
  kubeproxy_sync_proxy_rules_endpoint_changes_pending: PROXY,
  kubeproxy_sync_proxy_rules_endpoint_changes_total: PROXY,
  kubeproxy_sync_proxy_rules_iptables_restore_failures_total: PROXY,
  kubeproxy_sync_proxy_rules_iptables_total: PROXY,
  kubeproxy_sync_proxy_rules_last_timestamp_seconds: PROXY,
  kubeproxy_sync_proxy_rules_service_changes_pending: PROXY,
  kubeproxy_sync_proxy_rules_service_changes_total: PROXY,
  node_collector_unhealthy_nodes_in_zone: 'The node controller reports health by zone in this class only.',
  rest_client_request_duration_seconds: CLIENT,
  rest_client_requests_total: CLIENT,
  volume_manager_total_volumes: RUNTIME,
};
