import type { AlertCases, Scenario } from '../alerts/alert-case';
import { kubeState } from '../kube-state-metrics/series';

const stats = (metric: string, claim = 'c'): string =>
  `kubelet_volume_stats_${metric}{job="kubelet",metrics_path="/metrics",namespace="n",persistentvolumeclaim="${claim}",instance="i"}`;
const space = (free: string, claim?: string): Scenario['series'] => ({
  [stats('available_bytes', claim)]: free,
  [stats('capacity_bytes', claim)]: '10000x200',
});
const inodes = (free: string, claim?: string): Scenario['series'] => ({
  [stats('inodes_free', claim)]: free,
  [stats('inodes', claim)]: '10000x200',
});
const accessMode = (mode: string): Scenario['series'] => ({
  [kubeState('kube_persistentvolumeclaim_access_mode', { persistentvolumeclaim: 'c', access_mode: mode })]: '1x200',
});
const labels = { namespace: 'n', persistentvolumeclaim: 'c' };
const excluded = (value: string): Scenario['series'] => ({
  [kubeState('kube_persistentvolumeclaim_labels', { persistentvolumeclaim: 'c', label_excluded_from_alerts: value })]:
    '1x200',
});
const phase = (value: string): string =>
  kubeState('kube_persistentvolume_status_phase', { persistentvolume: 'v', phase: value });

/** Cases of the group `kubernetes-storage`. */
export const cases: AlertCases = {
  KubePersistentVolumeFillingUp: {
    fires: {
      // A warning when less than 15 % is left, and critical as well below 3 %.
      series: { ...space('1490-20x74'), ...accessMode('ReadWriteOnce'), ...excluded('false') },
      at: '61m',
      expect: { warning: 1, critical: 1 },
      labels,
    },
    // One can only be read. Of the second little is left, but not less and less; of the third less and less, but enough.
    silent: {
      series: {
        ...{ ...space('299-0.1x200'), ...accessMode('ReadOnlyMany') },
        ...space('1400x200', 'settled'),
        ...space('2000-3x200', 'large'),
      },
      at: '2h',
    },
    ends: '62m',
    gone: '66m',
    decides: ['job', 'metrics_path', 'access_mode', 'label_excluded_from_alerts'],
    optional: ['kube_persistentvolumeclaim_access_mode', 'kube_persistentvolumeclaim_labels'],
    also: {
      'just more than 3 % left': { series: space('310x200'), at: '2h' },
      'excluded by a label of the claim': { series: { ...space('1490-20x74'), ...excluded('true') }, at: '61m' },
    },
  },
  KubePersistentVolumeInodesFillingUp: {
    fires: {
      series: { ...inodes('1490-20x74'), ...accessMode('ReadWriteOnce'), ...excluded('false') },
      at: '61m',
      expect: { warning: 1, critical: 1 },
      labels,
    },
    // Of one, many are used, but not more and more; of the second more and more, but enough are left; the third can only be read.
    silent: {
      series: {
        ...inodes('1499x200', 'settled'),
        ...inodes('2000-3x200', 'large'),
        ...{ ...inodes('299-0.1x200'), ...accessMode('ReadOnlyMany') },
      },
      at: '2h',
    },
    ends: '62m',
    gone: '66m',
    decides: ['job', 'metrics_path', 'access_mode', 'label_excluded_from_alerts'],
    optional: ['kube_persistentvolumeclaim_access_mode', 'kube_persistentvolumeclaim_labels'],
    also: {
      'just more than 3 % left': { series: inodes('310x200'), at: '2h' },
      'excluded by a label of the claim': { series: { ...inodes('1490-20x74'), ...excluded('true') }, at: '61m' },
    },
  },
  KubePersistentVolumeErrors: {
    fires: {
      series: { [phase('Failed')]: '1x30', [phase('Bound')]: '0x30' },
      at: '5m',
      expect: { critical: 1 },
      labels: { persistentvolume: 'v', phase: 'Failed' },
    },
    silent: { series: { [phase('Failed')]: '0x30', [phase('Released')]: '1x30' }, at: '20m' },
    ends: '6m',
    gone: '10m',
    decides: ['job', 'phase'],
  },
};
