import { alert } from '../alerts/alert';
import { componentDown, instanceUnreachable } from '../alerts/component-down';
import { group } from '../alerts/group';
import { latest, state } from '../alerts/state';
import { percent, promql, series, type Expression } from '../expressions/expression';

const SOURCE = 'kubelet';

/** Nodes that are meant to take pods; who drains one knows that something is wrong with it. */
const schedulable: Expression = promql`${state('node', 'kube_node_spec_unschedulable')} == 0`;

/** Taints of nodes that an autoscaler, or a provider that wants its spot instance back, is about to take away. */
const LEAVING =
  'key=~"ToBeDeletedByClusterAutoscaler|cloud.google.com/impending-node-termination|aws-node-termination-handler/spot-itn"';

/** A cluster without nodes, by a kube-state-metrics that answers; virtual nodes have no kubelet to scrape either. */
const NO_NODES: Expression = promql`
  absent(${latest('kube-state-metrics', 'kube_node_info')})
  and on () max(${series('kube-state-metrics', 'up')}) == 1`;

/** Seconds left to a certificate. Kubernetes' own are valid for a year and renewed after nine months at the latest. */
const CERTIFICATE_LEVELS = [
  { severity: 'critical', threshold: 86400 },
  { severity: 'warning', threshold: 604800 },
] as const;

function certificateExpiration(kind: 'client' | 'server', consequence: string) {
  return alert({
    levels: CERTIFICATE_LEVELS,
    summary: `The ${kind} certificate of a kubelet is about to expire`,
    description: `The ${kind} certificate of the kubelet on node {{ $labels.node }} expires in {{ $value | humanizeDuration }}; then ${consequence}.`,
    // It is infinite for a kubelet that does not renew its certificates.
    expr: ({ threshold }) =>
      promql`min by (node) (${latest(SOURCE, `kubelet_certificate_manager_${kind}_ttl_seconds`)}) < ${threshold}`,
  });
}

function renewalErrors(kind: 'client' | 'server', metric: string) {
  return alert({
    levels: [{ severity: 'warning', for: '15m' }],
    summary: `A kubelet cannot renew its ${kind} certificate`,
    description: `The kubelet on node {{ $labels.node }} has failed to renew its ${kind} certificate for {for}.`,
    expr: promql`max by (node) (increase(${series(SOURCE, metric)}[15m])) > 0`,
  });
}

/** The slowest hundredth of what a kubelet does. */
const slowest = (histogram: string): Expression =>
  promql`histogram_quantile(0.99, sum by (node, le) (rate(${series(SOURCE, `${histogram}_bucket`)}[5m])))`;

/** Alerts about nodes and their kubelets. */
export const kubernetesSystemKubelet = group('kubernetes-system-kubelet', {
  alerts: {
    KubeNodeNotReady: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      summary: 'A node is not ready',
      description:
        'Node {{ $labels.node }} has not been ready for {for}. No pods are scheduled to it, and its pods are evicted.',
      expr: promql`
        ${state('node', 'kube_node_status_condition', 'condition="Ready"', 'status="true"')} == 0
        and on (node) ${schedulable}`,
    }),
    KubeNodePressure: alert({
      levels: [{ severity: 'info', for: '10m' }],
      summary: 'A node runs short of something',
      description:
        'Node {{ $labels.node }} has had the condition {{ $labels.condition }} for {for}: it takes no new pods of some kinds, and may evict others.',
      expr: promql`
        ${state('node, condition', 'kube_node_status_condition', 'condition=~"(Memory|Disk|PID)Pressure"', 'status="true"')} == 1
        and on (node) ${schedulable}`,
    }),
    KubeNodeUnreachable: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      summary: 'A node cannot be reached',
      description:
        'The control plane has received no heartbeat from node {{ $labels.node }} for {for}. Its pods are rescheduled to other nodes where possible.',
      expr: promql`
        ${state('node', 'kube_node_spec_taint', 'key="node.kubernetes.io/unreachable"', 'effect="NoSchedule"')} == 1
        unless on (node) ${state('node', 'kube_node_spec_taint', LEAVING)} == 1`,
    }),
    KubeletTooManyPods: alert({
      levels: [{ severity: 'info', for: '15m', threshold: 95 }],
      summary: 'A node has almost as many pods as it may have',
      description:
        'Node {{ $labels.node }} runs {{ $value | humanize }} % of the pods that it may have, more than {threshold} % for {for}.',
      expr: ({ threshold }) =>
        promql`${percent(
          promql`max by (node) (${latest(SOURCE, 'kubelet_running_pods')})`,
          state('node', 'kube_node_status_allocatable', 'resource="pods"'),
        )} > ${threshold}`,
    }),
    KubeNodeReadinessFlapping: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 2 }],
      summary: 'Node readiness is flapping',
      description:
        'Node {{ $labels.node }} has changed its readiness {{ $value }} times in 15 minutes, more than {threshold} times for {for}.',
      expr: ({ threshold }) => promql`
        max by (node) (
          changes(${series('kube-state-metrics', 'kube_node_status_condition', 'condition="Ready"', 'status="true"')}[15m])
        ) > ${threshold}
        and on (node) ${schedulable}`,
    }),
    // The first eviction for a reason makes the counter: it has not increased, but was not there before, though its kubelet was.
    KubeNodeEviction: alert({
      levels: [{ severity: 'info' }],
      summary: 'A node evicts pods',
      description:
        'Node {{ $labels.node }} has evicted pods in the last 15 minutes, because of the signal {{ $labels.eviction_signal }}.',
      expr: () => {
        const evictions = series(SOURCE, 'kubelet_evictions');
        return promql`
          sum by (node, eviction_signal) (
            increase(${evictions}[15m]) > 0
            or (
              ${evictions} unless ${evictions} offset 15m
              and on (instance) ${series(SOURCE, 'up')} offset 15m == 1
            )
          )`;
      },
    }),
    // The largest bucket ends at 10 s, so that no threshold above it makes sense.
    KubeletPlegDurationHigh: alert({
      levels: [{ severity: 'warning', for: '5m', threshold: 10 }],
      summary: 'A kubelet lists its pods slowly (PLEG)',
      description:
        'The slowest hundredth of the times that the kubelet on node {{ $labels.node }} asked the runtime for its pods has taken {{ $value | humanizeDuration }} or more for {for}.',
      expr: ({ threshold }) => promql`${slowest('kubelet_pleg_relist_duration_seconds')} >= ${threshold}`,
    }),
    // Excludes the time for pulling images and for init containers, which the kubelet does not control.
    KubeletPodStartUpLatencyHigh: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 60 }],
      summary: 'A kubelet starts pods slowly',
      description:
        'The slowest hundredth of the pods on node {{ $labels.node }} has taken {{ $value | humanizeDuration }} or more to start for {for}, images pulled.',
      expr: ({ threshold }) => promql`${slowest('kubelet_pod_start_sli_duration_seconds')} > ${threshold}`,
    }),
    KubeletClientCertificateExpiration: certificateExpiration('client', 'the API server rejects its requests'),
    KubeletServerCertificateExpiration: certificateExpiration(
      'server',
      'logs, exec and metrics of its pods are no longer available',
    ),
    KubeletClientCertificateRenewalErrors: renewalErrors(
      'client',
      'kubelet_certificate_manager_client_expiration_renew_errors',
    ),
    KubeletServerCertificateRenewalErrors: renewalErrors('server', 'kubelet_server_expiration_renew_errors'),
    KubeletInstanceUnreachable: instanceUnreachable(SOURCE, 'kubelet'),
    KubeletDown: componentDown(SOURCE, 'kubelet', 'no pod is started, probed or stopped', NO_NODES),
  },
});
