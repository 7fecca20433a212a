import { source } from '../families/family';

/** Alertmanager. */
export const alertmanager = source({
  program: 'Alertmanager',
  version: '0.35.0',
  image: 'alertmanager',
  shares: ['go', 'process', 'processNetwork'],
  captured: `
    alertmanager_alerts gauge state
    alertmanager_alerts_invalid_total counter version
    alertmanager_alerts_per_alert_limit gauge
    alertmanager_alerts_received_total counter status,version
    alertmanager_alerts_subscriber_channel_writes_total counter subscriber
    alertmanager_api_connect_stream_concurrency_limit_exceeded_total counter procedure,service
    alertmanager_api_connect_stream_requests_in_flight gauge procedure,service
    alertmanager_api_connect_unary_concurrency_limit_exceeded_total counter procedure,service
    alertmanager_api_connect_unary_deadline_exceeded_total counter procedure,service
    alertmanager_api_connect_unary_requests_in_flight gauge procedure,service
    alertmanager_build_info gauge branch,goarch,goos,goversion,revision,tags,version
    alertmanager_cluster_alive_messages_total counter peer
    alertmanager_cluster_enabled gauge
    alertmanager_cluster_failed_peers gauge
    alertmanager_cluster_health_score gauge
    alertmanager_cluster_members gauge
    alertmanager_cluster_messages_pruned_total counter
    alertmanager_cluster_messages_queued gauge
    alertmanager_cluster_messages_received_size_total counter msg_type
    alertmanager_cluster_messages_received_total counter msg_type
    alertmanager_cluster_messages_sent_size_total counter msg_type
    alertmanager_cluster_messages_sent_total counter msg_type
    alertmanager_cluster_peer_info gauge peer
    alertmanager_cluster_peer_name_conflicts_total counter
    alertmanager_cluster_peers_joined_total counter
    alertmanager_cluster_peers_left_total counter
    alertmanager_cluster_peers_update_total counter
    alertmanager_cluster_reconnections_failed_total counter
    alertmanager_cluster_reconnections_total counter
    alertmanager_cluster_refresh_join_failed_total counter
    alertmanager_cluster_refresh_join_total counter
    alertmanager_config_hash gauge
    alertmanager_config_last_reload_success_timestamp_seconds gauge
    alertmanager_config_last_reload_successful gauge
    alertmanager_dispatcher_aggregation_group_creation_given_up_total counter
    alertmanager_dispatcher_aggregation_group_creation_retries_total counter
    alertmanager_dispatcher_aggregation_group_limit_reached_total counter
    alertmanager_dispatcher_aggregation_groups gauge
    alertmanager_dispatcher_alert_processing_duration_seconds summary
    alertmanager_http_concurrency_limit_exceeded_total counter method
    alertmanager_http_request_duration_seconds histogram code,handler,method
    alertmanager_http_requests_in_flight gauge method
    alertmanager_http_response_size_bytes histogram handler,method
    alertmanager_inhibition_rules gauge
    alertmanager_integrations gauge
    alertmanager_nflog_gc_duration_seconds summary
    alertmanager_nflog_gossip_messages_propagated_total counter
    alertmanager_nflog_maintenance_errors_total counter
    alertmanager_nflog_maintenance_total counter
    alertmanager_nflog_queries_total counter
    alertmanager_nflog_query_duration_seconds histogram
    alertmanager_nflog_query_errors_total counter
    alertmanager_nflog_snapshot_duration_seconds summary
    alertmanager_nflog_snapshot_size_bytes gauge
    alertmanager_notification_latency_seconds histogram integration
    alertmanager_notification_requests_failed_total counter integration
    alertmanager_notification_requests_total counter integration
    alertmanager_notifications_failed_total counter integration,reason
    alertmanager_notifications_total counter integration
    alertmanager_oversize_gossip_message_duration_seconds histogram key
    alertmanager_oversized_gossip_message_dropped_total counter key
    alertmanager_oversized_gossip_message_failure_total counter key
    alertmanager_oversized_gossip_message_sent_total counter key
    alertmanager_peer_position gauge
    alertmanager_receivers gauge
    alertmanager_silences gauge state
    alertmanager_silences_gc_duration_seconds summary
    alertmanager_silences_gc_errors_total counter
    alertmanager_silences_gossip_messages_propagated_total counter
    alertmanager_silences_maintenance_errors_total counter
    alertmanager_silences_maintenance_total counter
    alertmanager_silences_matcher_compile_errors_total counter stage
    alertmanager_silences_matcher_index_size gauge
    alertmanager_silences_queries_total counter
    alertmanager_silences_query_duration_seconds histogram
    alertmanager_silences_query_errors_total counter
    alertmanager_silences_query_silences_scanned_total counter
    alertmanager_silences_query_silences_skipped_total counter
    alertmanager_silences_snapshot_duration_seconds summary
    alertmanager_silences_snapshot_size_bytes gauge
    alertmanager_silences_state_size gauge
    alertmanager_silences_version_index_size gauge
    net_conntrack_dialer_conn_attempted_total counter dialer_name
    net_conntrack_dialer_conn_closed_total counter dialer_name
    net_conntrack_dialer_conn_established_total counter dialer_name
    net_conntrack_dialer_conn_failed_total counter dialer_name,reason
    promhttp_metric_handler_requests_in_flight gauge
    promhttp_metric_handler_requests_total counter code
  `,
  documented: `
    alertmanager_cluster_pings_seconds histogram peer
    alertmanager_notifications_suppressed_total counter reason
  `,
});
