import { board } from '../panels/define';
import { row, stat, timeseries } from '../panels/panels';
import { NAMESPACE, POD } from '../panels/variables';
import { type Scope } from './compute';
import { network, networkRow } from './pod-io';

const HERE: Scope = { labels: { pod: 'Pod' }, matchers: ['namespace="$namespace"', 'pod="$pod"'] };
const BY_INTERFACE: Scope = { ...HERE, labels: { interface: 'Interface' } };

/** The network of one pod. */
export const networkingPod = board({
  uid: 'kubernetes-networking-pod',
  folder: 'Kubernetes',
  title: 'Kubernetes / Networking / Pod',
  description: 'Network traffic of one pod, and lost packets.',
  sources: ['kubelet-cadvisor', 'kube-state-metrics'],
  variables: [NAMESPACE, POD],
  rows: [
    row(
      'Overview',
      stat({
        title: 'Receives',
        description: 'Bytes per second that the pod receives.',
        unit: 'bytesPerSecond',
        query: network('receive_bytes', HERE),
      }),
      stat({
        title: 'Sends',
        description: 'Bytes per second that the pod sends.',
        unit: 'bytesPerSecond',
        query: network('transmit_bytes', HERE),
      }),
      stat({
        title: 'Errors on receipt',
        description: 'Corrupt packets received per second.',
        unit: 'packetsPerSecond',
        limits: { warning: 0.1 },
        query: network('receive_errors', HERE),
      }),
      stat({
        title: 'Errors on sending',
        description: 'Packets per second that could not be sent.',
        unit: 'packetsPerSecond',
        limits: { warning: 0.1 },
        query: network('transmit_errors', HERE),
      }),
    ),
    networkRow(HERE),
    row(
      'Packets',
      timeseries({
        title: 'Packets received by interface',
        description: 'Packets per second that the pod receives.',
        unit: 'packetsPerSecond',
        queries: { '{{interface}}': network('receive_packets', BY_INTERFACE) },
      }),
      timeseries({
        title: 'Packets sent by interface',
        description: 'Packets per second that the pod sends.',
        unit: 'packetsPerSecond',
        queries: { '{{interface}}': network('transmit_packets', BY_INTERFACE) },
      }),
    ),
  ],
});
