import { source } from '../families/family';

/**
 * mysqld_exporter, with its usual collectors but the one of replicas: the families that MySQL 8.4 and MariaDB 11.4 both have. One of
 * MariaDB serves them in a test (test/cluster/mysql); the names for MySQL follow from its status variables (`collector/global_status.go`).
 */
export const mysqldExporter = source({
  program: 'mysqld_exporter',
  version: '0.19.0',
  image: 'mysqld-exporter',
  shares: ['go', 'process'],
  documented: `
    mysql_exporter_collector_duration_seconds gauge collector
    mysql_exporter_collector_success gauge collector
    mysql_global_status_aborted_clients untyped
    mysql_global_status_aborted_connects untyped
    mysql_global_status_buffer_pool_dirty_pages gauge
    mysql_global_status_buffer_pool_page_changes_total counter operation
    mysql_global_status_buffer_pool_pages gauge state
    mysql_global_status_bytes_received untyped
    mysql_global_status_bytes_sent untyped
    mysql_global_status_commands_total counter command
    mysql_global_status_connection_errors_total counter error
    mysql_global_status_connections untyped
    mysql_global_status_created_tmp_disk_tables untyped
    mysql_global_status_created_tmp_files untyped
    mysql_global_status_created_tmp_tables untyped
    mysql_global_status_handlers_total counter handler
    mysql_global_status_innodb_buffer_pool_bytes_data untyped
    mysql_global_status_innodb_buffer_pool_bytes_dirty untyped
    mysql_global_status_innodb_buffer_pool_read_requests untyped
    mysql_global_status_innodb_buffer_pool_reads untyped
    mysql_global_status_innodb_buffer_pool_wait_free untyped
    mysql_global_status_innodb_data_fsyncs untyped
    mysql_global_status_innodb_data_read untyped
    mysql_global_status_innodb_data_reads untyped
    mysql_global_status_innodb_data_writes untyped
    mysql_global_status_innodb_data_written untyped
    mysql_global_status_innodb_log_waits untyped
    mysql_global_status_innodb_log_writes untyped
    mysql_global_status_innodb_os_log_written untyped
    mysql_global_status_innodb_page_size untyped
    mysql_global_status_innodb_row_lock_current_waits untyped
    mysql_global_status_innodb_row_lock_time untyped
    mysql_global_status_innodb_row_lock_waits untyped
    mysql_global_status_max_used_connections untyped
    mysql_global_status_open_files untyped
    mysql_global_status_open_tables untyped
    mysql_global_status_opened_tables untyped
    mysql_global_status_queries untyped
    mysql_global_status_questions untyped
    mysql_global_status_select_full_join untyped
    mysql_global_status_select_scan untyped
    mysql_global_status_slow_queries untyped
    mysql_global_status_sort_merge_passes untyped
    mysql_global_status_table_locks_immediate untyped
    mysql_global_status_table_locks_waited untyped
    mysql_global_status_table_open_cache_misses untyped
    mysql_global_status_threads_cached untyped
    mysql_global_status_threads_connected untyped
    mysql_global_status_threads_created untyped
    mysql_global_status_threads_running untyped
    mysql_global_status_uptime untyped
    mysql_global_variables_back_log gauge
    mysql_global_variables_innodb_buffer_pool_size gauge
    mysql_global_variables_interactive_timeout gauge
    mysql_global_variables_long_query_time gauge
    mysql_global_variables_max_allowed_packet gauge
    mysql_global_variables_max_connections gauge
    mysql_global_variables_max_user_connections gauge
    mysql_global_variables_open_files_limit gauge
    mysql_global_variables_performance_schema gauge
    mysql_global_variables_table_open_cache gauge
    mysql_global_variables_thread_cache_size gauge
    mysql_global_variables_wait_timeout gauge
    mysql_info_schema_innodb_cmp_compress_ops_ok_total counter page_size
    mysql_info_schema_innodb_cmp_compress_ops_total counter page_size
    mysql_info_schema_innodb_cmp_compress_time_seconds_total counter page_size
    mysql_info_schema_innodb_cmp_uncompress_ops_total counter page_size
    mysql_info_schema_innodb_cmp_uncompress_time_seconds_total counter page_size
    mysql_info_schema_innodb_cmpmem_pages_free_total counter buffer_pool,page_size
    mysql_info_schema_innodb_cmpmem_pages_used_total counter buffer_pool,page_size
    mysql_info_schema_innodb_cmpmem_relocation_ops_total counter buffer_pool,page_size
    mysql_info_schema_innodb_cmpmem_relocation_time_seconds_total counter buffer_pool,page_size
    mysql_transaction_isolation gauge level
    mysql_up gauge
    mysql_version_info gauge innodb_version,version,version_comment
    mysqld_exporter_build_info gauge branch,goarch,goos,goversion,revision,tags,version
  `,
});
