import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest } from '../alerts/state';
import { percent, promql, series } from '../expressions/expression';

const SOURCE = 'thanos-sidecar';

/** The sidecar, as texts call it. */
const IT = 'The Thanos sidecar of {{ $labels.namespace }}/{{ $labels.pod }}';

const operations = (counter: string) =>
  promql`sum by (namespace, job, pod, bucket) (rate(${series(SOURCE, counter)}[10m]))`;

/** Alerts about the Thanos sidecar. */
export const thanos = group('thanos-sidecar', {
  alerts: {
    ThanosSidecarUploadsFailing: alert({
      levels: [{ severity: 'critical', for: '30m' }],
      namespaced: true,
      summary: 'Thanos sidecar cannot upload blocks',
      description: `${IT} has failed to upload the blocks of its Prometheus ({{ $value | humanize }} attempts in 10 minutes) for {for}: their samples are missing in the bucket, and are lost once they exceed the retention of Prometheus.`,
      // Attempts repeat every 30 s. Failed uploads of single blocks are counted only with uploads out of order, which are off
      // (Thanos 0.42, pkg/shipper/shipper.go, `Sync`).
      expr: promql`increase(${series(SOURCE, 'thanos_shipper_dir_sync_failures_total')}[10m]) > 0`,
    }),
    ThanosSidecarBucketOperationsFailing: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 5 }],
      namespaced: true,
      summary: 'Object storage of the Thanos sidecar fails',
      description: `{{ $value | humanize }} % of the operations of {{ $labels.namespace }}/{{ $labels.pod }} on the bucket {{ $labels.bucket }} have failed, more than {threshold} % for {for}.`,
      expr: ({ threshold }) =>
        promql`${percent(
          operations('thanos_objstore_bucket_operation_failures_total'),
          operations('thanos_objstore_bucket_operations_total'),
        )} > ${threshold}`,
    }),
    ThanosSidecarCannotReachPrometheus: alert({
      levels: [{ severity: 'critical', for: '10m' }],
      namespaced: true,
      summary: 'Thanos sidecar cannot reach its Prometheus',
      description: `${IT} has failed to query its Prometheus for {for}: Thanos Query gets no recent samples from it, and no block is uploaded.`,
      expr: promql`${latest(SOURCE, 'thanos_sidecar_prometheus_up')} == 0`,
    }),
  },
});
