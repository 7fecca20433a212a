import { board } from '../panels/define';
import { promql, series } from '../expressions/expression';
import { row, stat, table } from '../panels/panels';
import { NAMESPACE } from '../panels/variables';
import { WORKLOAD_TYPE } from './variables';
import { cpuRow, memoryRow, workloadsOf, type Scope } from './compute';
import { networkRow, storageRow } from './pod-io';

const KSM = 'kube-state-metrics';
const HERE = 'namespace="$namespace"';
const WORKLOADS = workloadsOf(HERE, 'workload_type=~"$type"');

const BY_WORKLOAD: Scope = {
  labels: { workload: 'Workload', workload_type: 'Kind' },
  matchers: [HERE],
  workloads: WORKLOADS,
  links: {
    workload: {
      board: 'kubernetes-workload',
      variables: { namespace: '$namespace', type: 'workload_type', workload: 'workload' },
    },
  },
};

/** The workloads of a namespace. */
export const namespaceWorkloads = board({
  uid: 'kubernetes-namespace-workloads',
  folder: 'Kubernetes',
  title: 'Kubernetes / Namespace (Workloads)',
  description: 'Usage of Deployments, StatefulSets, DaemonSets and Jobs of a namespace, compared with their requests.',
  sources: [KSM, 'kubelet-cadvisor'],
  variables: [NAMESPACE, WORKLOAD_TYPE],
  rows: [
    row(
      'Overview',
      stat({
        title: 'Workloads',
        description: 'Workloads that have pods.',
        unit: 'count',
        query: promql`count(count by (workload, workload_type) (${WORKLOADS}))`,
      }),
      stat({
        title: 'Pods',
        description: 'Pods of these workloads.',
        unit: 'count',
        query: promql`count(${WORKLOADS})`,
      }),
      stat({
        title: 'Unavailable replicas',
        description: 'Replicas of Deployments that are wanted and not available.',
        unit: 'count',
        limits: { warning: 1 },
        query: promql`sum(${series(KSM, 'kube_deployment_status_replicas_unavailable', HERE)})`,
      }),
      table({
        title: 'Pods',
        description: 'How many pods each workload has.',
        labels: BY_WORKLOAD.labels,
        links: BY_WORKLOAD.links,
        columns: { Pods: { unit: 'count', query: promql`count by (workload, workload_type) (${WORKLOADS})` } },
      }),
    ),
    cpuRow(BY_WORKLOAD),
    memoryRow(BY_WORKLOAD),
    networkRow(BY_WORKLOAD),
    storageRow(BY_WORKLOAD),
  ],
});
