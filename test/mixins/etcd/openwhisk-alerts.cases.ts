import type { AlertCases } from '../alerts/alert-case';
import { seriesOfJob } from '../openwhisk/series';

const etcd = seriesOfJob('openwhisk-etcd', { namespace: 'ow', pod: 'etcd-0' });

/** Cases of the alerts about the etcd of OpenWhisk's scheduler. */
export const cases: AlertCases = {
  OpenWhiskEtcdNoLeader: {
    fires: {
      series: { [etcd('etcd_server_has_leader')]: '0x30' },
      at: '1m',
      expect: { critical: 1 },
      labels: { pod: 'etcd-0' },
    },
    silent: { series: { [etcd('etcd_server_has_leader')]: '0 1x30' }, at: '5m' },
    ends: '3m',
    gone: '6m',
  },
  OpenWhiskEtcdQuotaLow: {
    fires: {
      series: {
        [etcd('etcd_mvcc_db_total_size_in_bytes')]: '2e9x30',
        [etcd('etcd_server_quota_backend_bytes')]: '2147483648x30',
      },
      at: '10m',
      expect: { critical: 1 },
      labels: { pod: 'etcd-0' },
    },
    silent: {
      series: {
        [etcd('etcd_mvcc_db_total_size_in_bytes')]: '1.9e9x30',
        [etcd('etcd_server_quota_backend_bytes')]: '2147483648x30',
      },
      at: '30m',
    },
    ends: '11m',
    gone: '15m',
  },
};
