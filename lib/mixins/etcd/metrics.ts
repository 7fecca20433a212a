import { source } from '../families/family';

/** etcd. */
export const etcd = source({
  program: 'etcd',
  version: '3.6.5',
  shares: ['go', 'process', 'processNetwork'],
  captured: `
    etcd_cluster_version gauge cluster_version
    etcd_debugging_auth_revision gauge
    etcd_debugging_disk_backend_commit_rebalance_duration_seconds histogram
    etcd_debugging_disk_backend_commit_spill_duration_seconds histogram
    etcd_debugging_disk_backend_commit_write_duration_seconds histogram
    etcd_debugging_lease_granted_total counter
    etcd_debugging_lease_renewed_total counter
    etcd_debugging_lease_revoked_total counter
    etcd_debugging_lease_ttl_total histogram
    etcd_debugging_mvcc_compact_revision gauge
    etcd_debugging_mvcc_current_revision gauge
    etcd_debugging_mvcc_db_compaction_keys_total counter
    etcd_debugging_mvcc_db_compaction_last gauge
    etcd_debugging_mvcc_db_compaction_pause_duration_milliseconds histogram
    etcd_debugging_mvcc_db_compaction_total_duration_milliseconds histogram
    etcd_debugging_mvcc_events_total counter
    etcd_debugging_mvcc_index_compaction_pause_duration_milliseconds histogram
    etcd_debugging_mvcc_keys_total gauge
    etcd_debugging_mvcc_pending_events_total gauge
    etcd_debugging_mvcc_slow_watcher_total gauge
    etcd_debugging_mvcc_total_put_size_in_bytes gauge
    etcd_debugging_mvcc_watch_stream_total gauge
    etcd_debugging_mvcc_watcher_total gauge
    etcd_debugging_server_lease_expired_total counter
    etcd_debugging_snap_save_marshalling_duration_seconds histogram
    etcd_debugging_snap_save_total_duration_seconds histogram
    etcd_debugging_store_expires_total counter
    etcd_debugging_store_reads_total counter action
    etcd_debugging_store_watch_requests_total counter
    etcd_debugging_store_watchers gauge
    etcd_debugging_store_writes_total counter action
    etcd_disk_backend_commit_duration_seconds histogram
    etcd_disk_backend_defrag_duration_seconds histogram
    etcd_disk_backend_snapshot_duration_seconds histogram
    etcd_disk_defrag_inflight gauge
    etcd_disk_wal_fsync_duration_seconds histogram
    etcd_disk_wal_write_bytes_total gauge
    etcd_disk_wal_write_duration_seconds histogram
    etcd_grpc_proxy_cache_hits_total gauge
    etcd_grpc_proxy_cache_keys_total gauge
    etcd_grpc_proxy_cache_misses_total gauge
    etcd_grpc_proxy_events_coalescing_total counter
    etcd_grpc_proxy_watchers_coalescing_total gauge
    etcd_mvcc_db_open_read_transactions gauge
    etcd_mvcc_db_total_size_in_bytes gauge
    etcd_mvcc_db_total_size_in_use_in_bytes gauge
    etcd_mvcc_delete_total counter
    etcd_mvcc_hash_duration_seconds histogram
    etcd_mvcc_hash_rev_duration_seconds histogram
    etcd_mvcc_put_total counter
    etcd_mvcc_range_total counter
    etcd_mvcc_txn_total counter
    etcd_network_client_grpc_received_bytes_total counter
    etcd_network_client_grpc_sent_bytes_total counter
    etcd_network_known_peers gauge Local,Remote
    etcd_server_apply_duration_seconds histogram op,success,version
    etcd_server_client_requests_total counter client_api_version,type
    etcd_server_feature_enabled gauge name,stage
    etcd_server_go_version gauge server_go_version
    etcd_server_has_leader gauge
    etcd_server_health_failures counter
    etcd_server_health_success counter
    etcd_server_heartbeat_send_failures_total counter
    etcd_server_id gauge server_id
    etcd_server_is_leader gauge
    etcd_server_is_learner gauge
    etcd_server_leader_changes_seen_total counter
    etcd_server_learner_promote_successes counter
    etcd_server_proposals_applied_total gauge
    etcd_server_proposals_committed_total gauge
    etcd_server_proposals_failed_total counter
    etcd_server_proposals_pending gauge
    etcd_server_quota_backend_bytes gauge
    etcd_server_range_duration_seconds histogram success
    etcd_server_read_indexes_failed_total counter
    etcd_server_slow_apply_total counter
    etcd_server_slow_read_indexes_total counter
    etcd_server_snapshot_apply_in_progress_total gauge
    etcd_server_version gauge server_version
    etcd_snap_db_fsync_duration_seconds histogram
    etcd_snap_db_save_total_duration_seconds histogram
    etcd_snap_fsync_duration_seconds histogram
    grpc_server_handled_total counter grpc_code,grpc_method,grpc_service,grpc_type
    grpc_server_msg_received_total counter grpc_method,grpc_service,grpc_type
    grpc_server_msg_sent_total counter grpc_method,grpc_service,grpc_type
    grpc_server_started_total counter grpc_method,grpc_service,grpc_type
    os_fd_limit gauge
    os_fd_used gauge
    promhttp_metric_handler_requests_in_flight gauge
    promhttp_metric_handler_requests_total counter code
  `,
  documented: `
    etcd_debugging_server_alarms gauge alarm_type,server_id
    etcd_network_active_peers gauge Local,Remote
    etcd_network_disconnected_peers_total counter Local,Remote
    etcd_network_peer_received_bytes_total counter From
    etcd_network_peer_received_failures_total counter From
    etcd_network_peer_round_trip_time_seconds histogram To
    etcd_network_peer_sent_bytes_total counter To
    etcd_network_peer_sent_failures_total counter To
    etcd_network_server_stream_failures_total counter API,Type
    etcd_network_snapshot_receive_failures counter From
    etcd_network_snapshot_receive_inflights_total gauge From
    etcd_network_snapshot_receive_success counter From
    etcd_network_snapshot_receive_total_duration_seconds histogram From
    etcd_network_snapshot_send_failures counter To
    etcd_network_snapshot_send_inflights_total gauge To
    etcd_network_snapshot_send_success counter To
    etcd_network_snapshot_send_total_duration_seconds histogram To
    etcd_server_healthcheck gauge name,type
    etcd_server_healthchecks_total counter name,status,type
    etcd_server_learner_promote_failures counter Reason
  `,
});
