import { group } from '../alerts/group';

/** Gives series of pods the node on which each runs. */
export const WITH_NODE = '* on (namespace, pod) group_left (node) node_namespace_pod:kube_pod_info:';

/** Time in which a CPU does no work for anyone here; see `node-exporter.rules`. */
const IDLE = 'mode=~"idle|iowait|steal"';

/** Series of nodes by the name that Kubernetes gives them, and of all nodes together. */
export const nodeRecords = group('node.rules', {
  records: [
    {
      record: 'node_namespace_pod:kube_pod_info:',
      // A StatefulSet's pod that has moved may for a moment be on two nodes; whatever is multiplied by this must find one.
      expr: ({ select }) => `
        topk by (namespace, pod) (1,
          max by (node, namespace, pod) (kube_pod_info${select('kube-state-metrics', 'node!=""')})
        )`,
    },
    {
      record: 'node:node_num_cpu:sum',
      expr: ({ select }) =>
        `count by (node) (node_cpu_seconds_total${select('node-exporter', 'mode="idle"')} ${WITH_NODE})`,
    },
    {
      record: 'node:node_cpu_utilization:ratio_rate5m',
      expr: ({ select }) => `
        1 - avg by (node) (
          sum by (namespace, pod, cpu) (rate(node_cpu_seconds_total${select('node-exporter', IDLE)}[5m])) ${WITH_NODE}
        )`,
    },
    {
      record: 'cluster:node_cpu:ratio_rate5m',
      expr: ({ select }) =>
        `1 - avg(sum by (namespace, pod, cpu) (rate(node_cpu_seconds_total${select('node-exporter', IDLE)}[5m])))`,
    },
    {
      record: ':node_memory_MemAvailable_bytes:sum',
      expr: ({ select }) => `sum(node_memory_MemAvailable_bytes${select('node-exporter')})`,
    },
  ],
});
