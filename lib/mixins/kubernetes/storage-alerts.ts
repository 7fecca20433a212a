import { alert, type ExprInputs } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest, state } from '../alerts/state';
import { percent, promql, series, type Expression } from '../expressions/expression';

const CLAIM = 'namespace, persistentvolumeclaim';
const CLAIM_NAME = 'PersistentVolumeClaim {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }}';

/** Label of claims that these alerts pass over (kubernetes-mixin, `pvExcludedSelector`). */
export const EXCLUSION_LABEL = 'excluded_from_alerts';

/** Seconds before which a volume must not be full. */
const HORIZON = 4 * 24 * 3600;

/**
 * Volumes with less than a fraction left; for a warning only volumes predicted to be full soon. A volume on several
 * nodes counts once. Read-only volumes are excluded, as they do not fill up, and claims with the label `excluded_from_alerts: "true"`.
 */
function fillingUp({ severity, threshold }: ExprInputs, free: string, whole: string): Expression {
  const stats = (metric: string): Expression =>
    promql`max by (${CLAIM}) (${latest('kubelet', `kubelet_volume_stats_${metric}`)})`;
  const predicted = promql`predict_linear(${series('kubelet', `kubelet_volume_stats_${free}`)}[6h], ${HORIZON})`;
  return promql`
    ${percent(stats(free), stats(whole))} < ${threshold}
    ${severity === 'critical' ? '' : promql`and max by (${CLAIM}) (${predicted}) < 0`}
    unless on (${CLAIM})
      ${latest('kube-state-metrics', 'kube_persistentvolumeclaim_access_mode', 'access_mode="ReadOnlyMany"')}
    unless on (${CLAIM})
      ${latest('kube-state-metrics', 'kube_persistentvolumeclaim_labels', `label_${EXCLUSION_LABEL}="true"`)}`;
}

/** Alerts about persistent volumes. */
export const kubernetesStorage = group('kubernetes-storage', {
  alerts: {
    KubePersistentVolumeFillingUp: alert({
      levels: [
        { severity: 'critical', for: '1m', threshold: 3 },
        { severity: 'warning', for: '1h', threshold: 15 },
      ],
      namespaced: true,
      summary: 'Persistent volume is filling up',
      description: `The volume of ${CLAIM_NAME} has {{ $value | humanize }} % of its space left, less than {threshold} % for {for}; a warning means that at the rate of the last 6 hours it will be full in 4 days.`,
      expr: (inputs) => fillingUp(inputs, 'available_bytes', 'capacity_bytes'),
    }),
    KubePersistentVolumeInodesFillingUp: alert({
      levels: [
        { severity: 'critical', for: '1m', threshold: 3 },
        { severity: 'warning', for: '1h', threshold: 15 },
      ],
      namespaced: true,
      summary: 'Persistent volume is running out of inodes',
      description: `The volume of ${CLAIM_NAME} has {{ $value | humanize }} % of its inodes left, less than {threshold} % for {for}; a warning means that at the rate of the last 6 hours there will be none in 4 days.`,
      expr: (inputs) => fillingUp(inputs, 'inodes_free', 'inodes'),
    }),
    KubePersistentVolumeErrors: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      summary: 'Persistent volume cannot be used',
      description:
        'PersistentVolume {{ $labels.persistentvolume }} has been in the phase {{ $labels.phase }} for {for}.',
      expr: promql`${state('persistentvolume, phase', 'kube_persistentvolume_status_phase', 'phase=~"Failed|Pending"')} > 0`,
    }),
  },
});
