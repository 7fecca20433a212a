import { source } from '../families/family';

/** kube-controller-manager. */
export const kubeControllerManager = source({
  program: 'Kubernetes',
  version: '1.36.1',
  shares: ['go', 'process', 'processNetwork', 'workqueue', 'restClient', 'apiserverLibrary'],
  captured: `
    aggregator_discovery_nopeer_requests_total counter/alpha
    aggregator_discovery_peer_aggregated_cache_hits_total counter/alpha
    aggregator_discovery_peer_aggregated_cache_misses_total counter/alpha
    apiextensions_apiserver_validation_ratcheting_seconds histogram/alpha
    apiserver_cel_compilation_duration_seconds histogram/beta
    apiserver_cel_evaluation_duration_seconds histogram/beta
    apiserver_delegated_authn_request_duration_seconds histogram/alpha code
    apiserver_delegated_authn_request_total counter/alpha code
    apiserver_delegated_authz_request_duration_seconds histogram/alpha code
    apiserver_delegated_authz_request_total counter/alpha code
    apiserver_kube_aggregator_x509_insecure_sha1_total counter/alpha
    apiserver_kube_aggregator_x509_missing_san_total counter/alpha
    apiserver_validation_declarative_validation_mismatch_total counter/beta
    apiserver_validation_declarative_validation_panic_total counter/beta
    apiserver_validation_duplicate_validation_error_total counter/internal
    cronjob_controller_job_creation_skew_duration_seconds histogram/stable
    device_taint_eviction_controller_pod_deletion_duration_seconds histogram/alpha
    device_taint_eviction_controller_pod_deletions_total counter/alpha
    endpoint_slice_controller_changes counter/alpha operation
    endpoint_slice_controller_desired_endpoint_slices gauge/beta
    endpoint_slice_controller_endpoints_added_per_sync histogram/beta
    endpoint_slice_controller_endpoints_desired gauge/beta
    endpoint_slice_controller_endpoints_removed_per_sync histogram/beta
    endpoint_slice_controller_endpointslices_changed_per_sync histogram/alpha topology,traffic_distribution
    endpoint_slice_controller_num_endpoint_slices gauge/beta
    endpoint_slice_controller_syncs counter/alpha result
    endpoint_slice_mirroring_controller_endpoints_sync_duration histogram/alpha
    ephemeral_volume_controller_create_failures_total counter/alpha
    ephemeral_volume_controller_create_total counter/alpha
    garbagecollector_controller_resources_sync_error_total counter/alpha
    horizontal_pod_autoscaler_controller_num_horizontal_pod_autoscalers gauge/alpha
    informer_processing_latency_seconds histogram/alpha group,name,resource,version
    informer_queued_items gauge/alpha group,name,resource,version
    job_controller_job_pods_creation_total counter/alpha reason,status
    job_controller_job_pods_finished_total counter/stable completion_mode,result
    job_controller_job_sync_duration_seconds histogram/stable action,completion_mode,result
    job_controller_job_syncs_total counter/stable action,completion_mode,result
    job_controller_jobs_finished_total counter/stable completion_mode,reason,result
    job_controller_terminated_pods_tracking_finalizer_total counter/beta event
    kubernetes_build_info gauge/beta build_date,compiler,git_commit,git_tree_state,git_version,go_version,major,minor,platform
    kubernetes_feature_enabled gauge/beta name,stage
    node_collector_evictions_total counter/stable zone
    node_collector_unhealthy_nodes_in_zone gauge/alpha zone
    node_collector_update_all_nodes_health_duration_seconds histogram/alpha
    node_collector_update_node_health_duration_seconds histogram/alpha
    node_collector_zone_health gauge/alpha zone
    node_collector_zone_size gauge/alpha zone
    pv_collector_bound_pv_count gauge/alpha storage_class
    pv_collector_bound_pvc_count gauge/alpha namespace,storage_class,volume_attributes_class
    pv_collector_total_pv_count gauge/alpha plugin_name,volume_mode
    replicaset_controller_sorting_deletion_age_ratio histogram/alpha
    rest_client_rate_limiter_duration_seconds histogram/alpha host,verb
    rest_client_transport_cert_rotation_gc_calls_total counter/alpha
    retroactive_storageclass_errors_total counter/alpha
    retroactive_storageclass_total counter/alpha
    root_ca_cert_publisher_sync_duration_seconds histogram/alpha code
    root_ca_cert_publisher_sync_total counter/alpha code
    taint_eviction_controller_pod_deletion_duration_seconds histogram/alpha
    taint_eviction_controller_pod_deletions_total counter/alpha
    ttl_after_finished_controller_job_deletion_duration_seconds histogram/alpha
    version_info gauge/alpha binary,component,emulation,min_compat
    volume_operation_total_seconds histogram/alpha operation_name,plugin_name
  `,
  documented: `
    attach_detach_controller_attachdetach_controller_forced_detaches counter/alpha reason
    attachdetach_controller_total_volumes gauge/alpha plugin_name,state
    clustertrustbundle_publisher_sync_duration_seconds histogram/alpha code
    clustertrustbundle_publisher_sync_total counter/alpha code
    daemonset_controller_stale_sync_skips_total counter/alpha group,resource
    endpoint_slice_controller_services_count_by_traffic_distribution gauge/alpha traffic_distribution
    endpoint_slice_mirroring_controller_addresses_skipped_per_sync histogram/alpha
    endpoint_slice_mirroring_controller_changes counter/alpha operation
    endpoint_slice_mirroring_controller_desired_endpoint_slices gauge/alpha
    endpoint_slice_mirroring_controller_endpoints_added_per_sync histogram/alpha
    endpoint_slice_mirroring_controller_endpoints_desired gauge/alpha
    endpoint_slice_mirroring_controller_endpoints_removed_per_sync histogram/alpha
    endpoint_slice_mirroring_controller_endpoints_updated_per_sync histogram/alpha
    endpoint_slice_mirroring_controller_num_endpoint_slices gauge/alpha
    horizontal_pod_autoscaler_controller_desired_replicas gauge/alpha hpa_name,namespace
    horizontal_pod_autoscaler_controller_metric_computation_duration_seconds histogram/alpha action,error,metric_type
    horizontal_pod_autoscaler_controller_metric_computation_total counter/alpha action,error,metric_type
    horizontal_pod_autoscaler_controller_reconciliation_duration_seconds histogram/alpha action,error
    horizontal_pod_autoscaler_controller_reconciliations_total counter/alpha action,error
    job_controller_job_finished_indexes_total counter/alpha backoffLimit,status
    job_controller_jobs_by_external_controller_total counter/alpha controller_name
    job_controller_pod_failures_handled_by_failure_policy_total counter/alpha action
    job_controller_stale_sync_skips_total counter/alpha group,resource
    leader_election_master_status gauge/alpha name
    leader_election_slowpath_total counter/alpha name
    node_ipam_controller_cidrset_allocation_tries_per_request histogram/alpha clusterCIDR
    node_ipam_controller_cidrset_cidrs_allocations_total counter/alpha clusterCIDR
    node_ipam_controller_cidrset_cidrs_releases_total counter/alpha clusterCIDR
    node_ipam_controller_cidrset_usage_cidrs gauge/alpha clusterCIDR
    node_ipam_controller_cirdset_max_cidrs gauge/alpha clusterCIDR
    pod_gc_collector_force_delete_pod_errors_total counter/alpha namespace,reason
    pod_gc_collector_force_delete_pods_total counter/alpha namespace,reason
    pv_collector_unbound_pv_count gauge/alpha storage_class
    pv_collector_unbound_pvc_count gauge/alpha namespace,storage_class,volume_attributes_class
    replicaset_controller_stale_sync_skips_total counter/alpha group,resource
    resourceclaim_controller_creates_total counter/alpha admin_access,status
    resourceclaim_controller_resource_claims gauge/alpha admin_access,allocated,source
    rest_client_dns_resolution_duration_seconds histogram/alpha host
    rest_client_exec_plugin_call_total counter/alpha call_status,code
    rest_client_exec_plugin_policy_call_total counter/alpha allowed,denied
    rest_client_request_retries_total counter/alpha code,host,verb
    running_managed_controllers gauge/beta manager,name
    selinux_warning_controller_selinux_volume_conflict gauge/alpha pod1_name,pod1_namespace,pod1_value,pod2_name,pod2_namespace,pod2_value,property
    statefulset_controller_stale_sync_skips_total counter/alpha group,resource
    statefulset_controller_statefulset_max_unavailable gauge/alpha pod_management_policy,statefulset_name,statefulset_namespace
    statefulset_controller_statefulset_unavailable_replicas gauge/alpha pod_management_policy,statefulset_name,statefulset_namespace
    storage_count_attachable_volumes_in_use gauge/alpha node,volume_plugin
    volume_operation_errors_total counter/alpha operation_name,plugin_name
  `,
});
