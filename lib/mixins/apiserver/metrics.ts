import { source } from '../families/family';

/** kube-apiserver. */
export const apiserver = source({
  program: 'Kubernetes',
  version: '1.36.1',
  shares: ['go', 'process', 'processNetwork', 'workqueue', 'restClient', 'apiserverLibrary'],
  captured: `
    aggregator_discovery_nopeer_requests_total counter/alpha
    aggregator_discovery_peer_aggregated_cache_hits_total counter/alpha
    aggregator_discovery_peer_aggregated_cache_misses_total counter/alpha
    aggregator_unavailable_apiservice gauge/alpha name
    apiextensions_apiserver_validation_ratcheting_seconds histogram/alpha
    apiextensions_openapi_v2_regeneration_count counter/alpha crd,reason
    apiextensions_openapi_v3_regeneration_count counter/alpha crd,group,reason,version
    apiserver_admission_controller_admission_duration_seconds histogram/stable name,operation,rejected,type
    apiserver_admission_step_admission_duration_seconds histogram/stable operation,rejected,type
    apiserver_admission_step_admission_duration_seconds_summary summary/alpha operation,rejected,type
    apiserver_authorization_decisions_total counter/alpha decision,name,type
    apiserver_cache_list_fetched_objects_total counter/alpha group,index,resource
    apiserver_cache_list_returned_objects_total counter/alpha group,resource
    apiserver_cache_list_total counter/alpha group,index,resource
    apiserver_cel_compilation_duration_seconds histogram/beta
    apiserver_cel_evaluation_duration_seconds histogram/beta
    apiserver_current_inflight_requests gauge/stable request_kind
    apiserver_current_inqueue_requests gauge/alpha request_kind
    apiserver_flowcontrol_current_executing_requests gauge/beta flow_schema,priority_level
    apiserver_flowcontrol_current_executing_seats gauge/beta flow_schema,priority_level
    apiserver_flowcontrol_current_inqueue_requests gauge/beta flow_schema,priority_level
    apiserver_flowcontrol_current_inqueue_seats gauge/alpha flow_schema,priority_level
    apiserver_flowcontrol_current_limit_seats gauge/alpha priority_level
    apiserver_flowcontrol_current_r gauge/alpha priority_level
    apiserver_flowcontrol_demand_seats histogram priority_level
    apiserver_flowcontrol_demand_seats_average gauge/alpha priority_level
    apiserver_flowcontrol_demand_seats_high_watermark gauge/alpha priority_level
    apiserver_flowcontrol_demand_seats_smoothed gauge/alpha priority_level
    apiserver_flowcontrol_demand_seats_stdev gauge/alpha priority_level
    apiserver_flowcontrol_dispatch_r gauge/alpha priority_level
    apiserver_flowcontrol_dispatched_requests_total counter/beta flow_schema,priority_level
    apiserver_flowcontrol_latest_s gauge/alpha priority_level
    apiserver_flowcontrol_lower_limit_seats gauge/alpha priority_level
    apiserver_flowcontrol_next_discounted_s_bounds gauge/alpha bound,priority_level
    apiserver_flowcontrol_next_s_bounds gauge/alpha bound,priority_level
    apiserver_flowcontrol_nominal_limit_seats gauge/beta priority_level
    apiserver_flowcontrol_priority_level_request_utilization histogram phase,priority_level
    apiserver_flowcontrol_priority_level_seat_utilization histogram phase,priority_level
    apiserver_flowcontrol_read_vs_write_current_requests histogram phase,request_kind
    apiserver_flowcontrol_request_execution_seconds histogram/alpha flow_schema,priority_level,type
    apiserver_flowcontrol_request_queue_length_after_enqueue histogram/alpha flow_schema,priority_level
    apiserver_flowcontrol_request_wait_duration_seconds histogram/beta execute,flow_schema,priority_level
    apiserver_flowcontrol_seat_fair_frac gauge/alpha
    apiserver_flowcontrol_target_seats gauge/alpha priority_level
    apiserver_flowcontrol_upper_limit_seats gauge/alpha priority_level
    apiserver_flowcontrol_watch_count_samples histogram/alpha flow_schema,priority_level
    apiserver_flowcontrol_work_estimated_seats histogram/alpha flow_schema,priority_level
    apiserver_init_events_total counter/alpha group,resource
    apiserver_kube_aggregator_x509_insecure_sha1_total counter/alpha
    apiserver_kube_aggregator_x509_missing_san_total counter/alpha
    apiserver_longrunning_requests gauge/stable component,group,resource,scope,subresource,verb,version
    apiserver_nodeport_repair_reconcile_errors_total counter/alpha
    apiserver_request_body_size_bytes histogram/alpha group,resource,verb
    apiserver_request_duration_seconds histogram/stable component,dry_run,group,resource,scope,subresource,verb,version
    apiserver_request_filter_duration_seconds histogram/alpha filter
    apiserver_request_sli_duration_seconds histogram/alpha component,group,resource,scope,subresource,verb,version
    apiserver_request_terminations_total counter/alpha code,component,group,resource,scope,subresource,verb,version
    apiserver_request_timestamp_comparison_time histogram/alpha code_path
    apiserver_request_total counter/stable code,component,dry_run,group,resource,scope,subresource,verb,version
    apiserver_requested_deprecated_apis gauge/stable group,removed_release,resource,subresource,version
    apiserver_resource_objects gauge/alpha group,resource
    apiserver_resource_size_estimate_bytes gauge/alpha group,resource
    apiserver_response_sizes histogram/stable component,group,resource,scope,subresource,verb,version
    apiserver_selfrequest_total counter/alpha group,resource,subresource,verb
    apiserver_storage_events_received_total counter/beta group,resource
    apiserver_storage_list_evaluated_objects_total counter/alpha group,resource
    apiserver_storage_list_fetched_objects_total counter/alpha group,resource
    apiserver_storage_list_returned_objects_total counter/alpha group,resource
    apiserver_storage_list_total counter/alpha group,resource
    apiserver_storage_objects gauge/stable resource
    apiserver_storage_size_bytes gauge/stable storage_cluster_id
    apiserver_tls_handshake_errors_total counter/alpha
    apiserver_validation_declarative_validation_mismatch_total counter/beta
    apiserver_validation_declarative_validation_panic_total counter/beta
    apiserver_validation_duplicate_validation_error_total counter/internal
    apiserver_watch_cache_consistent_read_total counter/alpha fallback,group,resource,success
    apiserver_watch_cache_events_dispatched_total counter/alpha group,resource
    apiserver_watch_cache_events_received_total counter/alpha group,resource
    apiserver_watch_cache_initializations_total counter/alpha group,resource
    apiserver_watch_cache_read_wait_seconds histogram/alpha group,resource
    apiserver_watch_cache_resource_version gauge/alpha group,resource
    apiserver_watch_events_sizes histogram/alpha group,resource,version
    apiserver_watch_events_total counter/alpha group,resource,version
    apiserver_watch_list_duration_seconds histogram/beta group,resource,scope,version
    etcd_bookmark_total counter/alpha group,resource
    etcd_lease_object_counts histogram/alpha
    etcd_request_duration_seconds histogram/alpha group,operation,resource
    etcd_requests_total counter/alpha group,operation,resource
    field_validation_request_duration_seconds histogram/alpha field_validation
    grpc_client_handled_total counter grpc_code,grpc_method,grpc_service,grpc_type
    grpc_client_msg_received_total counter grpc_method,grpc_service,grpc_type
    grpc_client_msg_sent_total counter grpc_method,grpc_service,grpc_type
    grpc_client_started_total counter grpc_method,grpc_service,grpc_type
    kube_apiserver_clusterip_allocator_allocated_ips gauge/alpha cidr
    kube_apiserver_clusterip_allocator_allocation_duration_seconds histogram/alpha cidr
    kube_apiserver_clusterip_allocator_allocation_total counter/alpha cidr,scope
    kube_apiserver_clusterip_allocator_available_ips gauge/alpha cidr
    kube_apiserver_nodeport_allocator_allocated_ports gauge/alpha
    kube_apiserver_nodeport_allocator_available_ports gauge/alpha
    kubernetes_build_info gauge/beta build_date,compiler,git_commit,git_tree_state,git_version,go_version,major,minor,platform
    kubernetes_feature_enabled gauge/beta name,stage
    pod_security_evaluations_total counter/alpha decision,mode,policy_level,policy_version,request_operation,resource,subresource
    pod_security_exemptions_total counter/alpha request_operation,resource,subresource
    rest_client_transport_cert_rotation_gc_calls_total counter/alpha
    serviceaccount_invalid_legacy_auto_token_uses_total counter/alpha
    serviceaccount_legacy_auto_token_uses_total counter/alpha
    serviceaccount_legacy_manual_token_uses_total counter/alpha
    serviceaccount_legacy_tokens_total counter/alpha
    serviceaccount_stale_tokens_total counter/alpha
    serviceaccount_valid_tokens_total counter/alpha
    version_info gauge/alpha binary,component,emulation,min_compat
    watch_cache_capacity gauge/alpha group,resource
    watch_cache_capacity_increase_total counter/alpha group,resource
  `,
  documented: `
    aggregator_openapi_v2_regeneration_count counter/alpha apiservice,reason
    aggregator_openapi_v2_regeneration_duration gauge/alpha reason
    aggregator_unavailable_apiservice_total counter/alpha name,reason
    apiserver_admission_match_condition_evaluation_errors_total counter/alpha kind,name,operation,type
    apiserver_admission_match_condition_evaluation_seconds histogram/alpha kind,name,operation,type
    apiserver_admission_match_condition_exclusions_total counter/alpha kind,name,operation,type
    apiserver_admission_webhook_admission_duration_seconds histogram/stable name,operation,rejected,type
    apiserver_admission_webhook_fail_open_count counter/alpha name,type
    apiserver_admission_webhook_rejection_count counter/alpha error_type,name,operation,rejection_code,type
    apiserver_admission_webhook_request_total counter/alpha code,name,operation,rejected,type
    apiserver_audit_error_total counter/alpha plugin
    apiserver_audit_level_total counter/alpha level
    apiserver_authentication_config_controller_automatic_reload_last_timestamp_seconds gauge/beta apiserver_id_hash,status
    apiserver_authentication_config_controller_automatic_reloads_total counter/beta apiserver_id_hash,status
    apiserver_authentication_config_controller_last_config_info gauge/alpha apiserver_id_hash,hash
    apiserver_authentication_jwt_authenticator_jwks_fetch_last_key_set_info gauge/alpha apiserver_id_hash,hash,jwt_issuer_hash
    apiserver_authentication_jwt_authenticator_jwks_fetch_last_timestamp_seconds gauge/alpha apiserver_id_hash,jwt_issuer_hash,result
    apiserver_authentication_jwt_authenticator_latency_seconds histogram/alpha jwt_issuer_hash,result
    apiserver_authorization_config_controller_automatic_reload_last_timestamp_seconds gauge/beta apiserver_id_hash,status
    apiserver_authorization_config_controller_automatic_reloads_total counter/beta apiserver_id_hash,status
    apiserver_authorization_config_controller_last_config_info gauge/alpha apiserver_id_hash,hash
    apiserver_authorization_match_condition_evaluation_errors_total counter/alpha name,type
    apiserver_authorization_match_condition_evaluation_seconds histogram/alpha name,type
    apiserver_authorization_match_condition_exclusions_total counter/alpha name,type
    apiserver_authorization_webhook_duration_seconds histogram/alpha name,result
    apiserver_authorization_webhook_evaluations_fail_open_total counter/alpha name,result
    apiserver_authorization_webhook_evaluations_total counter/alpha name,result
    apiserver_certificates_registry_csr_honored_duration_total counter/alpha signerName
    apiserver_certificates_registry_csr_requested_duration_total counter/alpha signerName
    apiserver_clusterip_repair_ip_errors_total counter/alpha type
    apiserver_clusterip_repair_reconcile_errors_total counter/alpha
    apiserver_conversion_webhook_duration_seconds histogram/alpha failure_type,result
    apiserver_conversion_webhook_request_total counter/alpha failure_type,result
    apiserver_crd_conversion_webhook_duration_seconds histogram/alpha crd_name,from_version,succeeded,to_version
    apiserver_delegated_authn_request_duration_seconds histogram/alpha code
    apiserver_delegated_authn_request_total counter/alpha code
    apiserver_delegated_authz_request_duration_seconds histogram/alpha code
    apiserver_delegated_authz_request_total counter/alpha code
    apiserver_egress_dialer_dial_duration_seconds histogram/alpha protocol,transport
    apiserver_egress_dialer_dial_failure_count counter/alpha protocol,stage,transport
    apiserver_egress_dialer_dial_start_total counter/alpha protocol,transport
    apiserver_encryption_config_controller_automatic_reload_last_timestamp_seconds gauge/alpha apiserver_id_hash,status
    apiserver_encryption_config_controller_automatic_reloads_total counter/alpha apiserver_id_hash,status
    apiserver_encryption_config_controller_last_config_info gauge/alpha apiserver_id_hash,hash
    apiserver_envelope_encryption_dek_cache_inter_arrival_time_seconds histogram/alpha transformation_type
    apiserver_envelope_encryption_dek_source_cache_size gauge/alpha provider_name
    apiserver_envelope_encryption_invalid_key_id_from_status_total counter/alpha error,provider_name
    apiserver_envelope_encryption_key_id_hash_last_timestamp_seconds gauge/alpha apiserver_id_hash,key_id_hash,provider_name,transformation_type
    apiserver_envelope_encryption_key_id_hash_status_last_timestamp_seconds gauge/alpha apiserver_id_hash,key_id_hash,provider_name
    apiserver_envelope_encryption_key_id_hash_total counter/alpha apiserver_id_hash,key_id_hash,provider_name,transformation_type
    apiserver_envelope_encryption_kms_operations_latency_seconds histogram/alpha grpc_status_code,method_name,provider_name
    apiserver_externaljwt_fetch_keys_data_timestamp gauge/alpha
    apiserver_externaljwt_fetch_keys_request_total counter/alpha code
    apiserver_externaljwt_fetch_keys_success_timestamp gauge/alpha
    apiserver_externaljwt_request_duration_seconds histogram/alpha code,method
    apiserver_externaljwt_sign_request_total counter/alpha code
    apiserver_flowcontrol_epoch_advance_total counter/alpha priority_level,success
    apiserver_flowcontrol_rejected_requests_total counter/beta flow_schema,priority_level,reason
    apiserver_flowcontrol_request_dispatch_no_accommodation_total counter/alpha flow_schema,priority_level
    apiserver_mutating_admission_policy_check_duration_seconds histogram/alpha error_type,policy,policy_binding
    apiserver_mutating_admission_policy_check_total counter/alpha error_type,policy,policy_binding
    apiserver_nodeport_repair_port_errors_total counter/alpha type
    apiserver_peer_discovery_sync_errors_total counter/alpha type
    apiserver_peer_proxy_errors_total counter/alpha group,resource,type,version
    apiserver_request_aborts_total counter/alpha group,resource,scope,subresource,verb,version
    apiserver_request_post_timeout_total counter/alpha source,status
    apiserver_rerouted_request_total counter/alpha code,group,resource,version
    apiserver_storage_consistency_checks_total counter/alpha group,resource,status
    apiserver_storage_decode_errors_total counter/alpha group,resource
    apiserver_storage_transformation_duration_seconds histogram/alpha transformation_type,transformer_prefix
    apiserver_storage_transformation_operations_total counter/alpha resource,status,transformation_type,transformer_prefix
    apiserver_stream_translator_requests_total counter/alpha code
    apiserver_stream_tunnel_requests_total counter/alpha code
    apiserver_terminated_watchers_total counter/alpha group,resource
    apiserver_validating_admission_policy_check_duration_seconds histogram/beta enforcement_action,error_type,policy,policy_binding
    apiserver_validating_admission_policy_check_total counter/beta enforcement_action,error_type,policy,policy_binding
    apiserver_validation_declarative_validation_panics_total counter/alpha validation_identifier
    apiserver_validation_declarative_validation_parity_discrepancies_total counter/alpha validation_identifier
    etcd_request_errors_total counter/alpha group,operation,resource
    informer_processing_latency_seconds histogram/alpha group,name,resource,version
    informer_queued_items gauge/alpha group,name,resource,version
    kube_apiserver_clusterip_allocator_allocation_errors_total counter/alpha cidr,scope
    kube_apiserver_nodeport_allocator_allocation_errors_total counter/alpha scope
    kube_apiserver_nodeport_allocator_allocation_total counter/alpha scope
    kube_apiserver_pod_logs_backend_tls_failure_total counter/alpha
    kube_apiserver_pod_logs_insecure_backend_total counter/alpha usage
    leader_election_master_status gauge/alpha name
    leader_election_slowpath_total counter/alpha name
    node_authorizer_graph_actions_duration_seconds histogram/alpha operation
    pod_security_errors_total counter/alpha fatal,request_operation,resource,subresource
    rest_client_dns_resolution_duration_seconds histogram/alpha host
    rest_client_exec_plugin_call_total counter/alpha call_status,code
    rest_client_exec_plugin_policy_call_total counter/alpha allowed,denied
    rest_client_rate_limiter_duration_seconds histogram/alpha host,verb
    rest_client_request_retries_total counter/alpha code,host,verb
    running_managed_controllers gauge/beta manager,name
    watch_cache_capacity_decrease_total counter/alpha group,resource
  `,
});
