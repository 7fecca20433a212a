import { board } from '../panels/define';
import { row, table, timeseries, type Column } from '../panels/panels';
import { NAMESPACE } from '../panels/variables';
import { workloadsOf, type Scope } from './compute';
import { network, networkRow } from './pod-io';

const HERE = 'namespace="$namespace"';
const BY_POD: Scope = { labels: { pod: 'Pod' }, matchers: [HERE] };
const BY_WORKLOAD: Scope = {
  labels: { workload: 'Workload', workload_type: 'Kind' },
  matchers: [HERE],
  workloads: workloadsOf(HERE),
};

const bytes = (metric: string): Column => ({ unit: 'bytesPerSecond', query: network(metric, BY_POD) });
const packets = (metric: string): Column => ({ unit: 'packetsPerSecond', query: network(metric, BY_POD) });

/** The network of a namespace, by pod and by workload. */
export const networkingNamespace = board({
  uid: 'kubernetes-networking-namespace',
  folder: 'Kubernetes',
  title: 'Kubernetes / Networking / Namespace',
  description: 'Which pods and workloads of a namespace use the network, and whether packets get lost.',
  sources: ['kubelet-cadvisor', 'kube-state-metrics'],
  variables: [NAMESPACE],
  rows: [
    row(
      'Pods',
      table({
        title: 'Pods',
        description: 'Network traffic and losses of each pod.',
        labels: BY_POD.labels,
        links: {
          pod: { board: 'kubernetes-networking-pod', variables: { namespace: '$namespace', pod: 'pod' } },
        },
        columns: {
          Received: bytes('receive_bytes'),
          Sent: bytes('transmit_bytes'),
          'Packets received': packets('receive_packets'),
          'Packets sent': packets('transmit_packets'),
          'Dropped on receipt': packets('receive_packets_dropped'),
          'Dropped on sending': packets('transmit_packets_dropped'),
        },
      }),
    ),
    row(
      'Workloads',
      timeseries({
        title: 'Received by workload',
        description: 'Bytes per second that the pods of each workload receive in total.',
        unit: 'bytesPerSecond',
        stacked: true,
        queries: { '{{workload}} ({{workload_type}})': network('receive_bytes', BY_WORKLOAD) },
      }),
      timeseries({
        title: 'Sent by workload',
        description: 'Bytes per second that the pods of each workload send in total.',
        unit: 'bytesPerSecond',
        stacked: true,
        queries: { '{{workload}} ({{workload_type}})': network('transmit_bytes', BY_WORKLOAD) },
      }),
    ),
    networkRow(BY_POD),
  ],
});
