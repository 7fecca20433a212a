import { group, type RecordingRule } from '../alerts/group';
import { state } from '../alerts/state';

/** What the containers of pods that hold a place, or wait for one, may count on; then the same by namespace. */
function records(resource: 'cpu' | 'memory', kind: 'requests' | 'limits'): RecordingRule[] {
  const metric = `kube_pod_container_resource_${kind}`;
  const active = `cluster:namespace:pod_${resource}:active:${metric}`;
  return [
    {
      record: active,
      expr: ({ select }) => `
        ${state(select, 'namespace, pod, container, node', metric, `resource="${resource}"`)}
        and on (namespace, pod) kube_pod_status_phase${select('kube-state-metrics', 'phase=~"Pending|Running"')} == 1`,
    },
    { record: `namespace_${resource}:${metric}:sum`, expr: () => `sum by (namespace) (${active})` },
  ];
}

/** Requests and limits. */
export const containerResourceRecords = group('k8s.rules.container_resource', {
  records: [
    ...records('cpu', 'requests'),
    ...records('cpu', 'limits'),
    ...records('memory', 'requests'),
    ...records('memory', 'limits'),
  ],
});
