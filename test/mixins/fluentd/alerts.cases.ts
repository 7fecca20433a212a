import type { AlertCases } from '../alerts/alert-case';
import { seriesOfJob } from '../openwhisk/series';

const pod = { namespace: 'logging', pod: 'owdev-fluentd-x' };
const series = seriesOfJob('fluentd', pod);
const logs = { plugin_id: 'out_logs', type: 'elasticsearch' };
const emitted = series('fluentd_output_status_emit_records', logs);
const refused = series('fluentd_output_status_emit_records', { ...logs, plugin_id: 'out_refused' });
const free = series('fluentd_output_status_buffer_available_space_ratio', logs);
const retries = series('fluentd_output_status_retry_count', logs);
const errors = series('fluentd_output_status_num_errors', logs);

/** Cases of the group `fluentd`. */
export const cases: AlertCases = {
  FluentdDown: {
    fires: { series: { [series('up')]: '0x20' }, at: '10m', expect: { critical: 1 }, labels: pod },
    silent: { series: { [series('up')]: '0x8 1x20' }, at: '15m' },
    ends: '20m',
    gone: '11m',
  },
  FluentdNoLogs: {
    fires: { series: { [emitted]: '500x60' }, at: '15m', expect: { warning: 1 }, labels: pod },
    // One record in a long while.
    silent: { series: { [emitted]: '500x30 501x60' }, at: '50m' },
    ends: '47m',
    gone: '20m',
    decides: ['job', 'plugin_id'],
  },
  FluentdBufferFilling: {
    fires: {
      series: { [free]: '9x30' },
      at: '15m',
      since: { critical: '5m' },
      expect: { critical: 1, warning: 1 },
      labels: pod,
    },
    silent: { series: { [free]: '9x4 51x30' }, at: '20m' },
    ends: '21m',
    gone: '20m',
    also: {
      'a buffer that has been nearly full for five minutes': {
        series: { [free]: '9x30' },
        at: '6m',
        expect: { critical: 1 },
      },
    },
  },
  FluentdRetrying: {
    fires: { series: { [retries]: '0+1x60' }, at: '31m', expect: { warning: 1 }, labels: pod },
    // While Elasticsearch restarted.
    silent: { series: { [retries]: '0+1x10 10x60' }, at: '40m' },
    ends: '51m',
    gone: '40m',
  },
  FluentdOutputErrors: {
    fires: { series: { [errors]: '0+1x60' }, at: '16m', expect: { warning: 1 }, labels: { plugin_id: 'out_logs' } },
    silent: { series: { [errors]: '0+1x5 5x60' }, at: '30m' },
    ends: '31m',
    gone: '25m',
  },
  FluentdRecordsRefused: {
    fires: { series: { [refused]: '0x5 3x20' }, at: '6m', expect: { warning: 1 }, labels: pod },
    silent: { series: { [refused]: '3x20', [emitted]: '0+9x20' }, at: '10m' },
    ends: '20m',
    gone: '20m',
    decides: ['job', 'plugin_id'],
  },
};
