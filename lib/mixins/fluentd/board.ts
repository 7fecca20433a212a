import { board } from '../panels/define';
import { promql, series, type Expression } from '../expressions/expression';
import { row, stat, timeseries } from '../panels/panels';

/** The Elasticsearch of the logs, not the one that the platform may have for activations. */
const store = (name: string, ...matchers: readonly string[]): Expression =>
  series('elasticsearch-exporter', name, 'cluster!~".+-activations"', ...matchers);
const PIPE = 'fluentd';

const DISK_USED = promql`1 - ${store('elasticsearch_filesystem_data_available_bytes')} / ${store('elasticsearch_filesystem_data_size_bytes')}`;

/** Logs from the nodes to the store. */
export const pipeline = board({
  uid: 'logging-pipeline',
  folder: 'Logging',
  title: 'Logging / Pipeline',
  description: 'Whether Fluentd hands on all it reads, and whether Elasticsearch takes and keeps it.',
  sources: [PIPE],
  variables: [],
  rows: [
    row(
      'Overview',
      stat({
        title: 'Fluentd pods',
        description: 'Nodes whose logs are read.',
        unit: 'count',
        query: promql`sum(${series(PIPE, 'up')})`,
      }),
      stat({
        title: 'Least buffer left',
        description: 'Room in the fullest buffer. At 0 the reading stops until the store takes logs again.',
        unit: 'ratio',
        limits: { warning: 0.5, critical: 0.1, below: true },
        query: promql`min(${series(PIPE, 'fluentd_output_status_buffer_available_space_ratio')}) / 100`,
      }),
      stat({
        title: 'Elasticsearch nodes',
        description: 'Members of the cluster that Elasticsearch sees.',
        unit: 'count',
        query: promql`min(${store('elasticsearch_cluster_health_number_of_nodes')})`,
      }),
      stat({
        title: 'Fullest disk',
        description:
          'Share of the fullest data volume that is used. Elasticsearch stops to place shards there at 85 %.',
        unit: 'ratio',
        limits: { warning: 0.8, critical: 0.9 },
        query: promql`max(${DISK_USED})`,
      }),
    ),
    row(
      'Fluentd',
      timeseries({
        title: 'Records handed on',
        description: 'Records that each output got.',
        unit: 'perSecond',
        queries: {
          '{{plugin_id}}': promql`sum by (plugin_id) (rate(${series(PIPE, 'fluentd_output_status_emit_records')}[$__rate_interval]))`,
        },
      }),
      timeseries({
        title: 'Buffered',
        description: 'Bytes that wait on the disks of the nodes.',
        unit: 'bytes',
        queries: {
          '{{pod}}': promql`sum by (pod) (${series(PIPE, 'fluentd_output_status_buffer_total_bytes')})`,
        },
      }),
      timeseries({
        title: 'Tries again',
        description: 'Chunks that the store did not take at the first try.',
        unit: 'count',
        queries: {
          '{{pod}}': promql`sum by (pod) (increase(${series(PIPE, 'fluentd_output_status_retry_count')}[$__rate_interval]))`,
        },
      }),
    ),
    row(
      'Elasticsearch',
      timeseries({
        title: 'Status',
        description: 'The color of the cluster: yellow lacks copies, red lacks data.',
        unit: 'count',
        max: 1,
        queries: { '{{color}}': promql`max by (color) (${store('elasticsearch_cluster_health_status')})` },
      }),
      timeseries({
        title: 'Documents indexed',
        description: 'Documents that each node writes, copies included.',
        unit: 'perSecond',
        queries: {
          '{{name}}': promql`sum by (name) (rate(${store('elasticsearch_indices_indexing_index_total')}[$__rate_interval]))`,
        },
      }),
      timeseries({
        title: 'Disks',
        description: 'Share of each data volume that is used.',
        unit: 'ratio',
        queries: { '{{name}}': promql`max by (name) (${DISK_USED})` },
      }),
      timeseries({
        title: 'Heap',
        description: 'Share of the heap that each node uses.',
        unit: 'ratio',
        queries: {
          '{{name}}': promql`max by (name) (${store('elasticsearch_jvm_memory_used_bytes', 'area="heap"')} / ${store('elasticsearch_jvm_memory_max_bytes', 'area="heap"')})`,
        },
      }),
      timeseries({
        title: 'Requests refused',
        description: 'Requests that found the queue of their thread pool full.',
        unit: 'perSecond',
        queries: {
          '{{type}}': promql`sum by (type) (rate(${store('elasticsearch_thread_pool_rejected_count')}[$__rate_interval]))`,
        },
      }),
    ),
  ],
});
