import { source } from '../families/family';

/** kube-state-metrics, about all kinds that it lists by itself. */
export const kubeStateMetrics = source({
  program: 'kube-state-metrics',
  version: '2.20.0',
  image: 'kube-state-metrics',
  captured: `
    kube_configmap_annotations gauge configmap,namespace
    kube_configmap_created gauge/stable configmap,namespace
    kube_configmap_info gauge/stable configmap,namespace
    kube_configmap_labels gauge/stable configmap,namespace
    kube_configmap_metadata_resource_version gauge configmap,namespace
    kube_cronjob_annotations gauge cronjob,namespace
    kube_cronjob_created gauge/stable cronjob,namespace
    kube_cronjob_info gauge/stable concurrency_policy,cronjob,namespace,schedule,timezone
    kube_cronjob_labels gauge/stable cronjob,namespace
    kube_cronjob_metadata_resource_version gauge/stable cronjob,namespace
    kube_cronjob_next_schedule_time gauge/stable cronjob,namespace
    kube_cronjob_schedule_invalid gauge
    kube_cronjob_spec_failed_job_history_limit gauge cronjob,namespace
    kube_cronjob_spec_starting_deadline_seconds gauge/stable cronjob,namespace
    kube_cronjob_spec_successful_job_history_limit gauge cronjob,namespace
    kube_cronjob_spec_suspend gauge/stable cronjob,namespace
    kube_cronjob_status_active gauge/stable cronjob,namespace
    kube_cronjob_status_last_schedule_time gauge/stable cronjob,namespace
    kube_cronjob_status_last_successful_time gauge/stable cronjob,namespace
    kube_daemonset_annotations gauge daemonset,namespace
    kube_daemonset_created gauge/stable daemonset,namespace
    kube_daemonset_deletion_timestamp gauge
    kube_daemonset_labels gauge/stable daemonset,namespace
    kube_daemonset_metadata_generation gauge/stable daemonset,namespace
    kube_daemonset_status_current_number_scheduled gauge/stable daemonset,namespace
    kube_daemonset_status_desired_number_scheduled gauge/stable daemonset,namespace
    kube_daemonset_status_number_available gauge/stable daemonset,namespace
    kube_daemonset_status_number_misscheduled gauge/stable daemonset,namespace
    kube_daemonset_status_number_ready gauge/stable daemonset,namespace
    kube_daemonset_status_number_unavailable gauge/stable daemonset,namespace
    kube_daemonset_status_observed_generation gauge/stable daemonset,namespace
    kube_daemonset_status_updated_number_scheduled gauge/stable daemonset,namespace
    kube_deployment_annotations gauge deployment,namespace
    kube_deployment_created gauge/stable deployment,namespace
    kube_deployment_deletion_timestamp gauge
    kube_deployment_labels gauge/stable deployment,namespace
    kube_deployment_metadata_generation gauge/stable deployment,namespace
    kube_deployment_owner gauge deployment,namespace,owner_kind,owner_name
    kube_deployment_spec_paused gauge/stable deployment,namespace
    kube_deployment_spec_replicas gauge/stable deployment,namespace
    kube_deployment_spec_strategy_rollingupdate_max_surge gauge/stable deployment,namespace
    kube_deployment_spec_strategy_rollingupdate_max_unavailable gauge/stable deployment,namespace
    kube_deployment_status_condition gauge/stable condition,deployment,namespace,reason,status
    kube_deployment_status_observed_generation gauge/stable deployment,namespace
    kube_deployment_status_replicas gauge/stable deployment,namespace
    kube_deployment_status_replicas_available gauge/stable deployment,namespace
    kube_deployment_status_replicas_ready gauge/stable deployment,namespace
    kube_deployment_status_replicas_unavailable gauge/stable deployment,namespace
    kube_deployment_status_replicas_updated gauge/stable deployment,namespace
    kube_deployment_status_terminating_replicas gauge deployment,namespace
    kube_endpointslice_annotations gauge
    kube_endpointslice_created gauge endpointslice,namespace
    kube_endpointslice_endpoints gauge address,endpoint_nodename,endpoint_zone,endpointslice,hostname,namespace,ready,serving,targetref_kind,targetref_name,targetref_namespace,terminating
    kube_endpointslice_endpoints_hints gauge
    kube_endpointslice_info gauge addresstype,endpointslice,namespace
    kube_endpointslice_labels gauge
    kube_endpointslice_ports gauge endpointslice,namespace,port_name,port_number,port_protocol
    kube_horizontalpodautoscaler_annotations gauge horizontalpodautoscaler,namespace
    kube_horizontalpodautoscaler_created gauge horizontalpodautoscaler,namespace
    kube_horizontalpodautoscaler_deletion_timestamp gauge
    kube_horizontalpodautoscaler_info gauge horizontalpodautoscaler,namespace,scaletargetref_api_version,scaletargetref_kind,scaletargetref_name
    kube_horizontalpodautoscaler_labels gauge/stable horizontalpodautoscaler,namespace
    kube_horizontalpodautoscaler_metadata_generation gauge/stable horizontalpodautoscaler,namespace
    kube_horizontalpodautoscaler_spec_behavior_scale_down_tolerance gauge
    kube_horizontalpodautoscaler_spec_behavior_scale_up_tolerance gauge
    kube_horizontalpodautoscaler_spec_max_replicas gauge/stable horizontalpodautoscaler,namespace
    kube_horizontalpodautoscaler_spec_min_replicas gauge/stable horizontalpodautoscaler,namespace
    kube_horizontalpodautoscaler_spec_target_metric gauge container,horizontalpodautoscaler,metric_name,metric_target_type,namespace
    kube_horizontalpodautoscaler_status_condition gauge/stable condition,horizontalpodautoscaler,namespace,status
    kube_horizontalpodautoscaler_status_current_replicas gauge/stable horizontalpodautoscaler,namespace
    kube_horizontalpodautoscaler_status_desired_replicas gauge/stable horizontalpodautoscaler,namespace
    kube_horizontalpodautoscaler_status_target_metric gauge/stable horizontalpodautoscaler,metric_name,metric_target_type,namespace
    kube_ingress_annotations gauge ingress,namespace
    kube_ingress_created gauge/stable ingress,namespace
    kube_ingress_info gauge/stable ingress,ingressclass,namespace
    kube_ingress_labels gauge/stable ingress,namespace
    kube_ingress_metadata_resource_version gauge ingress,namespace
    kube_ingress_path gauge/stable host,ingress,namespace,path,path_type,resource_api_group,resource_kind,resource_name,service_name,service_port
    kube_ingress_tls gauge/stable ingress,namespace,secret,tls_host
    kube_job_annotations gauge job_name,namespace
    kube_job_complete gauge/stable condition,job_name,namespace
    kube_job_created gauge/stable job_name,namespace
    kube_job_failed gauge/stable condition,job_name,namespace
    kube_job_info gauge/stable job_name,namespace
    kube_job_labels gauge/stable job_name,namespace
    kube_job_owner gauge/stable job_name,namespace,owner_is_controller,owner_kind,owner_name
    kube_job_spec_active_deadline_seconds gauge/stable job_name,namespace
    kube_job_spec_completions gauge/stable job_name,namespace
    kube_job_spec_parallelism gauge/stable job_name,namespace
    kube_job_status_active gauge/stable job_name,namespace
    kube_job_status_completion_time gauge/stable job_name,namespace
    kube_job_status_failed gauge/stable job_name,namespace,reason
    kube_job_status_ready gauge job_name,namespace
    kube_job_status_start_time gauge/stable job_name,namespace
    kube_job_status_succeeded gauge/stable job_name,namespace
    kube_job_status_suspended gauge job_name,namespace
    kube_lease_owner gauge lease,lease_holder,namespace,owner_kind,owner_name
    kube_lease_renew_time gauge lease,namespace
    kube_limitrange gauge/stable constraint,limitrange,namespace,resource,type
    kube_limitrange_created gauge/stable limitrange,namespace
    kube_mutatingwebhookconfiguration_created gauge mutatingwebhookconfiguration,namespace
    kube_mutatingwebhookconfiguration_info gauge mutatingwebhookconfiguration,namespace
    kube_mutatingwebhookconfiguration_metadata_resource_version gauge mutatingwebhookconfiguration,namespace
    kube_mutatingwebhookconfiguration_webhook_clientconfig_service gauge mutatingwebhookconfiguration,namespace,service_name,service_namespace,webhook_name
    kube_namespace_annotations gauge namespace
    kube_namespace_created gauge/stable namespace
    kube_namespace_labels gauge/stable namespace
    kube_namespace_status_condition gauge condition,namespace,status
    kube_namespace_status_phase gauge/stable namespace,phase
    kube_networkpolicy_annotations gauge namespace,networkpolicy
    kube_networkpolicy_created gauge namespace,networkpolicy
    kube_networkpolicy_labels gauge namespace,networkpolicy
    kube_networkpolicy_spec_egress_rules gauge namespace,networkpolicy
    kube_networkpolicy_spec_ingress_rules gauge namespace,networkpolicy
    kube_node_annotations gauge node
    kube_node_created gauge/stable node
    kube_node_deletion_timestamp gauge node
    kube_node_info gauge/stable container_runtime_version,internal_ip,kernel_version,kubelet_version,kubeproxy_version,node,os_image,pod_cidr,provider_id,system_uuid
    kube_node_labels gauge/stable node
    kube_node_role gauge node,role
    kube_node_spec_pod_cidrs gauge
    kube_node_spec_taint gauge/stable effect,key,node,value
    kube_node_spec_unschedulable gauge/stable node
    kube_node_status_addresses gauge address,node,type
    kube_node_status_allocatable gauge/stable ephemeral_storage,node,pods,resource,unit
    kube_node_status_capacity gauge/stable ephemeral_storage,node,pods,resource,unit
    kube_node_status_condition gauge/stable condition,node,status
    kube_persistentvolume_access_mode gauge access_mode,persistentvolume
    kube_persistentvolume_annotations gauge persistentvolume
    kube_persistentvolume_capacity_bytes gauge/stable persistentvolume
    kube_persistentvolume_claim_ref gauge/stable claim_namespace,name,persistentvolume
    kube_persistentvolume_created gauge persistentvolume
    kube_persistentvolume_deletion_timestamp gauge persistentvolume
    kube_persistentvolume_info gauge/stable azure_disk_name,csi_driver,csi_volume_handle,ebs_volume_id,fc_lun,fc_target_wwns,fc_wwids,gce_persistent_disk_name,host_path,host_path_type,iscsi_initiator_name,iscsi_iqn,iscsi_lun,iscsi_target_portal,local_fs,local_path,nfs_path,nfs_server,persistentvolume,reclaim_policy,storageclass
    kube_persistentvolume_labels gauge/stable persistentvolume
    kube_persistentvolume_status_phase gauge/stable persistentvolume,phase
    kube_persistentvolume_volume_mode gauge persistentvolume,volumemode
    kube_persistentvolumeclaim_access_mode gauge/stable access_mode,namespace,persistentvolumeclaim
    kube_persistentvolumeclaim_annotations gauge namespace,persistentvolumeclaim
    kube_persistentvolumeclaim_created gauge namespace,persistentvolumeclaim
    kube_persistentvolumeclaim_deletion_timestamp gauge namespace,persistentvolumeclaim
    kube_persistentvolumeclaim_info gauge/stable namespace,persistentvolumeclaim,storageclass,volumemode,volumename
    kube_persistentvolumeclaim_labels gauge/stable namespace,persistentvolumeclaim
    kube_persistentvolumeclaim_resource_requests_storage_bytes gauge/stable namespace,persistentvolumeclaim
    kube_persistentvolumeclaim_status_condition gauge persistentvolumeclaim,status,type
    kube_persistentvolumeclaim_status_phase gauge/stable namespace,persistentvolumeclaim,phase
    kube_pod_annotations gauge namespace,pod,uid
    kube_pod_completion_time gauge/stable namespace,pod,uid
    kube_pod_container_info gauge/stable container,container_id,image,image_id,image_spec,namespace,pod,uid
    kube_pod_container_resource_limits gauge/stable container,namespace,node,pod,resource,uid,unit
    kube_pod_container_resource_requests gauge/stable container,namespace,node,pod,resource,uid,unit
    kube_pod_container_state_started gauge/stable container,namespace,pod,uid
    kube_pod_container_status_last_terminated_exitcode gauge container,namespace,pod,uid
    kube_pod_container_status_last_terminated_reason gauge container,namespace,pod,reason,uid
    kube_pod_container_status_last_terminated_timestamp gauge container,namespace,pod,uid
    kube_pod_container_status_ready gauge/stable container,namespace,pod,uid
    kube_pod_container_status_restarts_total counter/stable container,namespace,pod,uid
    kube_pod_container_status_running gauge/stable container,namespace,pod,uid
    kube_pod_container_status_terminated gauge/stable container,namespace,pod,uid
    kube_pod_container_status_terminated_reason gauge container,namespace,pod,reason,uid
    kube_pod_container_status_waiting gauge/stable container,namespace,pod,uid
    kube_pod_container_status_waiting_reason gauge/stable container,namespace,pod,reason,uid
    kube_pod_created gauge/stable namespace,pod,uid
    kube_pod_deletion_timestamp gauge namespace,pod,uid
    kube_pod_info gauge/stable created_by_kind,created_by_name,host_ip,host_network,namespace,node,pod,pod_ip,priority_class,uid
    kube_pod_init_container_info gauge/stable container,container_id,image,image_id,image_spec,namespace,pod,restart_policy,uid
    kube_pod_init_container_resource_limits gauge container,namespace,node,pod,resource,uid,unit
    kube_pod_init_container_resource_requests gauge container,namespace,node,pod,resource,uid,unit
    kube_pod_init_container_state_started gauge container,namespace,pod,uid
    kube_pod_init_container_status_last_terminated_exitcode gauge
    kube_pod_init_container_status_last_terminated_reason gauge container,namespace,pod,reason,uid
    kube_pod_init_container_status_last_terminated_timestamp gauge
    kube_pod_init_container_status_ready gauge/stable container,namespace,pod,uid
    kube_pod_init_container_status_restarts_total counter/stable container,namespace,pod,uid
    kube_pod_init_container_status_running gauge/stable container,namespace,pod,uid
    kube_pod_init_container_status_terminated gauge/stable container,namespace,pod,uid
    kube_pod_init_container_status_terminated_reason gauge container,namespace,pod,reason,uid
    kube_pod_init_container_status_waiting gauge/stable container,namespace,pod,uid
    kube_pod_init_container_status_waiting_reason gauge container,namespace,pod,reason,uid
    kube_pod_ips gauge ip,ip_family,namespace,pod,uid
    kube_pod_labels gauge/stable namespace,pod,uid
    kube_pod_overhead_cpu_cores gauge namespace,pod,uid
    kube_pod_overhead_memory_bytes gauge namespace,pod,uid
    kube_pod_owner gauge/stable namespace,owner_is_controller,owner_kind,owner_name,pod,uid
    kube_pod_resourceclaim_info gauge
    kube_pod_restart_policy gauge/stable namespace,pod,type,uid
    kube_pod_runtimeclass_name_info gauge namespace,pod,uid
    kube_pod_scheduler gauge name,namespace,pod,uid
    kube_pod_service_account gauge namespace,pod,service_account,uid
    kube_pod_spec_volumes_persistentvolumeclaims_info gauge/stable ephemeral,namespace,persistentvolumeclaim,pod,uid,volume
    kube_pod_spec_volumes_persistentvolumeclaims_readonly gauge/stable ephemeral,namespace,persistentvolumeclaim,pod,uid,volume
    kube_pod_start_time gauge/stable namespace,pod,uid
    kube_pod_status_container_ready_time gauge namespace,pod,uid
    kube_pod_status_disruption_reason gauge
    kube_pod_status_initialized_time gauge namespace,pod,uid
    kube_pod_status_phase gauge/stable namespace,phase,pod,uid
    kube_pod_status_qos_class gauge namespace,pod,qos_class,uid
    kube_pod_status_ready gauge/stable condition,namespace,pod,uid
    kube_pod_status_ready_time gauge namespace,pod,uid
    kube_pod_status_reason gauge namespace,pod,reason,uid
    kube_pod_status_scheduled gauge/stable condition,namespace,pod,uid
    kube_pod_status_scheduled_time gauge/stable namespace,pod,uid
    kube_pod_status_unschedulable gauge/stable namespace,pod,uid
    kube_pod_status_unscheduled_time gauge
    kube_pod_tolerations gauge effect,key,namespace,operator,pod,toleration_seconds,uid,value
    kube_poddisruptionbudget_annotations gauge namespace,poddisruptionbudget
    kube_poddisruptionbudget_created gauge/stable namespace,poddisruptionbudget
    kube_poddisruptionbudget_deletion_timestamp gauge
    kube_poddisruptionbudget_labels gauge namespace,poddisruptionbudget
    kube_poddisruptionbudget_status_current_healthy gauge/stable namespace,poddisruptionbudget
    kube_poddisruptionbudget_status_desired_healthy gauge/stable namespace,poddisruptionbudget
    kube_poddisruptionbudget_status_expected_pods gauge/stable namespace,poddisruptionbudget
    kube_poddisruptionbudget_status_observed_generation gauge/stable namespace,poddisruptionbudget
    kube_poddisruptionbudget_status_pod_disruptions_allowed gauge/stable namespace,poddisruptionbudget
    kube_replicaset_annotations gauge namespace,replicaset
    kube_replicaset_created gauge/stable namespace,replicaset
    kube_replicaset_labels gauge/stable namespace,replicaset
    kube_replicaset_metadata_generation gauge/stable namespace,replicaset
    kube_replicaset_owner gauge/stable namespace,owner_is_controller,owner_kind,owner_name,replicaset
    kube_replicaset_spec_replicas gauge/stable namespace,replicaset
    kube_replicaset_status_fully_labeled_replicas gauge/stable namespace,replicaset
    kube_replicaset_status_observed_generation gauge/stable namespace,replicaset
    kube_replicaset_status_ready_replicas gauge/stable namespace,replicaset
    kube_replicaset_status_replicas gauge/stable namespace,replicaset
    kube_replicaset_status_terminating_replicas gauge namespace,replicaset
    kube_replicationcontroller_created gauge/stable namespace,replicationcontroller
    kube_replicationcontroller_metadata_generation gauge/stable namespace,replicationcontroller
    kube_replicationcontroller_owner gauge namespace,owner_is_controller,owner_kind,owner_name,replicationcontroller
    kube_replicationcontroller_spec_replicas gauge/stable namespace,replicationcontroller
    kube_replicationcontroller_status_available_replicas gauge/stable namespace,replicationcontroller
    kube_replicationcontroller_status_fully_labeled_replicas gauge/stable namespace,replicationcontroller
    kube_replicationcontroller_status_observed_generation gauge/stable namespace,replicationcontroller
    kube_replicationcontroller_status_ready_replicas gauge/stable namespace,replicationcontroller
    kube_replicationcontroller_status_replicas gauge/stable namespace,replicationcontroller
    kube_resourcequota gauge/stable namespace,resource,resourcequota,type
    kube_resourcequota_annotations gauge namespace,resourcequota
    kube_resourcequota_created gauge/stable namespace,resourcequota
    kube_resourcequota_labels gauge/stable namespace,resourcequota
    kube_secret_annotations gauge namespace,secret
    kube_secret_created gauge/stable namespace,secret
    kube_secret_info gauge/stable namespace,secret
    kube_secret_labels gauge/stable namespace,secret
    kube_secret_metadata_resource_version gauge namespace,secret
    kube_secret_owner gauge namespace,owner_is_controller,owner_kind,owner_name,secret
    kube_secret_type gauge/stable namespace,secret,type
    kube_service_annotations gauge namespace,service,uid
    kube_service_created gauge/stable namespace,service,uid
    kube_service_deletion_timestamp gauge
    kube_service_info gauge/stable cluster_ip,external_name,external_traffic_policy,load_balancer_ip,namespace,service,uid
    kube_service_labels gauge/stable namespace,service,uid
    kube_service_spec_external_ip gauge/stable external_ip,namespace,service,uid
    kube_service_spec_type gauge/stable namespace,service,type,uid
    kube_service_status_load_balancer_ingress gauge/stable hostname,ip,namespace,service,uid
    kube_statefulset_annotations gauge/stable namespace,statefulset
    kube_statefulset_created gauge/stable namespace,statefulset
    kube_statefulset_deletion_timestamp gauge/stable
    kube_statefulset_labels gauge/stable namespace,statefulset
    kube_statefulset_metadata_generation gauge/stable namespace,statefulset
    kube_statefulset_ordinals_start gauge/stable namespace,statefulset
    kube_statefulset_persistentvolumeclaim_retention_policy gauge/stable namespace,statefulset,when_deleted,when_scaled
    kube_statefulset_replicas gauge/stable namespace,statefulset
    kube_statefulset_status_current_revision gauge/stable namespace,revision,statefulset
    kube_statefulset_status_observed_generation gauge/stable namespace,statefulset
    kube_statefulset_status_replicas gauge/stable namespace,statefulset
    kube_statefulset_status_replicas_available gauge/stable namespace,statefulset
    kube_statefulset_status_replicas_current gauge/stable namespace,statefulset
    kube_statefulset_status_replicas_ready gauge/stable namespace,statefulset
    kube_statefulset_status_replicas_updated gauge/stable namespace,statefulset
    kube_statefulset_status_update_revision gauge/stable namespace,revision,statefulset
    kube_storageclass_annotations gauge storageclass
    kube_storageclass_created gauge/stable storageclass
    kube_storageclass_info gauge/stable provisioner,reclaim_policy,storageclass,volume_binding_mode
    kube_storageclass_labels gauge/stable storageclass
    kube_validatingwebhookconfiguration_created gauge namespace,validatingwebhookconfiguration
    kube_validatingwebhookconfiguration_info gauge namespace,validatingwebhookconfiguration
    kube_validatingwebhookconfiguration_metadata_resource_version gauge namespace,validatingwebhookconfiguration
    kube_validatingwebhookconfiguration_webhook_clientconfig_service gauge namespace,service_name,service_namespace,validatingwebhookconfiguration,webhook_name
    kube_volumeattachment_created gauge volumeattachment
    kube_volumeattachment_info gauge attacher,node,volumeattachment
    kube_volumeattachment_labels gauge volumeattachment
    kube_volumeattachment_spec_source_persistentvolume gauge volumeattachment,volumename
    kube_volumeattachment_status_attached gauge volumeattachment
    kube_volumeattachment_status_attachment_metadata gauge volumeattachment
  `,
  documented: `
    kube_certificatesigningrequest_annotations gauge certificatesigningrequest,signer_name
    kube_certificatesigningrequest_cert_length gauge certificatesigningrequest,signer_name
    kube_certificatesigningrequest_condition gauge certificatesigningrequest,condition,signer_name
    kube_certificatesigningrequest_created gauge certificatesigningrequest,signer_name
    kube_certificatesigningrequest_labels gauge certificatesigningrequest,signer_name
    kube_persistentvolume_csi_attributes gauge csi_map_options,csi_mounter,persistentvolume
  `,
});
