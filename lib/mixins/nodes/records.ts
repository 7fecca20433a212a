import { group } from '../alerts/group';
import { promql, series, type Expression } from '../expressions/expression';
import { recorded, type RecordingRule } from '../expressions/recorded';

/** The node of each pod, with the value 1. */
export const podNode: RecordingRule = {
  record: 'node_namespace_pod:kube_pod_info:',
  // A StatefulSet's pod that has moved may for a moment be on two nodes, but a multiplication must find only one.
  expr: promql`
    topk by (namespace, pod) (1,
      max by (node, namespace, pod) (${series('kube-state-metrics', 'kube_pod_info', 'node!=""')})
    )`,
};

/** Adds the label `node` to series of pods. A pod that has moved has two records until the older one is five minutes old. */
export const WITH_NODE: Expression = promql`* on (namespace, pod) group_left (node) topk by (namespace, pod) (1, ${recorded(podNode)})`;

/** CPU modes that are not work done by this node; see `node-exporter.rules`. */
const IDLE = 'mode=~"idle|iowait|steal"';

/** Number of CPUs per node. */
export const nodeCpus: RecordingRule = {
  record: 'node:node_num_cpu:sum',
  expr: promql`count by (node) (${series('node-exporter', 'node_cpu_seconds_total', 'mode="idle"')} ${WITH_NODE})`,
};

/** CPU utilisation per node. */
export const nodeCpuUtilization: RecordingRule = {
  record: 'node:node_cpu_utilization:ratio_rate5m',
  expr: promql`
    1 - avg by (node) (
      sum by (namespace, pod, cpu) (rate(${series('node-exporter', 'node_cpu_seconds_total', IDLE)}[5m])) ${WITH_NODE}
    )`,
};

/** CPU utilisation of the whole cluster. */
export const clusterCpuUtilization: RecordingRule = {
  record: 'cluster:node_cpu:ratio_rate5m',
  expr: promql`1 - avg(sum by (namespace, pod, cpu) (rate(${series('node-exporter', 'node_cpu_seconds_total', IDLE)}[5m])))`,
};

/** Available memory of all nodes. */
export const availableMemory: RecordingRule = {
  record: ':node_memory_MemAvailable_bytes:sum',
  expr: promql`sum(${series('node-exporter', 'node_memory_MemAvailable_bytes')})`,
};

/** Series of nodes under their Kubernetes names, and totals over all nodes. */
export const nodeRecords = group('node.rules', {
  records: [podNode, nodeCpus, nodeCpuUtilization, clusterCpuUtilization, availableMemory],
});
