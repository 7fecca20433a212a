import { source } from '../families/family';

/** node_exporter, with the collectors that are on by themselves. */
export const nodeExporter = source({
  program: 'node_exporter',
  version: '1.12.1',
  image: 'node-exporter',
  shares: ['go', 'process', 'processNetwork'],
  captured: `
    node_arp_entries gauge device
    node_boot_time_seconds gauge
    node_context_switches_total counter
    node_cpu_guest_seconds_total counter cpu,mode
    node_cpu_seconds_total counter cpu,mode
    node_disk_discard_time_seconds_total counter device
    node_disk_discarded_sectors_total counter device
    node_disk_discards_completed_total counter device
    node_disk_discards_merged_total counter device
    node_disk_flush_requests_time_seconds_total counter device
    node_disk_flush_requests_total counter device
    node_disk_info gauge device,major,minor,model,path,revision,rotational,serial,wwn
    node_disk_io_now gauge device
    node_disk_io_time_seconds_total counter device
    node_disk_io_time_weighted_seconds_total counter device
    node_disk_read_bytes_total counter device
    node_disk_read_time_seconds_total counter device
    node_disk_reads_completed_total counter device
    node_disk_reads_merged_total counter device
    node_disk_write_time_seconds_total counter device
    node_disk_writes_completed_total counter device
    node_disk_writes_merged_total counter device
    node_disk_written_bytes_total counter device
    node_entropy_available_bits gauge
    node_entropy_pool_size_bits gauge
    node_exporter_build_info gauge branch,goarch,goos,goversion,revision,tags,version
    node_filefd_allocated gauge
    node_filefd_maximum gauge
    node_filesystem_avail_bytes gauge device,device_error,fstype,mountpoint
    node_filesystem_device_error gauge device,device_error,fstype,mountpoint
    node_filesystem_files gauge device,device_error,fstype,mountpoint
    node_filesystem_files_free gauge device,device_error,fstype,mountpoint
    node_filesystem_free_bytes gauge device,device_error,fstype,mountpoint
    node_filesystem_mount_info gauge device,major,minor,mountpoint
    node_filesystem_purgeable_bytes gauge device,device_error,fstype,mountpoint
    node_filesystem_readonly gauge device,device_error,fstype,mountpoint
    node_filesystem_size_bytes gauge device,device_error,fstype,mountpoint
    node_forks_total counter
    node_intr_total counter
    node_kernel_hung_tasks_total counter
    node_load1 gauge
    node_load15 gauge
    node_load5 gauge
    node_memory_Active_anon_bytes gauge
    node_memory_Active_bytes gauge
    node_memory_Active_file_bytes gauge
    node_memory_AnonHugePages_bytes gauge
    node_memory_AnonPages_bytes gauge
    node_memory_Bounce_bytes gauge
    node_memory_Buffers_bytes gauge
    node_memory_Cached_bytes gauge
    node_memory_CommitLimit_bytes gauge
    node_memory_Committed_AS_bytes gauge
    node_memory_DirectMap1G_bytes gauge
    node_memory_DirectMap2M_bytes gauge
    node_memory_DirectMap4k_bytes gauge
    node_memory_Dirty_bytes gauge
    node_memory_HugePages_Free gauge
    node_memory_HugePages_Rsvd gauge
    node_memory_HugePages_Surp gauge
    node_memory_HugePages_Total gauge
    node_memory_Hugepagesize_bytes gauge
    node_memory_Inactive_anon_bytes gauge
    node_memory_Inactive_bytes gauge
    node_memory_Inactive_file_bytes gauge
    node_memory_KernelStack_bytes gauge
    node_memory_Mapped_bytes gauge
    node_memory_MemAvailable_bytes gauge
    node_memory_MemFree_bytes gauge
    node_memory_MemTotal_bytes gauge
    node_memory_Mlocked_bytes gauge
    node_memory_NFS_Unstable_bytes gauge
    node_memory_PageTables_bytes gauge
    node_memory_Percpu_bytes gauge
    node_memory_SReclaimable_bytes gauge
    node_memory_SUnreclaim_bytes gauge
    node_memory_ShmemHugePages_bytes gauge
    node_memory_ShmemPmdMapped_bytes gauge
    node_memory_Shmem_bytes gauge
    node_memory_Slab_bytes gauge
    node_memory_SwapCached_bytes gauge
    node_memory_SwapFree_bytes gauge
    node_memory_SwapTotal_bytes gauge
    node_memory_Unevictable_bytes gauge
    node_memory_VmallocChunk_bytes gauge
    node_memory_VmallocTotal_bytes gauge
    node_memory_VmallocUsed_bytes gauge
    node_memory_WritebackTmp_bytes gauge
    node_memory_Writeback_bytes gauge
    node_memory_Zswap_bytes gauge
    node_memory_Zswapped_bytes gauge
    node_netstat_Icmp6_InErrors untyped
    node_netstat_Icmp6_InMsgs untyped
    node_netstat_Icmp6_OutMsgs untyped
    node_netstat_Icmp_InErrors untyped
    node_netstat_Icmp_InMsgs untyped
    node_netstat_Icmp_OutMsgs untyped
    node_netstat_Ip6_InOctets untyped
    node_netstat_Ip6_OutOctets untyped
    node_netstat_IpExt_InOctets untyped
    node_netstat_IpExt_OutOctets untyped
    node_netstat_Ip_Forwarding untyped
    node_netstat_TcpExt_ListenDrops untyped
    node_netstat_TcpExt_ListenOverflows untyped
    node_netstat_TcpExt_SyncookiesFailed untyped
    node_netstat_TcpExt_SyncookiesRecv untyped
    node_netstat_TcpExt_SyncookiesSent untyped
    node_netstat_TcpExt_TCPOFOQueue untyped
    node_netstat_TcpExt_TCPRcvQDrop untyped
    node_netstat_TcpExt_TCPSynRetrans untyped
    node_netstat_TcpExt_TCPTimeouts untyped
    node_netstat_Tcp_ActiveOpens untyped
    node_netstat_Tcp_CurrEstab untyped
    node_netstat_Tcp_InErrs untyped
    node_netstat_Tcp_InSegs untyped
    node_netstat_Tcp_OutRsts untyped
    node_netstat_Tcp_OutSegs untyped
    node_netstat_Tcp_PassiveOpens untyped
    node_netstat_Tcp_RetransSegs untyped
    node_netstat_Udp6_InDatagrams untyped
    node_netstat_Udp6_InErrors untyped
    node_netstat_Udp6_NoPorts untyped
    node_netstat_Udp6_OutDatagrams untyped
    node_netstat_Udp6_RcvbufErrors untyped
    node_netstat_Udp6_SndbufErrors untyped
    node_netstat_UdpLite6_InErrors untyped
    node_netstat_UdpLite_InErrors untyped
    node_netstat_Udp_InDatagrams untyped
    node_netstat_Udp_InErrors untyped
    node_netstat_Udp_NoPorts untyped
    node_netstat_Udp_OutDatagrams untyped
    node_netstat_Udp_RcvbufErrors untyped
    node_netstat_Udp_SndbufErrors untyped
    node_network_address_assign_type gauge device
    node_network_carrier gauge device
    node_network_carrier_changes_total counter device
    node_network_carrier_down_changes_total counter device
    node_network_carrier_up_changes_total counter device
    node_network_device_id gauge device
    node_network_dormant gauge device
    node_network_flags gauge device
    node_network_iface_id gauge device
    node_network_iface_link gauge device
    node_network_iface_link_mode gauge device
    node_network_info gauge address,adminstate,broadcast,device,duplex,ifalias,operstate
    node_network_mtu_bytes gauge device
    node_network_name_assign_type gauge device
    node_network_net_dev_group gauge device
    node_network_protocol_type gauge device
    node_network_receive_bytes_total counter device
    node_network_receive_compressed_total counter device
    node_network_receive_drop_total counter device
    node_network_receive_errs_total counter device
    node_network_receive_fifo_total counter device
    node_network_receive_frame_total counter device
    node_network_receive_multicast_total counter device
    node_network_receive_nohandler_total counter device
    node_network_receive_packets_total counter device
    node_network_speed_bytes gauge device
    node_network_transmit_bytes_total counter device
    node_network_transmit_carrier_total counter device
    node_network_transmit_colls_total counter device
    node_network_transmit_compressed_total counter device
    node_network_transmit_drop_total counter device
    node_network_transmit_errs_total counter device
    node_network_transmit_fifo_total counter device
    node_network_transmit_packets_total counter device
    node_network_transmit_queue_length gauge device
    node_network_up gauge device
    node_nf_conntrack_entries gauge
    node_nf_conntrack_entries_limit gauge
    node_nf_conntrack_stat_drop gauge
    node_nf_conntrack_stat_early_drop gauge
    node_nf_conntrack_stat_found gauge
    node_nf_conntrack_stat_ignore gauge
    node_nf_conntrack_stat_insert gauge
    node_nf_conntrack_stat_insert_failed gauge
    node_nf_conntrack_stat_invalid gauge
    node_nf_conntrack_stat_search_restart gauge
    node_os_info gauge build_id,id,id_like,image_id,image_version,name,pretty_name,variant,variant_id,version,version_codename,version_id
    node_os_version gauge id,id_like,name
    node_pressure_cpu_waiting_seconds_total counter
    node_pressure_io_stalled_seconds_total counter
    node_pressure_io_waiting_seconds_total counter
    node_pressure_memory_stalled_seconds_total counter
    node_pressure_memory_waiting_seconds_total counter
    node_procs_blocked gauge
    node_procs_running gauge
    node_scrape_collector_duration_seconds gauge collector
    node_scrape_collector_success gauge collector
    node_selinux_enabled gauge
    node_sockstat_FRAG6_inuse gauge
    node_sockstat_FRAG6_memory gauge
    node_sockstat_FRAG_inuse gauge
    node_sockstat_FRAG_memory gauge
    node_sockstat_RAW6_inuse gauge
    node_sockstat_RAW_inuse gauge
    node_sockstat_TCP6_inuse gauge
    node_sockstat_TCP_alloc gauge
    node_sockstat_TCP_inuse gauge
    node_sockstat_TCP_mem gauge
    node_sockstat_TCP_mem_bytes gauge
    node_sockstat_TCP_orphan gauge
    node_sockstat_TCP_tw gauge
    node_sockstat_UDP6_inuse gauge
    node_sockstat_UDPLITE6_inuse gauge
    node_sockstat_UDPLITE_inuse gauge
    node_sockstat_UDP_inuse gauge
    node_sockstat_UDP_mem gauge
    node_sockstat_UDP_mem_bytes gauge
    node_sockstat_sockets_used gauge
    node_softnet_backlog_len gauge cpu
    node_softnet_cpu_collision_total counter cpu
    node_softnet_dropped_total counter cpu
    node_softnet_flow_limit_count_total counter cpu
    node_softnet_processed_total counter cpu
    node_softnet_received_rps_total counter cpu
    node_softnet_times_squeezed_total counter cpu
    node_textfile_scrape_error gauge
    node_time_clocksource_available_info gauge clocksource,device
    node_time_clocksource_current_info gauge clocksource,device
    node_time_seconds gauge
    node_time_zone_offset_seconds gauge time_zone
    node_timex_estimated_error_seconds gauge
    node_timex_frequency_adjustment_ratio gauge
    node_timex_loop_time_constant gauge
    node_timex_maxerror_seconds gauge
    node_timex_offset_seconds gauge
    node_timex_pps_calibration_total counter
    node_timex_pps_error_total counter
    node_timex_pps_frequency_hertz gauge
    node_timex_pps_jitter_seconds gauge
    node_timex_pps_jitter_total counter
    node_timex_pps_shift_seconds gauge
    node_timex_pps_stability_exceeded_total counter
    node_timex_pps_stability_hertz gauge
    node_timex_status gauge
    node_timex_sync_status gauge
    node_timex_tai_offset_seconds gauge
    node_timex_tick_seconds gauge
    node_udp_queues gauge ip,queue
    node_uname_info gauge domainname,machine,nodename,release,sysname,version
    node_vmstat_oom_kill untyped
    node_vmstat_pgfault untyped
    node_vmstat_pgmajfault untyped
    node_vmstat_pgpgin untyped
    node_vmstat_pgpgout untyped
    node_vmstat_pswpin untyped
    node_vmstat_pswpout untyped
    promhttp_metric_handler_errors_total counter cause
    promhttp_metric_handler_requests_in_flight gauge
    promhttp_metric_handler_requests_total counter code
  `,
  documented: `
    node_bcache_active_journal_entries gauge uuid
    node_bcache_average_key_size_sectors gauge uuid
    node_bcache_btree_cache_size_bytes gauge uuid
    node_bcache_btree_nodes gauge uuid
    node_bcache_btree_read_average_duration_seconds gauge uuid
    node_bcache_bypassed_bytes_total counter backing_device,uuid
    node_bcache_cache_available_percent gauge uuid
    node_bcache_cache_bypass_hits_total counter backing_device,uuid
    node_bcache_cache_bypass_misses_total counter backing_device,uuid
    node_bcache_cache_hits_total counter backing_device,uuid
    node_bcache_cache_miss_collisions_total counter backing_device,uuid
    node_bcache_cache_misses_total counter backing_device,uuid
    node_bcache_cache_read_races_total counter uuid
    node_bcache_cache_readaheads_total counter backing_device,uuid
    node_bcache_congested gauge uuid
    node_bcache_dirty_data_bytes gauge backing_device,uuid
    node_bcache_dirty_target_bytes gauge backing_device,uuid
    node_bcache_io_errors gauge cache_device,uuid
    node_bcache_metadata_written_bytes_total counter cache_device,uuid
    node_bcache_priority_stats_metadata_percent gauge cache_device,uuid
    node_bcache_priority_stats_unused_percent gauge cache_device,uuid
    node_bcache_root_usage_percent gauge uuid
    node_bcache_tree_depth gauge uuid
    node_bcache_writeback_change gauge backing_device,uuid
    node_bcache_writeback_rate gauge backing_device,uuid
    node_bcache_writeback_rate_integral_term gauge backing_device,uuid
    node_bcache_writeback_rate_proportional_term gauge backing_device,uuid
    node_bcache_written_bytes_total counter cache_device,uuid
    node_bonding_active gauge master
    node_bonding_slaves gauge master
    node_cooling_device_cur_state gauge name,type
    node_cooling_device_max_state gauge name,type
    node_cpu_bug_info gauge bug
    node_cpu_core_throttles_total counter core,package
    node_cpu_flag_info gauge flag
    node_cpu_info gauge cachesize,core,cpu,family,microcode,model,model_name,package,stepping,vendor
    node_cpu_isolated gauge cpu
    node_cpu_package_throttles_total counter package
    node_cpu_scaling_frequency_hertz gauge cpu
    node_cpu_scaling_frequency_max_hertz gauge cpu
    node_cpu_scaling_frequency_min_hertz gauge cpu
    node_cpu_scaling_governor gauge cpu,governor
    node_cpu_vulnerabilities_info gauge codename,mitigation,state
    node_disk_ata_rotation_rate_rpm gauge device
    node_disk_ata_write_cache gauge device
    node_disk_ata_write_cache_enabled gauge device
    node_disk_device_mapper_info gauge device,lv_layer,lv_name,name,uuid,vg_name
    node_disk_filesystem_info gauge device,type,usage,uuid,version
    node_dmi_info gauge bios_date,bios_release,bios_vendor,bios_version,board_name,board_serial,board_vendor,board_version,chassis_asset_tag,chassis_serial,chassis_vendor,chassis_version,product_family,product_name,product_serial,product_sku,product_uuid,product_version,system_vendor
    node_edac_correctable_errors_total counter controller
    node_edac_csrow_correctable_errors_total counter controller,csrow
    node_edac_csrow_uncorrectable_errors_total counter controller,csrow
    node_edac_uncorrectable_errors_total counter controller
    node_fibrechannel_dumped_frames_total counter fc_host
    node_fibrechannel_error_frames_total counter fc_host
    node_fibrechannel_fcp_packet_aborts_total counter fc_host
    node_fibrechannel_info gauge dev_loss_tmo,fabric_name,fc_host,port_id,port_name,port_state,port_type,speed,supported_classes,supported_speeds,symbolic_name
    node_fibrechannel_invalid_crc_total counter fc_host
    node_fibrechannel_invalid_tx_words_total counter fc_host
    node_fibrechannel_link_failure_total counter fc_host
    node_fibrechannel_loss_of_signal_total counter fc_host
    node_fibrechannel_loss_of_sync_total counter fc_host
    node_fibrechannel_nos_total counter fc_host
    node_fibrechannel_rx_frames_total counter fc_host
    node_fibrechannel_rx_words_total counter fc_host
    node_fibrechannel_seconds_since_last_reset_total counter fc_host
    node_fibrechannel_tx_frames_total counter fc_host
    node_fibrechannel_tx_words_total counter fc_host
    node_infiniband_info gauge board_id,device,firmware_version,hca_type
    node_infiniband_legacy_data_received_bytes_total counter device,port
    node_infiniband_legacy_data_transmitted_bytes_total counter device,port
    node_infiniband_legacy_multicast_packets_received_total counter device,port
    node_infiniband_legacy_multicast_packets_transmitted_total counter device,port
    node_infiniband_legacy_packets_received_total counter device,port
    node_infiniband_legacy_packets_transmitted_total counter device,port
    node_infiniband_legacy_unicast_packets_received_total counter device,port
    node_infiniband_legacy_unicast_packets_transmitted_total counter device,port
    node_infiniband_link_downed_total counter device,port
    node_infiniband_link_error_recovery_total counter device,port
    node_infiniband_multicast_packets_received_total counter device,port
    node_infiniband_multicast_packets_transmitted_total counter device,port
    node_infiniband_physical_state_id gauge device,port
    node_infiniband_port_constraint_errors_received_total counter device,port
    node_infiniband_port_constraint_errors_transmitted_total counter device,port
    node_infiniband_port_data_received_bytes_total counter device,port
    node_infiniband_port_data_transmitted_bytes_total counter device,port
    node_infiniband_port_discards_received_total counter device,port
    node_infiniband_port_discards_transmitted_total counter device,port
    node_infiniband_port_errors_received_total counter device,port
    node_infiniband_port_packets_received_total counter device,port
    node_infiniband_port_packets_transmitted_total counter device,port
    node_infiniband_port_transmit_wait_total counter device,port
    node_infiniband_rate_bytes_per_second gauge device,port
    node_infiniband_state_id gauge device,port
    node_infiniband_unicast_packets_received_total counter device,port
    node_infiniband_unicast_packets_transmitted_total counter device,port
    node_ipvs_backend_connections_active gauge local_address,local_mark,local_port,proto,remote_address,remote_port
    node_ipvs_backend_connections_inactive gauge local_address,local_mark,local_port,proto,remote_address,remote_port
    node_ipvs_backend_weight gauge local_address,local_mark,local_port,proto,remote_address,remote_port
    node_ipvs_connections_total counter
    node_ipvs_incoming_bytes_total counter
    node_ipvs_incoming_packets_total counter
    node_ipvs_outgoing_bytes_total counter
    node_ipvs_outgoing_packets_total counter
    node_md_blocks gauge device
    node_md_blocks_synced gauge device
    node_md_disks gauge device,state
    node_md_disks_required gauge device
    node_md_state gauge device,state
    node_memory_HardwareCorrupted_bytes gauge
    node_memory_numa_Active gauge node
    node_memory_numa_Active_anon gauge node
    node_memory_numa_Active_file gauge node
    node_memory_numa_AnonHugePages gauge node
    node_memory_numa_AnonPages gauge node
    node_memory_numa_Bounce gauge node
    node_memory_numa_Dirty gauge node
    node_memory_numa_FilePages gauge node
    node_memory_numa_HugePages_Free gauge node
    node_memory_numa_HugePages_Surp gauge node
    node_memory_numa_HugePages_Total gauge node
    node_memory_numa_Inactive gauge node
    node_memory_numa_Inactive_anon gauge node
    node_memory_numa_Inactive_file gauge node
    node_memory_numa_KernelStack gauge node
    node_memory_numa_Mapped gauge node
    node_memory_numa_MemFree gauge node
    node_memory_numa_MemTotal gauge node
    node_memory_numa_MemUsed gauge node
    node_memory_numa_Mlocked gauge node
    node_memory_numa_NFS_Unstable gauge node
    node_memory_numa_PageTables gauge node
    node_memory_numa_SReclaimable gauge node
    node_memory_numa_SUnreclaim gauge node
    node_memory_numa_Shmem gauge node
    node_memory_numa_Slab gauge node
    node_memory_numa_Unevictable gauge node
    node_memory_numa_Writeback gauge node
    node_memory_numa_WritebackTmp gauge node
    node_memory_numa_interleave_hit_total counter node
    node_memory_numa_local_node_total counter node
    node_memory_numa_numa_foreign_total counter node
    node_memory_numa_numa_hit_total counter node
    node_memory_numa_numa_miss_total counter node
    node_memory_numa_other_node_total counter node
    node_nfs_connections_total counter
    node_nfs_packets_total counter protocol
    node_nfs_requests_total counter method,proto
    node_nfs_rpc_authentication_refreshes_total counter
    node_nfs_rpc_retransmissions_total counter
    node_nfs_rpcs_total counter
    node_nfsd_connections_total counter
    node_nfsd_disk_bytes_read_total counter
    node_nfsd_disk_bytes_written_total counter
    node_nfsd_file_handles_stale_total counter
    node_nfsd_packets_total counter proto
    node_nfsd_read_ahead_cache_not_found_total counter
    node_nfsd_read_ahead_cache_size_blocks gauge
    node_nfsd_reply_cache_hits_total counter
    node_nfsd_reply_cache_misses_total counter
    node_nfsd_reply_cache_nocache_total counter
    node_nfsd_requests_total counter method,proto
    node_nfsd_rpc_errors_total counter error
    node_nfsd_server_rpcs_total counter
    node_nfsd_server_threads gauge
    node_nvme_info gauge device,firmware_revision,model,serial,state
    node_power_supply_capacity gauge power_supply
    node_power_supply_cyclecount gauge power_supply
    node_power_supply_energy_full gauge power_supply
    node_power_supply_energy_full_design gauge power_supply
    node_power_supply_energy_watthour gauge power_supply
    node_power_supply_info gauge capacity_level,manufacturer,model_name,power_supply,serial_number,status,technology,type
    node_power_supply_online gauge power_supply
    node_power_supply_power_watt gauge power_supply
    node_power_supply_present gauge power_supply
    node_power_supply_voltage_min_design gauge power_supply
    node_power_supply_voltage_volt gauge power_supply
    node_pressure_irq_stalled_seconds_total counter
    node_rapl_core_joules_total counter index,path
    node_rapl_package_joules_total counter index,path
    node_schedstat_running_seconds_total counter cpu
    node_schedstat_timeslices_total counter cpu
    node_schedstat_waiting_seconds_total counter cpu
    node_tape_io_now gauge device
    node_tape_io_others_total counter device
    node_tape_io_time_seconds_total counter device
    node_tape_read_bytes_total counter device
    node_tape_read_time_seconds_total counter device
    node_tape_reads_completed_total counter device
    node_tape_residual_total counter device
    node_tape_write_time_seconds_total counter device
    node_tape_writes_completed_total counter device
    node_tape_written_bytes_total counter device
    node_textfile_mtime_seconds gauge
    node_thermal_zone_temp gauge type,zone
    node_watchdog_access_cs0 gauge name
    node_watchdog_bootstatus gauge name
    node_watchdog_fw_version gauge name
    node_watchdog_info gauge identity,name,options,pretimeout_governor,state,status
    node_watchdog_nowayout gauge name
    node_watchdog_pretimeout_seconds gauge name
    node_watchdog_timeleft_seconds gauge name
    node_watchdog_timeout_seconds gauge name
    node_xfs_allocation_btree_compares_total counter device
    node_xfs_allocation_btree_lookups_total counter device
    node_xfs_allocation_btree_records_deleted_total counter device
    node_xfs_allocation_btree_records_inserted_total counter device
    node_xfs_block_map_btree_compares_total counter device
    node_xfs_block_map_btree_lookups_total counter device
    node_xfs_block_map_btree_records_deleted_total counter device
    node_xfs_block_map_btree_records_inserted_total counter device
    node_xfs_block_mapping_extent_list_compares_total counter device
    node_xfs_block_mapping_extent_list_deletions_total counter device
    node_xfs_block_mapping_extent_list_insertions_total counter device
    node_xfs_block_mapping_extent_list_lookups_total counter device
    node_xfs_block_mapping_reads_total counter device
    node_xfs_block_mapping_unmaps_total counter device
    node_xfs_block_mapping_writes_total counter device
    node_xfs_directory_operation_create_total counter device
    node_xfs_directory_operation_getdents_total counter device
    node_xfs_directory_operation_lookup_total counter device
    node_xfs_directory_operation_remove_total counter device
    node_xfs_extent_allocation_blocks_allocated_total counter device
    node_xfs_extent_allocation_blocks_freed_total counter device
    node_xfs_extent_allocation_extents_allocated_total counter device
    node_xfs_extent_allocation_extents_freed_total counter device
    node_xfs_inode_operation_attempts_total counter device
    node_xfs_inode_operation_attribute_changes_total counter device
    node_xfs_inode_operation_duplicates_total counter device
    node_xfs_inode_operation_found_total counter device
    node_xfs_inode_operation_missed_total counter device
    node_xfs_inode_operation_reclaims_total counter device
    node_xfs_inode_operation_recycled_total counter device
    node_xfs_read_calls_total counter device
    node_xfs_vnode_active_total counter device
    node_xfs_vnode_allocate_total counter device
    node_xfs_vnode_get_total counter device
    node_xfs_vnode_hold_total counter device
    node_xfs_vnode_reclaim_total counter device
    node_xfs_vnode_release_total counter device
    node_xfs_vnode_remove_total counter device
    node_xfs_write_calls_total counter device
  `,
});
