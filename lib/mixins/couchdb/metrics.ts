import { source } from '../families/family';

/** CouchDB at `/_node/_local/_prometheus`: its sources (`src/couch_prometheus` and every `stats_descriptions.cfg`). */
export const couchdb = source({
  program: 'CouchDB',
  version: '3.4.3',
  image: 'couchdb',
  documented: `
    couchdb_auth_cache_misses_total counter
    couchdb_auth_cache_requests_total counter
    couchdb_coalesced_updates_interactive_total counter
    couchdb_coalesced_updates_replicated_total counter
    couchdb_collect_results_time_seconds summary
    couchdb_commits_total counter
    couchdb_couch_log_requests_total counter level
    couchdb_couch_replicator_changes_manager_deaths_total counter
    couchdb_couch_replicator_changes_queue_deaths_total counter
    couchdb_couch_replicator_changes_read_failures_total counter
    couchdb_couch_replicator_changes_reader_deaths_total counter
    couchdb_couch_replicator_checkpoints_failure_total counter
    couchdb_couch_replicator_checkpoints_total counter
    couchdb_couch_replicator_connection_acquires_total counter
    couchdb_couch_replicator_connection_closes_total counter
    couchdb_couch_replicator_connection_creates_total counter
    couchdb_couch_replicator_connection_owner_crashes_total counter
    couchdb_couch_replicator_connection_releases_total counter
    couchdb_couch_replicator_connection_worker_crashes_total counter
    couchdb_couch_replicator_db_scans_total counter
    couchdb_couch_replicator_docs_completed_state_updates_total counter
    couchdb_couch_replicator_docs_db_changes_total counter
    couchdb_couch_replicator_docs_dbs_deleted_total counter
    couchdb_couch_replicator_docs_dbs_found_total counter
    couchdb_couch_replicator_docs_failed_state_updates_total counter
    couchdb_couch_replicator_failed_starts_total counter
    couchdb_couch_replicator_jobs_adds_total counter
    couchdb_couch_replicator_jobs_crashed gauge
    couchdb_couch_replicator_jobs_crashes_total counter
    couchdb_couch_replicator_jobs_duplicate_adds_total counter
    couchdb_couch_replicator_jobs_pending gauge
    couchdb_couch_replicator_jobs_removes_total counter
    couchdb_couch_replicator_jobs_running gauge
    couchdb_couch_replicator_jobs_starts_total counter
    couchdb_couch_replicator_jobs_stops_total counter
    couchdb_couch_replicator_jobs_total gauge
    couchdb_couch_replicator_requests_total counter
    couchdb_couch_replicator_responses_failure_total counter
    couchdb_couch_replicator_responses_total counter
    couchdb_couch_replicator_stream_responses_failure_total counter
    couchdb_couch_replicator_stream_responses_total counter
    couchdb_couch_replicator_worker_deaths_total counter
    couchdb_couch_replicator_workers_started_total counter
    couchdb_couch_server_lru_skip_total counter
    couchdb_database_purges_total counter
    couchdb_database_reads_total counter
    couchdb_database_writes_total counter
    couchdb_db_open_time_seconds summary
    couchdb_dbinfo_seconds summary
    couchdb_ddoc_cache_requests_failures_total counter
    couchdb_ddoc_cache_requests_recovery_total counter
    couchdb_ddoc_cache_requests_total counter
    couchdb_document_inserts_total counter
    couchdb_document_purges_failure_total counter
    couchdb_document_purges_success_total counter
    couchdb_document_purges_total counter
    couchdb_document_writes_total counter
    couchdb_dreyfus_httpd_search_seconds summary
    couchdb_dreyfus_index_await_seconds summary
    couchdb_dreyfus_index_group1_seconds summary
    couchdb_dreyfus_index_group2_seconds summary
    couchdb_dreyfus_index_info_seconds summary
    couchdb_dreyfus_index_search_seconds summary
    couchdb_dreyfus_rpc_group1_seconds summary
    couchdb_dreyfus_rpc_group2_seconds summary
    couchdb_dreyfus_rpc_info_seconds summary
    couchdb_dreyfus_rpc_search_seconds summary
    couchdb_erlang_context_switches_total counter
    couchdb_erlang_dirty_cpu_scheduler_queues gauge
    couchdb_erlang_distribution_recv_avg_bytes gauge node
    couchdb_erlang_distribution_recv_cnt_packets_total counter node
    couchdb_erlang_distribution_recv_dvi_bytes gauge node
    couchdb_erlang_distribution_recv_max_bytes gauge node
    couchdb_erlang_distribution_recv_oct_bytes_total counter node
    couchdb_erlang_distribution_send_avg_bytes gauge node
    couchdb_erlang_distribution_send_cnt_packets_total counter node
    couchdb_erlang_distribution_send_max_bytes gauge node
    couchdb_erlang_distribution_send_oct_bytes_total counter node
    couchdb_erlang_distribution_send_pend_bytes gauge node
    couchdb_erlang_ets_table gauge
    couchdb_erlang_gc_collections_total counter
    couchdb_erlang_gc_words_reclaimed_total counter
    couchdb_erlang_io_recv_bytes_total counter
    couchdb_erlang_io_sent_bytes_total counter
    couchdb_erlang_memory_bytes gauge memory_type
    couchdb_erlang_message_queue_couch_db_updater summary
    couchdb_erlang_message_queue_couch_db_updater_max untyped
    couchdb_erlang_message_queue_couch_db_updater_min untyped
    couchdb_erlang_message_queue_couch_file summary
    couchdb_erlang_message_queue_couch_file_max untyped
    couchdb_erlang_message_queue_couch_file_min untyped
    couchdb_erlang_message_queue_max gauge
    couchdb_erlang_message_queue_min gauge
    couchdb_erlang_message_queue_size gauge queue_name
    couchdb_erlang_message_queues gauge
    couchdb_erlang_process_limit gauge
    couchdb_erlang_processes gauge
    couchdb_erlang_reductions_total counter
    couchdb_erlang_scheduler_queues gauge
    couchdb_fabric_doc_update_errors_total counter
    couchdb_fabric_doc_update_mismatched_errors_total counter
    couchdb_fabric_doc_update_write_quorum_errors_total counter
    couchdb_fabric_open_shard_timeouts_total counter
    couchdb_fabric_read_repairs_failures_total counter
    couchdb_fabric_read_repairs_total counter
    couchdb_fabric_worker_timeouts_total counter
    couchdb_fsync_count_total counter
    couchdb_fsync_time_seconds summary
    couchdb_global_changes_db_writes_total counter
    couchdb_global_changes_event_doc_conflict_total counter
    couchdb_global_changes_listener_pending_updates gauge
    couchdb_global_changes_rpcs_total counter
    couchdb_global_changes_server_pending_updates gauge
    couchdb_httpd_abandoned_streaming_requests_total counter
    couchdb_httpd_aborted_requests_total counter
    couchdb_httpd_all_docs_timeouts_total counter
    couchdb_httpd_bulk_docs_seconds summary
    couchdb_httpd_bulk_requests_total counter
    couchdb_httpd_clients_requesting_changes gauge
    couchdb_httpd_explain_timeouts_total counter
    couchdb_httpd_find_timeouts_total counter
    couchdb_httpd_partition_all_docs_requests_total counter
    couchdb_httpd_partition_all_docs_timeouts_total counter
    couchdb_httpd_partition_explain_requests_total counter
    couchdb_httpd_partition_explain_timeouts_total counter
    couchdb_httpd_partition_find_requests_total counter
    couchdb_httpd_partition_find_timeouts_total counter
    couchdb_httpd_partition_view_requests_total counter
    couchdb_httpd_partition_view_timeouts_total counter
    couchdb_httpd_purge_requests_total counter
    couchdb_httpd_request_methods counter method
    couchdb_httpd_requests_total counter
    couchdb_httpd_status_codes counter code
    couchdb_httpd_temporary_view_reads_total counter
    couchdb_httpd_view_reads_total counter
    couchdb_httpd_view_timeouts_total counter
    couchdb_internal_replication_jobs gauge
    couchdb_io_queue2_search_count_total counter
    couchdb_io_queue_search_total counter
    couchdb_legacy_checksums_total counter
    couchdb_local_document_writes_total counter
    couchdb_mango_docs_examined_total counter
    couchdb_mango_evaluate_selector_total counter
    couchdb_mango_keys_examined_total counter
    couchdb_mango_query_invalid_index_total counter
    couchdb_mango_query_time_seconds summary
    couchdb_mango_quorum_docs_examined_total counter
    couchdb_mango_results_returned_total counter
    couchdb_mango_too_many_docs_scanned_total counter
    couchdb_mango_unindexed_queries_total counter
    couchdb_mem3_shard_cache_eviction_total counter
    couchdb_mem3_shard_cache_hit_total counter
    couchdb_mem3_shard_cache_miss_total counter
    couchdb_membership gauge nodes
    couchdb_mrview_emits_total counter
    couchdb_mrview_map_doc_total counter
    couchdb_nouveau_active_searches_total counter
    couchdb_nouveau_connection_closed_errors_total counter
    couchdb_nouveau_search_latency_seconds summary
    couchdb_nouveau_update_latency_seconds summary
    couchdb_open_databases gauge
    couchdb_open_os_files gauge
    couchdb_password_hashing_fast_total counter
    couchdb_password_hashing_slow_total counter
    couchdb_pread_exceed_eof_total counter
    couchdb_pread_exceed_limit_total counter
    couchdb_query_server_acquired_processes_total counter
    couchdb_query_server_calls_add_fun_total counter
    couchdb_query_server_calls_ddoc_filter_total counter
    couchdb_query_server_calls_ddoc_new_total counter
    couchdb_query_server_calls_ddoc_other_total counter
    couchdb_query_server_calls_ddoc_vdu_total counter
    couchdb_query_server_calls_map_total counter
    couchdb_query_server_calls_other_total counter
    couchdb_query_server_calls_reduce_total counter
    couchdb_query_server_calls_reset_total counter
    couchdb_query_server_calls_spawn_proc_total counter
    couchdb_query_server_process_error_exits_total counter
    couchdb_query_server_process_errors_total counter
    couchdb_query_server_process_exits_total counter
    couchdb_query_server_process_prompts_total counter
    couchdb_query_server_process_starts_total counter
    couchdb_query_server_time_add_fun_total counter
    couchdb_query_server_time_ddoc_filter_total counter
    couchdb_query_server_time_ddoc_new_total counter
    couchdb_query_server_time_ddoc_other_total counter
    couchdb_query_server_time_ddoc_vdu_total counter
    couchdb_query_server_time_map_total counter
    couchdb_query_server_time_other_total counter
    couchdb_query_server_time_reduce_total counter
    couchdb_query_server_time_reset_total counter
    couchdb_query_server_time_spawn_proc_total counter
    couchdb_query_server_vdu_process_time_seconds summary
    couchdb_query_server_vdu_rejects_total counter
    couchdb_request_time_seconds summary
    couchdb_rexi_buffered_total counter
    couchdb_rexi_down_total counter
    couchdb_rexi_dropped_total counter
    couchdb_rexi_streams_timeout_stream_total counter
    couchdb_rexi_streams_timeout_total counter stage
    couchdb_rexi_streams_timeout_wait_for_ack_total counter
    couchdb_uptime_seconds counter
  `,
});
