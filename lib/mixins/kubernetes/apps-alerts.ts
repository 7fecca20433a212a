import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest, settled, state } from '../alerts/state';
import { promql, series, type Expression } from '../expressions/expression';

const POD = 'namespace, pod';
const CONTAINER = 'namespace, pod, container';
const DEPLOYMENT = 'namespace, deployment';
const STATEFUL_SET = 'namespace, statefulset';
const DAEMON_SET = 'namespace, daemonset';
const JOB = 'namespace, job_name';
const AUTOSCALER = 'namespace, horizontalpodautoscaler';
const BUDGET = 'namespace, poddisruptionbudget';

const POD_NAME = '{{ $labels.namespace }}/{{ $labels.pod }}';
const DEPLOYMENT_NAME = 'Deployment {{ $labels.namespace }}/{{ $labels.deployment }}';
const STATEFUL_SET_NAME = 'StatefulSet {{ $labels.namespace }}/{{ $labels.statefulset }}';
const DAEMON_SET_NAME = 'DaemonSet {{ $labels.namespace }}/{{ $labels.daemonset }}';
const JOB_NAME = 'Job {{ $labels.namespace }}/{{ $labels.job_name }}';
const AUTOSCALER_NAME = 'HorizontalPodAutoscaler {{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }}';

/** How many pods of a DaemonSet are in a state: `desired_number_scheduled`, `number_available`, … */
const daemons = (status: string): Expression => state(DAEMON_SET, `kube_daemonset_status_${status}`);

/** A number of replicas of an autoscaler: `spec_max`, `status_current`, … */
const scaled = (what: string): Expression => state(AUTOSCALER, `kube_horizontalpodautoscaler_${what}_replicas`);

/** Alerts about pods and what runs them. */
export const kubernetesApps = group('kubernetes-apps', {
  alerts: {
    KubePodCrashLooping: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'Container keeps crashing',
      description: `Container {{ $labels.container }} of pod ${POD_NAME} has ended again and again for {for}; it is started after ever longer pauses (CrashLoopBackOff).`,
      // Between two pauses it runs for a moment, and has no reason to wait. Sidecars are init containers, too.
      expr: promql`
        max by (${CONTAINER}) (
          max_over_time(${series('kube-state-metrics', 'kube_pod_container_status_waiting_reason', 'reason="CrashLoopBackOff"')}[5m])
          or max_over_time(${series('kube-state-metrics', 'kube_pod_init_container_status_waiting_reason', 'reason="CrashLoopBackOff"')}[5m])
        ) > 0`,
    }),
    KubePodNotReady: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'Pod is not ready',
      description: `Pod ${POD_NAME} has not been ready for {for}.`,
      // A pod that has ended, or was evicted, has been replaced by its owner and stays as a record. A pod with
      // scheduling gates waits on purpose. A Job's pod is the Job's business; a pod may have several owners, or none.
      expr: promql`
        (
          ${state(POD, 'kube_pod_status_phase', 'phase=~"Pending|Unknown"')} > 0
          or ${state(POD, 'kube_pod_status_phase', 'phase="Running"')} > 0
            and on (${POD}) ${state(POD, 'kube_pod_status_ready', 'condition="false"')} > 0
        )
        unless on (${POD}) ${latest('kube-state-metrics', 'kube_pod_owner', 'owner_kind="Job"')}
        unless on (${POD}) ${latest('kube-state-metrics', 'kube_pod_status_reason', 'reason="SchedulingGated"')} > 0`,
    }),
    KubeDeploymentGenerationMismatch: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'Change of a Deployment is not taken up',
      description: `The last change of ${DEPLOYMENT_NAME} has not been taken up by the controller for {for}.`,
      expr: promql`
        ${state(DEPLOYMENT, 'kube_deployment_metadata_generation')}
        != ${state(DEPLOYMENT, 'kube_deployment_status_observed_generation')}`,
    }),
    KubeDeploymentReplicasMismatch: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'Deployment has too few available pods',
      description: `${DEPLOYMENT_NAME} has lacked {{ $value }} available pod(s) for {for}, and no rollout is under way.`,
      expr: promql`
        ${state(DEPLOYMENT, 'kube_deployment_spec_replicas')}
        - ${state(DEPLOYMENT, 'kube_deployment_status_replicas_available')} > 0
        and ${settled(DEPLOYMENT, 'kube_deployment_status_replicas_updated', '10m')}`,
    }),
    KubeDeploymentRolloutStuck: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'Rollout of a Deployment makes no progress',
      description: `The rollout of ${DEPLOYMENT_NAME} has gone past its progress deadline for {for}.`,
      expr: promql`${state(DEPLOYMENT, 'kube_deployment_status_condition', 'condition="Progressing"', 'status="false"')} > 0`,
    }),
    KubeStatefulSetReplicasMismatch: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'StatefulSet has too few ready pods',
      description: `${STATEFUL_SET_NAME} has lacked {{ $value }} ready pod(s) for {for}, and no rollout is under way.`,
      expr: promql`
        ${state(STATEFUL_SET, 'kube_statefulset_replicas')}
        - ${state(STATEFUL_SET, 'kube_statefulset_status_replicas_ready')} > 0
        and ${settled(STATEFUL_SET, 'kube_statefulset_status_replicas_updated', '10m')}`,
    }),
    KubeStatefulSetGenerationMismatch: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'Change of a StatefulSet is not taken up',
      description: `The last change of ${STATEFUL_SET_NAME} has not been taken up by the controller for {for}.`,
      expr: promql`
        ${state(STATEFUL_SET, 'kube_statefulset_metadata_generation')}
        != ${state(STATEFUL_SET, 'kube_statefulset_status_observed_generation')}`,
    }),
    KubeStatefulSetUpdateNotRolledOut: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'Update of a StatefulSet does not reach its pods',
      description: `{{ $value }} pod(s) of ${STATEFUL_SET_NAME} have been of an older revision for {for}, and none is being updated.`,
      expr: promql`
        ${state(STATEFUL_SET, 'kube_statefulset_replicas')}
        - ${state(STATEFUL_SET, 'kube_statefulset_status_replicas_updated')} > 0
        and on (${STATEFUL_SET}) (
          ${state(`${STATEFUL_SET}, revision`, 'kube_statefulset_status_update_revision')}
          unless ${state(`${STATEFUL_SET}, revision`, 'kube_statefulset_status_current_revision')}
        )
        and ${settled(STATEFUL_SET, 'kube_statefulset_status_replicas_updated', '5m')}`,
    }),
    KubeDaemonSetRolloutStuck: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'Rollout of a DaemonSet makes no progress',
      description: `{{ $value }} pod(s) of ${DAEMON_SET_NAME} have not been available or up to date for {for}, and none is being updated.`,
      expr: promql`
        (
          ${daemons('desired_number_scheduled')} - ${daemons('updated_number_scheduled')} > 0
          or ${daemons('desired_number_scheduled')} - ${daemons('number_available')} > 0
        )
        and ${settled(DAEMON_SET, 'kube_daemonset_status_updated_number_scheduled', '5m')}`,
    }),
    KubeContainerWaiting: alert({
      levels: [{ severity: 'warning', for: '1h' }],
      namespaced: true,
      summary: 'Container does not start',
      description: `Container {{ $labels.container }} of pod ${POD_NAME} has been waiting for {for}: {{ $labels.reason }}.`,
      // KubePodCrashLooping covers the others.
      expr: promql`${state(`${CONTAINER}, reason`, 'kube_pod_container_status_waiting_reason', 'reason!="CrashLoopBackOff"')} > 0`,
    }),
    KubeDaemonSetNotScheduled: alert({
      levels: [{ severity: 'warning', for: '10m' }],
      namespaced: true,
      summary: 'Nodes lack a pod of a DaemonSet',
      description: `{{ $value }} node(s) have lacked a pod of ${DAEMON_SET_NAME} for {for}.`,
      expr: promql`
        ${daemons('desired_number_scheduled')} - ${daemons('current_number_scheduled')} > 0`,
    }),
    KubeDaemonSetMisScheduled: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'Pods of a DaemonSet run where they should not',
      description: `{{ $value }} node(s) have run a pod of ${DAEMON_SET_NAME} that should not for {for}.`,
      expr: promql`${daemons('number_misscheduled')} > 0`,
    }),
    KubeJobNotCompleted: alert({
      levels: [{ severity: 'warning', threshold: 43200 }],
      namespaced: true,
      summary: 'Job does not end',
      description: `${JOB_NAME} has run for {{ $value | humanizeDuration }}, more than {threshold} s.`,
      expr: ({ threshold }) => promql`
        time() - ${state(JOB, 'kube_job_status_start_time')} > ${threshold}
        and ${state(JOB, 'kube_job_status_active')} > 0`,
    }),
    KubeJobFailed: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'Job has failed',
      description: `${JOB_NAME} has failed. The alert ends when the Job is deleted.`,
      expr: promql`${state(JOB, 'kube_job_failed', 'condition="true"')} > 0`,
    }),
    KubeHpaReplicasMismatch: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'Autoscaler does not get the replicas it wants',
      description: `${AUTOSCALER_NAME} has wanted another number of replicas than there are for {for}; now it wants {{ $value }}.`,
      expr: promql`
        ${scaled('status_desired')} != ${scaled('status_current')}
        and ${settled(AUTOSCALER, 'kube_horizontalpodautoscaler_status_current_replicas', '15m')}`,
    }),
    KubeHpaMaxedOut: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'Autoscaler is at its maximum',
      description: `${AUTOSCALER_NAME} has been at its maximum of {{ $value }} replicas for {for}: it may need more.`,
      // One that may not scale at all is always at its maximum.
      expr: promql`
        ${scaled('status_current')} >= ${scaled('spec_max')}
        and ${scaled('spec_max')} > ${scaled('spec_min')}`,
    }),
    KubePdbNotEnoughHealthyPods: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'Fewer pods are healthy than a disruption budget requires',
      description:
        'PodDisruptionBudget {{ $labels.namespace }}/{{ $labels.poddisruptionbudget }} has lacked {{ $value }} healthy pod(s) for {for}: nothing may be evicted, and nodes cannot be drained.',
      expr: promql`
        ${state(BUDGET, 'kube_poddisruptionbudget_status_desired_healthy')}
        - ${state(BUDGET, 'kube_poddisruptionbudget_status_current_healthy')} > 0`,
    }),
  },
});
