import { group, type RecordingRule } from '../alerts/group';
import { WITH_NODE } from '../nodes/records';

/** A container that has been started anew may for a moment have the series of both. */
const memory = (what: string): RecordingRule => ({
  record: `node_namespace_pod_container:container_memory_${what}`,
  expr: ({ select }) => `
    max by (namespace, pod, container) (container_memory_${what}${select('kubelet-cadvisor', 'container!=""')}) ${WITH_NODE}`,
});

/** What containers use, by node, namespace, pod and container. Series without a container are those of whole pods. */
export const containerUsageRecords = group('k8s.rules.container_usage', {
  records: [
    {
      record: 'node_namespace_pod_container:container_cpu_usage_seconds_total:sum_rate5m',
      expr: ({ select }) => `
        sum by (namespace, pod, container) (
          rate(container_cpu_usage_seconds_total${select('kubelet-cadvisor', 'container!=""')}[5m])
        ) ${WITH_NODE}`,
    },
    ...['working_set_bytes', 'rss', 'cache', 'swap'].map(memory),
  ],
});
