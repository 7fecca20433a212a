import type { AlertCase, AlertCases, Scenario } from '../alerts/alert-case';
import { downCase, unreachableCase } from '../alerts/component-down';

const UP = 'job="kubelet",metrics_path="/metrics"';
const KUBELET = `${UP},node="n",instance="i"`;
const NODE = 'job="kube-state-metrics",node="n"';

const ready = (samples: string): Scenario['series'] => ({
  [`kube_node_status_condition{${NODE},condition="Ready",status="true"}`]: samples,
});
const cordoned = (samples: string): Scenario['series'] => ({ [`kube_node_spec_unschedulable{${NODE}}`]: samples });
const taint = (key: string): Scenario['series'] => ({
  [`kube_node_spec_taint{${NODE},key="${key}",value="",effect="NoSchedule"}`]: '1x40',
});
const pressure = (samples: string): Scenario['series'] => ({
  [`kube_node_status_condition{${NODE},condition="DiskPressure",status="true"}`]: samples,
});

/** Observations a minute by the bound below which they are. */
const histogram = (name: string, counts: Readonly<Record<string, number>>): Scenario['series'] =>
  Object.fromEntries(
    Object.entries(counts).map(([le, count]) => [`${name}_bucket{${KUBELET},le="${le}"}`, `0+${count}x60`]),
  );

function expirationCase(kind: 'client' | 'server'): AlertCase {
  const ttl = `kubelet_certificate_manager_${kind}_ttl_seconds`;
  return {
    // Below a day is below a week.
    fires: {
      series: { [`${ttl}{${KUBELET}}`]: '90000-600x10' },
      at: '7m',
      since: { warning: '0m' },
      expect: { critical: 1, warning: 1 },
      labels: { node: 'n' },
    },
    // A kubelet that is given its certificate says that it is valid for ever.
    silent: {
      series: {
        [`${ttl}{${KUBELET}}`]: '605400-60x10',
        [`${ttl}{${UP},node="m",instance="j"}`]: Array(11).fill('Inf').join(' '),
      },
      at: '10m',
    },
    ends: '8m',
    gone: '12m',
    decides: ['job', 'metrics_path'],
  };
}

function renewalCase(errors: string): AlertCase {
  return {
    fires: {
      series: { [`${errors}{${KUBELET}}`]: '0 0+1x8 8x40' },
      at: '17m',
      expect: { warning: 1 },
      labels: { node: 'n' },
    },
    // One attempt failed, the next one did not.
    silent: { series: { [`${errors}{${KUBELET}}`]: '0 0 1x60' }, at: '30m' },
    ends: '34m',
    gone: '23m',
    decides: ['job', 'metrics_path'],
  };
}

/** Cases of the group `kubernetes-system-kubelet`. */
export const cases: AlertCases = {
  KubeNodeNotReady: {
    fires: {
      series: { ...ready('0x40'), ...cordoned('0x40') },
      at: '15m',
      expect: { warning: 1 },
      labels: { node: 'n' },
    },
    // It was taken out of service.
    silent: { series: { ...ready('0x40'), ...cordoned('1x40') }, at: '40m' },
    ends: '16m',
    gone: '20m',
    decides: ['job', 'condition', 'status'],
  },
  KubeNodePressure: {
    fires: {
      series: { ...pressure('1x40'), ...cordoned('0x40') },
      at: '10m',
      expect: { info: 1 },
      labels: { node: 'n', condition: 'DiskPressure' },
    },
    silent: { series: { ...pressure('1x6 0 1x8 0'), ...cordoned('0x40'), ...ready('1x40') }, at: '16m' },
    ends: '18m',
    gone: '15m',
    decides: ['job', 'condition', 'status'],
  },
  KubeNodeUnreachable: {
    fires: {
      series: taint('node.kubernetes.io/unreachable'),
      at: '15m',
      expect: { warning: 1 },
      labels: { node: 'n' },
    },
    // An autoscaler has taken it away.
    silent: {
      series: { ...taint('node.kubernetes.io/unreachable'), ...taint('ToBeDeletedByClusterAutoscaler') },
      at: '40m',
    },
    ends: '16m',
    gone: '20m',
    decides: ['job', 'key'],
  },
  KubeletTooManyPods: {
    fires: {
      series: {
        [`kubelet_running_pods{${KUBELET}}`]: '108x40',
        [`kube_node_status_allocatable{${NODE},resource="pods",unit="integer"}`]: '110x40',
      },
      at: '15m',
      expect: { info: 1 },
      labels: { node: 'n' },
    },
    silent: {
      series: {
        [`kubelet_running_pods{${KUBELET}}`]: '104x40',
        [`kube_node_status_allocatable{${NODE},resource="pods",unit="integer"}`]: '110x40',
        [`kube_node_status_allocatable{${NODE},resource="cpu",unit="core"}`]: '8x40',
      },
      at: '40m',
    },
    ends: '16m',
    gone: '20m',
    decides: ['job', 'metrics_path', 'resource'],
  },
  KubeNodeReadinessFlapping: {
    fires: {
      series: { ...ready('1 1 1 0 1 1 1 0 1 1 1 0 1 1 1 0 1 1 1 0 1 1 1 0 1 1 1 0 1 1 1 0'), ...cordoned('0x40') },
      at: '22m',
      expect: { warning: 1 },
      labels: { node: 'n' },
    },
    // Gone once, and back: two changes.
    silent: { series: { ...ready('1x10 0x4 1x40'), ...cordoned('0x60') }, at: '20m' },
    ends: '30m',
    gone: '27m',
    fewer: { kube_node_status_condition: '30m' },
    decides: ['job', 'condition', 'status'],
  },
  KubeNodeEviction: {
    // The first one for a reason, and the third one.
    fires: {
      series: {
        [`up{${KUBELET}}`]: '1x60',
        [`kubelet_evictions{${KUBELET},eviction_signal="memory.available"}`]: '_x29 1x30',
        [`kubelet_evictions{${KUBELET},eviction_signal="nodefs.available"}`]: '2x29 3x30',
      },
      at: '30m',
      expect: { info: 2 },
      labels: { node: 'n', eviction_signal: 'memory.available' },
    },
    // A Prometheus that has just begun to look, and evictions of long ago.
    silent: {
      series: {
        [`up{${KUBELET}}`]: '_x29 1x30',
        [`kubelet_evictions{${KUBELET},eviction_signal="memory.available"}`]: '_x29 1x30',
        [`up{${UP},node="m",instance="j"}`]: '1x60',
        [`kubelet_evictions{${UP},node="m",instance="j",eviction_signal="memory.available"}`]: '_ 1x60',
      },
      at: '40m',
    },
    ends: '44m',
    gone: '44m',
    fewer: { kubelet_evictions: '31m' },
    decides: ['job', 'metrics_path'],
  },
  KubeletPlegDurationHigh: {
    fires: {
      series: histogram('kubelet_pleg_relist_duration_seconds', { '5': 90, '10': 95, '+Inf': 100 }),
      at: '6m',
      expect: { warning: 1 },
      labels: { node: 'n' },
    },
    silent: {
      series: histogram('kubelet_pleg_relist_duration_seconds', { '5': 90, '10': 100, '+Inf': 100 }),
      at: '30m',
    },
    ends: '10m',
    gone: '10m',
    decides: ['job', 'metrics_path'],
  },
  KubeletPodStartUpLatencyHigh: {
    fires: {
      series: histogram('kubelet_pod_start_sli_duration_seconds', { '45': 0, '60': 98, '120': 100, '+Inf': 100 }),
      at: '16m',
      expect: { warning: 1 },
      labels: { node: 'n' },
    },
    silent: {
      series: histogram('kubelet_pod_start_sli_duration_seconds', { '45': 0, '60': 100, '120': 100, '+Inf': 100 }),
      at: '40m',
    },
    ends: '19m',
    gone: '20m',
    decides: ['job', 'metrics_path'],
  },
  KubeletClientCertificateExpiration: expirationCase('client'),
  KubeletServerCertificateExpiration: expirationCase('server'),
  KubeletClientCertificateRenewalErrors: renewalCase('kubelet_certificate_manager_client_expiration_renew_errors'),
  KubeletServerCertificateRenewalErrors: renewalCase('kubelet_server_expiration_renew_errors'),
  KubeletInstanceUnreachable: unreachableCase(UP, ['job', 'metrics_path']),
  KubeletDown: {
    ...downCase(UP, ['job', 'metrics_path']),
    also: {
      'no nodes': { series: { 'up{job="kube-state-metrics",instance="k"}': '1x60' }, at: '40m' },
      'nodes whose kubelets are no targets': {
        series: { 'up{job="kube-state-metrics",instance="k"}': '1x60', [`kube_node_info{${NODE}}`]: '1x60' },
        at: '40m',
        expect: { critical: 1 },
      },
    },
  },
};
