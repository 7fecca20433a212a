import { alert } from '../alerts/alert';
import { group } from '../alerts/group';

/** Alerts about an Elasticsearch that keeps logs, or activations, as its exporter sees it; each cluster for itself. */
export const elasticsearch = group('elasticsearch', {
  alerts: {
    ElasticsearchStatusRed: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      summary: 'Elasticsearch lacks shards',
      description:
        'Not even one copy of some shard of {{ $labels.cluster }} has been there for {for}: its documents cannot be searched or written.',
      expr: ({ select }) =>
        `max by (cluster) (elasticsearch_cluster_health_status${select('elasticsearch-exporter', 'color="red"')}) == 1`,
    }),

    ElasticsearchStatusYellow: alert({
      levels: [{ severity: 'warning', for: '30m' }],
      summary: 'Elasticsearch lacks copies of shards',
      description:
        'Copies of shards of {{ $labels.cluster }} have been missing for {for}: with one more node, documents may be lost.',
      expr: ({ select }) =>
        `max by (cluster) (elasticsearch_cluster_health_status${select('elasticsearch-exporter', 'color="yellow"')}) == 1`,
    }),

    // A node that has been there within the last day.
    ElasticsearchNodeLost: alert({
      levels: [{ severity: 'critical', for: '10m' }],
      summary: 'A node of Elasticsearch is gone',
      description:
        '{{ $labels.cluster }} has had {{ $value }} nodes for {for}, fewer than at another time of the last day.',
      expr: ({ select }) => `
        min by (cluster) (elasticsearch_cluster_health_number_of_nodes${select('elasticsearch-exporter')})
        < max by (cluster) (max_over_time(elasticsearch_cluster_health_number_of_nodes${select('elasticsearch-exporter')}[1d]))`,
    }),

    ElasticsearchDiskWatermark: alert({
      levels: [
        { severity: 'critical', for: '5m', threshold: 90 },
        { severity: 'warning', for: '10m', threshold: 85 },
      ],
      summary: 'The disk of a node of Elasticsearch is almost full',
      description:
        '{{ $value | humanize }} % of the disk of {{ $labels.name }}, more than {threshold} %, have been used for {for}. Elasticsearch puts no new shards on such a disk, and at 95 % refuses to write.',
      expr: ({ select, threshold }) => `
        100 * max by (cluster, name) (1 -
          elasticsearch_filesystem_data_available_bytes${select('elasticsearch-exporter', 'es_data_node="true"')}
          / elasticsearch_filesystem_data_size_bytes${select('elasticsearch-exporter', 'es_data_node="true"')})
        > ${threshold}`,
    }),

    ElasticsearchHeapHigh: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 90 }],
      summary: 'The heap of a node of Elasticsearch is almost full',
      description:
        '{{ $value | humanize }} % of the heap of {{ $labels.name }}, more than {threshold} %, have been used for {for}: it collects garbage most of the time.',
      expr: ({ select, threshold }) => `
        100 * max by (cluster, name) (elasticsearch_jvm_memory_used_bytes${select('elasticsearch-exporter', 'area="heap"')}
          / elasticsearch_jvm_memory_max_bytes${select('elasticsearch-exporter', 'area="heap"')}) > ${threshold}`,
    }),

    ElasticsearchRequestsRejected: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0 }],
      summary: 'Elasticsearch refuses work',
      description:
        '{{ $labels.name }} has refused {{ $value | humanize }} requests of the kind {{ $labels.type }} within five minutes, and so for {for}: its queue is full.',
      expr: ({ select, threshold }) => `
        sum by (cluster, name, type) (increase(elasticsearch_thread_pool_rejected_count${select('elasticsearch-exporter')}[5m]))
        > ${threshold}`,
    }),

    ElasticsearchSnapshotFailed: alert({
      levels: [{ severity: 'warning', threshold: 0 }],
      summary: 'A snapshot of the logs is not complete',
      description: 'The newest snapshot in {{ $labels.repository }} lacks {{ $value }} shards.',
      expr: ({ select, threshold }) => `
        max by (repository) (elasticsearch_snapshot_stats_snapshot_failed_shards${select('elasticsearch-exporter')})
        > ${threshold}`,
    }),

    ElasticsearchSnapshotOld: alert({
      levels: [{ severity: 'warning', for: '1h', threshold: 2 }],
      summary: 'There is no new snapshot of the logs',
      description:
        'The newest snapshot in {{ $labels.repository }} is {{ $value | humanize }} days old, more than {threshold}.',
      expr: ({ select, threshold }) => `
        (time() - max by (repository)
          (elasticsearch_snapshot_stats_latest_snapshot_timestamp_seconds${select('elasticsearch-exporter')})) / 86400
        > ${threshold}`,
    }),
  },
});
