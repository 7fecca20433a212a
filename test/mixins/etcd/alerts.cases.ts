import type { AlertCase, AlertCases, Scenario } from '../alerts/alert-case';
import { up } from '../alerts/component-down';

const UP = 'job="etcd"';
const MEMBER = `${UP},instance="i"`;
const GIB = 2 ** 30;

const requests = (job: string, counts: Readonly<Record<string, number>>): Scenario['series'] =>
  Object.fromEntries(
    Object.entries(counts).map(([code, count]) => [
      `grpc_server_handled_total{${job},grpc_type="unary",grpc_service="etcdserverpb.KV",grpc_method="Put",grpc_code="${code}"}`,
      `0+${count}x60`,
    ]),
  );

/** Two of a hundred observations take longer than the first bound, and not longer than the second: the slowest hundredth is halfway. */
const slow = (name: string, labels: string, [below, above]: readonly [number, number]): Scenario['series'] => ({
  [`${name}_bucket{${labels},le="${below}"}`]: '0+98x60',
  [`${name}_bucket{${labels},le="${above}"}`]: '0+100x60',
  [`${name}_bucket{${labels},le="+Inf"}`]: '0+100x60',
});

const size = (samples: string): Scenario['series'] => ({ [`etcd_mvcc_db_total_size_in_bytes{${MEMBER}}`]: samples });
const used = (samples: string): Scenario['series'] => ({
  [`etcd_mvcc_db_total_size_in_use_in_bytes{${MEMBER}}`]: samples,
});
const quota: Scenario['series'] = { [`etcd_server_quota_backend_bytes{${MEMBER}}`]: `${2 * GIB}x400` };

const peerFailures = (samples: string): Scenario['series'] => ({
  [`etcd_network_peer_sent_failures_total{${MEMBER},To="b"}`]: samples,
});
const leaderChanges = (samples: string): Scenario['series'] => ({
  [`etcd_server_leader_changes_seen_total{${MEMBER}}`]: samples,
});

const durations = (name: string, labels: Readonly<Record<string, string>>): AlertCase => ({
  fires: { series: slow(name, MEMBER, [0.256, 0.512]), at: '11m', expect: { warning: 1 }, labels },
  silent: { series: slow(name, MEMBER, [0.128, 0.256]), at: '30m' },
  ends: '17m',
  gone: '15m',
});

/** Cases of the group `etcd`. */
export const cases: AlertCases = {
  etcdMembersDown: {
    fires: { series: up(UP, { a: '1x40', b: '0x40', c: '1x40' }), at: '20m', expect: { warning: 1 } },
    // One that was restarted, and failures to reach it meanwhile.
    silent: {
      series: { ...up(UP, { a: '1x40', b: '0x10 1x30', c: '1x40' }), ...peerFailures('0+60x10 600x30') },
      at: '25m',
    },
    ends: '35m',
    gone: '21m',
  },
  etcdInsufficientMembers: {
    fires: { series: up(UP, { a: '1x40', b: '0x40', c: '0x40' }), at: '3m', expect: { critical: 1 } },
    silent: { series: up(UP, { a: '1x40', b: '0x40', c: '1x40' }), at: '30m' },
    ends: '4m',
    gone: '4m',
  },
  etcdNoLeader: {
    fires: {
      series: { [`etcd_server_has_leader{${MEMBER}}`]: '1x5 0x10' },
      at: '7m',
      expect: { critical: 1 },
      labels: { instance: 'i' },
    },
    silent: { series: { [`etcd_server_has_leader{${MEMBER}}`]: '1 0 1 0 1 0 1 0' }, at: '7m' },
    ends: '8m',
    gone: '12m',
  },
  etcdHighNumberOfLeaderChanges: {
    fires: { series: leaderChanges('0+1x40'), at: '9m', expect: { warning: 1 } },
    silent: { series: leaderChanges('1x10 2 3 4 4x40'), at: '20m' },
    ends: '20m',
    gone: '21m',
  },
  etcdHighNumberOfFailedGRPCRequests: {
    // What is critical is a warning as well.
    fires: {
      series: requests(MEMBER, { OK: 93, Unavailable: 7 }),
      at: '11m',
      since: { critical: '6m' },
      expect: { critical: 1, warning: 1 },
      labels: { instance: 'i', grpc_method: 'Put' },
    },
    // The caller's own mistakes.
    silent: { series: requests(MEMBER, { OK: 500, NotFound: 200, InvalidArgument: 295, Internal: 5 }), at: '30m' },
    ends: '15m',
    until: { critical: '13m' },
    gone: '15m',
    decides: ['job', 'grpc_code'],
    divided: ['grpc_code'],
  },
  etcdGRPCRequestsSlow: {
    fires: {
      series: slow('etcd_request_duration_seconds', 'job="apiserver",instance="i",operation="update"', [0.1, 0.3]),
      at: '11m',
      expect: { critical: 1 },
      labels: { instance: 'i', operation: 'update' },
    },
    silent: {
      series: {
        ...slow('etcd_request_duration_seconds', 'job="apiserver",instance="i",operation="update"', [0.1, 0.15]),
        ...slow('etcd_request_duration_seconds', 'job="apiserver",instance="i",operation="list"', [0.2, 1]),
      },
      at: '30m',
    },
    ends: '15m',
    gone: '15m',
    decides: ['job', 'operation'],
  },
  etcdMemberCommunicationSlow: {
    fires: {
      series: slow('etcd_network_peer_round_trip_time_seconds', `${MEMBER},To="b"`, [0.1024, 0.4096]),
      at: '11m',
      expect: { warning: 1 },
      labels: { instance: 'i', To: 'b' },
    },
    silent: {
      series: slow('etcd_network_peer_round_trip_time_seconds', `${MEMBER},To="b"`, [0.0512, 0.1024]),
      at: '30m',
    },
    ends: '14m',
    gone: '15m',
  },
  etcdHighNumberOfFailedProposals: {
    fires: {
      series: { [`etcd_server_proposals_failed_total{${MEMBER}}`]: '0+1x60' },
      at: '21m',
      expect: { warning: 1 },
      labels: { instance: 'i' },
    },
    silent: { series: { [`etcd_server_proposals_failed_total{${MEMBER}}`]: '0x10 4x60' }, at: '20m' },
    ends: '31m',
    gone: '32m',
  },
  etcdHighFsyncDurations: {
    // Halfway between 1.024 s and 2.048 s, which is a warning as well.
    fires: {
      series: slow('etcd_disk_wal_fsync_duration_seconds', MEMBER, [1.024, 2.048]),
      at: '11m',
      expect: { critical: 1, warning: 1 },
      labels: { instance: 'i' },
    },
    silent: { series: slow('etcd_disk_wal_fsync_duration_seconds', MEMBER, [0.256, 0.512]), at: '30m' },
    ends: '17m',
    until: { critical: '15m' },
    gone: '15m',
  },
  etcdHighCommitDurations: durations('etcd_disk_backend_commit_duration_seconds', { instance: 'i' }),
  etcdDatabaseQuotaLowSpace: {
    fires: {
      series: { ...quota, ...size(`${1.95 * GIB}x40`) },
      at: '10m',
      expect: { critical: 1 },
      labels: { instance: 'i' },
    },
    silent: { series: { ...quota, ...size(`${1.89 * GIB}x40`) }, at: '30m' },
    ends: '11m',
    gone: '15m',
  },
  etcdExcessiveDatabaseGrowth: {
    // From a half to four fifths of the quota in five hours; in four more it is full.
    fires: {
      series: { ...quota, ...size(`${GIB}+${(0.75 * GIB) / 300}x300`) },
      at: '171m',
      expect: { warning: 1 },
      labels: { instance: 'i' },
    },
    silent: { series: { ...quota, ...size(`${GIB}+${(0.4 * GIB) / 300}x300`) }, at: '5h' },
    ends: '172m',
    gone: '176m',
    fewer: { etcd_mvcc_db_total_size_in_bytes: '410m' },
  },
  etcdDatabaseHighFragmentationRatio: {
    fires: {
      series: { ...size(`${GIB}x40`), ...used(`${0.4 * GIB}x40`) },
      at: '10m',
      expect: { warning: 1 },
      labels: { instance: 'i' },
    },
    // A small database that once was larger.
    silent: { series: { ...size(`${0.5 * GIB}x40`), ...used(`${0.09 * GIB}x40`) }, at: '30m' },
    ends: '11m',
    gone: '15m',
  },
};
