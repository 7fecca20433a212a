import { source } from '../families/family';

/** Fluentd: the sources of its plugin, with the three monitors and their default `gauge_all`. */
export const fluentd = source({
  program: 'fluent-plugin-prometheus',
  version: '2.2',
  documented: `
    fluentd_output_status_buffer_available_space_ratio gauge plugin_id,type
    fluentd_output_status_buffer_newest_timekey gauge plugin_id,type
    fluentd_output_status_buffer_oldest_timekey gauge plugin_id,type
    fluentd_output_status_buffer_queue_byte_size gauge plugin_id,type
    fluentd_output_status_buffer_queue_length gauge plugin_id,type
    fluentd_output_status_buffer_stage_byte_size gauge plugin_id,type
    fluentd_output_status_buffer_stage_length gauge plugin_id,type
    fluentd_output_status_buffer_total_bytes gauge plugin_id,type
    fluentd_output_status_emit_count gauge plugin_id,type
    fluentd_output_status_emit_records gauge plugin_id,type
    fluentd_output_status_flush_time_count gauge plugin_id,type
    fluentd_output_status_num_errors gauge plugin_id,type
    fluentd_output_status_retry_count gauge plugin_id,type
    fluentd_output_status_retry_wait gauge plugin_id,type
    fluentd_output_status_rollback_count gauge plugin_id,type
    fluentd_output_status_slow_flush_count gauge plugin_id,type
    fluentd_output_status_write_count gauge plugin_id,type
    fluentd_status_buffer_newest_timekey gauge plugin_category,plugin_id,type
    fluentd_status_buffer_oldest_timekey gauge plugin_category,plugin_id,type
    fluentd_status_buffer_queue_length gauge plugin_category,plugin_id,type
    fluentd_status_buffer_total_bytes gauge plugin_category,plugin_id,type
    fluentd_status_retry_count gauge plugin_category,plugin_id,type
    fluentd_tail_file_closed gauge path,plugin_id,type
    fluentd_tail_file_inode gauge path,plugin_id,type
    fluentd_tail_file_opened gauge path,plugin_id,type
    fluentd_tail_file_position gauge path,plugin_id,type
    fluentd_tail_file_rotated gauge path,plugin_id,type
    fluentd_tail_file_throttled gauge path,plugin_id,type
  `,
});
