import { source } from '../families/family';

/**
 * The Thanos sidecar: its sources (`cmd/thanos/sidecar.go`, `pkg/shipper/shipper.go`, `pkg/prober/intrumentation.go`), and
 * thanos-io/objstore (`objstore.go`) for the bucket.
 */
export const thanosSidecar = source({
  program: 'Thanos',
  version: '0.42.2',
  image: 'thanos',
  shares: ['go', 'process', 'processNetwork'],
  documented: `
    thanos_objstore_bucket_last_successful_upload_time gauge bucket
    thanos_objstore_bucket_operation_duration_seconds histogram bucket,operation
    thanos_objstore_bucket_operation_failures_total counter bucket,operation
    thanos_objstore_bucket_operation_fetched_bytes_total counter bucket,operation
    thanos_objstore_bucket_operation_transferred_bytes histogram bucket,operation
    thanos_objstore_bucket_operations_total counter bucket,operation
    thanos_shipper_corrupted_blocks_total counter
    thanos_shipper_dir_sync_failures_total counter
    thanos_shipper_dir_syncs_total counter
    thanos_shipper_upload_compacted_done gauge
    thanos_shipper_upload_failures_total counter
    thanos_shipper_uploads_total counter
    thanos_sidecar_prometheus_up gauge
    thanos_status gauge check,component
  `,
});
