import { source } from '../families/family';

/** kube-proxy: what nodes served, and Kubernetes' own list. */
export const kubeProxy = source({
  program: 'Kubernetes',
  version: '1.36.1',
  shares: ['go', 'process', 'processNetwork', 'restClient'],
  captured: `
    aggregator_discovery_aggregation_count_total counter/alpha
    aggregator_discovery_nopeer_requests_total counter/alpha
    aggregator_discovery_peer_aggregated_cache_hits_total counter/alpha
    aggregator_discovery_peer_aggregated_cache_misses_total counter/alpha
    apiserver_audit_event_total counter/alpha
    apiserver_audit_requests_rejected_total counter/alpha
    apiserver_client_certificate_expiration_seconds histogram/alpha
    apiserver_envelope_encryption_dek_cache_fill_percent gauge/alpha
    apiserver_storage_data_key_generation_duration_seconds histogram/alpha
    apiserver_storage_data_key_generation_failures_total counter/alpha
    apiserver_storage_envelope_transformation_cache_misses_total counter/alpha
    apiserver_validation_declarative_validation_mismatch_total counter/beta
    apiserver_validation_declarative_validation_panic_total counter/beta
    apiserver_validation_duplicate_validation_error_total counter/internal
    apiserver_webhooks_x509_insecure_sha1_total counter/alpha
    apiserver_webhooks_x509_missing_san_total counter/alpha
    cardinality_enforcement_unexpected_categorizations_total counter/alpha
    disabled_metrics_total counter/beta
    hidden_metrics_total counter/beta
    kubeproxy_conntrack_reconciler_deleted_entries_total counter/alpha ip_family
    kubeproxy_conntrack_reconciler_sync_duration_seconds histogram/alpha ip_family
    kubeproxy_network_programming_duration_seconds histogram/alpha ip_family
    kubeproxy_sync_full_proxy_rules_duration_seconds histogram/alpha ip_family
    kubeproxy_sync_partial_proxy_rules_duration_seconds histogram/alpha ip_family
    kubeproxy_sync_proxy_rules_duration_seconds histogram/alpha ip_family
    kubeproxy_sync_proxy_rules_endpoint_changes_pending gauge/alpha
    kubeproxy_sync_proxy_rules_endpoint_changes_total counter/alpha
    kubeproxy_sync_proxy_rules_last_queued_timestamp_seconds gauge/alpha ip_family
    kubeproxy_sync_proxy_rules_last_timestamp_seconds gauge/alpha ip_family
    kubeproxy_sync_proxy_rules_no_local_endpoints_total gauge/alpha ip_family,traffic_policy
    kubeproxy_sync_proxy_rules_service_changes_pending gauge/alpha
    kubeproxy_sync_proxy_rules_service_changes_total counter/alpha
    kubernetes_build_info gauge/beta build_date,compiler,git_commit,git_tree_state,git_version,go_version,major,minor,platform
    kubernetes_feature_enabled gauge/beta name,stage
    registered_metrics_total counter/beta deprecated_version,stability_level
    rest_client_rate_limiter_duration_seconds histogram/alpha host,verb
    rest_client_transport_cert_rotation_gc_calls_total counter/alpha
  `,
  documented: `
    informer_processing_latency_seconds histogram/alpha group,name,resource,version
    informer_queued_items gauge/alpha group,name,resource,version
    kubeproxy_iptables_ct_state_invalid_dropped_packets_total counter/alpha
    kubeproxy_iptables_localhost_nodeports_accepted_packets_total counter/alpha
    kubeproxy_proxy_healthz_total counter/alpha code
    kubeproxy_proxy_livez_total counter/alpha code
    kubeproxy_sync_proxy_rules_iptables_last gauge/alpha ip_family,table
    kubeproxy_sync_proxy_rules_iptables_partial_restore_failures_total counter/alpha ip_family
    kubeproxy_sync_proxy_rules_iptables_restore_failures_total counter/alpha ip_family
    kubeproxy_sync_proxy_rules_iptables_total gauge/alpha ip_family,table
    kubeproxy_sync_proxy_rules_nftables_cleanup_failures_total counter/alpha ip_family
    kubeproxy_sync_proxy_rules_nftables_sync_failures_total counter/alpha ip_family
    leader_election_master_status gauge/alpha name
    leader_election_slowpath_total counter/alpha name
    rest_client_dns_resolution_duration_seconds histogram/alpha host
    rest_client_exec_plugin_call_total counter/alpha call_status,code
    rest_client_exec_plugin_policy_call_total counter/alpha allowed,denied
    rest_client_request_retries_total counter/alpha code,host,verb
    running_managed_controllers gauge/beta manager,name
    version_info gauge/alpha binary,component,emulation,min_compat
    workqueue_adds_total counter/beta name
    workqueue_depth gauge/beta name
    workqueue_longest_running_processor_seconds gauge/beta name
    workqueue_queue_duration_seconds histogram/beta name
    workqueue_retries_total counter/beta name
    workqueue_unfinished_work_seconds gauge/beta name
    workqueue_work_duration_seconds histogram/beta name
  `,
});
