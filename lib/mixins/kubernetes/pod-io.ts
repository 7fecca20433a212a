import { promql, series, type Expression } from '../expressions/expression';
import { rate } from '../panels/rates';
import { row, timeseries, type Row } from '../panels/panels';
import { legendOf, summed, type Scope } from './compute';

/** A counter of the network that cAdvisor has for pods. */
export function network(metric: string, scope: Scope): Expression {
  const counter = series('kubelet-cadvisor', `container_network_${metric}_total`, 'pod!=""', ...(scope.matchers ?? []));
  return summed(scope, promql`sum by (namespace, pod, node, interface) (${rate(counter)})`);
}

/** The network of pods: bytes and packets, and those dropped. */
export function networkRow(scope: Scope): Row {
  const legend = legendOf(scope);
  return row(
    'Network',
    timeseries({
      title: 'Received',
      description:
        'Bytes per second that pods receive. Pods in the host network count with all that the node receives.',
      unit: 'bytesPerSecond',
      queries: { [legend]: network('receive_bytes', scope) },
    }),
    timeseries({
      title: 'Sent',
      description: 'Bytes per second that pods send. Pods in the host network count with all that the node sends.',
      unit: 'bytesPerSecond',
      queries: { [legend]: network('transmit_bytes', scope) },
    }),
    timeseries({
      title: 'Dropped on receipt',
      description: 'Incoming packets of pods dropped per second: queues were full, or a rule denied them.',
      unit: 'packetsPerSecond',
      queries: { [legend]: network('receive_packets_dropped', scope) },
    }),
    timeseries({
      title: 'Dropped on sending',
      description: 'Outgoing packets of pods dropped per second.',
      unit: 'packetsPerSecond',
      queries: { [legend]: network('transmit_packets_dropped', scope) },
    }),
  );
}

/** The disks as containers use them. */
export function storageRow(scope: Scope): Row {
  const { matchers = [] } = scope;
  const done = (what: string): Expression =>
    summed(
      scope,
      promql`sum by (namespace, pod, container, node) (${rate(series('kubelet-cadvisor', `container_fs_${what}_total`, 'container!=""', ...matchers))})`,
    );
  const legend = legendOf(scope);
  return row(
    'Storage',
    timeseries({
      title: 'I/O operations',
      description: 'Reads and writes per second of containers, on all devices of their nodes, without network volumes.',
      unit: 'operationsPerSecond',
      queries: { [`${legend} read`]: done('reads'), [`${legend} write`]: done('writes') },
    }),
    timeseries({
      title: 'I/O throughput',
      description: 'Bytes per second that containers read and write, on all devices of their nodes.',
      unit: 'bytesPerSecond',
      queries: { [`${legend} read`]: done('reads_bytes'), [`${legend} write`]: done('writes_bytes') },
    }),
  );
}
