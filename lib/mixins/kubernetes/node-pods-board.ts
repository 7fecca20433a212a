import { board } from '../panels/define';
import { promql, series, share, type Expression } from '../expressions/expression';
import { recorded } from '../expressions/recorded';
import { podNode } from '../nodes/records';
import { gauge, row, stat } from '../panels/panels';
import { NODE } from '../panels/variables';
import { cpuRow, cpuUsage, memoryRow, memoryUsage, promised, type Scope } from './compute';
import { networkRow, storageRow } from './pod-io';

const KSM = 'kube-state-metrics';
const HERE = 'node=~"$node"';

const BY_POD: Scope = {
  labels: { namespace: 'Namespace', pod: 'Pod' },
  matchers: [HERE],
  links: { pod: { board: 'kubernetes-pod', variables: { namespace: 'namespace', pod: 'pod' } } },
};

const total = (expression: Expression): Expression => promql`sum(${expression})`;
const allocatable = (resource: string): Expression =>
  total(series(KSM, 'kube_node_status_allocatable', HERE, `resource="${resource}"`));

/** The pods of nodes. */
export const nodePods = board({
  uid: 'kubernetes-node-pods',
  folder: 'Kubernetes',
  title: 'Kubernetes / Node (Pods)',
  description: 'Which pods fill a node, or several.',
  sources: [KSM, 'kubelet-cadvisor'],
  variables: [{ ...NODE, several: true }],
  rows: [
    row(
      'Capacity',
      gauge({
        title: 'CPU usage of pods',
        description: 'CPU usage of all pods against what the node has for pods.',
        query: share(total(cpuUsage([HERE])), allocatable('cpu')),
      }),
      gauge({
        title: 'CPU requests',
        description: 'Share of the CPUs for pods that requests keep.',
        query: share(total(promised('cpu', 'requests', [HERE])), allocatable('cpu')),
      }),
      gauge({
        title: 'Memory usage of pods',
        description: 'Working set of all pods against what the node has for pods.',
        query: share(total(memoryUsage([HERE])), allocatable('memory')),
      }),
      gauge({
        title: 'Memory requests',
        description: 'Share of the memory for pods that requests keep.',
        query: share(total(promised('memory', 'requests', [HERE])), allocatable('memory')),
      }),
      gauge({
        title: 'Pods',
        description: 'Pods against the most that the kubelet takes.',
        query: share(promql`count(${recorded(podNode, HERE)})`, allocatable('pods')),
      }),
      stat({
        title: 'Under pressure',
        description: 'Node conditions that report shortage of memory, disk or process ids; pods may be evicted.',
        unit: 'count',
        limits: { critical: 1 },
        query: total(series(KSM, 'kube_node_status_condition', HERE, 'condition=~".*Pressure"', 'status="true"')),
      }),
    ),
    cpuRow(BY_POD),
    memoryRow(BY_POD),
    networkRow(BY_POD),
    storageRow(BY_POD),
  ],
});
