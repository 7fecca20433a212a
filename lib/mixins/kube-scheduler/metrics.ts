import { source } from '../families/family';

/** kube-scheduler. */
export const kubeScheduler = source({
  program: 'Kubernetes',
  version: '1.36.1',
  shares: ['go', 'process', 'processNetwork', 'workqueue', 'restClient', 'apiserverLibrary'],
  captured: `
    aggregator_discovery_nopeer_requests_total counter/alpha
    aggregator_discovery_peer_aggregated_cache_hits_total counter/alpha
    aggregator_discovery_peer_aggregated_cache_misses_total counter/alpha
    apiserver_delegated_authn_request_duration_seconds histogram/alpha code
    apiserver_delegated_authn_request_total counter/alpha code
    apiserver_delegated_authz_request_duration_seconds histogram/alpha code
    apiserver_delegated_authz_request_total counter/alpha code
    apiserver_validation_declarative_validation_mismatch_total counter/beta
    apiserver_validation_declarative_validation_panic_total counter/beta
    apiserver_validation_duplicate_validation_error_total counter/internal
    kubernetes_build_info gauge/beta build_date,compiler,git_commit,git_tree_state,git_version,go_version,major,minor,platform
    kubernetes_feature_enabled gauge/beta name,stage
    rest_client_rate_limiter_duration_seconds histogram/alpha host,verb
    rest_client_transport_cert_rotation_gc_calls_total counter/alpha
    scheduler_batch_attempts_total counter/alpha profile,result
    scheduler_batch_cache_flushed_total counter/alpha profile,reason
    scheduler_cache_size gauge/alpha type
    scheduler_event_handling_duration_seconds histogram/alpha event
    scheduler_framework_extension_point_duration_seconds histogram/stable extension_point,profile,status
    scheduler_get_node_hint_duration_seconds histogram/alpha hinted,profile
    scheduler_goroutines gauge/beta operation
    scheduler_inflight_events gauge/alpha event
    scheduler_pending_pods gauge/stable queue
    scheduler_plugin_evaluation_total counter/beta extension_point,plugin,profile
    scheduler_plugin_execution_duration_seconds histogram/alpha extension_point,plugin,status
    scheduler_pod_scheduled_after_flush_total counter/alpha
    scheduler_pod_scheduling_attempts histogram/stable
    scheduler_pod_scheduling_sli_duration_seconds histogram/beta attempts
    scheduler_preemption_attempts_total counter/stable
    scheduler_preemption_victims histogram/stable
    scheduler_queue_incoming_pods_total counter/stable event,queue
    scheduler_schedule_attempts_total counter/stable profile,result
    scheduler_scheduling_algorithm_duration_seconds histogram/alpha
    scheduler_scheduling_attempt_duration_seconds histogram/stable profile,result
    scheduler_store_schedule_results_duration_seconds histogram/alpha profile
    version_info gauge/alpha binary,component,emulation,min_compat
  `,
  documented: `
    informer_processing_latency_seconds histogram/alpha group,name,resource,version
    informer_queued_items gauge/alpha group,name,resource,version
    leader_election_master_status gauge/alpha name
    leader_election_slowpath_total counter/alpha name
    rest_client_dns_resolution_duration_seconds histogram/alpha host
    rest_client_exec_plugin_call_total counter/alpha call_status,code
    rest_client_exec_plugin_policy_call_total counter/alpha allowed,denied
    rest_client_request_retries_total counter/alpha code,host,verb
    running_managed_controllers gauge/beta manager,name
    scheduler_async_api_call_execution_duration_seconds histogram/alpha call_type,result
    scheduler_async_api_call_execution_total counter/alpha call_type,result
    scheduler_pending_async_api_calls gauge/alpha call_type
    scheduler_permit_wait_duration_seconds histogram/alpha result
    scheduler_podgroup_schedule_attempts_total counter/alpha profile,result
    scheduler_podgroup_scheduling_algorithm_duration_seconds histogram/alpha
    scheduler_podgroup_scheduling_attempt_duration_seconds histogram/alpha profile,result
    scheduler_preemption_goroutines_duration_seconds histogram/alpha result
    scheduler_preemption_goroutines_execution_total counter/alpha result
    scheduler_queueing_hint_execution_duration_seconds histogram/alpha event,hint,plugin
    scheduler_resourceclaim_creates_total counter/alpha status
    scheduler_unschedulable_pods gauge/alpha plugin,profile
    scheduler_volume_binder_cache_requests_total counter/alpha operation
    scheduler_volume_scheduling_stage_error_total counter/alpha operation
  `,
});
