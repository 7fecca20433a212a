import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest } from '../alerts/state';
import { promql, series } from '../expressions/expression';

/** Alerts about an Elasticsearch that keeps logs, or activations, as its exporter sees it; each cluster for itself. */
export const elasticsearch = group('elasticsearch', {
  alerts: {
    ElasticsearchStatusRed: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      summary: 'Elasticsearch lacks shards',
      description:
        'Not even one copy of some shard of {{ $labels.cluster }} has been there for {for}: its documents cannot be searched or written.',
      expr: promql`max by (cluster) (${latest('elasticsearch-exporter', 'elasticsearch_cluster_health_status', 'color="red"')}) == 1`,
    }),

    ElasticsearchStatusYellow: alert({
      levels: [{ severity: 'warning', for: '30m' }],
      summary: 'Elasticsearch lacks copies of shards',
      description:
        'Copies of shards of {{ $labels.cluster }} have been missing for {for}: with one more node, documents may be lost.',
      expr: promql`max by (cluster) (${latest('elasticsearch-exporter', 'elasticsearch_cluster_health_status', 'color="yellow"')}) == 1`,
    }),

    // A node of the last day. A cluster that lacks no copies of shards was scaled down, or has recovered.
    ElasticsearchNodeLost: alert({
      levels: [{ severity: 'critical', for: '10m' }],
      summary: 'A node of Elasticsearch is gone',
      description:
        '{{ $labels.cluster }} has had {{ $value }} nodes for {for}, fewer than at another time of the last day, and not all copies of shards are available.',
      expr: promql`
        min by (cluster) (${latest('elasticsearch-exporter', 'elasticsearch_cluster_health_number_of_nodes')})
        < max by (cluster) (max_over_time(${series('elasticsearch-exporter', 'elasticsearch_cluster_health_number_of_nodes')}[1d]))
        and on (cluster)
          max by (cluster) (${latest('elasticsearch-exporter', 'elasticsearch_cluster_health_status', 'color=~"yellow|red"')}) == 1`,
    }),

    ElasticsearchDiskWatermark: alert({
      levels: [
        { severity: 'critical', for: '5m', threshold: 90 },
        { severity: 'warning', for: '10m', threshold: 85 },
      ],
      summary: 'The disk of a node of Elasticsearch is almost full',
      description:
        '{{ $value | humanize }} % of the disk of {{ $labels.name }}, more than {threshold} %, have been used for {for}. Elasticsearch puts no new shards on such a disk, and at 95 % refuses to write.',
      expr: ({ threshold }) => promql`
        100 * max by (cluster, name) (1 -
          ${latest('elasticsearch-exporter', 'elasticsearch_filesystem_data_available_bytes', 'es_data_node="true"')}
          / ${latest('elasticsearch-exporter', 'elasticsearch_filesystem_data_size_bytes', 'es_data_node="true"')})
        > ${threshold}`,
    }),

    ElasticsearchHeapHigh: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 90 }],
      summary: 'The heap of a node of Elasticsearch is almost full',
      description:
        '{{ $value | humanize }} % of the heap of {{ $labels.name }}, more than {threshold} %, have been used for {for}: it collects garbage most of the time.',
      expr: ({ threshold }) => promql`
        100 * max by (cluster, name) (${latest('elasticsearch-exporter', 'elasticsearch_jvm_memory_used_bytes', 'area="heap"')}
          / ${latest('elasticsearch-exporter', 'elasticsearch_jvm_memory_max_bytes', 'area="heap"')}) > ${threshold}`,
    }),

    ElasticsearchRequestsRejected: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0 }],
      summary: 'Elasticsearch refuses work',
      description:
        '{{ $labels.name }} has refused {{ $value | humanize }} requests of the kind {{ $labels.type }} within five minutes, and so for {for}: its queue is full.',
      expr: ({ threshold }) => promql`
        sum by (cluster, name, type) (increase(${series('elasticsearch-exporter', 'elasticsearch_thread_pool_rejected_count')}[5m]))
        > ${threshold}`,
    }),

    ElasticsearchSnapshotFailed: alert({
      levels: [{ severity: 'warning', threshold: 0 }],
      summary: 'A snapshot of the logs is not complete',
      description: 'The newest snapshot in {{ $labels.repository }} lacks {{ $value }} shards.',
      expr: ({ threshold }) => promql`
        max by (repository) (${latest('elasticsearch-exporter', 'elasticsearch_snapshot_stats_snapshot_failed_shards')})
        > ${threshold}`,
    }),

    ElasticsearchSnapshotOld: alert({
      levels: [{ severity: 'warning', for: '1h', threshold: 2 }],
      summary: 'No recent snapshot of the logs',
      description:
        'The newest snapshot in {{ $labels.repository }} is {{ $value | humanize }} days old, more than {threshold}.',
      expr: ({ threshold }) => promql`
        (time() - max by (repository)
          (${latest('elasticsearch-exporter', 'elasticsearch_snapshot_stats_latest_snapshot_timestamp_seconds')})) / 86400
        > ${threshold}`,
    }),
  },
});
