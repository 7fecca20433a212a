import { group } from '../alerts/group';
import { promql, series } from '../expressions/expression';
import type { RecordingRule } from '../expressions/recorded';
import { WITH_NODE } from '../nodes/records';

/** Series without a container are pod-level sums. */
const CONTAINERS = 'container!=""';

/** After a restart, a container may for a moment have the series of both instances. */
function memory(kind: string): RecordingRule {
  const usage = series('kubelet-cadvisor', `container_memory_${kind}`, CONTAINERS);
  return {
    record: `node_namespace_pod_container:container_memory_${kind}`,
    expr: promql`max by (namespace, pod, container) (${usage}) ${WITH_NODE}`,
  };
}

/** CPU time per second of each container. */
export const containerCpuUsage: RecordingRule = {
  record: 'node_namespace_pod_container:container_cpu_usage_seconds_total:sum_rate5m',
  expr: promql`
    sum by (namespace, pod, container) (
      rate(${series('kubelet-cadvisor', 'container_cpu_usage_seconds_total', CONTAINERS)}[5m])
    ) ${WITH_NODE}`,
};

/** Memory of each container, by kind. */
export const containerMemory = {
  workingSet: memory('working_set_bytes'),
  rss: memory('rss'),
  cache: memory('cache'),
  swap: memory('swap'),
};

/** Resource usage of containers, by node, namespace, pod and container. */
export const containerUsageRecords = group('k8s.rules.container_usage', {
  records: [containerCpuUsage, ...Object.values(containerMemory)],
});
