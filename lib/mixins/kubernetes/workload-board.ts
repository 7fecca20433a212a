import { board } from '../panels/define';
import { promql, series, type Expression } from '../expressions/expression';
import { row, stat } from '../panels/panels';
import { NAMESPACE } from '../panels/variables';
import { WORKLOAD, WORKLOAD_TYPE } from './variables';
import { cpuRow, memoryRow, workloadsOf, type Scope } from './compute';
import { networkRow, storageRow } from './pod-io';

const KSM = 'kube-state-metrics';
const HERE = 'namespace="$namespace"';
const WORKLOADS = workloadsOf(HERE, 'workload_type=~"$type"', 'workload="$workload"');

const BY_POD: Scope = {
  labels: { pod: 'Pod' },
  matchers: [HERE],
  workloads: WORKLOADS,
  links: { pod: { board: 'kubernetes-pod', variables: { namespace: '$namespace', pod: 'pod' } } },
};

const ofWorkload = (pods: Expression): Expression =>
  promql`sum(${pods} * on (namespace, pod) group_left () ${WORKLOADS})`;

/** The pods of one workload. */
export const workload = board({
  uid: 'kubernetes-workload',
  folder: 'Kubernetes',
  title: 'Kubernetes / Workload',
  description: 'Usage of the pods of one workload, compared with their requests.',
  sources: [KSM, 'kubelet-cadvisor'],
  variables: [NAMESPACE, WORKLOAD_TYPE, WORKLOAD],
  rows: [
    row(
      'Overview',
      stat({
        title: 'Pods',
        description: 'Pods of the workload.',
        unit: 'count',
        query: promql`count(${WORKLOADS})`,
      }),
      stat({
        title: 'Ready pods',
        description: 'Pods that can be asked.',
        unit: 'count',
        limits: { critical: 1, below: true },
        query: ofWorkload(series(KSM, 'kube_pod_status_ready', HERE, 'condition="true"')),
      }),
      stat({
        title: 'Restarts',
        description: 'How often containers of the pods were restarted in the time of the board.',
        unit: 'count',
        limits: { warning: 1 },
        query: ofWorkload(
          promql`sum by (namespace, pod) (increase(${series(KSM, 'kube_pod_container_status_restarts_total', HERE)}[$__range]))`,
        ),
      }),
    ),
    cpuRow(BY_POD),
    memoryRow(BY_POD),
    networkRow(BY_POD),
    storageRow(BY_POD),
  ],
});
