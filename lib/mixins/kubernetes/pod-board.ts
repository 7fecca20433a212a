import { board } from '../panels/define';
import { promql, series, type Expression } from '../expressions/expression';
import { recorded } from '../expressions/recorded';
import { podNode } from '../nodes/records';
import { containerMemory } from './container-usage-records';
import { row, stat, table, timeseries } from '../panels/panels';
import { NAMESPACE, POD } from '../panels/variables';
import { cpuRow, memoryRow, promised, type Scope } from './compute';
import { networkRow, storageRow } from './pod-io';

const KSM = 'kube-state-metrics';
const HERE = ['namespace="$namespace"', 'pod="$pod"'];

const BY_CONTAINER: Scope = { labels: { container: 'Container' }, matchers: HERE };
const BY_POD: Scope = { labels: { pod: 'Pod' }, matchers: HERE };

const state = (metric: string, ...matchers: readonly string[]): Expression => series(KSM, metric, ...HERE, ...matchers);
const total = (expression: Expression): Expression => promql`sum(${expression})`;
const memory = (kind: keyof typeof containerMemory): Expression => total(recorded(containerMemory[kind], ...HERE));

/** The containers of one pod. */
export const pod = board({
  uid: 'kubernetes-pod',
  folder: 'Kubernetes',
  title: 'Kubernetes / Pod',
  description: 'Usage and state of the containers of one pod.',
  sources: [KSM, 'kubelet-cadvisor'],
  variables: [NAMESPACE, POD],
  rows: [
    row(
      'State',
      stat({
        title: 'Ready',
        description: 'Whether the pod is ready.',
        unit: 'count',
        states: { 0: { text: 'No', is: 'bad' }, 1: { text: 'Yes', is: 'good' } },
        query: promql`max(${state('kube_pod_status_ready', 'condition="true"')})`,
      }),
      stat({
        title: 'Phase',
        description: 'Phase of the pod.',
        unit: 'count',
        legend: '{{phase}}',
        query: promql`max by (phase) (${state('kube_pod_status_phase')}) == 1`,
      }),
      stat({
        title: 'Node',
        description: 'Node of the pod.',
        unit: 'count',
        legend: '{{node}}',
        query: recorded(podNode, ...HERE),
      }),
      stat({
        title: 'Started',
        description: 'When the kubelet took up the pod.',
        unit: 'timeMilliseconds',
        query: promql`1000 * max(${state('kube_pod_start_time')})`,
      }),
      stat({
        title: 'Restarts',
        description: 'How often containers of the pod were restarted in the time of the board.',
        unit: 'count',
        limits: { warning: 1 },
        query: promql`sum(increase(${state('kube_pod_container_status_restarts_total')}[$__range]))`,
      }),
      table({
        title: 'Containers',
        description:
          'Whether each container is ready, how often it was restarted since the pod started, and whether it waits.',
        labels: { container: 'Container' },
        columns: {
          Ready: {
            unit: 'count',
            states: { 0: { text: 'No', is: 'bad' }, 1: { text: 'Yes', is: 'good' } },
            query: promql`max by (container) (${state('kube_pod_container_status_ready')})`,
          },
          Restarts: {
            unit: 'count',
            limits: { warning: 1 },
            query: promql`max by (container) (${state('kube_pod_container_status_restarts_total')})`,
          },
          Waiting: {
            unit: 'count',
            states: { 0: { text: 'No', is: 'good' }, 1: { text: 'Yes', is: 'bad' } },
            query: promql`max by (container) (${state('kube_pod_container_status_waiting')})`,
          },
        },
      }),
    ),
    cpuRow(BY_CONTAINER),
    memoryRow(
      BY_CONTAINER,
      timeseries({
        title: 'Memory of the pod',
        description: 'Composition of the memory of the pod, compared with the requests and limits of its containers.',
        unit: 'bytes',
        queries: {
          'Working set': memory('workingSet'),
          RSS: memory('rss'),
          Cache: memory('cache'),
          Swap: memory('swap'),
          Requested: total(promised('memory', 'requests', HERE)),
          Limit: total(promised('memory', 'limits', HERE)),
        },
      }),
    ),
    networkRow(BY_POD),
    storageRow(BY_CONTAINER),
  ],
});
