import { board } from '../panels/define';
import { promql, series, share, type Expression } from '../expressions/expression';
import { recorded } from '../expressions/recorded';
import { availableMemory, clusterCpuUtilization } from '../nodes/records';
import { containerResources } from './container-resource-records';
import { gauge, row, stat } from '../panels/panels';
import { cpuRow, memoryRow, type Scope } from './compute';
import { networkRow, storageRow } from './pod-io';

const KSM = 'kube-state-metrics';

const BY_NAMESPACE: Scope = {
  labels: { namespace: 'Namespace' },
  links: { namespace: { board: 'kubernetes-namespace-pods', variables: { namespace: 'namespace' } } },
};

const allocatable = (resource: string): Expression =>
  promql`sum(${series(KSM, 'kube_node_status_allocatable', `resource="${resource}"`)})`;

const pods = (phase: string): Expression => promql`sum(${series(KSM, 'kube_pod_status_phase', `phase="${phase}"`)})`;

/** All nodes and namespaces. */
export const cluster = board({
  uid: 'kubernetes-cluster',
  folder: 'Kubernetes',
  title: 'Kubernetes / Cluster',
  description: 'How full the cluster is, and which namespaces fill it.',
  sources: [KSM, 'kubelet-cadvisor'],
  rows: [
    row(
      'Capacity',
      gauge({
        title: 'CPU utilisation',
        description: 'Ratio of the time that the CPUs of all nodes are busy.',
        query: recorded(clusterCpuUtilization),
      }),
      gauge({
        title: 'CPU requests',
        description: 'Share of the CPUs that pods can have which their requests keep: what is left, new pods can get.',
        query: share(promql`sum(${recorded(containerResources.cpu.requests.sum)})`, allocatable('cpu')),
      }),
      gauge({
        title: 'CPU limits',
        description: 'Limits of all pods against the CPUs they can have. Above 100 % not all can reach theirs at once.',
        query: share(promql`sum(${recorded(containerResources.cpu.limits.sum)})`, allocatable('cpu')),
        limits: { warning: 1 },
      }),
      gauge({
        title: 'Memory utilisation',
        description: 'Share of the memory of all nodes that is in use and not available for something else.',
        query: promql`1 - ${recorded(availableMemory)} / sum(${series('node-exporter', 'node_memory_MemTotal_bytes')})`,
      }),
      gauge({
        title: 'Memory requests',
        description: 'Share of the memory that pods can have which their requests keep.',
        query: share(promql`sum(${recorded(containerResources.memory.requests.sum)})`, allocatable('memory')),
      }),
      gauge({
        title: 'Memory limits',
        description: 'Limits of all pods against the memory they can have. Above 100 % a node may have to kill pods.',
        query: share(promql`sum(${recorded(containerResources.memory.limits.sum)})`, allocatable('memory')),
        limits: { warning: 1 },
      }),
      stat({
        title: 'Nodes',
        description: 'Nodes of the cluster.',
        unit: 'count',
        query: promql`count(${series(KSM, 'kube_node_info')})`,
      }),
      stat({
        title: 'Nodes not ready',
        description: 'Nodes whose kubelet is not ready to run pods, or says nothing.',
        unit: 'count',
        limits: { critical: 1 },
        query: promql`sum(${series(KSM, 'kube_node_status_condition', 'condition="Ready"', 'status!="true"')})`,
      }),
      stat({
        title: 'Unschedulable nodes',
        description: 'Nodes that take no new pods because someone cordoned them.',
        unit: 'count',
        limits: { warning: 1 },
        query: promql`sum(${series(KSM, 'kube_node_spec_unschedulable')})`,
      }),
      stat({
        title: 'Running pods',
        description: 'Pods with at least one container that runs.',
        unit: 'count',
        query: pods('Running'),
      }),
      stat({
        title: 'Pending pods',
        description: 'Pods that wait for a node, for an image or for a volume.',
        unit: 'count',
        limits: { warning: 1 },
        query: pods('Pending'),
      }),
      stat({
        title: 'Failed pods',
        description: 'Pods that ended in an error or were evicted, and are still there to be looked at.',
        unit: 'count',
        limits: { warning: 1 },
        query: pods('Failed'),
      }),
    ),
    cpuRow(BY_NAMESPACE),
    memoryRow(BY_NAMESPACE),
    networkRow(BY_NAMESPACE),
    storageRow(BY_NAMESPACE),
  ],
});
