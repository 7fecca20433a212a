import type { AlertCases } from '../alerts/alert-case';
import { seriesOfJob } from '../openwhisk/series';

const redis = seriesOfJob('redis-exporter', { namespace: 'ow' });
const redisLimit =
  'kube_pod_container_resource_limits{job="kube-state-metrics",namespace="ow",pod="redis-0",container="redis",resource="memory",unit="byte"}';

/** Cases of the alerts about Redis. */
export const cases: AlertCases = {
  RedisDown: {
    fires: { series: { [redis('redis_up')]: '0x30' }, at: '5m', expect: { critical: 1 } },
    silent: { series: { [redis('redis_up')]: '0x4 1x30' }, at: '20m' },
    ends: '11m',
    also: {
      'all targets gone': {
        series: { [redis('redis_up')]: '1x5 stale' },
        at: '15m',
        expect: { critical: 1 },
        looks: { '14m': {} },
      },
    },
  },
  RedisMemoryHigh: {
    fires: {
      series: { [redis('redis_memory_used_rss_bytes')]: '250e6x30', [redisLimit]: '268435456x30' },
      at: '10m',
      expect: { warning: 1 },
      labels: { namespace: 'ow' },
    },
    silent: { series: { [redis('redis_memory_used_rss_bytes')]: '240e6x30', [redisLimit]: '268435456x30' }, at: '30m' },
    ends: '11m',
    gone: '15m',
    decides: ['job', 'container', 'resource'],
  },
  RedisAppendFailing: {
    fires: { series: { [redis('redis_aof_last_write_status')]: '0x30' }, at: '5m', expect: { critical: 1 } },
    silent: { series: { [redis('redis_aof_last_write_status')]: '0x4 1x30' }, at: '20m' },
    ends: '11m',
    gone: '10m',
  },
};
