import { board } from '../panels/define';
import { promql, series, type Expression } from '../expressions/expression';
import { quantile, sumRate } from '../panels/rates';
import { row, stat, timeseries } from '../panels/panels';
import { apiClientRow, CHOSEN, instancesUp, processRow } from '../panels/processes';
import { instances } from '../panels/variables';

const SOURCE = 'kubelet';

const metric = (name: string, ...matchers: readonly string[]): Expression => series(SOURCE, name, CHOSEN, ...matchers);

/** The kubelets: what they run and how long that takes them. */
export const kubelet = board({
  uid: 'kubernetes-kubelet',
  folder: 'Kubernetes',
  title: 'Kubernetes / Kubelet',
  description: 'What the kubelets run, and the latency of the container runtime and of volume operations.',
  sources: [SOURCE],
  variables: [instances(series(SOURCE, 'kubelet_node_name'), 'Kubelet')],
  rows: [
    row(
      'Overview',
      instancesUp(SOURCE, CHOSEN),
      stat({
        title: 'Running pods',
        description: 'Pods with a sandbox that runs.',
        unit: 'count',
        query: promql`sum(${metric('kubelet_running_pods')})`,
      }),
      stat({
        title: 'Running containers',
        description: 'Containers that run.',
        unit: 'count',
        query: promql`sum(${metric('kubelet_running_containers', 'container_state="running"')})`,
      }),
      stat({
        title: 'Volumes',
        description: 'Volumes that are mounted.',
        unit: 'count',
        query: promql`sum(${metric('volume_manager_total_volumes', 'state="actual_state_of_world"')})`,
      }),
      stat({
        title: 'Evictions',
        description: 'Pods that were thrown out in the time of the board because a node ran out of something.',
        unit: 'count',
        limits: { critical: 1 },
        query: promql`sum(increase(${metric('kubelet_evictions')}[$__range])) or vector(0)`,
      }),
    ),
    row(
      'Pods',
      timeseries({
        title: 'Pod start, 99th percentile',
        description:
          'From the moment a kubelet sees a pod until it runs, without the time of pulling images and of init containers.',
        unit: 'seconds',
        queries: { '{{node}}': quantile(0.99, 'node', metric('kubelet_pod_start_sli_duration_seconds_bucket')) },
      }),
      timeseries({
        title: 'Pod worker, 99th percentile',
        description: 'How long a kubelet takes to bring one pod to where it should be.',
        unit: 'seconds',
        queries: {
          '{{operation_type}}': quantile(0.99, 'operation_type', metric('kubelet_pod_worker_duration_seconds_bucket')),
        },
      }),
      timeseries({
        title: 'PLEG relist, 99th percentile',
        description:
          'How long it takes to ask the runtime for all containers; above ten seconds the node will be not ready.',
        unit: 'seconds',
        limits: { critical: 10 },
        queries: { '{{node}}': quantile(0.99, 'node', metric('kubelet_pleg_relist_duration_seconds_bucket')) },
      }),
      timeseries({
        title: 'PLEG relist interval, 99th percentile',
        description: 'Time between two such questions; normally one second.',
        unit: 'seconds',
        queries: { '{{node}}': quantile(0.99, 'node', metric('kubelet_pleg_relist_interval_seconds_bucket')) },
      }),
    ),
    row(
      'Container runtime',
      timeseries({
        title: 'Operations',
        description: 'Requests per second of the kubelets to the container runtime.',
        unit: 'operationsPerSecond',
        queries: { '{{operation_type}}': sumRate('operation_type', metric('kubelet_runtime_operations_total')) },
      }),
      timeseries({
        title: 'Operation errors',
        description: 'Requests per second that the container runtime rejected or failed.',
        unit: 'operationsPerSecond',
        queries: { '{{operation_type}}': sumRate('operation_type', metric('kubelet_runtime_operations_errors_total')) },
      }),
      timeseries({
        title: 'Operation duration, 99th percentile',
        description: 'How long the container runtime takes.',
        unit: 'seconds',
        queries: {
          '{{operation_type}}': quantile(
            0.99,
            'operation_type',
            metric('kubelet_runtime_operations_duration_seconds_bucket'),
          ),
        },
      }),
      timeseries({
        title: 'Image pull, 99th percentile',
        description: 'How long images take, by their size.',
        unit: 'seconds',
        queries: {
          '{{image_size_in_bytes}}': quantile(
            0.99,
            'image_size_in_bytes',
            metric('kubelet_image_pull_duration_seconds_bucket'),
          ),
        },
      }),
    ),
    row(
      'Volumes',
      timeseries({
        title: 'Storage operations',
        description: 'Volume operations per second, such as attach and mount.',
        unit: 'operationsPerSecond',
        queries: {
          '{{operation_name}} ({{volume_plugin}})': sumRate(
            'operation_name, volume_plugin',
            metric('storage_operation_duration_seconds_count'),
          ),
        },
      }),
      timeseries({
        title: 'Storage operation errors',
        description: 'Failed operations per second.',
        unit: 'operationsPerSecond',
        queries: {
          '{{operation_name}} ({{volume_plugin}})': sumRate(
            'operation_name, volume_plugin',
            metric('storage_operation_duration_seconds_count', 'status="fail-unknown"'),
          ),
        },
      }),
      timeseries({
        title: 'Storage operation duration, 99th percentile',
        description: 'How long they take.',
        unit: 'seconds',
        queries: {
          '{{operation_name}} ({{volume_plugin}})': quantile(
            0.99,
            'operation_name, volume_plugin',
            metric('storage_operation_duration_seconds_bucket'),
          ),
        },
      }),
      timeseries({
        title: 'Cgroup operations, 99th percentile',
        description: 'How long the kernel takes to make, change and remove the groups of pods.',
        unit: 'seconds',
        queries: {
          '{{operation_type}}': quantile(
            0.99,
            'operation_type',
            metric('kubelet_cgroup_manager_duration_seconds_bucket'),
          ),
        },
      }),
    ),
    apiClientRow(SOURCE),
    processRow(SOURCE),
  ],
});
