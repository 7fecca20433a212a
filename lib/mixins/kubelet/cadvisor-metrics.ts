import { source } from '../families/family';

/**
 * The kubelet at `/metrics/cadvisor`: what nodes served, and the sources of cAdvisor 0.56.2 (`metrics/prometheus.go`), limited to the
 * groups in the kubelet's `server.go`, without the group of the CPU load, which Kubernetes 1.37 no longer serves.
 */
export const kubeletCadvisor = source({
  program: 'Kubernetes',
  version: '1.36.1',
  captured: `
    cadvisor_version_info gauge cadvisorRevision,cadvisorVersion,dockerVersion,kernelVersion,osVersion
    container_cpu_cfs_burst_periods_total counter container,id,image,name,namespace,pod
    container_cpu_cfs_burst_seconds_total counter container,id,image,name,namespace,pod
    container_cpu_cfs_periods_total counter container,id,image,name,namespace,pod
    container_cpu_cfs_throttled_periods_total counter container,id,image,name,namespace,pod
    container_cpu_cfs_throttled_seconds_total counter container,id,image,name,namespace,pod
    container_cpu_system_seconds_total counter container,id,image,name,namespace,pod
    container_cpu_usage_seconds_total counter container,cpu,id,image,name,namespace,pod
    container_cpu_user_seconds_total counter container,id,image,name,namespace,pod
    container_file_descriptors gauge container,id,image,name,namespace,pod
    container_fs_inodes_free gauge container,device,id,image,name,namespace,pod
    container_fs_inodes_total gauge container,device,id,image,name,namespace,pod
    container_fs_io_current gauge container,device,id,image,name,namespace,pod
    container_fs_io_time_seconds_total counter container,device,id,image,name,namespace,pod
    container_fs_io_time_weighted_seconds_total counter container,device,id,image,name,namespace,pod
    container_fs_limit_bytes gauge container,device,id,image,name,namespace,pod
    container_fs_read_seconds_total counter container,device,id,image,name,namespace,pod
    container_fs_reads_merged_total counter container,device,id,image,name,namespace,pod
    container_fs_reads_total counter container,device,id,image,name,namespace,pod
    container_fs_sector_reads_total counter container,device,id,image,name,namespace,pod
    container_fs_sector_writes_total counter container,device,id,image,name,namespace,pod
    container_fs_usage_bytes gauge container,device,id,image,name,namespace,pod
    container_fs_write_seconds_total counter container,device,id,image,name,namespace,pod
    container_fs_writes_merged_total counter container,device,id,image,name,namespace,pod
    container_fs_writes_total counter container,device,id,image,name,namespace,pod
    container_health_state gauge container,id,image,name,namespace,pod
    container_last_seen gauge container,id,image,name,namespace,pod
    container_memory_cache gauge container,id,image,name,namespace,pod
    container_memory_failcnt counter container,id,image,name,namespace,pod
    container_memory_failures_total counter container,failure_type,id,image,name,namespace,pod,scope
    container_memory_kernel_usage gauge container,id,image,name,namespace,pod
    container_memory_mapped_file gauge container,id,image,name,namespace,pod
    container_memory_max_usage_bytes gauge container,id,image,name,namespace,pod
    container_memory_rss gauge container,id,image,name,namespace,pod
    container_memory_swap gauge container,id,image,name,namespace,pod
    container_memory_total_active_file_bytes gauge container,id,image,name,namespace,pod
    container_memory_total_inactive_file_bytes gauge container,id,image,name,namespace,pod
    container_memory_usage_bytes gauge container,id,image,name,namespace,pod
    container_memory_working_set_bytes gauge container,id,image,name,namespace,pod
    container_network_receive_bytes_total counter container,id,image,interface,name,namespace,pod
    container_network_receive_errors_total counter container,id,image,interface,name,namespace,pod
    container_network_receive_packets_dropped_total counter container,id,image,interface,name,namespace,pod
    container_network_receive_packets_total counter container,id,image,interface,name,namespace,pod
    container_network_transmit_bytes_total counter container,id,image,interface,name,namespace,pod
    container_network_transmit_errors_total counter container,id,image,interface,name,namespace,pod
    container_network_transmit_packets_dropped_total counter container,id,image,interface,name,namespace,pod
    container_network_transmit_packets_total counter container,id,image,interface,name,namespace,pod
    container_oom_events_total counter container,id,image,name,namespace,pod
    container_processes gauge container,id,image,name,namespace,pod
    container_scrape_error gauge
    container_sockets gauge container,id,image,name,namespace,pod
    container_spec_cpu_period gauge container,id,image,name,namespace,pod
    container_spec_cpu_quota gauge container,id,image,name,namespace,pod
    container_spec_cpu_shares gauge container,id,image,name,namespace,pod
    container_spec_memory_limit_bytes gauge container,id,image,name,namespace,pod
    container_spec_memory_reservation_limit_bytes gauge container,id,image,name,namespace,pod
    container_spec_memory_swap_limit_bytes gauge container,id,image,name,namespace,pod
    container_start_time_seconds gauge container,id,image,name,namespace,pod
    container_threads gauge container,id,image,name,namespace,pod
    container_threads_max gauge container,id,image,name,namespace,pod
    container_ulimits_soft gauge container,id,image,name,namespace,pod,ulimit
    machine_cpu_books gauge boot_id,machine_id,system_uuid
    machine_cpu_cores gauge boot_id,machine_id,system_uuid
    machine_cpu_drawers gauge boot_id,machine_id,system_uuid
    machine_cpu_physical_cores gauge boot_id,machine_id,system_uuid
    machine_cpu_sockets gauge boot_id,machine_id,system_uuid
    machine_memory_bytes gauge boot_id,machine_id,system_uuid
    machine_nvm_avg_power_budget_watts gauge boot_id,machine_id,system_uuid
    machine_nvm_capacity gauge boot_id,machine_id,mode,system_uuid
    machine_scrape_error gauge
    machine_swap_bytes gauge boot_id,machine_id,system_uuid
  `,
  documented: `
    container_blkio_device_usage_total counter container,device,id,image,major,minor,name,namespace,operation,pod
    container_fs_io_cost_indebt_seconds_total counter container,device,id,image,name,namespace,pod
    container_fs_io_cost_indelay_seconds_total counter container,device,id,image,name,namespace,pod
    container_fs_io_cost_usage_seconds_total counter container,device,id,image,name,namespace,pod
    container_fs_io_cost_wait_seconds_total counter container,device,id,image,name,namespace,pod
    container_fs_reads_bytes_total counter container,device,id,image,name,namespace,pod
    container_fs_writes_bytes_total counter container,device,id,image,name,namespace,pod
    container_pressure_cpu_stalled_seconds_total counter container,id,image,name,namespace,pod
    container_pressure_cpu_waiting_seconds_total counter container,id,image,name,namespace,pod
    container_pressure_io_stalled_seconds_total counter container,id,image,name,namespace,pod
    container_pressure_io_waiting_seconds_total counter container,id,image,name,namespace,pod
    container_pressure_memory_stalled_seconds_total counter container,id,image,name,namespace,pod
    container_pressure_memory_waiting_seconds_total counter container,id,image,name,namespace,pod
    machine_dimm_capacity_bytes gauge boot_id,machine_id,system_uuid,type
    machine_dimm_count gauge boot_id,machine_id,system_uuid,type
  `,
});
