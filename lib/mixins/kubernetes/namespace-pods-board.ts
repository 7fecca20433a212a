import { board } from '../panels/define';
import { promql, series, share, type Expression } from '../expressions/expression';
import { gauge, row, stat, table } from '../panels/panels';
import { NAMESPACE } from '../panels/variables';
import { cpuRow, cpuUsage, memoryRow, memoryUsage, promised, type Scope } from './compute';
import { networkRow, storageRow } from './pod-io';

const KSM = 'kube-state-metrics';
const HERE = 'namespace="$namespace"';

const BY_POD: Scope = {
  labels: { pod: 'Pod' },
  matchers: [HERE],
  links: { pod: { board: 'kubernetes-pod', variables: { namespace: '$namespace', pod: 'pod' } } },
};

const total = (expression: Expression): Expression => promql`sum(${expression})`;
const usage = { cpu: cpuUsage([HERE]), memory: memoryUsage([HERE]) };
const usedOf = (resource: 'cpu' | 'memory', kind: 'requests' | 'limits'): Expression =>
  share(total(usage[resource]), total(promised(resource, kind, [HERE])));
const quota = (type: string): Expression =>
  promql`max by (resourcequota, resource) (${series(KSM, 'kube_resourcequota', HERE, `type="${type}"`)})`;

/** The pods of a namespace. */
export const namespacePods = board({
  uid: 'kubernetes-namespace-pods',
  folder: 'Kubernetes',
  title: 'Kubernetes / Namespace (Pods)',
  description: 'Usage of the pods of a namespace, compared with their requests.',
  sources: [KSM, 'kubelet-cadvisor'],
  variables: [NAMESPACE],
  rows: [
    row(
      'Overview',
      gauge({
        title: 'CPU usage / requests',
        description: 'CPU usage of all pods against the sum of their requests.',
        query: usedOf('cpu', 'requests'),
        limits: { warning: 1 },
      }),
      gauge({
        title: 'CPU usage / limits',
        description: 'CPU usage of all pods against the sum of their limits.',
        query: usedOf('cpu', 'limits'),
      }),
      gauge({
        title: 'Memory usage / requests',
        description: 'Working set of all pods against the sum of their requests.',
        query: usedOf('memory', 'requests'),
        limits: { warning: 1 },
      }),
      gauge({
        title: 'Memory usage / limits',
        description: 'Working set of all pods against the sum of their limits.',
        query: usedOf('memory', 'limits'),
      }),
      stat({
        title: 'Pods not ready',
        description: 'Running pods that are not ready to be asked.',
        unit: 'count',
        limits: { warning: 1 },
        query: promql`
          count(max by (pod) (${series(KSM, 'kube_pod_status_ready', HERE, 'condition="false"')}) == 1
            and on (pod) max by (pod) (${series(KSM, 'kube_pod_status_phase', HERE, 'phase="Running"')}) == 1)
          or vector(0)`,
      }),
      stat({
        title: 'Restarts',
        description: 'How often containers were restarted in the time of the board.',
        unit: 'count',
        limits: { warning: 1 },
        query: promql`sum(increase(${series(KSM, 'kube_pod_container_status_restarts_total', HERE)}[$__range]))`,
      }),
    ),
    cpuRow(BY_POD),
    memoryRow(BY_POD),
    row(
      'Quota',
      table({
        title: 'Resource quotas',
        description: 'Quotas of the namespace, and their usage. At 100 %, nothing new is admitted.',
        labels: { resourcequota: 'Quota', resource: 'Resource' },
        columns: {
          Used: { unit: 'count', query: quota('used') },
          Allowed: { unit: 'count', query: quota('hard') },
          'Used / allowed': {
            unit: 'ratio',
            query: share(quota('used'), quota('hard')),
            limits: { warning: 0.9, critical: 1 },
          },
        },
      }),
    ),
    networkRow(BY_POD),
    storageRow(BY_POD),
  ],
});
