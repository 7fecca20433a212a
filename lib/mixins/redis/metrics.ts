import { source } from '../families/family';

/** redis_exporter: its sources (`exporter/exporter.go`), for what the INFO of Redis 7.0 has. */
export const redisExporter = source({
  program: 'redis_exporter',
  version: '1.88.0',
  image: 'redis-exporter',
  shares: ['process'],
  documented: `
    redis_active_defrag_running gauge
    redis_allocator_active_bytes gauge
    redis_allocator_allocated_bytes gauge
    redis_allocator_frag_bytes gauge
    redis_allocator_frag_ratio gauge
    redis_allocator_resident_bytes gauge
    redis_allocator_rss_bytes gauge
    redis_allocator_rss_ratio gauge
    redis_aof_current_rewrite_duration_sec gauge
    redis_aof_enabled gauge
    redis_aof_last_bgrewrite_status gauge
    redis_aof_last_cow_size_bytes gauge
    redis_aof_last_rewrite_duration_sec gauge
    redis_aof_last_write_status gauge
    redis_aof_rewrite_in_progress gauge
    redis_aof_rewrite_scheduled gauge
    redis_async_loading gauge
    redis_blocked_clients gauge
    redis_client_recent_max_input_buffer_bytes gauge
    redis_client_recent_max_output_buffer_bytes gauge
    redis_clients_in_timeout_table gauge
    redis_commands_duration_seconds_total counter cmd
    redis_commands_failed_calls_total counter cmd
    redis_commands_latencies_usec histogram cmd
    redis_commands_processed_total counter
    redis_commands_rejected_calls_total counter cmd
    redis_commands_total counter cmd
    redis_connected_clients gauge
    redis_connected_slave_lag_seconds gauge slave_ip,slave_port,slave_state
    redis_connected_slave_offset_bytes gauge slave_ip,slave_port,slave_state
    redis_connected_slaves gauge
    redis_connections_received_total counter
    redis_cpu_sys_children_seconds_total counter
    redis_cpu_sys_main_thread_seconds_total counter
    redis_cpu_sys_seconds_total counter
    redis_cpu_user_children_seconds_total counter
    redis_cpu_user_main_thread_seconds_total counter
    redis_cpu_user_seconds_total counter
    redis_current_eviction_exceeded_time_ms gauge
    redis_db_avg_ttl_seconds gauge db
    redis_db_keys gauge db
    redis_db_keys_expiring gauge db
    redis_defrag_hits gauge
    redis_defrag_key_hits gauge
    redis_defrag_key_misses gauge
    redis_defrag_misses gauge
    redis_dump_payload_sanitizations counter
    redis_errors_total counter err
    redis_evicted_clients_total counter
    redis_evicted_keys_total counter
    redis_eviction_exceeded_time_ms_total counter
    redis_expire_cycle_cpu_time_ms_total counter
    redis_expired_keys_total counter
    redis_expired_stale_percentage gauge
    redis_expired_time_cap_reached_total counter
    redis_exporter_build_info gauge build_date,commit_sha,golang_version,version
    redis_exporter_last_scrape_connect_time_seconds gauge
    redis_exporter_last_scrape_duration_seconds gauge
    redis_exporter_last_scrape_error gauge err
    redis_exporter_last_scrape_ping_time_seconds gauge
    redis_exporter_scrape_duration_seconds summary
    redis_exporter_scrapes_total counter
    redis_instance_info gauge master_replid,maxmemory_policy,os,process_id,redis_build_id,redis_mode,redis_version,role,run_id,tcp_port
    redis_io_threaded_reads_processed counter
    redis_io_threaded_writes_processed counter
    redis_io_threads_active gauge
    redis_keyspace_hits_total counter
    redis_keyspace_misses_total counter
    redis_last_slow_execution_duration_seconds gauge
    redis_latency_percentiles_usec summary cmd
    redis_latency_spike_duration_seconds gauge event_name
    redis_latency_spike_last gauge event_name
    redis_latest_fork_usec gauge
    redis_lazyfree_pending_objects gauge
    redis_lazyfreed_objects gauge
    redis_loading_dump_file gauge
    redis_master_last_io_seconds_ago gauge master_host,master_port
    redis_master_link_up gauge master_host,master_port
    redis_master_repl_offset gauge
    redis_master_sync_in_progress gauge master_host,master_port
    redis_max_clients gauge
    redis_mem_aof_buffer_bytes gauge
    redis_mem_clients_normal gauge
    redis_mem_clients_slaves gauge
    redis_mem_cluster_links_bytes gauge
    redis_mem_fragmentation_bytes gauge
    redis_mem_fragmentation_ratio gauge
    redis_mem_not_counted_for_eviction_bytes gauge
    redis_mem_replication_backlog_bytes gauge
    redis_mem_total_replication_buffers_bytes gauge
    redis_memory_max_bytes gauge
    redis_memory_used_bytes gauge
    redis_memory_used_dataset_bytes gauge
    redis_memory_used_functions_bytes gauge
    redis_memory_used_lua_bytes gauge
    redis_memory_used_overhead_bytes gauge
    redis_memory_used_peak_bytes gauge
    redis_memory_used_rss_bytes gauge
    redis_memory_used_scripts_bytes gauge
    redis_memory_used_scripts_eval_bytes gauge
    redis_memory_used_startup_bytes gauge
    redis_memory_used_vm_eval_bytes gauge
    redis_memory_used_vm_functions_bytes gauge
    redis_memory_used_vm_total gauge
    redis_migrate_cached_sockets_total gauge
    redis_module_fork_in_progress gauge
    redis_module_fork_last_cow_size gauge
    redis_net_input_bytes_total counter
    redis_net_output_bytes_total counter
    redis_net_repl_input_bytes_total counter
    redis_net_repl_output_bytes_total counter
    redis_number_of_cached_scripts gauge
    redis_number_of_functions gauge
    redis_number_of_libraries gauge
    redis_process_id gauge
    redis_pubsub_channels gauge
    redis_pubsub_patterns gauge
    redis_pubsubshard_channels gauge
    redis_rdb_bgsave_in_progress gauge
    redis_rdb_changes_since_last_save gauge
    redis_rdb_current_bgsave_duration_sec gauge
    redis_rdb_last_bgsave_duration_sec gauge
    redis_rdb_last_bgsave_status gauge
    redis_rdb_last_cow_size_bytes gauge
    redis_rdb_last_load_expired_keys gauge
    redis_rdb_last_load_loaded_keys gauge
    redis_rdb_last_save_timestamp_seconds gauge
    redis_rdb_saves_total gauge
    redis_rejected_connections_total counter
    redis_repl_backlog_first_byte_offset gauge
    redis_repl_backlog_history_bytes gauge
    redis_repl_backlog_is_active gauge
    redis_replica_partial_resync_accepted gauge
    redis_replica_partial_resync_denied gauge
    redis_replica_resyncs_full gauge
    redis_replication_backlog_bytes gauge
    redis_reply_buffer_expands_total counter
    redis_reply_buffer_shrinks_total counter
    redis_second_repl_offset gauge
    redis_slave_expires_tracked_keys gauge
    redis_slave_info gauge master_host,master_port,read_only
    redis_slave_repl_offset gauge master_host,master_port
    redis_slowlog_last_id gauge
    redis_slowlog_length gauge
    redis_start_time_seconds gauge
    redis_target_scrape_request_errors_total counter
    redis_total_error_replies counter
    redis_total_reads_processed counter
    redis_total_writes_processed counter
    redis_tracking_clients gauge
    redis_tracking_total_items gauge
    redis_tracking_total_keys gauge
    redis_tracking_total_prefixes gauge
    redis_unexpected_error_replies counter
    redis_up gauge
    redis_uptime_in_seconds gauge
  `,
});
