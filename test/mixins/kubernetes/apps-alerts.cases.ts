import type { AlertCases, Scenario } from '../alerts/alert-case';
import { kubeState } from '../kube-state-metrics/series';

const phase = (value: string): string => kubeState('kube_pod_status_phase', { pod: 'p', phase: value });
const owner = (kind: string): string => kubeState('kube_pod_owner', { pod: 'p', owner_kind: kind, owner_name: 'o' });
const notReady = kubeState('kube_pod_status_ready', { pod: 'p', condition: 'false' });
const waiting = (reason: string): string =>
  kubeState('kube_pod_container_status_waiting_reason', { pod: 'p', container: 'c', reason });
const waitingSidecar = kubeState('kube_pod_init_container_status_waiting_reason', {
  pod: 'p',
  container: 'sidecar',
  reason: 'CrashLoopBackOff',
});

/** Series of one kind of object, by the end of the metric's name. */
const of =
  (kind: string, labels: Readonly<Record<string, string>>) =>
  (samples: Readonly<Record<string, string>>): Scenario['series'] =>
    Object.fromEntries(
      Object.entries(samples).map(([metric, values]) => [kubeState(`kube_${kind}_${metric}`, labels), values]),
    );

const deployment = of('deployment', { deployment: 'd' });
const statefulSet = of('statefulset', { statefulset: 's' });
const updatingSet = of('statefulset', { statefulset: 'updating' });
const daemonSet = of('daemonset_status', { daemonset: 'd' });
const oldDaemonSet = of('daemonset_status', { daemonset: 'old' });
const job = of('job', { job_name: 'j' });
const endedJob = of('job', { job_name: 'ended' });
const autoscaler = of('horizontalpodautoscaler', { horizontalpodautoscaler: 'h' });
const budget = of('poddisruptionbudget_status', { poddisruptionbudget: 'b' });

const progressing = (status: string): string =>
  kubeState('kube_deployment_status_condition', { deployment: 'd', condition: 'Progressing', status });
const failed = (condition: string): string => kubeState('kube_job_failed', { job_name: 'j', condition });
const revisions = (statefulset: string, current: string, update: string): Scenario['series'] => ({
  [kubeState('kube_statefulset_status_current_revision', { statefulset, revision: current })]: '1x60',
  [kubeState('kube_statefulset_status_update_revision', { statefulset, revision: update })]: '1x60',
});

/** Cases of the group `kubernetes-apps`. */
export const cases: AlertCases = {
  KubePodCrashLooping: {
    fires: {
      // It runs for a moment at every start.
      series: { [waiting('CrashLoopBackOff')]: '1x3 _x3 1x3 _x3 1x30' },
      at: '15m',
      expect: { warning: 1 },
      labels: { namespace: 'n', pod: 'p', container: 'c' },
    },
    silent: { series: { [waiting('CrashLoopBackOff')]: '1x8 _x30' }, at: '16m' },
    ends: '29m',
    gone: '20m',
    decides: ['job', 'reason'],
    also: {
      'a sidecar, which is an init container': {
        series: { [waitingSidecar]: '1x3 _x3 1x3 _x3 1x30' },
        at: '15m',
        expect: { warning: 1 },
      },
    },
  },
  KubePodNotReady: {
    fires: {
      series: { [phase('Pending')]: '1x30', [owner('ReplicaSet')]: '1x30', [owner('Foo')]: '1x30' },
      at: '15m',
      expect: { warning: 1 },
      labels: { namespace: 'n', pod: 'p' },
    },
    silent: { series: { [phase('Pending')]: '1x30', [owner('Job')]: '1x30' }, at: '30m' },
    ends: '16m',
    gone: '20m',
    decides: ['job', 'phase', 'owner_kind'],
    optional: ['kube_pod_owner'],
    also: {
      'a pod that runs and is not ready': {
        series: { [phase('Running')]: '1x60', [notReady]: '1x60', [owner('ReplicaSet')]: '1x60' },
        at: '40m',
        expect: { warning: 1 },
      },
      'a pod without an owner that runs and is not ready': {
        series: { [phase('Running')]: '1x60', [notReady]: '1x60', [owner('')]: '1x60' },
        at: '40m',
        expect: { warning: 1 },
      },
      'a pod that becomes ready in time': {
        series: { [phase('Running')]: '1x60', [notReady]: '1x12 0x50' },
        at: '40m',
      },
      'a pod that its lost node keeps': {
        series: {
          [phase('Unknown')]: '1x60',
          [kubeState('kube_pod_status_reason', { pod: 'p', reason: 'NodeLost' })]: '1x60',
          [owner('ReplicaSet')]: '1x60',
        },
        at: '40m',
        expect: { warning: 1 },
      },
      'an evicted pod': { series: { [phase('Failed')]: '1x60', [owner('ReplicaSet')]: '1x60' }, at: '40m' },
      'a pod that has ended': { series: { [phase('Succeeded')]: '1x60', [notReady]: '1x60' }, at: '40m' },
      'a pod whose scheduling is gated': {
        series: {
          [phase('Pending')]: '1x60',
          [kubeState('kube_pod_status_reason', { pod: 'p', reason: 'SchedulingGated' })]: '1x60',
        },
        at: '40m',
      },
    },
  },
  KubeDeploymentGenerationMismatch: {
    fires: {
      series: deployment({ metadata_generation: '3x30', status_observed_generation: '2x30' }),
      at: '15m',
      expect: { warning: 1 },
      labels: { namespace: 'n', deployment: 'd' },
    },
    silent: {
      series: deployment({ metadata_generation: '3x30', status_observed_generation: '2x12 3x30' }),
      at: '16m',
    },
    ends: '29m',
    gone: '20m',
  },
  KubeDeploymentReplicasMismatch: {
    fires: {
      series: deployment({
        spec_replicas: '3x30',
        status_replicas_available: '2x30',
        status_replicas_updated: '3x30',
      }),
      at: '15m',
      expect: { warning: 1 },
      labels: { namespace: 'n', deployment: 'd' },
    },
    // A rollout in steps: each new pod comes within 10 minutes of the one before.
    silent: {
      series: deployment({
        spec_replicas: '9x40',
        status_replicas_available: '8x40',
        status_replicas_updated: '1x8 2x8 3x8 4x8',
      }),
      at: '35m',
    },
    ends: '16m',
    gone: '20m',
    fewer: { kube_deployment_status_replicas_updated: '25m' },
  },
  KubeDeploymentRolloutStuck: {
    fires: {
      series: { [progressing('false')]: '1x30', [progressing('true')]: '0x30' },
      at: '15m',
      expect: { warning: 1 },
      labels: { namespace: 'n', deployment: 'd' },
    },
    silent: { series: { [progressing('false')]: '0x30', [progressing('true')]: '1x30' }, at: '20m' },
    ends: '16m',
    gone: '20m',
    decides: ['job', 'condition', 'status'],
  },
  KubeStatefulSetReplicasMismatch: {
    fires: {
      series: statefulSet({ replicas: '3x30', status_replicas_ready: '2x30', status_replicas_updated: '3x30' }),
      at: '15m',
      expect: { warning: 1 },
      labels: { namespace: 'n', statefulset: 's' },
    },
    silent: {
      series: statefulSet({
        replicas: '9x40',
        status_replicas_ready: '8x40',
        status_replicas_updated: '1x8 2x8 3x8 4x8',
      }),
      at: '35m',
    },
    ends: '16m',
    gone: '20m',
    fewer: { kube_statefulset_status_replicas_updated: '25m' },
  },
  KubeStatefulSetGenerationMismatch: {
    fires: {
      series: statefulSet({ metadata_generation: '3x30', status_observed_generation: '2x30' }),
      at: '15m',
      expect: { warning: 1 },
      labels: { namespace: 'n', statefulset: 's' },
    },
    silent: {
      series: statefulSet({ metadata_generation: '3x30', status_observed_generation: '2x12 3x30' }),
      at: '16m',
    },
    ends: '29m',
    gone: '20m',
  },
  KubeStatefulSetUpdateNotRolledOut: {
    fires: {
      series: {
        ...statefulSet({ replicas: '3x60', status_replicas_updated: '1x60' }),
        ...revisions('s', 'old', 'new'),
      },
      at: '15m',
      expect: { warning: 1 },
      labels: { namespace: 'n', statefulset: 's' },
    },
    // One is being scaled: no pod is of an older revision. In the other, pods are replaced one after the other.
    silent: {
      series: {
        ...statefulSet({ replicas: '3x60', status_replicas_updated: '1x60' }),
        ...revisions('s', 'new', 'new'),
        ...updatingSet({ replicas: '9x60', status_replicas_updated: '1x3 2x3 3x3 4x3 5x3 6x3 7x3 8x3' }),
        ...revisions('updating', 'old', 'new'),
      },
      at: '30m',
    },
    ends: '16m',
    gone: '20m',
    optional: ['kube_statefulset_status_current_revision'],
  },
  KubeDaemonSetRolloutStuck: {
    fires: {
      series: {
        ...daemonSet({
          desired_number_scheduled: '3x30',
          updated_number_scheduled: '3x30',
          number_available: '2x30',
        }),
        ...oldDaemonSet({
          desired_number_scheduled: '3x30',
          updated_number_scheduled: '2x30',
          number_available: '3x30',
        }),
      },
      at: '15m',
      expect: { warning: 2 },
      labels: { namespace: 'n', daemonset: 'd' },
    },
    silent: {
      series: daemonSet({
        desired_number_scheduled: '9x40',
        updated_number_scheduled: '1x3 2x3 3x3 4x3 5x3 6x3 7x3 8x3',
        number_available: '8x40',
      }),
      at: '30m',
    },
    ends: '20m',
    gone: '20m',
  },
  KubeContainerWaiting: {
    fires: {
      series: { [waiting('ImagePullBackOff')]: '1x70' },
      at: '60m',
      expect: { warning: 1 },
      labels: { namespace: 'n', pod: 'p', container: 'c', reason: 'ImagePullBackOff' },
    },
    silent: { series: { [waiting('CrashLoopBackOff')]: '1x70' }, at: '70m' },
    ends: '65m',
    gone: '65m',
    ignores: { reason: 'CrashLoopBackOff' },
  },
  KubeDaemonSetNotScheduled: {
    fires: {
      series: daemonSet({ desired_number_scheduled: '3x30', current_number_scheduled: '2x30' }),
      at: '10m',
      expect: { warning: 1 },
      labels: { namespace: 'n', daemonset: 'd' },
    },
    silent: {
      series: daemonSet({ desired_number_scheduled: '3x30', current_number_scheduled: '2x8 3x30' }),
      at: '12m',
    },
    ends: '20m',
    gone: '15m',
  },
  KubeDaemonSetMisScheduled: {
    fires: {
      series: daemonSet({ number_misscheduled: '1x30' }),
      at: '15m',
      expect: { warning: 1 },
      labels: { namespace: 'n', daemonset: 'd' },
    },
    silent: { series: daemonSet({ number_misscheduled: '1x12 0x30' }), at: '16m' },
    ends: '29m',
    gone: '20m',
  },
  KubeJobNotCompleted: {
    fires: {
      series: job({ status_start_time: '0x800', status_active: '1x800' }),
      at: '721m',
      expect: { warning: 1 },
      labels: { namespace: 'n', job_name: 'j' },
    },
    silent: {
      series: {
        ...job({ status_start_time: '3600x800', status_active: '1x800' }),
        ...endedJob({ status_start_time: '0x800', status_active: '0x800' }),
      },
      at: '13h',
    },
    ends: '722m',
    gone: '726m',
  },
  KubeJobFailed: {
    fires: {
      series: { [failed('true')]: '1x30', [failed('false')]: '0x30', [failed('unknown')]: '0x30' },
      at: '15m',
      expect: { warning: 1 },
      labels: { namespace: 'n', job_name: 'j' },
    },
    silent: { series: { [failed('true')]: '0x30', [failed('false')]: '1x30' }, at: '20m' },
    ends: '16m',
    gone: '20m',
    decides: ['job', 'condition'],
  },
  KubeHpaReplicasMismatch: {
    fires: {
      series: autoscaler({ status_desired_replicas: '5x40', status_current_replicas: '2x40' }),
      at: '15m',
      expect: { warning: 1 },
      labels: { namespace: 'n', horizontalpodautoscaler: 'h' },
    },
    // It is on its way.
    silent: {
      series: autoscaler({ status_desired_replicas: '5x40', status_current_replicas: '2x12 3x12 4x12' }),
      at: '30m',
    },
    ends: '29m',
    gone: '20m',
  },
  KubeHpaMaxedOut: {
    fires: {
      series: autoscaler({ status_current_replicas: '4x30', spec_max_replicas: '4x30', spec_min_replicas: '1x30' }),
      at: '15m',
      expect: { warning: 1 },
      labels: { namespace: 'n', horizontalpodautoscaler: 'h' },
    },
    silent: {
      series: autoscaler({ status_current_replicas: '4x30', spec_max_replicas: '4x30', spec_min_replicas: '4x30' }),
      at: '20m',
    },
    ends: '16m',
    gone: '20m',
  },
  KubePdbNotEnoughHealthyPods: {
    fires: {
      series: budget({ desired_healthy: '2x30', current_healthy: '1x30' }),
      at: '15m',
      expect: { warning: 1 },
      labels: { namespace: 'n', poddisruptionbudget: 'b' },
    },
    silent: { series: budget({ desired_healthy: '2x30', current_healthy: '2x30' }), at: '20m' },
    ends: '16m',
    gone: '20m',
  },
};
