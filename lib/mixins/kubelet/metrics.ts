import { source } from '../families/family';

/** The kubelet at `/metrics`: what nodes served, and Kubernetes' own list. */
export const kubelet = source({
  program: 'Kubernetes',
  version: '1.36.1',
  shares: ['go', 'process', 'processNetwork', 'workqueue', 'restClient'],
  captured: `
    aggregator_discovery_aggregation_count_total counter/alpha
    aggregator_discovery_nopeer_requests_total counter/alpha
    aggregator_discovery_peer_aggregated_cache_hits_total counter/alpha
    aggregator_discovery_peer_aggregated_cache_misses_total counter/alpha
    apiserver_audit_event_total counter/alpha
    apiserver_audit_requests_rejected_total counter/alpha
    apiserver_client_certificate_expiration_seconds histogram/alpha
    apiserver_delegated_authn_request_duration_seconds histogram/alpha code
    apiserver_delegated_authn_request_total counter/alpha code
    apiserver_delegated_authz_request_duration_seconds histogram/alpha code
    apiserver_delegated_authz_request_total counter/alpha code
    apiserver_envelope_encryption_dek_cache_fill_percent gauge/alpha
    apiserver_storage_data_key_generation_duration_seconds histogram/alpha
    apiserver_storage_data_key_generation_failures_total counter/alpha
    apiserver_storage_envelope_transformation_cache_misses_total counter/alpha
    apiserver_validation_declarative_validation_mismatch_total counter/beta
    apiserver_validation_declarative_validation_panic_total counter/beta
    apiserver_validation_duplicate_validation_error_total counter/internal
    apiserver_webhooks_x509_insecure_sha1_total counter/alpha
    apiserver_webhooks_x509_missing_san_total counter/alpha
    authentication_token_cache_active_fetch_count gauge/alpha status
    authentication_token_cache_fetch_total counter/alpha status
    authentication_token_cache_request_duration_seconds histogram/alpha status
    authentication_token_cache_request_total counter/alpha status
    cardinality_enforcement_unexpected_categorizations_total counter/alpha
    disabled_metrics_total counter/beta
    dra_operations_duration_seconds histogram/alpha is_error,operation_name
    dra_resource_claims_in_use gauge/alpha driver_name
    force_cleaned_failed_volume_operation_errors_total counter/alpha
    force_cleaned_failed_volume_operations_total counter/alpha
    hidden_metrics_total counter/beta
    kubelet_active_pods gauge/alpha static
    kubelet_cgroup_manager_duration_seconds histogram/alpha operation_type
    kubelet_cgroup_version gauge/alpha
    kubelet_container_log_filesystem_used_bytes gauge/alpha container,namespace,pod,uid
    kubelet_containers_per_pod_count histogram/alpha
    kubelet_cpu_manager_exclusive_cpu_allocation_count gauge/alpha
    kubelet_cpu_manager_pinning_errors_total counter/alpha
    kubelet_cpu_manager_pinning_requests_total counter/alpha
    kubelet_cpu_manager_shared_pool_size_millicores gauge/alpha
    kubelet_desired_pods gauge/alpha static
    kubelet_evented_pleg_connection_error_count counter/alpha
    kubelet_evented_pleg_connection_latency_seconds histogram/alpha
    kubelet_evented_pleg_connection_success_count counter/alpha
    kubelet_first_network_pod_start_sli_duration_seconds gauge/internal
    kubelet_graceful_shutdown_end_time_seconds gauge/alpha
    kubelet_graceful_shutdown_start_time_seconds gauge/alpha
    kubelet_http_inflight_requests gauge/alpha long_running,method,path,server_type
    kubelet_http_requests_duration_seconds histogram/alpha long_running,method,path,server_type
    kubelet_http_requests_total counter/alpha long_running,method,path,server_type
    kubelet_image_manager_ensure_image_requests_total counter/alpha present_locally,pull_policy,pull_required
    kubelet_image_volume_mounted_errors_total counter/beta
    kubelet_image_volume_mounted_succeed_total counter/beta
    kubelet_image_volume_requested_total counter/beta
    kubelet_imagemanager_image_mustpull_checks_total counter/alpha result
    kubelet_imagemanager_inmemory_pulledrecords_usage_percent gauge/alpha
    kubelet_imagemanager_inmemory_pullintents_usage_percent gauge/alpha
    kubelet_imagemanager_ondisk_pulledrecords gauge/alpha
    kubelet_imagemanager_ondisk_pullintents gauge/alpha
    kubelet_lifecycle_handler_http_fallbacks_total counter/alpha
    kubelet_managed_ephemeral_containers gauge/alpha
    kubelet_memory_manager_pinning_errors_total counter/alpha
    kubelet_memory_manager_pinning_requests_total counter/alpha
    kubelet_mirror_pods gauge/alpha
    kubelet_node_name gauge/alpha node
    kubelet_node_startup_duration_seconds gauge/alpha
    kubelet_node_startup_post_registration_duration_seconds gauge/alpha
    kubelet_node_startup_pre_kubelet_duration_seconds gauge/alpha
    kubelet_node_startup_pre_registration_duration_seconds gauge/alpha
    kubelet_node_startup_registration_duration_seconds gauge/alpha
    kubelet_orphan_pod_cleaned_volumes gauge/alpha
    kubelet_orphan_pod_cleaned_volumes_errors gauge/alpha
    kubelet_orphaned_runtime_pods_total counter/alpha
    kubelet_pleg_discard_events counter/alpha
    kubelet_pleg_last_seen_seconds gauge/alpha
    kubelet_pleg_pod_relist_duration_seconds histogram/alpha
    kubelet_pleg_relist_duration_seconds histogram/alpha
    kubelet_pleg_relist_interval_seconds histogram/alpha
    kubelet_pod_in_progress_resizes gauge/alpha
    kubelet_pod_start_duration_seconds histogram/alpha
    kubelet_pod_start_sli_duration_seconds histogram/alpha
    kubelet_pod_start_total_duration_seconds histogram/alpha
    kubelet_pod_status_sync_duration_seconds histogram/alpha
    kubelet_pod_watch_events_dropped_total counter/alpha
    kubelet_pod_worker_duration_seconds histogram/alpha operation_type
    kubelet_pod_worker_start_duration_seconds histogram/alpha
    kubelet_restarted_pods_total counter/alpha static
    kubelet_run_podsandbox_duration_seconds histogram/alpha runtime_handler
    kubelet_running_containers gauge/alpha container_state
    kubelet_running_pods gauge/alpha
    kubelet_runtime_operations_duration_seconds histogram/alpha operation_type
    kubelet_runtime_operations_total counter/alpha operation_type
    kubelet_sleep_action_terminated_early_total counter/alpha
    kubelet_started_containers_total counter/alpha container_type
    kubelet_started_pods_errors_total counter/alpha
    kubelet_started_pods_total counter/alpha
    kubelet_started_user_namespaced_pods_errors_total counter/alpha
    kubelet_started_user_namespaced_pods_total counter/alpha
    kubelet_terminated_containers_total counter/alpha container_type,exit_code,reason
    kubelet_topology_manager_admission_duration_ms histogram/alpha
    kubelet_topology_manager_admission_errors_total counter/alpha
    kubelet_topology_manager_admission_requests_total counter/alpha
    kubelet_volume_metric_collection_duration_seconds histogram/alpha metric_source
    kubelet_volume_stats_available_bytes gauge/alpha namespace,persistentvolumeclaim
    kubelet_volume_stats_capacity_bytes gauge/alpha namespace,persistentvolumeclaim
    kubelet_volume_stats_inodes gauge/alpha namespace,persistentvolumeclaim
    kubelet_volume_stats_inodes_free gauge/alpha namespace,persistentvolumeclaim
    kubelet_volume_stats_inodes_used gauge/alpha namespace,persistentvolumeclaim
    kubelet_volume_stats_used_bytes gauge/alpha namespace,persistentvolumeclaim
    kubelet_working_pods gauge/alpha config,lifecycle,static
    kubernetes_build_info gauge/beta build_date,compiler,git_commit,git_tree_state,git_version,go_version,major,minor,platform
    kubernetes_feature_enabled gauge/beta name,stage
    reconstruct_volume_operations_errors_total counter/alpha
    reconstruct_volume_operations_total counter/alpha
    registered_metrics_total counter/beta deprecated_version,stability_level
    rest_client_rate_limiter_duration_seconds histogram/alpha host,verb
    rest_client_transport_cert_rotation_gc_calls_total counter/alpha
    storage_operation_duration_seconds histogram/alpha migrated,operation_name,status,volume_plugin
    volume_manager_total_volumes gauge/alpha plugin_name,state
    volume_operation_total_seconds histogram/alpha operation_name,plugin_name
  `,
  documented: `
    csi_operations_seconds histogram/alpha driver_name,grpc_status_code,method_name,migrated
    dra_grpc_operations_duration_seconds histogram/alpha driver_name,grpc_status_code,method_name
    informer_processing_latency_seconds histogram/alpha group,name,resource,version
    informer_queued_items gauge/alpha group,name,resource,version
    kubelet_admission_rejections_total counter/alpha reason
    kubelet_certificate_manager_client_expiration_renew_errors counter/alpha
    kubelet_certificate_manager_client_ttl_seconds gauge/alpha
    kubelet_certificate_manager_server_rotation_seconds histogram/alpha
    kubelet_certificate_manager_server_ttl_seconds gauge/alpha
    kubelet_container_aligned_compute_resources_count counter/alpha boundary,scope
    kubelet_container_aligned_compute_resources_failure_count counter/alpha boundary,scope
    kubelet_container_requested_resizes_total counter/alpha operation,requirement,resource
    kubelet_cpu_manager_allocation_per_numa gauge/alpha numa_node
    kubelet_credential_provider_config_info gauge/alpha hash
    kubelet_credential_provider_plugin_duration histogram/alpha plugin_name
    kubelet_credential_provider_plugin_errors_total counter/alpha plugin_name
    kubelet_cri_losing_support gauge/alpha version
    kubelet_device_plugin_alloc_duration_seconds histogram/alpha resource_name
    kubelet_device_plugin_registration_total counter/alpha resource_name
    kubelet_eviction_stats_age_seconds histogram/alpha eviction_signal
    kubelet_evictions counter/alpha eviction_signal
    kubelet_image_garbage_collected_total counter/alpha reason
    kubelet_image_pull_duration_seconds histogram/alpha image_size_in_bytes
    kubelet_metrics_provider gauge/alpha provider
    kubelet_pod_deferred_accepted_resizes_total counter/alpha retry_trigger
    kubelet_pod_infeasible_resizes_total counter/alpha reason_detail
    kubelet_pod_pending_resizes gauge/alpha reason
    kubelet_pod_resize_duration_milliseconds histogram/alpha success
    kubelet_pod_resources_endpoint_errors_get counter/alpha server_api_version
    kubelet_pod_resources_endpoint_errors_get_allocatable counter/alpha server_api_version
    kubelet_pod_resources_endpoint_errors_list counter/alpha server_api_version
    kubelet_pod_resources_endpoint_requests_get counter/alpha server_api_version
    kubelet_pod_resources_endpoint_requests_get_allocatable counter/alpha server_api_version
    kubelet_pod_resources_endpoint_requests_list counter/alpha server_api_version
    kubelet_pod_resources_endpoint_requests_total counter/alpha server_api_version
    kubelet_podcertificate_states gauge/alpha signer_name,state
    kubelet_preemptions counter/alpha preemption_signal
    kubelet_run_podsandbox_errors_total counter/alpha runtime_handler
    kubelet_runtime_operations_errors_total counter/alpha operation_type
    kubelet_server_expiration_renew_errors counter/alpha
    kubelet_started_containers_errors_total counter/alpha code,container_type
    kubelet_started_host_process_containers_errors_total counter/alpha code,container_type
    kubelet_started_host_process_containers_total counter/alpha container_type
    kubelet_volume_stats_health_status_abnormal gauge/alpha namespace,persistentvolumeclaim
    leader_election_master_status gauge/alpha name
    leader_election_slowpath_total counter/alpha name
    plugin_manager_total_plugins gauge/alpha socket_path,state
    rest_client_dns_resolution_duration_seconds histogram/alpha host
    rest_client_exec_plugin_call_total counter/alpha call_status,code
    rest_client_exec_plugin_policy_call_total counter/alpha allowed,denied
    rest_client_request_retries_total counter/alpha code,host,verb
    running_managed_controllers gauge/beta manager,name
    version_info gauge/alpha binary,component,emulation,min_compat
    volume_manager_selinux_container_errors_total gauge/alpha access_mode
    volume_manager_selinux_container_warnings_total gauge/alpha access_mode
    volume_manager_selinux_pod_context_mismatch_errors_total gauge/alpha access_mode
    volume_manager_selinux_pod_context_mismatch_warnings_total gauge/alpha access_mode
    volume_manager_selinux_volume_context_mismatch_errors_total gauge/alpha access_mode,volume_plugin
    volume_manager_selinux_volume_context_mismatch_warnings_total gauge/alpha access_mode,volume_plugin
    volume_manager_selinux_volumes_admitted_total gauge/alpha access_mode,volume_plugin
  `,
});
