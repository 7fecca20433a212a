import type { AlertCases } from '../alerts/alert-case';
import { seriesOfJob } from '../openwhisk/series';

const labels = { namespace: 'monitoring', pod: 'p' };
const thanos = seriesOfJob('thanos-sidecar', labels);
const bucket = { bucket: 'metrics', operation: 'exists' };

/** Cases of the group `thanos-sidecar`. */
export const cases: AlertCases = {
  ThanosSidecarUploadsFailing: {
    fires: {
      series: { [thanos('thanos_shipper_dir_sync_failures_total')]: '0+2x90' },
      at: '31m',
      expect: { critical: 1 },
      labels,
    },
    // One upload fails and is repeated.
    silent: { series: { [thanos('thanos_shipper_dir_sync_failures_total')]: '0x5 2x90' }, at: '60m' },
    ends: '47m',
    gone: '40m',
  },
  ThanosSidecarBucketOperationsFailing: {
    fires: {
      series: {
        [thanos('thanos_objstore_bucket_operation_failures_total', bucket)]: '0+6x90',
        [thanos('thanos_objstore_bucket_operations_total', bucket)]: '0+100x90',
      },
      at: '16m',
      expect: { warning: 1 },
      labels: { ...labels, bucket: 'metrics' },
    },
    silent: {
      series: {
        [thanos('thanos_objstore_bucket_operation_failures_total', bucket)]: '0+5x90',
        [thanos('thanos_objstore_bucket_operations_total', bucket)]: '0+100x90',
      },
      at: '60m',
    },
    ends: '25m',
    gone: '25m',
    fewer: { thanos_objstore_bucket_operation_failures_total: '19m' },
  },
  ThanosSidecarCannotReachPrometheus: {
    fires: {
      series: { [thanos('thanos_sidecar_prometheus_up')]: '0x60' },
      at: '10m',
      expect: { critical: 1 },
      labels,
    },
    silent: { series: { [thanos('thanos_sidecar_prometheus_up')]: '0x9 1x50' }, at: '20m' },
    ends: '21m',
    gone: '15m',
  },
};
