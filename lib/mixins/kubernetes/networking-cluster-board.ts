import { board } from '../panels/define';
import { promql, series, share, type Expression } from '../expressions/expression';
import { rate } from '../panels/rates';
import { row, table, timeseries, type Column } from '../panels/panels';
import { type Scope } from './compute';
import { network, networkRow } from './pod-io';

const BY_NAMESPACE: Scope = { labels: { namespace: 'Namespace' } };

const bytes = (metric: string): Column => ({ unit: 'bytesPerSecond', query: network(metric, BY_NAMESPACE) });
const packets = (metric: string): Column => ({ unit: 'packetsPerSecond', query: network(metric, BY_NAMESPACE) });
const ofNode = (metric: string): Expression => promql`sum by (instance) (${rate(series('node-exporter', metric))})`;

/** The network by namespace. */
export const networkingCluster = board({
  uid: 'kubernetes-networking-cluster',
  folder: 'Kubernetes',
  title: 'Kubernetes / Networking / Cluster',
  description: 'Which namespaces use the network, and whether packets get lost.',
  sources: ['kubelet-cadvisor'],
  rows: [
    row(
      'Namespaces',
      table({
        title: 'Namespaces',
        description: 'Network traffic and losses of the pods of each namespace.',
        labels: BY_NAMESPACE.labels,
        links: {
          namespace: { board: 'kubernetes-networking-namespace', variables: { namespace: 'namespace' } },
        },
        columns: {
          Received: bytes('receive_bytes'),
          Sent: bytes('transmit_bytes'),
          'Packets received': packets('receive_packets'),
          'Packets sent': packets('transmit_packets'),
          'Dropped on receipt': packets('receive_packets_dropped'),
          'Dropped on sending': packets('transmit_packets_dropped'),
          'Errors on receipt': packets('receive_errors'),
          'Errors on sending': packets('transmit_errors'),
        },
      }),
    ),
    networkRow(BY_NAMESPACE),
    row(
      'TCP of the nodes',
      timeseries({
        title: 'Segments sent again',
        description: 'Share of the segments that had to be sent again: above a few percent, packets get lost.',
        unit: 'ratio',
        queries: { '{{instance}}': share(ofNode('node_netstat_Tcp_RetransSegs'), ofNode('node_netstat_Tcp_OutSegs')) },
      }),
      timeseries({
        title: 'Connection requests sent again',
        description: 'Share of the segments sent again that ask for a connection: whom they are for does not answer.',
        unit: 'ratio',
        queries: {
          '{{instance}}': share(ofNode('node_netstat_TcpExt_TCPSynRetrans'), ofNode('node_netstat_Tcp_RetransSegs')),
        },
      }),
    ),
  ],
});
