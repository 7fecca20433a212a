import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest, state } from '../alerts/state';
import { recorded } from '../expressions/recorded';
import { containerResources } from './container-resource-records';
import { percent, promql, series, type Expression } from '../expressions/expression';

type Resource = 'cpu' | 'memory';

/** Allocatable amount of a resource, by node. */
const allocatable = (resource: Resource): Expression =>
  state('node', 'kube_node_status_allocatable', `resource="${resource}"`);

/** Requests of the pods in excess of the capacity without the largest node, or of the only node. */
function overcommitted(resource: Resource): Expression {
  const all = allocatable(resource);
  return promql`
    sum(${recorded(containerResources[resource].requests.sum)})
    - (sum(${all}) - max(${all}) > 0 or sum(${all})) > 0`;
}

/**
 * Requests that the quotas of all namespaces allow, in percent of the capacity. The tightest quota of a namespace
 * counts.
 */
function promised(resource: Resource): Expression {
  const hard = latest(
    'kube-state-metrics',
    'kube_resourcequota',
    'type="hard"',
    `resource=~"(requests[.])?${resource}"`,
  );
  return percent(promql`sum(min by (namespace) (${hard}))`, promql`sum(${allocatable(resource)})`);
}

const quota = (type: 'hard' | 'used'): Expression =>
  state('namespace, resourcequota, resource', 'kube_resourcequota', `type="${type}"`);

const QUOTA = 'quota {{ $labels.namespace }}/{{ $labels.resourcequota }} of {{ $labels.resource }}';

/** Alerts about what pods request and may use. */
export const kubernetesResources = group('kubernetes-resources', {
  alerts: {
    KubeCPUOvercommit: alert({
      levels: [{ severity: 'warning', for: '10m' }],
      summary: 'Pods request more CPU than is left when a node fails',
      description:
        'For {for} pods have requested {{ $value | humanize }} CPUs more than are left without the largest node, or than the only node has: if that node fails, or already now, some pods cannot be scheduled.',
      expr: overcommitted('cpu'),
    }),
    KubeMemoryOvercommit: alert({
      levels: [{ severity: 'warning', for: '10m' }],
      summary: 'Pods request more memory than is left when a node fails',
      description:
        'For {for} pods have requested {{ $value | humanize1024 }}B more memory than is left without the largest node, or than the only node has: if that node fails, or already now, some pods cannot be scheduled.',
      expr: overcommitted('memory'),
    }),
    KubeCPUQuotaOvercommit: alert({
      levels: [{ severity: 'warning', for: '5m', threshold: 150 }],
      summary: 'Quotas allow more CPU requests than the cluster has',
      description:
        'The quotas of all namespaces allow pods to request {{ $value | humanize }} % of the CPUs of all nodes, more than {threshold} % for {for}.',
      expr: ({ threshold }) => promql`${promised('cpu')} > ${threshold}`,
    }),
    KubeMemoryQuotaOvercommit: alert({
      levels: [{ severity: 'warning', for: '5m', threshold: 150 }],
      summary: 'Quotas allow more memory requests than the cluster has',
      description:
        'The quotas of all namespaces allow pods to request {{ $value | humanize }} % of the memory of all nodes, more than {threshold} % for {for}.',
      expr: ({ threshold }) => promql`${promised('memory')} > ${threshold}`,
    }),
    KubeQuotaAlmostFull: alert({
      levels: [{ severity: 'info', for: '15m', threshold: 90 }],
      namespaced: true,
      summary: 'Quota is almost used up',
      description: `{{ $value | humanize }} % of the ${QUOTA} have been used, more than {threshold} % for {for}.`,
      expr: ({ threshold }) => promql`
        ${percent(quota('used'), quota('hard'))} > ${threshold}
        and ${quota('used')} < ${quota('hard')}`,
    }),
    KubeQuotaFullyUsed: alert({
      levels: [{ severity: 'info', for: '15m' }],
      namespaced: true,
      summary: 'Quota is used up',
      description: `All {{ $value | humanize }} of the ${QUOTA} have been used for {for}: what needs more is refused.`,
      // A quota of nothing forbids, and is meant to.
      expr: promql`${quota('used')} == (${quota('hard')} > 0)`,
    }),
    KubeQuotaExceeded: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'More is used than a quota allows',
      description: `The ${QUOTA} has been exceeded by {{ $value | humanize }} for {for}: pods that end there are not replaced.`,
      expr: promql`${quota('used')} - ${quota('hard')} > 0`,
    }),
    CPUThrottlingHigh: alert({
      levels: [{ severity: 'info', for: '15m', threshold: 25 }],
      namespaced: true,
      summary: 'Container is often stopped at its CPU limit',
      description:
        'Container {{ $labels.container }} of pod {{ $labels.namespace }}/{{ $labels.pod }} has been throttled at its CPU limit in {{ $value | humanize }} % of its active periods, more than {threshold} % for {for}.',
      expr: ({ threshold }) => {
        const periods = (counter: string): Expression =>
          promql`sum by (namespace, pod, container) (rate(${series('kubelet-cadvisor', `container_cpu_cfs_${counter}_total`, 'container!=""')}[5m]))`;
        return promql`${percent(periods('throttled_periods'), periods('periods'))} > ${threshold}`;
      },
    }),
  },
});
