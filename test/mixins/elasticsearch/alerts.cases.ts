import type { AlertCases } from '../alerts/alert-case';
import { seriesOfJob } from '../openwhisk/series';

const series = seriesOfJob('elasticsearch-exporter', { cluster: 'owdev-logs' });
const node = { name: 'owdev-elasticsearch-0', es_data_node: 'true' };
const status = (color: string): string => series('elasticsearch_cluster_health_status', { color });
const nodes = series('elasticsearch_cluster_health_number_of_nodes');
const nodesOfAnother = seriesOfJob('elasticsearch-exporter', { cluster: 'owdev-activations' })(
  'elasticsearch_cluster_health_number_of_nodes',
);
const available = series('elasticsearch_filesystem_data_available_bytes', node);
const size = series('elasticsearch_filesystem_data_size_bytes', node);
const used = series('elasticsearch_jvm_memory_used_bytes', { ...node, area: 'heap' });
const max = series('elasticsearch_jvm_memory_max_bytes', { ...node, area: 'heap' });
const rejected = series('elasticsearch_thread_pool_rejected_count', { ...node, type: 'write' });
const failed = series('elasticsearch_snapshot_stats_snapshot_failed_shards', { repository: 'logs', state: 'PARTIAL' });
const newest = series('elasticsearch_snapshot_stats_latest_snapshot_timestamp_seconds', { repository: 'logs' });

/** Cases of the group `elasticsearch`. */
export const cases: AlertCases = {
  ElasticsearchStatusRed: {
    fires: { series: { [status('red')]: '1x20' }, at: '5m', expect: { critical: 1 } },
    silent: { series: { [status('red')]: '1x4 0x20' }, at: '10m' },
    ends: '11m',
    gone: '10m',
    decides: ['job', 'color'],
  },
  ElasticsearchStatusYellow: {
    fires: { series: { [status('yellow')]: '1x60' }, at: '30m', expect: { warning: 1 } },
    // A node that restarts.
    silent: { series: { [status('yellow')]: '1x25 0x60' }, at: '40m' },
    ends: '57m',
    gone: '35m',
    decides: ['job', 'color'],
  },
  ElasticsearchNodeLost: {
    fires: { series: { [nodes]: '3x10 2x30', [status('yellow')]: '0x10 1x30' }, at: '21m', expect: { critical: 1 } },
    // Another cluster has fewer nodes all the time.
    silent: { series: { [nodes]: '1x10 3x30', [nodesOfAnother]: '1x40' }, at: '30m' },
    ends: '26m',
    gone: '26m',
    decides: ['job', 'color'],
    also: {
      'a planned scale-down whose shards were moved first': {
        series: { [nodes]: '3x10 2x60', [status('yellow')]: '0x70' },
        at: '60m',
      },
      'a node that has been away for a day': {
        series: { [nodes]: '3x10 2x1500', [status('yellow')]: '0x10 1x1500' },
        at: '1449m',
        expect: { critical: 1 },
        looks: { '1450m': {} },
      },
    },
  },
  ElasticsearchDiskWatermark: {
    fires: {
      series: { [available]: '9x30', [size]: '100x30' },
      at: '10m',
      since: { critical: '5m' },
      expect: { critical: 1, warning: 1 },
      labels: { cluster: 'owdev-logs', name: 'owdev-elasticsearch-0' },
    },
    silent: { series: { [available]: '16x30', [size]: '100x30' }, at: '20m' },
    ends: '11m',
    gone: '15m',
    decides: ['job', 'es_data_node'],
  },
  ElasticsearchHeapHigh: {
    fires: {
      series: { [used]: '91x30', [max]: '100x30' },
      at: '15m',
      expect: { warning: 1 },
      labels: { cluster: 'owdev-logs', name: 'owdev-elasticsearch-0' },
    },
    // It rises and falls with each collection.
    silent: { series: { [used]: '95x10 89x30', [max]: '100x40' }, at: '20m' },
    ends: '27m',
    gone: '20m',
    decides: ['job', 'area'],
  },
  ElasticsearchRequestsRejected: {
    fires: {
      series: { [rejected]: '0+5x40' },
      at: '11m',
      expect: { warning: 1 },
      labels: { cluster: 'owdev-logs', name: 'owdev-elasticsearch-0', type: 'write' },
    },
    // Once.
    silent: { series: { [rejected]: '0x10 40x40' }, at: '22m' },
    ends: '15m',
    gone: '15m',
  },
  ElasticsearchSnapshotFailed: {
    fires: { series: { [failed]: '1x10' }, at: '0m', expect: { warning: 1 }, labels: { repository: 'logs' } },
    silent: { series: { [failed]: '0x10' }, at: '5m' },
    ends: '1m',
    gone: '5m',
  },
  ElasticsearchSnapshotOld: {
    // The clock of the test begins at 0.
    fires: {
      series: { [newest]: '-180000x200' },
      at: '60m',
      expect: { warning: 1 },
      labels: { repository: 'logs' },
    },
    silent: { series: { [newest]: '-90000x200' }, at: '150m' },
    ends: '61m',
    gone: '65m',
  },
};
