import type { AlertCases, Scenario } from '../alerts/alert-case';
import { kubeState } from '../kube-state-metrics/series';

type Resource = 'cpu' | 'memory';

/** Nodes of which pods may use as much each. */
const nodes = (resource: Resource, ...amounts: number[]): Scenario['series'] =>
  Object.fromEntries(
    amounts.map((amount, index) => [
      kubeState('kube_node_status_allocatable', { node: `n${index}`, resource }),
      `${amount}x60`,
    ]),
  );

/** A pod that requests as much. */
const pod = (resource: Resource, request: number, phase = 'Running'): Scenario['series'] => ({
  [kubeState('kube_pod_container_resource_requests', { pod: phase, container: 'c', node: 'n0', resource })]:
    `${request}x60`,
  [kubeState('kube_pod_status_phase', { pod: phase, phase })]: '1x60',
});

const quota = (hard: number, used: number, resource = 'pods', namespace = 'n'): Scenario['series'] =>
  Object.fromEntries(
    Object.entries({ hard, used }).map(([type, value]) => [
      kubeState('kube_resourcequota', { namespace, resourcequota: 'q', resource, type }),
      `${value}x60`,
    ]),
  );
const quotaLabels = { namespace: 'n', resourcequota: 'q', resource: 'pods' };

/** A container with 3000 periods a minute, of which some were throttled. */
const periods = (throttled: number): Scenario['series'] => {
  const cadvisor = (counter: string): string =>
    `container_cpu_cfs_${counter}_total{job="kubelet",metrics_path="/metrics/cadvisor",namespace="n",pod="p",container="c"}`;
  return { [cadvisor('periods')]: '0+3000x60', [cadvisor('throttled_periods')]: `0+${throttled}x60` };
};

/** Cases of the group `kubernetes-resources`. */
export const cases: AlertCases = {
  KubeCPUOvercommit: {
    fires: {
      series: { ...nodes('cpu', 4, 8), ...pod('cpu', 4.5) },
      at: '10m',
      expect: { warning: 1 },
    },
    // What has ended holds no place.
    silent: { series: { ...nodes('cpu', 4, 8), ...pod('cpu', 4), ...pod('cpu', 2, 'Succeeded') }, at: '30m' },
    ends: '11m',
    gone: '15m',
    decides: ['job', 'resource', 'phase'],
    also: {
      'one node, which has less than pods request': {
        series: { ...nodes('cpu', 4), ...pod('cpu', 4), ...pod('cpu', 2, 'Pending') },
        at: '30m',
        expect: { warning: 1 },
      },
      'one node': { series: { ...nodes('cpu', 4), ...pod('cpu', 4) }, at: '30m' },
    },
  },
  KubeMemoryOvercommit: {
    fires: {
      series: { ...nodes('memory', 4e9, 8e9), ...pod('memory', 3e9), ...pod('memory', 2e9, 'Pending') },
      at: '10m',
      expect: { warning: 1 },
    },
    // The only node: when it fails, nothing is left anyway.
    silent: { series: { ...nodes('memory', 8e9), ...pod('memory', 7e9) }, at: '30m' },
    ends: '15m',
    gone: '15m',
    decides: ['job', 'resource', 'phase'],
    also: {
      'one node, which has less than pods request': {
        series: { ...nodes('memory', 8e9), ...pod('memory', 7e9), ...pod('memory', 2e9, 'Pending') },
        at: '30m',
        expect: { warning: 1 },
      },
    },
  },
  KubeCPUQuotaOvercommit: {
    fires: {
      series: { ...nodes('cpu', 4, 4), ...quota(8, 0, 'requests.cpu', 'a'), ...quota(5, 0, 'cpu', 'b') },
      at: '5m',
      expect: { warning: 1 },
    },
    // Two quotas of one namespace: both must be kept, so the lower counts.
    silent: {
      series: { ...nodes('cpu', 4, 4), ...quota(12, 0, 'requests.cpu'), ...quota(20, 0, 'cpu') },
      at: '30m',
    },
    ends: '10m',
    gone: '10m',
    decides: ['job', 'resource', 'type'],
    exempt: { 'one node': 'the quotas are more than one node has' },
  },
  KubeMemoryQuotaOvercommit: {
    fires: {
      series: { ...nodes('memory', 4e9), ...quota(3e9, 0, 'requests.memory', 'a'), ...quota(4e9, 0, 'memory', 'b') },
      at: '5m',
      expect: { warning: 1 },
    },
    silent: {
      series: { ...nodes('memory', 4e9), ...quota(3e9, 0, 'requests.memory', 'a'), ...quota(3e9, 0, 'memory', 'b') },
      at: '30m',
    },
    ends: '6m',
    gone: '10m',
    decides: ['job', 'resource', 'type'],
  },
  KubeQuotaAlmostFull: {
    fires: { series: quota(100, 91), at: '15m', expect: { info: 1 }, labels: quotaLabels },
    silent: { series: { ...quota(100, 90), ...quota(100, 50, 'secrets'), ...quota(9, 9, 'services') }, at: '30m' },
    ends: '16m',
    gone: '20m',
    decides: ['job', 'type'],
  },
  KubeQuotaFullyUsed: {
    fires: { series: quota(1.1, 1.1), at: '15m', expect: { info: 1 }, labels: quotaLabels },
    silent: { series: { ...quota(100, 99), ...quota(0, 0, 'services.loadbalancers') }, at: '30m' },
    ends: '16m',
    gone: '20m',
    decides: ['job', 'type'],
  },
  KubeQuotaExceeded: {
    fires: { series: quota(10, 11), at: '15m', expect: { warning: 1 }, labels: quotaLabels },
    silent: { series: quota(10, 10), at: '30m' },
    ends: '16m',
    gone: '20m',
    decides: ['job', 'type'],
  },
  CPUThrottlingHigh: {
    fires: {
      series: periods(780),
      at: '16m',
      expect: { info: 1 },
      labels: { namespace: 'n', pod: 'p', container: 'c' },
    },
    silent: { series: periods(750), at: '40m' },
    ends: '20m',
    gone: '20m',
    fewer: { container_cpu_cfs_throttled_periods_total: '18m' },
    decides: ['job', 'metrics_path'],
    ignores: { container: '' },
  },
};
