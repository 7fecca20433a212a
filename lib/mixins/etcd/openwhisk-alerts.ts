import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest } from '../alerts/state';
import { promql } from '../expressions/expression';

/** Alerts about the etcd of OpenWhisk's scheduler. */
export const openwhiskEtcd = group('openwhisk-etcd', {
  alerts: {
    OpenWhiskEtcdNoLeader: alert({
      levels: [{ severity: 'critical', for: '1m' }],
      namespaced: true,
      summary: "The scheduler's etcd has no leader",
      description:
        'Member {{ $labels.namespace }}/{{ $labels.pod }} has had no leader for {for}. No activation can be scheduled.',
      expr: promql`${latest('openwhisk-etcd', 'etcd_server_has_leader')} == 0`,
    }),

    OpenWhiskEtcdQuotaLow: alert({
      levels: [{ severity: 'critical', for: '10m', threshold: 90 }],
      namespaced: true,
      summary: "The scheduler's etcd is almost full",
      description:
        'Member {{ $labels.namespace }}/{{ $labels.pod }} has used {{ $value | humanize }} % of its quota for {for}; at 100 % it takes no writes.',
      expr: ({ threshold }) => promql`
        100 * ${latest('openwhisk-etcd', 'etcd_mvcc_db_total_size_in_bytes')}
        / ${latest('openwhisk-etcd', 'etcd_server_quota_backend_bytes')}
        > ${threshold}`,
    }),
  },
});
