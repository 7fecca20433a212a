import { board } from '../panels/define';
import { promql, series, share, type Expression } from '../expressions/expression';
import { gauge, row, stat, table, timeseries } from '../panels/panels';
import { NAMESPACE, type Variable } from '../panels/variables';

const SOURCE = 'kubelet';
const CLAIM: Variable = {
  name: 'volume',
  title: 'PersistentVolumeClaim',
  of: series(SOURCE, 'kubelet_volume_stats_capacity_bytes', 'namespace="$namespace"'),
  label: 'persistentvolumeclaim',
};
const HERE = ['namespace="$namespace"', 'persistentvolumeclaim="$volume"'];

/** The same volume may be mounted on several nodes. */
const one = (metric: string): Expression => promql`max(${series(SOURCE, `kubelet_volume_stats_${metric}`, ...HERE)})`;
const all = (metric: string): Expression =>
  promql`max by (namespace, persistentvolumeclaim) (${series(SOURCE, `kubelet_volume_stats_${metric}`)})`;
const claims = (phase: string): Expression =>
  promql`sum(${series('kube-state-metrics', 'kube_persistentvolumeclaim_status_phase', `phase="${phase}"`)})`;

/** Volumes that pods have mounted. */
export const persistentVolumes = board({
  uid: 'kubernetes-persistent-volumes',
  folder: 'Kubernetes',
  title: 'Kubernetes / Persistent Volumes',
  description: 'How full volumes are that pods have mounted, and when they will be full.',
  sources: [SOURCE, 'kube-state-metrics'],
  variables: [NAMESPACE, CLAIM],
  rows: [
    row(
      'All claims',
      stat({
        title: 'Bound claims',
        description: 'Claims that have a volume.',
        unit: 'count',
        query: claims('Bound'),
      }),
      stat({
        title: 'Pending claims',
        description: 'Claims that wait for a volume.',
        unit: 'count',
        limits: { warning: 1 },
        query: claims('Pending'),
      }),
      stat({
        title: 'Lost claims',
        description: 'Claims whose volume is gone.',
        unit: 'count',
        limits: { critical: 1 },
        query: claims('Lost'),
      }),
      table({
        title: 'Claims',
        description:
          'How full each mounted volume is, and will be in four days if it goes on as in the last six hours.',
        labels: { namespace: 'Namespace', persistentvolumeclaim: 'Claim' },
        links: {
          persistentvolumeclaim: {
            board: 'kubernetes-persistent-volumes',
            variables: { namespace: 'namespace', volume: 'persistentvolumeclaim' },
          },
        },
        columns: {
          Capacity: { unit: 'bytes', query: all('capacity_bytes') },
          'Used / capacity': {
            unit: 'ratio',
            limits: { warning: 0.85, critical: 0.97 },
            query: promql`1 - ${share(all('available_bytes'), all('capacity_bytes'))}`,
          },
          'Inodes used': {
            unit: 'ratio',
            limits: { warning: 0.85, critical: 0.97 },
            query: share(all('inodes_used'), all('inodes')),
          },
          'Available in four days': {
            unit: 'bytes',
            limits: { critical: 0, below: true },
            query: promql`
              min by (namespace, persistentvolumeclaim) (
                predict_linear(${series(SOURCE, 'kubelet_volume_stats_available_bytes')}[6h], 4 * 24 * 3600)
              )`,
          },
        },
      }),
    ),
    row(
      'One claim',
      gauge({
        title: 'Space used',
        description: 'Share of the volume that is in use.',
        query: promql`1 - ${share(one('available_bytes'), one('capacity_bytes'))}`,
        limits: { warning: 0.85, critical: 0.97 },
      }),
      gauge({
        title: 'Inodes used',
        description: 'Share of the files and folders that the volume can have. Some file systems have no such limit.',
        query: share(one('inodes_used'), one('inodes')),
        limits: { warning: 0.85, critical: 0.97 },
      }),
      timeseries({
        title: 'Space',
        description: 'Used space, and space available to users.',
        unit: 'bytes',
        stacked: true,
        queries: {
          Used: promql`${one('capacity_bytes')} - ${one('available_bytes')}`,
          Available: one('available_bytes'),
        },
      }),
      timeseries({
        title: 'Inodes',
        description: 'Files and folders, and how many more there can be.',
        unit: 'count',
        stacked: true,
        queries: { Used: one('inodes_used'), Available: one('inodes_free') },
      }),
    ),
  ],
});
