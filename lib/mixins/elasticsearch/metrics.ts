import { source } from '../families/family';

/**
 * elasticsearch_exporter with `--es.all`, `--es.indices`, `--es.indices_settings`, `--es.shards`, `--es.aliases` and the collectors
 * `clustersettings` and `snapshots`, on an Elasticsearch 8.19.0: seen once, by hand.
 */
export const elasticsearchExporter = source({
  program: 'elasticsearch_exporter',
  version: '1.11.0',
  image: 'elasticsearch-exporter',
  shares: ['go', 'process'],
  documented: `
    elasticsearch_breakers_estimated_size_bytes gauge breaker,cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_breakers_limit_size_bytes gauge breaker,cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_breakers_overhead counter breaker,cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_breakers_tripped counter breaker,cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_cluster_health_active_primary_shards gauge cluster
    elasticsearch_cluster_health_active_shards gauge cluster
    elasticsearch_cluster_health_delayed_unassigned_shards gauge cluster
    elasticsearch_cluster_health_initializing_shards gauge cluster
    elasticsearch_cluster_health_number_of_data_nodes gauge cluster
    elasticsearch_cluster_health_number_of_in_flight_fetch gauge cluster
    elasticsearch_cluster_health_number_of_nodes gauge cluster
    elasticsearch_cluster_health_number_of_pending_tasks gauge cluster
    elasticsearch_cluster_health_relocating_shards gauge cluster
    elasticsearch_cluster_health_status gauge cluster,color
    elasticsearch_cluster_health_task_max_waiting_in_queue_millis gauge cluster
    elasticsearch_cluster_health_unassigned_shards gauge cluster
    elasticsearch_clusterinfo_last_retrieval_success_ts gauge url
    elasticsearch_clusterinfo_up gauge url
    elasticsearch_clusterinfo_version_info gauge build_date,build_hash,cluster,cluster_uuid,lucene_version,version
    elasticsearch_clustersettings_allocation_threshold_enabled gauge
    elasticsearch_clustersettings_allocation_watermark_flood_stage_ratio gauge
    elasticsearch_clustersettings_allocation_watermark_high_ratio gauge
    elasticsearch_clustersettings_allocation_watermark_low_ratio gauge
    elasticsearch_clustersettings_stats_max_shards_per_node gauge
    elasticsearch_clustersettings_stats_shard_allocation_enabled gauge
    elasticsearch_exporter_build_info gauge branch,goarch,goos,goversion,revision,tags,version
    elasticsearch_filesystem_data_available_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,mount,name,path
    elasticsearch_filesystem_data_free_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,mount,name,path
    elasticsearch_filesystem_data_size_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,mount,name,path
    elasticsearch_filesystem_io_stats_device_operations_count counter cluster,device,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_filesystem_io_stats_device_read_operations_count counter cluster,device,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_filesystem_io_stats_device_read_size_kilobytes_sum counter cluster,device,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_filesystem_io_stats_device_write_operations_count counter cluster,device,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_filesystem_io_stats_device_write_size_kilobytes_sum counter cluster,device,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_index_stats_fielddata_evictions_total counter cluster,index
    elasticsearch_index_stats_fielddata_memory_bytes_total counter cluster,index
    elasticsearch_index_stats_flush_time_seconds_total counter cluster,index
    elasticsearch_index_stats_flush_total counter cluster,index
    elasticsearch_index_stats_get_time_seconds_total counter cluster,index
    elasticsearch_index_stats_get_total counter cluster,index
    elasticsearch_index_stats_index_current gauge cluster,index
    elasticsearch_index_stats_indexing_delete_time_seconds_total counter cluster,index
    elasticsearch_index_stats_indexing_delete_total counter cluster,index
    elasticsearch_index_stats_indexing_index_time_seconds_total counter cluster,index
    elasticsearch_index_stats_indexing_index_total counter cluster,index
    elasticsearch_index_stats_indexing_noop_update_total counter cluster,index
    elasticsearch_index_stats_indexing_throttle_time_seconds_total counter cluster,index
    elasticsearch_index_stats_merge_auto_throttle_bytes_total counter cluster,index
    elasticsearch_index_stats_merge_stopped_time_seconds_total counter cluster,index
    elasticsearch_index_stats_merge_throttle_time_seconds_total counter cluster,index
    elasticsearch_index_stats_merge_time_seconds_total counter cluster,index
    elasticsearch_index_stats_merge_total counter cluster,index
    elasticsearch_index_stats_query_cache_caches_total counter cluster,index
    elasticsearch_index_stats_query_cache_evictions_total counter cluster,index
    elasticsearch_index_stats_query_cache_hits_total counter cluster,index
    elasticsearch_index_stats_query_cache_memory_bytes_total counter cluster,index
    elasticsearch_index_stats_query_cache_misses_total counter cluster,index
    elasticsearch_index_stats_query_cache_size gauge cluster,index
    elasticsearch_index_stats_refresh_external_time_seconds_total counter cluster,index
    elasticsearch_index_stats_refresh_external_total counter cluster,index
    elasticsearch_index_stats_refresh_time_seconds_total counter cluster,index
    elasticsearch_index_stats_refresh_total counter cluster,index
    elasticsearch_index_stats_request_cache_evictions_total counter cluster,index
    elasticsearch_index_stats_request_cache_hits_total counter cluster,index
    elasticsearch_index_stats_request_cache_memory_bytes_total counter cluster,index
    elasticsearch_index_stats_request_cache_misses_total counter cluster,index
    elasticsearch_index_stats_search_fetch_time_seconds_total counter cluster,index
    elasticsearch_index_stats_search_fetch_total counter cluster,index
    elasticsearch_index_stats_search_query_time_seconds_total counter cluster,index
    elasticsearch_index_stats_search_query_total counter cluster,index
    elasticsearch_index_stats_search_scroll_current gauge cluster,index
    elasticsearch_index_stats_search_scroll_time_seconds_total counter cluster,index
    elasticsearch_index_stats_search_scroll_total counter cluster,index
    elasticsearch_index_stats_search_suggest_time_seconds_total counter cluster,index
    elasticsearch_index_stats_search_suggest_total counter cluster,index
    elasticsearch_index_stats_warmer_time_seconds_total counter cluster,index
    elasticsearch_index_stats_warmer_total counter cluster,index
    elasticsearch_indexing_pressure_current_all_in_bytes gauge cluster,host,indexing_pressure,name
    elasticsearch_indexing_pressure_limit_in_bytes gauge cluster,host,indexing_pressure,name
    elasticsearch_indices_aliases gauge alias,cluster,index
    elasticsearch_indices_completion_bytes_primary gauge cluster,index
    elasticsearch_indices_completion_bytes_total gauge cluster,index
    elasticsearch_indices_completion_size_in_bytes counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_deleted_docs_primary gauge cluster,index
    elasticsearch_indices_deleted_docs_total gauge cluster,index
    elasticsearch_indices_docs gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_docs_deleted gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_docs_primary gauge cluster,index
    elasticsearch_indices_docs_total gauge cluster,index
    elasticsearch_indices_fielddata_evictions counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_fielddata_memory_size_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_filter_cache_evictions counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_filter_cache_memory_size_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_flush_time_seconds counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_flush_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_get_exists_time_seconds counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_get_exists_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_get_missing_time_seconds counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_get_missing_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_get_time_seconds counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_get_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_indexing_delete_time_seconds_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_indexing_delete_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_indexing_index_time_seconds_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_indexing_index_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_indexing_is_throttled gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_indexing_throttle_time_seconds_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_merges_current gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_merges_current_size_in_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_merges_docs_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_merges_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_merges_total_size_bytes_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_merges_total_throttled_time_seconds_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_merges_total_time_seconds_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_query_cache_cache_size gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_query_cache_cache_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_query_cache_count counter cache,cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_query_cache_evictions counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_query_cache_memory_size_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_query_cache_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_query_miss_count counter cache,cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_refresh_external_time_seconds_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_refresh_external_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_refresh_time_seconds_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_refresh_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_request_cache_count counter cache,cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_request_cache_evictions counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_request_cache_memory_size_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_request_miss_count counter cache,cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_search_fetch_time_seconds counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_search_fetch_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_search_query_time_seconds counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_search_query_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_search_scroll_time_seconds counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_search_scroll_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_search_suggest_time_seconds counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_search_suggest_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_segment_count_primary gauge cluster,index
    elasticsearch_indices_segment_count_total gauge cluster,index
    elasticsearch_indices_segment_doc_values_memory_bytes_primary gauge cluster,index
    elasticsearch_indices_segment_doc_values_memory_bytes_total gauge cluster,index
    elasticsearch_indices_segment_fields_memory_bytes_primary gauge cluster,index
    elasticsearch_indices_segment_fields_memory_bytes_total gauge cluster,index
    elasticsearch_indices_segment_fixed_bit_set_memory_bytes_primary gauge cluster,index
    elasticsearch_indices_segment_fixed_bit_set_memory_bytes_total gauge cluster,index
    elasticsearch_indices_segment_index_writer_memory_bytes_primary gauge cluster,index
    elasticsearch_indices_segment_index_writer_memory_bytes_total gauge cluster,index
    elasticsearch_indices_segment_memory_bytes_primary gauge cluster,index
    elasticsearch_indices_segment_memory_bytes_total gauge cluster,index
    elasticsearch_indices_segment_norms_memory_bytes_primary gauge cluster,index
    elasticsearch_indices_segment_norms_memory_bytes_total gauge cluster,index
    elasticsearch_indices_segment_points_memory_bytes_primary gauge cluster,index
    elasticsearch_indices_segment_points_memory_bytes_total gauge cluster,index
    elasticsearch_indices_segment_term_vectors_memory_primary_bytes gauge cluster,index
    elasticsearch_indices_segment_term_vectors_memory_total_bytes gauge cluster,index
    elasticsearch_indices_segment_terms_memory_primary gauge cluster,index
    elasticsearch_indices_segment_terms_memory_total gauge cluster,index
    elasticsearch_indices_segment_version_map_memory_bytes_primary gauge cluster,index
    elasticsearch_indices_segment_version_map_memory_bytes_total gauge cluster,index
    elasticsearch_indices_segments_count gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_segments_doc_values_memory_in_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_segments_fixed_bit_set_memory_in_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_segments_index_writer_memory_in_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_segments_memory_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_segments_norms_memory_in_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_segments_points_memory_in_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_segments_stored_fields_memory_in_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_segments_term_vectors_memory_in_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_segments_terms_memory_in_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_segments_version_map_memory_in_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_settings_creation_timestamp_seconds gauge index
    elasticsearch_indices_settings_replicas gauge index
    elasticsearch_indices_settings_stats_json_parse_failures counter
    elasticsearch_indices_settings_stats_read_only_indices gauge
    elasticsearch_indices_settings_stats_total_scrapes counter
    elasticsearch_indices_settings_stats_up gauge
    elasticsearch_indices_settings_total_fields gauge index
    elasticsearch_indices_shards_docs gauge cluster,index,node,primary,shard
    elasticsearch_indices_shards_docs_deleted gauge cluster,index,node,primary,shard
    elasticsearch_indices_shards_store_size_in_bytes gauge cluster,index,node,primary,shard
    elasticsearch_indices_store_size_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_store_size_bytes_primary gauge cluster,index
    elasticsearch_indices_store_size_bytes_total gauge cluster,index
    elasticsearch_indices_store_throttle_time_seconds_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_translog_operations counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_translog_size_in_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_warmer_time_seconds_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_indices_warmer_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_jvm_buffer_pool_used_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name,type
    elasticsearch_jvm_gc_collection_seconds_count counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,gc,host,name
    elasticsearch_jvm_gc_collection_seconds_sum counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,gc,host,name
    elasticsearch_jvm_memory_committed_bytes gauge area,cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_jvm_memory_max_bytes gauge area,cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_jvm_memory_pool_max_bytes counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name,pool
    elasticsearch_jvm_memory_pool_peak_max_bytes counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name,pool
    elasticsearch_jvm_memory_pool_peak_used_bytes counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name,pool
    elasticsearch_jvm_memory_pool_used_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name,pool
    elasticsearch_jvm_memory_used_bytes gauge area,cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_jvm_uptime_seconds gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name,type
    elasticsearch_node_shards_json_parse_failures counter
    elasticsearch_node_shards_total gauge cluster,node
    elasticsearch_nodes_roles gauge cluster,host,name,role
    elasticsearch_os_cpu_percent gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_os_load1 gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_os_load15 gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_os_load5 gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_os_mem_actual_free_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_os_mem_actual_used_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_os_mem_free_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_os_mem_used_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_process_cpu_percent gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_process_cpu_seconds_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_process_max_files_descriptors gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_process_mem_resident_size_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_process_mem_share_size_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_process_mem_virtual_size_bytes gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_process_open_files_count gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_scrape_duration_seconds gauge collector
    elasticsearch_scrape_success gauge collector
    elasticsearch_search_active_queries gauge cluster,index
    elasticsearch_snapshot_stats_latest_snapshot_timestamp_seconds gauge repository
    elasticsearch_snapshot_stats_number_of_snapshots gauge repository
    elasticsearch_snapshot_stats_oldest_snapshot_timestamp gauge repository
    elasticsearch_snapshot_stats_snapshot_end_time_timestamp gauge repository,state,version
    elasticsearch_snapshot_stats_snapshot_failed_shards gauge repository,state,version
    elasticsearch_snapshot_stats_snapshot_number_of_failures gauge repository,state,version
    elasticsearch_snapshot_stats_snapshot_number_of_indices gauge repository,state,version
    elasticsearch_snapshot_stats_snapshot_start_time_timestamp gauge repository,state,version
    elasticsearch_snapshot_stats_snapshot_successful_shards gauge repository,state,version
    elasticsearch_snapshot_stats_snapshot_total_shards gauge repository,state,version
    elasticsearch_thread_pool_active_count gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name,type
    elasticsearch_thread_pool_completed_count counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name,type
    elasticsearch_thread_pool_largest_count gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name,type
    elasticsearch_thread_pool_queue_count gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name,type
    elasticsearch_thread_pool_rejected_count counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name,type
    elasticsearch_thread_pool_threads_count gauge cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name,type
    elasticsearch_transport_rx_packets_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_transport_rx_size_bytes_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_transport_tx_packets_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_transport_tx_size_bytes_total counter cluster,es_client_node,es_data_node,es_ingest_node,es_master_node,host,name
    elasticsearch_version gauge build_date,build_hash,cluster,cluster_uuid,lucene_version,version
    promhttp_metric_handler_requests_in_flight gauge
    promhttp_metric_handler_requests_total counter code
  `,
});
