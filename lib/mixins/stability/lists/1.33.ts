/** Written by `npm run harvest`: one metric per line, `<name> <type>[/<class>] <labels> at=<places> [deprecated=<version>] [le=<buckets>]`. */
export const KUBERNETES_1_33 = {
  version: '1.33',
  sources: ['k8s.io/kubernetes v1.33.5', 'github.com/google/cadvisor v0.52.1'],
  metrics: `
    aggregator_discovery_aggregation_count_total counter/alpha - at=apiserver
    aggregator_openapi_v2_regeneration_count counter/alpha apiservice,reason at=apiserver
    aggregator_openapi_v2_regeneration_duration gauge/alpha reason at=apiserver
    aggregator_unavailable_apiservice gauge/alpha name at=apiserver
    aggregator_unavailable_apiservice_total counter/alpha name,reason at=apiserver
    apiextensions_apiserver_validation_ratcheting_seconds histogram/alpha - at=apiserver le=0.00001,0.00004,0.00016,0.00064,0.00256,0.01024,0.04096,0.16384,0.65536,2.62144
    apiextensions_openapi_v2_regeneration_count counter/alpha crd,reason at=apiserver
    apiextensions_openapi_v3_regeneration_count counter/alpha crd,group,reason,version at=apiserver
    apiserver_admission_controller_admission_duration_seconds histogram/stable name,operation,rejected,type at=apiserver le=0.005,0.025,0.1,0.5,1,2.5
    apiserver_admission_match_condition_evaluation_errors_total counter/alpha kind,name,operation,type at=apiserver
    apiserver_admission_match_condition_evaluation_seconds histogram/alpha kind,name,operation,type at=apiserver le=0.001,0.005,0.01,0.025,0.1,0.2,0.25
    apiserver_admission_match_condition_exclusions_total counter/alpha kind,name,operation,type at=apiserver
    apiserver_admission_step_admission_duration_seconds histogram/stable operation,rejected,type at=apiserver le=0.005,0.025,0.1,0.5,1,2.5
    apiserver_admission_step_admission_duration_seconds_summary summary/alpha operation,rejected,type at=apiserver
    apiserver_admission_webhook_admission_duration_seconds histogram/stable name,operation,rejected,type at=apiserver le=0.005,0.025,0.1,0.5,1,2.5,10,25
    apiserver_admission_webhook_fail_open_count counter/alpha name,type at=apiserver
    apiserver_admission_webhook_rejection_count counter/alpha error_type,name,operation,rejection_code,type at=apiserver
    apiserver_admission_webhook_request_total counter/alpha code,name,operation,rejected,type at=apiserver
    apiserver_audit_error_total counter/alpha plugin at=apiserver
    apiserver_audit_event_total counter/alpha - at=apiserver
    apiserver_audit_level_total counter/alpha level at=apiserver
    apiserver_audit_requests_rejected_total counter/alpha - at=apiserver
    apiserver_authentication_config_controller_automatic_reload_last_timestamp_seconds gauge/alpha apiserver_id_hash,status at=apiserver
    apiserver_authentication_config_controller_automatic_reloads_total counter/alpha apiserver_id_hash,status at=apiserver
    apiserver_authentication_jwt_authenticator_latency_seconds histogram/alpha jwt_issuer_hash,result at=apiserver le=0.001,0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10
    apiserver_authorization_config_controller_automatic_reload_last_timestamp_seconds gauge/alpha apiserver_id_hash,status at=apiserver
    apiserver_authorization_config_controller_automatic_reloads_total counter/alpha apiserver_id_hash,status at=apiserver
    apiserver_authorization_decisions_total counter/alpha decision,name,type at=apiserver
    apiserver_authorization_match_condition_evaluation_errors_total counter/alpha name,type at=apiserver
    apiserver_authorization_match_condition_evaluation_seconds histogram/alpha name,type at=apiserver le=0.001,0.005,0.01,0.025,0.1,0.2,0.25
    apiserver_authorization_match_condition_exclusions_total counter/alpha name,type at=apiserver
    apiserver_authorization_webhook_duration_seconds histogram/alpha name,result at=apiserver le=0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10
    apiserver_authorization_webhook_evaluations_fail_open_total counter/alpha name,result at=apiserver
    apiserver_authorization_webhook_evaluations_total counter/alpha name,result at=apiserver
    apiserver_cache_list_fetched_objects_total counter/alpha index,resource_prefix at=apiserver
    apiserver_cache_list_returned_objects_total counter/alpha resource_prefix at=apiserver
    apiserver_cache_list_total counter/alpha index,resource_prefix at=apiserver
    apiserver_cel_compilation_duration_seconds histogram/beta - at=apiserver le=0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10
    apiserver_cel_evaluation_duration_seconds histogram/beta - at=apiserver le=0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10
    apiserver_certificates_registry_csr_honored_duration_total counter/alpha signerName at=apiserver
    apiserver_certificates_registry_csr_requested_duration_total counter/alpha signerName at=apiserver
    apiserver_client_certificate_expiration_seconds histogram/alpha - at=apiserver le=0,1800,3600,7200,21600,43200,86400,172800,345600,604800,2592000,7776000,15552000,31104000
    apiserver_clusterip_repair_ip_errors_total counter/alpha type at=apiserver
    apiserver_clusterip_repair_reconcile_errors_total counter/alpha - at=apiserver
    apiserver_conversion_webhook_duration_seconds histogram/alpha failure_type,result at=apiserver le=0.005,0.01,0.02,0.05,0.1,0.2,0.5,1,2,5,10,20,30,45,60
    apiserver_conversion_webhook_request_total counter/alpha failure_type,result at=apiserver
    apiserver_crd_conversion_webhook_duration_seconds histogram/alpha crd_name,from_version,succeeded,to_version at=apiserver le=0.001,0.002,0.004,0.008,0.016,0.032,0.064,0.128,0.256,0.512,1.024,2.048,4.096,8.192,16.384
    apiserver_current_inflight_requests gauge/stable request_kind at=apiserver
    apiserver_current_inqueue_requests gauge/alpha request_kind at=apiserver
    apiserver_delegated_authn_request_duration_seconds histogram/alpha code at=apiserver le=0.25,0.5,0.7,1,1.5,3,5,10
    apiserver_delegated_authn_request_total counter/alpha code at=apiserver
    apiserver_delegated_authz_request_duration_seconds histogram/alpha code at=apiserver le=0.25,0.5,0.7,1,1.5,3,5,10
    apiserver_delegated_authz_request_total counter/alpha code at=apiserver
    apiserver_egress_dialer_dial_duration_seconds histogram/alpha protocol,transport at=apiserver le=0.005,0.025,0.1,0.5,2.5,12.5
    apiserver_egress_dialer_dial_failure_count counter/alpha protocol,stage,transport at=apiserver
    apiserver_egress_dialer_dial_start_total counter/alpha protocol,transport at=apiserver
    apiserver_encryption_config_controller_automatic_reload_failures_total counter/alpha apiserver_id_hash at=apiserver deprecated=1.30
    apiserver_encryption_config_controller_automatic_reload_last_timestamp_seconds gauge/alpha apiserver_id_hash,status at=apiserver
    apiserver_encryption_config_controller_automatic_reload_success_total counter/alpha apiserver_id_hash at=apiserver deprecated=1.30
    apiserver_encryption_config_controller_automatic_reloads_total counter/alpha apiserver_id_hash,status at=apiserver
    apiserver_envelope_encryption_dek_cache_fill_percent gauge/alpha - at=apiserver
    apiserver_envelope_encryption_dek_cache_inter_arrival_time_seconds histogram/alpha transformation_type at=apiserver le=60,120,240,480,960,1920,3840,7680,15360,30720
    apiserver_envelope_encryption_dek_source_cache_size gauge/alpha provider_name at=apiserver
    apiserver_envelope_encryption_invalid_key_id_from_status_total counter/alpha error,provider_name at=apiserver
    apiserver_envelope_encryption_key_id_hash_last_timestamp_seconds gauge/alpha apiserver_id_hash,key_id_hash,provider_name,transformation_type at=apiserver
    apiserver_envelope_encryption_key_id_hash_status_last_timestamp_seconds gauge/alpha apiserver_id_hash,key_id_hash,provider_name at=apiserver
    apiserver_envelope_encryption_key_id_hash_total counter/alpha apiserver_id_hash,key_id_hash,provider_name,transformation_type at=apiserver
    apiserver_envelope_encryption_kms_operations_latency_seconds histogram/alpha grpc_status_code,method_name,provider_name at=apiserver le=0.0001,0.0002,0.0004,0.0008,0.0016,0.0032,0.0064,0.0128,0.0256,0.0512,0.1024,0.2048,0.4096,0.8192,1.6384,3.2768,6.5536,13.1072,26.2144,52.4288
    apiserver_externaljwt_fetch_keys_data_timestamp gauge/alpha - at=apiserver
    apiserver_externaljwt_fetch_keys_request_total counter/alpha code at=apiserver
    apiserver_externaljwt_fetch_keys_success_timestamp gauge/alpha - at=apiserver
    apiserver_externaljwt_request_duration_seconds histogram/alpha code,method at=apiserver le=0.001,0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10,30,60
    apiserver_externaljwt_sign_request_total counter/alpha code at=apiserver
    apiserver_flowcontrol_current_executing_requests gauge/beta flow_schema,priority_level at=apiserver
    apiserver_flowcontrol_current_executing_seats gauge/beta flow_schema,priority_level at=apiserver
    apiserver_flowcontrol_current_inqueue_requests gauge/beta flow_schema,priority_level at=apiserver
    apiserver_flowcontrol_current_inqueue_seats gauge/alpha flow_schema,priority_level at=apiserver
    apiserver_flowcontrol_current_limit_seats gauge/alpha priority_level at=apiserver
    apiserver_flowcontrol_current_r gauge/alpha priority_level at=apiserver
    apiserver_flowcontrol_demand_seats histogram/alpha priority_level at=apiserver le=0.2,0.4,0.6,0.8,1,1.2,1.4,1.7,2,2.8,4,6
    apiserver_flowcontrol_demand_seats_average gauge/alpha priority_level at=apiserver
    apiserver_flowcontrol_demand_seats_high_watermark gauge/alpha priority_level at=apiserver
    apiserver_flowcontrol_demand_seats_smoothed gauge/alpha priority_level at=apiserver
    apiserver_flowcontrol_demand_seats_stdev gauge/alpha priority_level at=apiserver
    apiserver_flowcontrol_dispatch_r gauge/alpha priority_level at=apiserver
    apiserver_flowcontrol_dispatched_requests_total counter/beta flow_schema,priority_level at=apiserver
    apiserver_flowcontrol_epoch_advance_total counter/alpha priority_level,success at=apiserver
    apiserver_flowcontrol_latest_s gauge/alpha priority_level at=apiserver
    apiserver_flowcontrol_lower_limit_seats gauge/alpha priority_level at=apiserver
    apiserver_flowcontrol_next_discounted_s_bounds gauge/alpha bound,priority_level at=apiserver
    apiserver_flowcontrol_next_s_bounds gauge/alpha bound,priority_level at=apiserver
    apiserver_flowcontrol_nominal_limit_seats gauge/beta priority_level at=apiserver
    apiserver_flowcontrol_priority_level_request_utilization histogram/alpha phase,priority_level at=apiserver le=0,0.001,0.003,0.01,0.03,0.1,0.25,0.5,0.75,1
    apiserver_flowcontrol_priority_level_seat_utilization histogram/alpha phase,priority_level at=apiserver le=0,0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,0.95,0.99,1
    apiserver_flowcontrol_read_vs_write_current_requests histogram/alpha phase,request_kind at=apiserver le=0,0.001,0.01,0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,0.95,0.99,1
    apiserver_flowcontrol_rejected_requests_total counter/beta flow_schema,priority_level,reason at=apiserver
    apiserver_flowcontrol_request_concurrency_in_use gauge/alpha flow_schema,priority_level at=apiserver deprecated=1.31
    apiserver_flowcontrol_request_concurrency_limit gauge/alpha priority_level at=apiserver deprecated=1.30
    apiserver_flowcontrol_request_dispatch_no_accommodation_total counter/alpha flow_schema,priority_level at=apiserver
    apiserver_flowcontrol_request_execution_seconds histogram/alpha flow_schema,priority_level,type at=apiserver le=0,0.005,0.02,0.05,0.1,0.2,0.5,1,2,5,10,15,30
    apiserver_flowcontrol_request_queue_length_after_enqueue histogram/alpha flow_schema,priority_level at=apiserver le=0,10,25,50,100,250,500,1000
    apiserver_flowcontrol_request_wait_duration_seconds histogram/beta execute,flow_schema,priority_level at=apiserver le=0,0.005,0.02,0.05,0.1,0.2,0.5,1,2,5,10,15,30
    apiserver_flowcontrol_seat_fair_frac gauge/alpha - at=apiserver
    apiserver_flowcontrol_target_seats gauge/alpha priority_level at=apiserver
    apiserver_flowcontrol_upper_limit_seats gauge/alpha priority_level at=apiserver
    apiserver_flowcontrol_watch_count_samples histogram/alpha flow_schema,priority_level at=apiserver le=0,1,10,100,1000,10000
    apiserver_flowcontrol_work_estimated_seats histogram/alpha flow_schema,priority_level at=apiserver le=1,2,4,10
    apiserver_init_events_total counter/alpha resource at=apiserver
    apiserver_kube_aggregator_x509_insecure_sha1_total counter/alpha - at=apiserver
    apiserver_kube_aggregator_x509_missing_san_total counter/alpha - at=apiserver
    apiserver_longrunning_requests gauge/stable component,group,resource,scope,subresource,verb,version at=apiserver
    apiserver_nodeport_repair_port_errors_total counter/alpha type at=apiserver
    apiserver_nodeport_repair_reconcile_errors_total counter/alpha - at=apiserver
    apiserver_request_aborts_total counter/alpha group,resource,scope,subresource,verb,version at=apiserver
    apiserver_request_body_size_bytes histogram/alpha resource,verb at=apiserver le=50000,150000,250000,350000,450000,550000,650000,750000,850000,950000,1050000,1150000,1250000,1350000,1450000,1550000,1650000,1750000,1850000,1950000,2050000,2150000,2250000,2350000,2450000,2550000,2650000,2750000,2850000,2950000,3050000
    apiserver_request_duration_seconds histogram/stable component,dry_run,group,resource,scope,subresource,verb,version at=apiserver le=0.005,0.025,0.05,0.1,0.2,0.4,0.6,0.8,1,1.25,1.5,2,3,4,5,6,8,10,15,20,30,45,60
    apiserver_request_filter_duration_seconds histogram/alpha filter at=apiserver le=0.0001,0.0003,0.001,0.003,0.01,0.03,0.1,0.3,1,5,10,15,30
    apiserver_request_post_timeout_total counter/alpha source,status at=apiserver
    apiserver_request_sli_duration_seconds histogram/alpha component,group,resource,scope,subresource,verb,version at=apiserver le=0.05,0.1,0.2,0.4,0.6,0.8,1,1.25,1.5,2,3,4,5,6,8,10,15,20,30,45,60
    apiserver_request_slo_duration_seconds histogram/alpha component,group,resource,scope,subresource,verb,version at=apiserver deprecated=1.27 le=0.05,0.1,0.2,0.4,0.6,0.8,1,1.25,1.5,2,3,4,5,6,8,10,15,20,30,45,60
    apiserver_request_terminations_total counter/alpha code,component,group,resource,scope,subresource,verb,version at=apiserver
    apiserver_request_timestamp_comparison_time histogram/alpha code_path at=apiserver le=0.0001,0.0003,0.001,0.003,0.01,0.03,0.1,0.3,1,5
    apiserver_request_total counter/stable code,component,dry_run,group,resource,scope,subresource,verb,version at=apiserver
    apiserver_requested_deprecated_apis gauge/stable group,removed_release,resource,subresource,version at=apiserver
    apiserver_rerouted_request_total counter/alpha code at=apiserver
    apiserver_response_sizes histogram/stable component,group,resource,scope,subresource,verb,version at=apiserver le=1000,10000,100000,1000000,10000000,100000000,1000000000
    apiserver_selfrequest_total counter/alpha resource,subresource,verb at=apiserver
    apiserver_storage_consistency_checks_total counter/internal resource,status at=apiserver
    apiserver_storage_data_key_generation_duration_seconds histogram/alpha - at=apiserver le=0.000005,0.00001,0.00002,0.00004,0.00008,0.00016,0.00032,0.00064,0.00128,0.00256,0.00512,0.01024,0.02048,0.04096
    apiserver_storage_data_key_generation_failures_total counter/alpha - at=apiserver
    apiserver_storage_db_total_size_in_bytes gauge/alpha endpoint at=apiserver deprecated=1.28
    apiserver_storage_decode_errors_total counter/alpha resource at=apiserver
    apiserver_storage_envelope_transformation_cache_misses_total counter/alpha - at=apiserver
    apiserver_storage_events_received_total counter/alpha resource at=apiserver
    apiserver_storage_list_evaluated_objects_total counter/alpha resource at=apiserver
    apiserver_storage_list_fetched_objects_total counter/alpha resource at=apiserver
    apiserver_storage_list_returned_objects_total counter/alpha resource at=apiserver
    apiserver_storage_list_total counter/alpha resource at=apiserver
    apiserver_storage_objects gauge/stable resource at=apiserver
    apiserver_storage_size_bytes gauge/stable storage_cluster_id at=apiserver
    apiserver_storage_transformation_duration_seconds histogram/alpha transformation_type,transformer_prefix at=apiserver le=0.000005,0.00001,0.00002,0.00004,0.00008,0.00016,0.00032,0.00064,0.00128,0.00256,0.00512,0.01024,0.02048,0.04096,0.08192,0.16384,0.32768,0.65536,1.31072,2.62144,5.24288,10.48576,20.97152,41.94304,83.88608
    apiserver_storage_transformation_operations_total counter/alpha resource,status,transformation_type,transformer_prefix at=apiserver
    apiserver_stream_translator_requests_total counter/alpha code at=apiserver
    apiserver_stream_tunnel_requests_total counter/alpha code at=apiserver
    apiserver_terminated_watchers_total counter/alpha resource at=apiserver
    apiserver_tls_handshake_errors_total counter/alpha - at=apiserver
    apiserver_validating_admission_policy_check_duration_seconds histogram/beta enforcement_action,error_type,policy,policy_binding at=apiserver le=5e-7,0.001,0.01,0.1,1
    apiserver_validating_admission_policy_check_total counter/beta enforcement_action,error_type,policy,policy_binding at=apiserver
    apiserver_validation_declarative_validation_mismatch_total counter/beta - at=apiserver
    apiserver_validation_declarative_validation_panic_total counter/beta - at=apiserver
    apiserver_watch_cache_consistent_read_total counter/alpha fallback,resource,success at=apiserver
    apiserver_watch_cache_events_dispatched_total counter/alpha resource at=apiserver
    apiserver_watch_cache_events_received_total counter/alpha resource at=apiserver
    apiserver_watch_cache_initializations_total counter/alpha resource at=apiserver
    apiserver_watch_cache_read_wait_seconds histogram/alpha resource at=apiserver le=0.005,0.025,0.05,0.1,0.2,0.4,0.6,0.8,1,1.25,1.5,2,3
    apiserver_watch_cache_resource_version gauge/alpha resource at=apiserver
    apiserver_watch_events_sizes histogram/alpha group,kind,version at=apiserver le=1024,2048,4096,8192,16384,32768,65536,131072
    apiserver_watch_events_total counter/alpha group,kind,version at=apiserver
    apiserver_watch_list_duration_seconds histogram/alpha group,resource,scope,version at=apiserver le=0.05,0.1,0.2,0.4,0.6,0.8,1,2,4,6,8,10,15,20,30,45,60
    apiserver_webhooks_x509_insecure_sha1_total counter/alpha - at=apiserver
    apiserver_webhooks_x509_missing_san_total counter/alpha - at=apiserver
    attach_detach_controller_attachdetach_controller_forced_detaches counter/alpha reason at=kube-controller-manager
    attachdetach_controller_total_volumes gauge/alpha plugin_name,state at=kube-controller-manager
    authenticated_user_requests counter/alpha username at=apiserver
    authentication_attempts counter/alpha result at=apiserver
    authentication_duration_seconds histogram/alpha result at=apiserver le=0.001,0.002,0.004,0.008,0.016,0.032,0.064,0.128,0.256,0.512,1.024,2.048,4.096,8.192,16.384
    authentication_token_cache_active_fetch_count gauge/alpha status at=apiserver
    authentication_token_cache_fetch_total counter/alpha status at=apiserver
    authentication_token_cache_request_duration_seconds histogram/alpha status at=apiserver le=0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10
    authentication_token_cache_request_total counter/alpha status at=apiserver
    authorization_attempts_total counter/alpha result at=apiserver
    authorization_duration_seconds histogram/alpha result at=apiserver le=0.001,0.002,0.004,0.008,0.016,0.032,0.064,0.128,0.256,0.512,1.024,2.048,4.096,8.192,16.384
    cadvisor_version_info gauge cadvisorRevision,cadvisorVersion,dockerVersion,kernelVersion,osVersion at=kubelet-cadvisor
    cardinality_enforcement_unexpected_categorizations_total counter/alpha - at=all
    cloud_provider_webhook_request_duration_seconds histogram/alpha code,webhook at=cloud-controller-manager le=0.25,0.5,0.7,1,1.5,3,5,10
    cloud_provider_webhook_request_total counter/alpha code,webhook at=cloud-controller-manager
    clustertrustbundle_publisher_sync_duration_seconds histogram/alpha code at=kube-controller-manager le=0.001,0.002,0.004,0.008,0.016,0.032,0.064,0.128,0.256,0.512,1.024,2.048,4.096,8.192,16.384
    clustertrustbundle_publisher_sync_total counter/alpha code at=kube-controller-manager
    container_blkio_device_usage_total counter container,device,id,image,major,minor,name,namespace,operation,pod at=kubelet-cadvisor
    container_cpu_cfs_periods_total counter container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_cpu_cfs_throttled_periods_total counter container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_cpu_cfs_throttled_seconds_total counter container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_cpu_load_average_10s gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_cpu_load_d_average_10s gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_cpu_system_seconds_total counter container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_cpu_usage_seconds_total counter container,cpu,id,image,name,namespace,pod at=kubelet-cadvisor
    container_cpu_usage_seconds_total counter/stable container,namespace,pod at=kubelet-resource
    container_cpu_user_seconds_total counter container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_file_descriptors gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_fs_inodes_free gauge container,device,id,image,name,namespace,pod at=kubelet-cadvisor
    container_fs_inodes_total gauge container,device,id,image,name,namespace,pod at=kubelet-cadvisor
    container_fs_io_current gauge container,device,id,image,name,namespace,pod at=kubelet-cadvisor
    container_fs_io_time_seconds_total counter container,device,id,image,name,namespace,pod at=kubelet-cadvisor
    container_fs_io_time_weighted_seconds_total counter container,device,id,image,name,namespace,pod at=kubelet-cadvisor
    container_fs_limit_bytes gauge container,device,id,image,name,namespace,pod at=kubelet-cadvisor
    container_fs_read_seconds_total counter container,device,id,image,name,namespace,pod at=kubelet-cadvisor
    container_fs_reads_bytes_total counter container,device,id,image,name,namespace,pod at=kubelet-cadvisor
    container_fs_reads_merged_total counter container,device,id,image,name,namespace,pod at=kubelet-cadvisor
    container_fs_reads_total counter container,device,id,image,name,namespace,pod at=kubelet-cadvisor
    container_fs_sector_reads_total counter container,device,id,image,name,namespace,pod at=kubelet-cadvisor
    container_fs_sector_writes_total counter container,device,id,image,name,namespace,pod at=kubelet-cadvisor
    container_fs_usage_bytes gauge container,device,id,image,name,namespace,pod at=kubelet-cadvisor
    container_fs_write_seconds_total counter container,device,id,image,name,namespace,pod at=kubelet-cadvisor
    container_fs_writes_bytes_total counter container,device,id,image,name,namespace,pod at=kubelet-cadvisor
    container_fs_writes_merged_total counter container,device,id,image,name,namespace,pod at=kubelet-cadvisor
    container_fs_writes_total counter container,device,id,image,name,namespace,pod at=kubelet-cadvisor
    container_last_seen gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_memory_cache gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_memory_failcnt counter container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_memory_failures_total counter container,failure_type,id,image,name,namespace,pod,scope at=kubelet-cadvisor
    container_memory_kernel_usage gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_memory_mapped_file gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_memory_max_usage_bytes gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_memory_rss gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_memory_swap gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_memory_total_active_file_bytes gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_memory_total_inactive_file_bytes gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_memory_usage_bytes gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_memory_working_set_bytes gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_memory_working_set_bytes gauge/stable container,namespace,pod at=kubelet-resource
    container_network_receive_bytes_total counter container,id,image,interface,name,namespace,pod at=kubelet-cadvisor
    container_network_receive_errors_total counter container,id,image,interface,name,namespace,pod at=kubelet-cadvisor
    container_network_receive_packets_dropped_total counter container,id,image,interface,name,namespace,pod at=kubelet-cadvisor
    container_network_receive_packets_total counter container,id,image,interface,name,namespace,pod at=kubelet-cadvisor
    container_network_transmit_bytes_total counter container,id,image,interface,name,namespace,pod at=kubelet-cadvisor
    container_network_transmit_errors_total counter container,id,image,interface,name,namespace,pod at=kubelet-cadvisor
    container_network_transmit_packets_dropped_total counter container,id,image,interface,name,namespace,pod at=kubelet-cadvisor
    container_network_transmit_packets_total counter container,id,image,interface,name,namespace,pod at=kubelet-cadvisor
    container_oom_events_total counter container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_pressure_cpu_stalled_seconds_total counter container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_pressure_cpu_waiting_seconds_total counter container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_pressure_io_stalled_seconds_total counter container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_pressure_io_waiting_seconds_total counter container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_pressure_memory_stalled_seconds_total counter container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_pressure_memory_waiting_seconds_total counter container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_processes gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_scrape_error gauge - at=kubelet-cadvisor
    container_sockets gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_spec_cpu_period gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_spec_cpu_quota gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_spec_cpu_shares gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_spec_memory_limit_bytes gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_spec_memory_reservation_limit_bytes gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_spec_memory_swap_limit_bytes gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_start_time_seconds gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_start_time_seconds gauge/stable container,namespace,pod at=kubelet-resource
    container_swap_usage_bytes gauge/alpha container,namespace,pod at=kubelet-resource
    container_tasks_state gauge container,id,image,name,namespace,pod,state at=kubelet-cadvisor
    container_threads gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_threads_max gauge container,id,image,name,namespace,pod at=kubelet-cadvisor
    container_ulimits_soft gauge container,id,image,name,namespace,pod,ulimit at=kubelet-cadvisor
    cronjob_controller_job_creation_skew_duration_seconds histogram/stable - at=kube-controller-manager le=1,2,4,8,16,32,64,128,256,512
    csi_operations_seconds histogram/alpha driver_name,grpc_status_code,method_name,migrated at=kubelet,kube-controller-manager le=0.1,0.25,0.5,1,2.5,5,10,15,25,50,120,300,600
    device_taint_eviction_controller_pod_deletion_duration_seconds histogram/alpha - at=kube-controller-manager le=0.005,0.025,0.1,0.5,1,2.5,10,30,60,120,180,240
    device_taint_eviction_controller_pod_deletions_total counter/alpha - at=kube-controller-manager
    disabled_metrics_total counter/beta - at=all
    dra_grpc_operations_duration_seconds histogram/alpha driver_name,grpc_status_code,method_name at=kubelet le=0.1,0.153412740463,0.235354689365,0.361064078764,0.553918298061,0.849781240984,1.30367268974,2,3.06825480927,4.7070937873,7.22128157528,11.0783659612,16.9956248197,26.0734537948,40
    dra_operations_duration_seconds histogram/alpha is_error,operation_name at=kubelet le=0.1,0.153412740463,0.235354689365,0.361064078764,0.553918298061,0.849781240984,1.30367268974,2,3.06825480927,4.7070937873,7.22128157528,11.0783659612,16.9956248197,26.0734537948,40
    endpoint_slice_controller_changes counter/alpha operation at=kube-controller-manager
    endpoint_slice_controller_desired_endpoint_slices gauge/alpha - at=kube-controller-manager
    endpoint_slice_controller_endpoints_added_per_sync histogram/alpha - at=kube-controller-manager le=2,4,8,16,32,64,128,256,512,1024,2048,4096,8192,16384,32768
    endpoint_slice_controller_endpoints_desired gauge/alpha - at=kube-controller-manager
    endpoint_slice_controller_endpoints_removed_per_sync histogram/alpha - at=kube-controller-manager le=2,4,8,16,32,64,128,256,512,1024,2048,4096,8192,16384,32768
    endpoint_slice_controller_endpointslices_changed_per_sync histogram/alpha topology,traffic_distribution at=kube-controller-manager le=0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10
    endpoint_slice_controller_num_endpoint_slices gauge/alpha - at=kube-controller-manager
    endpoint_slice_controller_services_count_by_traffic_distribution gauge/alpha traffic_distribution at=kube-controller-manager
    endpoint_slice_controller_syncs counter/alpha result at=kube-controller-manager
    endpoint_slice_mirroring_controller_addresses_skipped_per_sync histogram/alpha - at=kube-controller-manager le=2,4,8,16,32,64,128,256,512,1024,2048,4096,8192,16384,32768
    endpoint_slice_mirroring_controller_changes counter/alpha operation at=kube-controller-manager
    endpoint_slice_mirroring_controller_desired_endpoint_slices gauge/alpha - at=kube-controller-manager
    endpoint_slice_mirroring_controller_endpoints_added_per_sync histogram/alpha - at=kube-controller-manager le=2,4,8,16,32,64,128,256,512,1024,2048,4096,8192,16384,32768
    endpoint_slice_mirroring_controller_endpoints_desired gauge/alpha - at=kube-controller-manager
    endpoint_slice_mirroring_controller_endpoints_removed_per_sync histogram/alpha - at=kube-controller-manager le=2,4,8,16,32,64,128,256,512,1024,2048,4096,8192,16384,32768
    endpoint_slice_mirroring_controller_endpoints_sync_duration histogram/alpha - at=kube-controller-manager le=0.001,0.002,0.004,0.008,0.016,0.032,0.064,0.128,0.256,0.512,1.024,2.048,4.096,8.192,16.384
    endpoint_slice_mirroring_controller_endpoints_updated_per_sync histogram/alpha - at=kube-controller-manager le=2,4,8,16,32,64,128,256,512,1024,2048,4096,8192,16384,32768
    endpoint_slice_mirroring_controller_num_endpoint_slices gauge/alpha - at=kube-controller-manager
    ephemeral_volume_controller_create_failures_total counter/alpha - at=kube-controller-manager
    ephemeral_volume_controller_create_total counter/alpha - at=kube-controller-manager
    etcd_bookmark_counts gauge/alpha resource at=apiserver
    etcd_lease_object_counts histogram/alpha - at=apiserver le=10,50,100,500,1000,2500,5000
    etcd_request_duration_seconds histogram/alpha operation,type at=apiserver le=0.005,0.025,0.05,0.1,0.2,0.4,0.6,0.8,1,1.25,1.5,2,3,4,5,6,8,10,15,20,30,45,60
    etcd_request_errors_total counter/alpha operation,type at=apiserver
    etcd_requests_total counter/alpha operation,type at=apiserver
    etcd_version_info gauge/alpha binary_version at=etcd-version-monitor
    field_validation_request_duration_seconds histogram/alpha field_validation at=apiserver le=0.05,0.1,0.2,0.4,0.6,0.8,1,1.25,1.5,2,3,4,5,6,8,10,15,20,30,45,60
    force_cleaned_failed_volume_operation_errors_total counter/alpha - at=kubelet
    force_cleaned_failed_volume_operations_total counter/alpha - at=kubelet
    garbagecollector_controller_resources_sync_error_total counter/alpha - at=kube-controller-manager
    hidden_metrics_total counter/beta - at=all
    horizontal_pod_autoscaler_controller_metric_computation_duration_seconds histogram/alpha action,error,metric_type at=kube-controller-manager le=0.001,0.002,0.004,0.008,0.016,0.032,0.064,0.128,0.256,0.512,1.024,2.048,4.096,8.192,16.384
    horizontal_pod_autoscaler_controller_metric_computation_total counter/alpha action,error,metric_type at=kube-controller-manager
    horizontal_pod_autoscaler_controller_reconciliation_duration_seconds histogram/alpha action,error at=kube-controller-manager le=0.001,0.002,0.004,0.008,0.016,0.032,0.064,0.128,0.256,0.512,1.024,2.048,4.096,8.192,16.384
    horizontal_pod_autoscaler_controller_reconciliations_total counter/alpha action,error at=kube-controller-manager
    job_controller_job_finished_indexes_total counter/alpha backoffLimit,status at=kube-controller-manager
    job_controller_job_pods_creation_total counter/alpha reason,status at=kube-controller-manager
    job_controller_job_pods_finished_total counter/stable completion_mode,result at=kube-controller-manager
    job_controller_job_sync_duration_seconds histogram/stable action,completion_mode,result at=kube-controller-manager le=0.004,0.008,0.016,0.032,0.064,0.128,0.256,0.512,1.024,2.048,4.096,8.192,16.384,32.768,65.536
    job_controller_job_syncs_total counter/stable action,completion_mode,result at=kube-controller-manager
    job_controller_jobs_by_external_controller_total counter/alpha controller_name at=kube-controller-manager
    job_controller_jobs_finished_total counter/stable completion_mode,reason,result at=kube-controller-manager
    job_controller_pod_failures_handled_by_failure_policy_total counter/alpha action at=kube-controller-manager
    job_controller_terminated_pods_tracking_finalizer_total counter/alpha event at=kube-controller-manager
    kube_apiserver_clusterip_allocator_allocated_ips gauge/alpha cidr at=apiserver
    kube_apiserver_clusterip_allocator_allocation_duration_seconds histogram/alpha cidr at=apiserver le=0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10
    kube_apiserver_clusterip_allocator_allocation_errors_total counter/alpha cidr,scope at=apiserver
    kube_apiserver_clusterip_allocator_allocation_total counter/alpha cidr,scope at=apiserver
    kube_apiserver_clusterip_allocator_available_ips gauge/alpha cidr at=apiserver
    kube_apiserver_nodeport_allocator_allocated_ports gauge/alpha - at=apiserver
    kube_apiserver_nodeport_allocator_allocation_errors_total counter/alpha scope at=apiserver
    kube_apiserver_nodeport_allocator_allocation_total counter/alpha scope at=apiserver
    kube_apiserver_nodeport_allocator_available_ports gauge/alpha - at=apiserver
    kube_apiserver_pod_logs_backend_tls_failure_total counter/alpha - at=apiserver
    kube_apiserver_pod_logs_insecure_backend_total counter/alpha usage at=apiserver
    kube_apiserver_pod_logs_pods_logs_backend_tls_failure_total counter/alpha - at=apiserver deprecated=1.27
    kube_apiserver_pod_logs_pods_logs_insecure_backend_total counter/alpha usage at=apiserver deprecated=1.27
    kube_pod_resource_limit gauge/stable namespace,node,pod,priority,resource,scheduler,unit at=kube-scheduler-resources
    kube_pod_resource_request gauge/stable namespace,node,pod,priority,resource,scheduler,unit at=kube-scheduler-resources
    kubelet_active_pods gauge/alpha static at=kubelet
    kubelet_admission_rejections_total counter/alpha reason at=kubelet
    kubelet_certificate_manager_client_expiration_renew_errors counter/alpha - at=kubelet
    kubelet_certificate_manager_client_ttl_seconds gauge/alpha - at=kubelet
    kubelet_certificate_manager_server_rotation_seconds histogram/alpha - at=kubelet le=60,3600,14400,86400,604800,2592000,7776000,15552000,31104000,124416000
    kubelet_certificate_manager_server_ttl_seconds gauge/alpha - at=kubelet
    kubelet_cgroup_manager_duration_seconds histogram/alpha operation_type at=kubelet le=0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10
    kubelet_cgroup_version gauge/alpha - at=kubelet
    kubelet_container_aligned_compute_resources_count counter/alpha boundary,scope at=kubelet
    kubelet_container_aligned_compute_resources_failure_count counter/alpha boundary,scope at=kubelet
    kubelet_container_log_filesystem_used_bytes gauge/alpha container,namespace,pod,uid at=kubelet
    kubelet_containers_per_pod_count histogram/alpha - at=kubelet le=1,2,4,8,16
    kubelet_cpu_manager_allocation_per_numa gauge/alpha numa_node at=kubelet
    kubelet_cpu_manager_exclusive_cpu_allocation_count gauge/alpha - at=kubelet
    kubelet_cpu_manager_pinning_errors_total counter/alpha - at=kubelet
    kubelet_cpu_manager_pinning_requests_total counter/alpha - at=kubelet
    kubelet_cpu_manager_shared_pool_size_millicores gauge/alpha - at=kubelet
    kubelet_credential_provider_plugin_duration histogram/alpha plugin_name at=kubelet le=0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10
    kubelet_credential_provider_plugin_errors counter/alpha plugin_name at=kubelet
    kubelet_desired_pods gauge/alpha static at=kubelet
    kubelet_device_plugin_alloc_duration_seconds histogram/alpha resource_name at=kubelet le=0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10
    kubelet_device_plugin_registration_total counter/alpha resource_name at=kubelet
    kubelet_evented_pleg_connection_error_count counter/alpha - at=kubelet
    kubelet_evented_pleg_connection_latency_seconds histogram/alpha - at=kubelet le=0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10
    kubelet_evented_pleg_connection_success_count counter/alpha - at=kubelet
    kubelet_eviction_stats_age_seconds histogram/alpha eviction_signal at=kubelet le=0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10
    kubelet_evictions counter/alpha eviction_signal at=kubelet
    kubelet_first_network_pod_start_sli_duration_seconds gauge/internal - at=kubelet
    kubelet_graceful_shutdown_end_time_seconds gauge/alpha - at=kubelet
    kubelet_graceful_shutdown_start_time_seconds gauge/alpha - at=kubelet
    kubelet_http_inflight_requests gauge/alpha long_running,method,path,server_type at=kubelet
    kubelet_http_requests_duration_seconds histogram/alpha long_running,method,path,server_type at=kubelet le=0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10
    kubelet_http_requests_total counter/alpha long_running,method,path,server_type at=kubelet
    kubelet_image_garbage_collected_total counter/alpha reason at=kubelet
    kubelet_image_pull_duration_seconds histogram/alpha image_size_in_bytes at=kubelet le=1,5,10,20,30,60,120,180,240,300,360,480,600,900,1200,1800,2700,3600
    kubelet_image_volume_mounted_errors_total counter/alpha - at=kubelet
    kubelet_image_volume_mounted_succeed_total counter/alpha - at=kubelet
    kubelet_image_volume_requested_total counter/alpha - at=kubelet
    kubelet_lifecycle_handler_http_fallbacks_total counter/alpha - at=kubelet
    kubelet_managed_ephemeral_containers gauge/alpha - at=kubelet
    kubelet_memory_manager_pinning_errors_total counter/alpha - at=kubelet
    kubelet_memory_manager_pinning_requests_total counter/alpha - at=kubelet
    kubelet_mirror_pods gauge/alpha - at=kubelet
    kubelet_node_name gauge/alpha node at=kubelet
    kubelet_node_startup_duration_seconds gauge/alpha - at=kubelet
    kubelet_node_startup_post_registration_duration_seconds gauge/alpha - at=kubelet
    kubelet_node_startup_pre_kubelet_duration_seconds gauge/alpha - at=kubelet
    kubelet_node_startup_pre_registration_duration_seconds gauge/alpha - at=kubelet
    kubelet_node_startup_registration_duration_seconds gauge/alpha - at=kubelet
    kubelet_orphan_pod_cleaned_volumes gauge/alpha - at=kubelet
    kubelet_orphan_pod_cleaned_volumes_errors gauge/alpha - at=kubelet
    kubelet_orphaned_runtime_pods_total counter/alpha - at=kubelet
    kubelet_pleg_discard_events counter/alpha - at=kubelet
    kubelet_pleg_last_seen_seconds gauge/alpha - at=kubelet
    kubelet_pleg_relist_duration_seconds histogram/alpha - at=kubelet le=0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10
    kubelet_pleg_relist_interval_seconds histogram/alpha - at=kubelet le=0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10
    kubelet_pod_resources_endpoint_errors_get counter/alpha server_api_version at=kubelet
    kubelet_pod_resources_endpoint_errors_get_allocatable counter/alpha server_api_version at=kubelet
    kubelet_pod_resources_endpoint_errors_list counter/alpha server_api_version at=kubelet
    kubelet_pod_resources_endpoint_requests_get counter/alpha server_api_version at=kubelet
    kubelet_pod_resources_endpoint_requests_get_allocatable counter/alpha server_api_version at=kubelet
    kubelet_pod_resources_endpoint_requests_list counter/alpha server_api_version at=kubelet
    kubelet_pod_resources_endpoint_requests_total counter/alpha server_api_version at=kubelet
    kubelet_pod_start_duration_seconds histogram/alpha - at=kubelet le=0.5,1,2,3,4,5,6,8,10,20,30,45,60,120,180,240,300,360,480,600,900,1200,1800,2700,3600
    kubelet_pod_start_sli_duration_seconds histogram/alpha - at=kubelet le=0.5,1,2,3,4,5,6,8,10,20,30,45,60,120,180,240,300,360,480,600,900,1200,1800,2700,3600
    kubelet_pod_start_total_duration_seconds histogram/alpha - at=kubelet le=0.5,1,2,3,4,5,6,8,10,20,30,45,60,120,180,240,300,360,480,600,900,1200,1800,2700,3600
    kubelet_pod_status_sync_duration_seconds histogram/alpha - at=kubelet le=0.01,0.05,0.1,0.5,1,5,10,20,30,45,60
    kubelet_pod_worker_duration_seconds histogram/alpha operation_type at=kubelet le=0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10
    kubelet_pod_worker_start_duration_seconds histogram/alpha - at=kubelet le=0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10
    kubelet_preemptions counter/alpha preemption_signal at=kubelet
    kubelet_restarted_pods_total counter/alpha static at=kubelet
    kubelet_run_podsandbox_duration_seconds histogram/alpha runtime_handler at=kubelet le=0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10
    kubelet_run_podsandbox_errors_total counter/alpha runtime_handler at=kubelet
    kubelet_running_containers gauge/alpha container_state at=kubelet
    kubelet_running_pods gauge/alpha - at=kubelet
    kubelet_runtime_operations_duration_seconds histogram/alpha operation_type at=kubelet le=0.005,0.0125,0.03125,0.078125,0.1953125,0.48828125,1.220703125,3.0517578125,7.62939453125,19.0734863281,47.6837158203,119.209289551,298.023223877,745.058059692
    kubelet_runtime_operations_errors_total counter/alpha operation_type at=kubelet
    kubelet_runtime_operations_total counter/alpha operation_type at=kubelet
    kubelet_server_expiration_renew_errors counter/alpha - at=kubelet
    kubelet_sleep_action_terminated_early_total counter/alpha - at=kubelet
    kubelet_started_containers_errors_total counter/alpha code,container_type at=kubelet
    kubelet_started_containers_total counter/alpha container_type at=kubelet
    kubelet_started_host_process_containers_errors_total counter/alpha code,container_type at=kubelet
    kubelet_started_host_process_containers_total counter/alpha container_type at=kubelet
    kubelet_started_pods_errors_total counter/alpha - at=kubelet
    kubelet_started_pods_total counter/alpha - at=kubelet
    kubelet_topology_manager_admission_duration_ms histogram/alpha - at=kubelet le=0.05,0.1,0.2,0.4,0.8,1.6,3.2,6.4,12.8,25.6,51.2,102.4,204.8,409.6,819.2
    kubelet_topology_manager_admission_errors_total counter/alpha - at=kubelet
    kubelet_topology_manager_admission_requests_total counter/alpha - at=kubelet
    kubelet_volume_metric_collection_duration_seconds histogram/alpha metric_source at=kubelet le=0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10
    kubelet_volume_stats_available_bytes gauge/alpha namespace,persistentvolumeclaim at=kubelet
    kubelet_volume_stats_capacity_bytes gauge/alpha namespace,persistentvolumeclaim at=kubelet
    kubelet_volume_stats_health_status_abnormal gauge/alpha namespace,persistentvolumeclaim at=kubelet
    kubelet_volume_stats_inodes gauge/alpha namespace,persistentvolumeclaim at=kubelet
    kubelet_volume_stats_inodes_free gauge/alpha namespace,persistentvolumeclaim at=kubelet
    kubelet_volume_stats_inodes_used gauge/alpha namespace,persistentvolumeclaim at=kubelet
    kubelet_volume_stats_used_bytes gauge/alpha namespace,persistentvolumeclaim at=kubelet
    kubelet_working_pods gauge/alpha config,lifecycle,static at=kubelet
    kubeproxy_conntrack_reconciler_deleted_entries_total counter/alpha ip_family at=kube-proxy
    kubeproxy_conntrack_reconciler_sync_duration_seconds histogram/alpha ip_family at=kube-proxy le=0.001,0.002,0.004,0.008,0.016,0.032,0.064,0.128,0.256,0.512,1.024,2.048,4.096,8.192,16.384
    kubeproxy_iptables_ct_state_invalid_dropped_packets_total counter/alpha - at=kube-proxy
    kubeproxy_iptables_localhost_nodeports_accepted_packets_total counter/alpha - at=kube-proxy
    kubeproxy_network_programming_duration_seconds histogram/alpha ip_family at=kube-proxy le=0.25,0.5,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59,60,65,70,75,80,85,90,95,100,105,110,115,120,150,180,210,240,270,300
    kubeproxy_proxy_healthz_total counter/alpha code at=kube-proxy
    kubeproxy_proxy_livez_total counter/alpha code at=kube-proxy
    kubeproxy_sync_full_proxy_rules_duration_seconds histogram/alpha ip_family at=kube-proxy le=0.001,0.002,0.004,0.008,0.016,0.032,0.064,0.128,0.256,0.512,1.024,2.048,4.096,8.192,16.384
    kubeproxy_sync_partial_proxy_rules_duration_seconds histogram/alpha ip_family at=kube-proxy le=0.001,0.002,0.004,0.008,0.016,0.032,0.064,0.128,0.256,0.512,1.024,2.048,4.096,8.192,16.384
    kubeproxy_sync_proxy_rules_duration_seconds histogram/alpha ip_family at=kube-proxy le=0.001,0.002,0.004,0.008,0.016,0.032,0.064,0.128,0.256,0.512,1.024,2.048,4.096,8.192,16.384
    kubeproxy_sync_proxy_rules_endpoint_changes_pending gauge/alpha - at=kube-proxy
    kubeproxy_sync_proxy_rules_endpoint_changes_total counter/alpha - at=kube-proxy
    kubeproxy_sync_proxy_rules_iptables_last gauge/alpha ip_family,table at=kube-proxy
    kubeproxy_sync_proxy_rules_iptables_partial_restore_failures_total counter/alpha ip_family at=kube-proxy
    kubeproxy_sync_proxy_rules_iptables_restore_failures_total counter/alpha ip_family at=kube-proxy
    kubeproxy_sync_proxy_rules_iptables_total gauge/alpha ip_family,table at=kube-proxy
    kubeproxy_sync_proxy_rules_last_queued_timestamp_seconds gauge/alpha ip_family at=kube-proxy
    kubeproxy_sync_proxy_rules_last_timestamp_seconds gauge/alpha ip_family at=kube-proxy
    kubeproxy_sync_proxy_rules_nftables_cleanup_failures_total counter/alpha ip_family at=kube-proxy
    kubeproxy_sync_proxy_rules_nftables_sync_failures_total counter/alpha ip_family at=kube-proxy
    kubeproxy_sync_proxy_rules_no_local_endpoints_total gauge/alpha ip_family,traffic_policy at=kube-proxy
    kubeproxy_sync_proxy_rules_service_changes_pending gauge/alpha - at=kube-proxy
    kubeproxy_sync_proxy_rules_service_changes_total counter/alpha - at=kube-proxy
    kubernetes_build_info gauge/alpha build_date,compiler,git_commit,git_tree_state,git_version,go_version,major,minor,platform at=all
    kubernetes_feature_enabled gauge/beta name,stage at=all
    kubernetes_healthcheck gauge/stable name,type at=slis
    kubernetes_healthchecks_total counter/stable name,status,type at=slis
    leader_election_master_status gauge/alpha name at=all
    leader_election_slowpath_total counter/alpha name at=all
    machine_cpu_cores gauge boot_id,machine_id,system_uuid at=kubelet-cadvisor
    machine_cpu_physical_cores gauge boot_id,machine_id,system_uuid at=kubelet-cadvisor
    machine_cpu_sockets gauge boot_id,machine_id,system_uuid at=kubelet-cadvisor
    machine_dimm_capacity_bytes gauge boot_id,machine_id,system_uuid,type at=kubelet-cadvisor
    machine_dimm_count gauge boot_id,machine_id,system_uuid,type at=kubelet-cadvisor
    machine_memory_bytes gauge boot_id,machine_id,system_uuid at=kubelet-cadvisor
    machine_nvm_avg_power_budget_watts gauge boot_id,machine_id,system_uuid at=kubelet-cadvisor
    machine_nvm_capacity gauge boot_id,machine_id,mode,system_uuid at=kubelet-cadvisor
    machine_scrape_error gauge - at=kubelet-cadvisor
    machine_swap_bytes gauge boot_id,machine_id,system_uuid at=kubelet-cadvisor
    node_authorizer_graph_actions_duration_seconds histogram/alpha operation at=apiserver le=0.0001,0.0002,0.0004,0.0008,0.0016,0.0032,0.0064,0.0128,0.0256,0.0512,0.1024,0.2048
    node_collector_evictions_total counter/stable zone at=kube-controller-manager
    node_collector_unhealthy_nodes_in_zone gauge/alpha zone at=kube-controller-manager
    node_collector_update_all_nodes_health_duration_seconds histogram/alpha - at=kube-controller-manager le=0.01,0.04,0.16,0.64,2.56,10.24,40.96,163.84
    node_collector_update_node_health_duration_seconds histogram/alpha - at=kube-controller-manager le=0.001,0.004,0.016,0.064,0.256,1.024,4.096,16.384
    node_collector_zone_health gauge/alpha zone at=kube-controller-manager
    node_collector_zone_size gauge/alpha zone at=kube-controller-manager
    node_controller_cloud_provider_taint_removal_delay_seconds histogram/alpha - at=cloud-controller-manager le=1,4,16,64,256,1024
    node_controller_initial_node_sync_delay_seconds histogram/alpha - at=cloud-controller-manager le=1,4,16,64,256,1024
    node_cpu_usage_seconds_total counter/stable - at=kubelet-resource
    node_ipam_controller_cidrset_allocation_tries_per_request histogram/alpha clusterCIDR at=kube-controller-manager le=1,5,25,125,625
    node_ipam_controller_cidrset_cidrs_allocations_total counter/alpha clusterCIDR at=kube-controller-manager
    node_ipam_controller_cidrset_cidrs_releases_total counter/alpha clusterCIDR at=kube-controller-manager
    node_ipam_controller_cidrset_usage_cidrs gauge/alpha clusterCIDR at=kube-controller-manager
    node_ipam_controller_cirdset_max_cidrs gauge/alpha clusterCIDR at=kube-controller-manager
    node_memory_working_set_bytes gauge/stable - at=kubelet-resource
    node_swap_usage_bytes gauge/alpha - at=kubelet-resource
    plugin_manager_total_plugins gauge/alpha socket_path,state at=kubelet
    pod_cpu_usage_seconds_total counter/stable namespace,pod at=kubelet-resource
    pod_gc_collector_force_delete_pod_errors_total counter/alpha namespace,reason at=kube-controller-manager
    pod_gc_collector_force_delete_pods_total counter/alpha namespace,reason at=kube-controller-manager
    pod_memory_working_set_bytes gauge/stable namespace,pod at=kubelet-resource
    pod_security_errors_total counter/alpha fatal,request_operation,resource,subresource at=apiserver
    pod_security_evaluations_total counter/alpha decision,mode,policy_level,policy_version,request_operation,resource,subresource at=apiserver
    pod_security_exemptions_total counter/alpha request_operation,resource,subresource at=apiserver
    pod_swap_usage_bytes gauge/alpha namespace,pod at=kubelet-resource
    prober_probe_duration_seconds histogram/alpha container,namespace,pod,probe_type at=kubelet-probes le=0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10
    prober_probe_total counter/alpha container,namespace,pod,pod_uid,probe_type,result at=kubelet-probes
    pv_collector_bound_pv_count gauge/alpha storage_class at=kube-controller-manager
    pv_collector_bound_pvc_count gauge/alpha namespace,storage_class,volume_attributes_class at=kube-controller-manager
    pv_collector_total_pv_count gauge/alpha plugin_name,volume_mode at=kube-controller-manager
    pv_collector_unbound_pv_count gauge/alpha storage_class at=kube-controller-manager
    pv_collector_unbound_pvc_count gauge/alpha namespace,storage_class,volume_attributes_class at=kube-controller-manager
    reconstruct_volume_operations_errors_total counter/alpha - at=kubelet
    reconstruct_volume_operations_total counter/alpha - at=kubelet
    registered_metrics_total counter/beta deprecated_version,stability_level at=all
    replicaset_controller_sorting_deletion_age_ratio histogram/alpha - at=kube-controller-manager le=0.25,0.5,1,2,4,8
    resource_scrape_error gauge/stable - at=kubelet-resource
    resourceclaim_controller_allocated_resource_claims gauge/alpha - at=kube-controller-manager
    resourceclaim_controller_create_attempts_total counter/alpha - at=kube-controller-manager
    resourceclaim_controller_create_failures_total counter/alpha - at=kube-controller-manager
    resourceclaim_controller_resource_claims gauge/alpha - at=kube-controller-manager
    rest_client_dns_resolution_duration_seconds histogram/alpha host at=all le=0.005,0.025,0.1,0.25,0.5,1,2,4,8,15,30
    rest_client_exec_plugin_call_total counter/alpha call_status,code at=all
    rest_client_exec_plugin_certificate_rotation_age histogram/alpha - at=all le=600,1800,3600,14400,86400,604800,2592000,7776000,15552000,31104000,124416000
    rest_client_exec_plugin_ttl_seconds gauge/alpha - at=all
    rest_client_rate_limiter_duration_seconds histogram/alpha host,verb at=all le=0.005,0.025,0.1,0.25,0.5,1,2,4,8,15,30,60
    rest_client_request_duration_seconds histogram/alpha host,verb at=all le=0.005,0.025,0.1,0.25,0.5,1,2,4,8,15,30,60
    rest_client_request_retries_total counter/alpha code,host,verb at=all
    rest_client_request_size_bytes histogram/alpha host,verb at=all le=64,256,512,1024,4096,16384,65536,262144,1048576,4194304,16777216
    rest_client_requests_total counter/alpha code,host,method at=all
    rest_client_response_size_bytes histogram/alpha host,verb at=all le=64,256,512,1024,4096,16384,65536,262144,1048576,4194304,16777216
    rest_client_transport_cache_entries gauge/alpha - at=all
    rest_client_transport_create_calls_total counter/alpha result at=all
    retroactive_storageclass_errors_total counter/alpha - at=kube-controller-manager
    retroactive_storageclass_total counter/alpha - at=kube-controller-manager
    root_ca_cert_publisher_sync_duration_seconds histogram/alpha code at=kube-controller-manager le=0.001,0.002,0.004,0.008,0.016,0.032,0.064,0.128,0.256,0.512,1.024,2.048,4.096,8.192,16.384
    root_ca_cert_publisher_sync_total counter/alpha code at=kube-controller-manager
    running_managed_controllers gauge/alpha manager,name at=all
    scheduler_cache_size gauge/alpha type at=kube-scheduler
    scheduler_event_handling_duration_seconds histogram/alpha event at=kube-scheduler le=0.0001,0.0002,0.0004,0.0008,0.0016,0.0032,0.0064,0.0128,0.0256,0.0512,0.1024,0.2048
    scheduler_framework_extension_point_duration_seconds histogram/stable extension_point,profile,status at=kube-scheduler le=0.0001,0.0002,0.0004,0.0008,0.0016,0.0032,0.0064,0.0128,0.0256,0.0512,0.1024,0.2048
    scheduler_goroutines gauge/alpha operation at=kube-scheduler
    scheduler_inflight_events gauge/alpha event at=kube-scheduler
    scheduler_pending_pods gauge/stable queue at=kube-scheduler
    scheduler_permit_wait_duration_seconds histogram/alpha result at=kube-scheduler le=0.001,0.002,0.004,0.008,0.016,0.032,0.064,0.128,0.256,0.512,1.024,2.048,4.096,8.192,16.384
    scheduler_plugin_evaluation_total counter/alpha extension_point,plugin,profile at=kube-scheduler
    scheduler_plugin_execution_duration_seconds histogram/alpha extension_point,plugin,status at=kube-scheduler le=0.00001,0.000015,0.0000225,0.00003375,0.000050625,0.0000759375,0.00011390625,0.000170859375,0.0002562890625,0.00038443359375,0.000576650390625,0.000864975585938,0.00129746337891,0.00194619506836,0.00291929260254,0.00437893890381,0.00656840835571,0.00985261253357,0.0147789188004,0.0221683782005
    scheduler_pod_scheduling_attempts histogram/stable - at=kube-scheduler le=1,2,4,8,16
    scheduler_pod_scheduling_sli_duration_seconds histogram/beta attempts at=kube-scheduler le=0.01,0.02,0.04,0.08,0.16,0.32,0.64,1.28,2.56,5.12,10.24,20.48,40.96,81.92,163.84,327.68,655.36,1310.72,2621.44,5242.88
    scheduler_preemption_attempts_total counter/stable - at=kube-scheduler
    scheduler_preemption_goroutines_duration_seconds histogram/alpha result at=kube-scheduler le=0.01,0.02,0.04,0.08,0.16,0.32,0.64,1.28,2.56,5.12,10.24,20.48,40.96,81.92,163.84,327.68,655.36,1310.72,2621.44,5242.88
    scheduler_preemption_goroutines_execution_total counter/alpha result at=kube-scheduler
    scheduler_preemption_victims histogram/stable - at=kube-scheduler le=1,2,4,8,16,32,64
    scheduler_queue_incoming_pods_total counter/stable event,queue at=kube-scheduler
    scheduler_queueing_hint_execution_duration_seconds histogram/alpha event,hint,plugin at=kube-scheduler le=0.00001,0.000015,0.0000225,0.00003375,0.000050625,0.0000759375,0.00011390625,0.000170859375,0.0002562890625,0.00038443359375,0.000576650390625,0.000864975585938,0.00129746337891,0.00194619506836,0.00291929260254,0.00437893890381,0.00656840835571,0.00985261253357,0.0147789188004,0.0221683782005
    scheduler_schedule_attempts_total counter/stable profile,result at=kube-scheduler
    scheduler_scheduler_cache_size gauge/alpha type at=kube-scheduler deprecated=1.33
    scheduler_scheduling_algorithm_duration_seconds histogram/alpha - at=kube-scheduler le=0.001,0.002,0.004,0.008,0.016,0.032,0.064,0.128,0.256,0.512,1.024,2.048,4.096,8.192,16.384
    scheduler_scheduling_attempt_duration_seconds histogram/stable profile,result at=kube-scheduler le=0.001,0.002,0.004,0.008,0.016,0.032,0.064,0.128,0.256,0.512,1.024,2.048,4.096,8.192,16.384
    scheduler_unschedulable_pods gauge/alpha plugin,profile at=kube-scheduler
    scheduler_volume_binder_cache_requests_total counter/alpha operation at=kube-scheduler
    scheduler_volume_scheduling_stage_error_total counter/alpha operation at=kube-scheduler
    scrape_error gauge/alpha - at=kubelet-resource deprecated=1.29
    selinux_warning_controller_selinux_volume_conflict gauge/alpha pod1_name,pod1_namespace,pod1_value,pod2_name,pod2_namespace,pod2_value,property at=kube-controller-manager
    service_controller_loadbalancer_sync_total counter/alpha - at=cloud-controller-manager
    service_controller_nodesync_error_total counter/alpha - at=cloud-controller-manager
    service_controller_nodesync_latency_seconds histogram/alpha - at=cloud-controller-manager le=1,2,4,8,16,32,64,128,256,512,1024,2048,4096,8192,16384
    service_controller_update_loadbalancer_host_latency_seconds histogram/alpha - at=cloud-controller-manager le=1,2,4,8,16,32,64,128,256,512,1024,2048,4096,8192,16384
    serviceaccount_invalid_legacy_auto_token_uses_total counter/alpha - at=apiserver
    serviceaccount_legacy_auto_token_uses_total counter/alpha - at=apiserver
    serviceaccount_legacy_manual_token_uses_total counter/alpha - at=apiserver
    serviceaccount_legacy_tokens_total counter/alpha - at=apiserver
    serviceaccount_stale_tokens_total counter/alpha - at=apiserver
    serviceaccount_valid_tokens_total counter/alpha - at=apiserver
    storage_count_attachable_volumes_in_use gauge/alpha node,volume_plugin at=kube-controller-manager
    storage_operation_duration_seconds histogram/alpha migrated,operation_name,status,volume_plugin at=kubelet,kube-controller-manager le=0.1,0.25,0.5,1,2.5,5,10,15,25,50,120,300,600
    taint_eviction_controller_pod_deletion_duration_seconds histogram/alpha - at=kube-controller-manager le=0.005,0.025,0.1,0.5,1,2.5,10,30,60,120,180,240
    taint_eviction_controller_pod_deletions_total counter/alpha - at=kube-controller-manager
    ttl_after_finished_controller_job_deletion_duration_seconds histogram/alpha - at=kube-controller-manager le=0.1,0.2,0.4,0.8,1.6,3.2,6.4,12.8,25.6,51.2,102.4,204.8,409.6,819.2
    volume_manager_selinux_container_errors_total gauge/alpha access_mode at=kubelet
    volume_manager_selinux_container_warnings_total gauge/alpha access_mode at=kubelet
    volume_manager_selinux_pod_context_mismatch_errors_total gauge/alpha access_mode at=kubelet
    volume_manager_selinux_pod_context_mismatch_warnings_total gauge/alpha access_mode at=kubelet
    volume_manager_selinux_volume_context_mismatch_errors_total gauge/alpha access_mode,volume_plugin at=kubelet
    volume_manager_selinux_volume_context_mismatch_warnings_total gauge/alpha access_mode,volume_plugin at=kubelet
    volume_manager_selinux_volumes_admitted_total gauge/alpha access_mode,volume_plugin at=kubelet
    volume_manager_total_volumes gauge/alpha plugin_name,state at=kubelet
    volume_operation_total_errors counter/alpha operation_name,plugin_name at=kube-controller-manager
    volume_operation_total_seconds histogram/alpha operation_name,plugin_name at=kubelet,kube-controller-manager le=0.1,0.25,0.5,1,2.5,5,10,15,25,50,120,300,600
    watch_cache_capacity gauge/alpha resource at=apiserver
    watch_cache_capacity_decrease_total counter/alpha resource at=apiserver
    watch_cache_capacity_increase_total counter/alpha resource at=apiserver
    workqueue_adds_total counter/alpha name at=all
    workqueue_depth gauge/alpha name at=all
    workqueue_longest_running_processor_seconds gauge/alpha name at=all
    workqueue_queue_duration_seconds histogram/alpha name at=all le=1e-8,1e-7,0.000001,0.00001,0.0001,0.001,0.01,0.1,1,10
    workqueue_retries_total counter/alpha name at=all
    workqueue_unfinished_work_seconds gauge/alpha name at=all
    workqueue_work_duration_seconds histogram/alpha name at=all le=1e-8,1e-7,0.000001,0.00001,0.0001,0.001,0.01,0.1,1,10
  `,
};
