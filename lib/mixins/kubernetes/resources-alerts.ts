import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { percent } from '../alerts/percent';
import type { Select } from '../alerts/rule';
import { state } from '../alerts/state';

type Resource = 'cpu' | 'memory';

/** What pods may use of a resource, by node. */
const allocatable = (select: Select, resource: Resource): string =>
  state(select, 'node', 'kube_node_status_allocatable', `resource="${resource}"`);

/** What the pods have requested in excess of what is left without the largest node; nothing in a cluster of one node. */
function overcommitted(select: Select, resource: Resource): string {
  const left = `(sum(${allocatable(select, resource)}) - max(${allocatable(select, resource)}))`;
  return `
    sum(namespace_${resource}:kube_pod_container_resource_requests:sum) - ${left} > 0
    and ${left} > 0`;
}

/** What the quotas of all namespaces allow to request, in percent of what there is. The tightest quota of a namespace counts. */
function promised(select: Select, resource: Resource): string {
  const hard = `kube_resourcequota${select('kube-state-metrics', 'type="hard"', `resource=~"(requests[.])?${resource}"`)}`;
  return percent(`sum(min by (namespace) (${hard}))`, `sum(${allocatable(select, resource)})`);
}

const quota = (select: Select, type: 'hard' | 'used'): string =>
  state(select, 'namespace, resourcequota, resource', 'kube_resourcequota', `type="${type}"`);

const QUOTA = 'quota {{ $labels.namespace }}/{{ $labels.resourcequota }} of {{ $labels.resource }}';

/** Alerts about what pods request and may use. */
export const kubernetesResources = group('kubernetes-resources', {
  alerts: {
    KubeCPUOvercommit: alert({
      levels: [{ severity: 'warning', for: '10m' }],
      summary: 'Pods request more CPU than is left when a node fails',
      description:
        'For {for} pods have requested {{ $value | humanize }} CPUs more than there are without the largest node: if that fails, some pods find no place.',
      expr: ({ select }) => overcommitted(select, 'cpu'),
    }),
    KubeMemoryOvercommit: alert({
      levels: [{ severity: 'warning', for: '10m' }],
      summary: 'Pods request more memory than is left when a node fails',
      description:
        'For {for} pods have requested {{ $value | humanize1024 }}B more memory than there is without the largest node: if that fails, some pods find no place.',
      expr: ({ select }) => overcommitted(select, 'memory'),
    }),
    KubeCPUQuotaOvercommit: alert({
      levels: [{ severity: 'warning', for: '5m', threshold: 150 }],
      summary: 'Quotas promise more CPU than there is',
      description:
        'The quotas of all namespaces allow pods to request {{ $value | humanize }} % of the CPUs of all nodes, more than {threshold} % for {for}.',
      expr: ({ select, threshold }) => `${promised(select, 'cpu')} > ${threshold}`,
    }),
    KubeMemoryQuotaOvercommit: alert({
      levels: [{ severity: 'warning', for: '5m', threshold: 150 }],
      summary: 'Quotas promise more memory than there is',
      description:
        'The quotas of all namespaces allow pods to request {{ $value | humanize }} % of the memory of all nodes, more than {threshold} % for {for}.',
      expr: ({ select, threshold }) => `${promised(select, 'memory')} > ${threshold}`,
    }),
    KubeQuotaAlmostFull: alert({
      levels: [{ severity: 'info', for: '15m', threshold: 90 }],
      namespaced: true,
      summary: 'Quota is almost used up',
      description: `{{ $value | humanize }} % of the ${QUOTA} have been used, more than {threshold} % for {for}.`,
      expr: ({ select, threshold }) => `
        ${percent(quota(select, 'used'), quota(select, 'hard'))} > ${threshold}
        and ${quota(select, 'used')} < ${quota(select, 'hard')}`,
    }),
    KubeQuotaFullyUsed: alert({
      levels: [{ severity: 'info', for: '15m' }],
      namespaced: true,
      summary: 'Quota is used up',
      description: `All {{ $value | humanize }} of the ${QUOTA} have been used for {for}: what needs more is refused.`,
      // A quota of nothing forbids, and is meant to.
      expr: ({ select }) => `${quota(select, 'used')} == (${quota(select, 'hard')} > 0)`,
    }),
    KubeQuotaExceeded: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'More is used than a quota allows',
      description: `The ${QUOTA} has been exceeded by {{ $value | humanize }} for {for}: pods that end there are not replaced.`,
      expr: ({ select }) => `${quota(select, 'used')} - ${quota(select, 'hard')} > 0`,
    }),
    CPUThrottlingHigh: alert({
      levels: [{ severity: 'info', for: '15m', threshold: 25 }],
      namespaced: true,
      summary: 'Container is often stopped at its CPU limit',
      description:
        'Container {{ $labels.container }} of pod {{ $labels.namespace }}/{{ $labels.pod }} has been stopped at its CPU limit in {{ $value | humanize }} % of the periods in which it had work, more than {threshold} % for {for}.',
      expr: ({ select, threshold }) => {
        const periods = (counter: string): string =>
          `sum by (namespace, pod, container) (rate(container_cpu_cfs_${counter}_total${select('kubelet-cadvisor', 'container!=""')}[5m]))`;
        return `${percent(periods('throttled_periods'), periods('periods'))} > ${threshold}`;
      },
    }),
  },
});
