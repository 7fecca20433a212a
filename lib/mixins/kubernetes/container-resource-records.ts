import { group } from '../alerts/group';
import { state } from '../alerts/state';
import { promql } from '../expressions/expression';
import { recorded, type RecordingRule } from '../expressions/recorded';

/** A resource's requests or limits: per container of the pods that are pending or running, and their sum per namespace. */
interface ResourceRecords {
  readonly active: RecordingRule;
  readonly sum: RecordingRule;
}

function records(resource: 'cpu' | 'memory', kind: 'requests' | 'limits'): ResourceRecords {
  const metric = `kube_pod_container_resource_${kind}`;
  const active: RecordingRule = {
    record: `cluster:namespace:pod_${resource}:active:${metric}`,
    expr: promql`
      ${state('namespace, pod, container, node', metric, `resource="${resource}"`)}
      and on (namespace, pod) ${state('namespace, pod', 'kube_pod_status_phase', 'phase=~"Pending|Running"')} == 1`,
  };
  return {
    active,
    sum: {
      record: `namespace_${resource}:${metric}:sum`,
      expr: promql`sum by (namespace) (${recorded(active)})`,
    },
  };
}

/** Records of requests and limits, by resource. */
export const containerResources = {
  cpu: { requests: records('cpu', 'requests'), limits: records('cpu', 'limits') },
  memory: { requests: records('memory', 'requests'), limits: records('memory', 'limits') },
};

/** Requests and limits. */
export const containerResourceRecords = group('k8s.rules.container_resource', {
  records: Object.values(containerResources).flatMap(({ requests, limits }) =>
    [requests, limits].flatMap(({ active, sum }) => [active, sum]),
  ),
});
