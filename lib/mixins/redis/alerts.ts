import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest, state } from '../alerts/state';
import { promql } from '../expressions/expression';

/** Alerts about Redis, as its exporter sees it. */
export const redis = group('redis', {
  alerts: {
    RedisDown: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      summary: 'Redis does not answer',
      description:
        'Redis has not answered its exporter, or the exporter has not been scraped, for {for}. Managed APIs fail.',
      expr: promql`absent(${latest('redis-exporter', 'redis_up')} == 1)`,
    }),

    // The platform's Redis has no maximum of its own: its container's limit ends it.
    RedisMemoryHigh: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 90 }],
      namespaced: true,
      summary: 'Redis is near its memory limit',
      description:
        'Redis in namespace {{ $labels.namespace }} has used {{ $value | humanize }} % of its memory limit for {for}.',
      expr: ({ threshold }) => promql`
        100 * max by (namespace) (${latest('redis-exporter', 'redis_memory_used_rss_bytes')})
        / on (namespace)
          ${state('namespace', 'kube_pod_container_resource_limits', 'container="redis"', 'resource="memory"')}
        > ${threshold}`,
    }),

    RedisAppendFailing: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      namespaced: true,
      summary: 'Redis cannot write its append-only file',
      description:
        'Redis in namespace {{ $labels.namespace }} has failed to write its append-only file for {for}. It refuses all writes.',
      expr: promql`max by (namespace) (${latest('redis-exporter', 'redis_aof_last_write_status')}) == 0`,
    }),
  },
});
