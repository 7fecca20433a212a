import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest } from '../alerts/state';
import { percent, promql, series, type Expression } from '../expressions/expression';

const SOURCE = 'etcd';
const MEMBER = 'etcd member {{ $labels.instance }}';

/** The slowest hundredth of what a member measures. */
const slowest = (histogram: string, by = 'instance', ...matchers: readonly string[]): Expression =>
  promql`histogram_quantile(0.99, sum by (${by}, le) (rate(${series(SOURCE, `${histogram}_bucket`, ...matchers)}[5m])))`;

/** Errors that the caller has not caused (gRPC, "Status codes"); etcd calls a compacted revision OutOfRange. */
const FAILED = 'grpc_code=~"Unknown|ResourceExhausted|Internal|Unavailable|DataLoss|DeadlineExceeded"';

/** Bytes in use below which it does not matter how many more a member's file has. */
const SMALL = 100 * 2 ** 20;

/** Alerts about the cluster's etcd. */
export const etcd = group('etcd', {
  alerts: {
    // A member that is no longer a target is still missed by the others.
    etcdMembersDown: alert({
      levels: [{ severity: 'warning', for: '20m' }],
      summary: 'Members of etcd are down',
      description: '{{ $value }} member(s) of etcd have not answered Prometheus, or the other members, for {for}.',
      expr: promql`
        count(${series(SOURCE, 'up')} == 0)
        or count(sum by (To) (rate(${series(SOURCE, 'etcd_network_peer_sent_failures_total')}[5m])) > 0.1)`,
    }),
    etcdInsufficientMembers: alert({
      levels: [{ severity: 'critical', for: '3m' }],
      summary: 'The members of etcd that answer do not form a quorum',
      description:
        'Only {{ $value }} member(s) of etcd have answered for {for}. Without a quorum, etcd accepts no writes.',
      expr: promql`sum(${series(SOURCE, 'up')}) < floor(count(${series(SOURCE, 'up')}) / 2) + 1`,
    }),
    etcdNoLeader: alert({
      levels: [{ severity: 'critical', for: '1m' }],
      summary: 'An etcd member has no leader',
      description: `The ${MEMBER} has had no leader for {for}. It accepts no writes.`,
      expr: promql`${latest(SOURCE, 'etcd_server_has_leader')} == 0`,
    }),
    etcdHighNumberOfLeaderChanges: alert({
      levels: [{ severity: 'warning', for: '5m', threshold: 4 }],
      summary: 'The leader of etcd changes often',
      description:
        'etcd has changed its leader {{ $value | humanize }} times in 15 minutes, at least {threshold} times for {for}: members do not hear of each other in time.',
      expr: ({ threshold }) =>
        promql`max(increase(${series(SOURCE, 'etcd_server_leader_changes_seen_total')}[15m])) >= ${threshold}`,
    }),
    etcdHighNumberOfFailedGRPCRequests: alert({
      levels: [
        { severity: 'critical', for: '5m', threshold: 5 },
        { severity: 'warning', for: '10m', threshold: 1 },
      ],
      summary: 'Requests to etcd fail',
      description: `{{ $value | humanize }} % of the requests {{ $labels.grpc_method }} to the ${MEMBER} have failed, more than {threshold} % for {for}.`,
      expr: ({ threshold }) => {
        const requests = (...matchers: string[]): Expression =>
          promql`sum by (instance, grpc_service, grpc_method) (rate(${series(SOURCE, 'grpc_server_handled_total', ...matchers)}[5m]))`;
        return promql`${percent(requests(FAILED), requests())} > ${threshold}`;
      },
    }),
    // As the API server measures it: etcd's own histogram has to be asked for (`--metrics=extensive`), and kubeadm does not. Lists
    // take as long as they are long.
    etcdGRPCRequestsSlow: alert({
      levels: [{ severity: 'critical', for: '10m', threshold: 0.15 }],
      summary: 'Requests to etcd are slow',
      description:
        'The slowest hundredth of the requests {{ $labels.operation }} of the API server {{ $labels.instance }} to etcd has taken {{ $value | humanizeDuration }} or more for {for}.',
      expr: ({ threshold }) => promql`
        histogram_quantile(0.99, sum by (instance, operation, le) (
          rate(${series('apiserver', 'etcd_request_duration_seconds_bucket', 'operation=~"get|create|update|delete"')}[5m])
        )) > ${threshold}`,
    }),
    etcdMemberCommunicationSlow: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0.15 }],
      summary: 'Members of etcd reach each other slowly',
      description: `The 99th percentile of the round-trip time from the ${MEMBER} to member {{ $labels.To }} has been {{ $value | humanizeDuration }} for {for}.`,
      expr: ({ threshold }) =>
        promql`${slowest('etcd_network_peer_round_trip_time_seconds', 'instance, To')} > ${threshold}`,
    }),
    etcdHighNumberOfFailedProposals: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 5 }],
      summary: 'Changes to etcd fail',
      description: `{{ $value | humanize }} changes have failed on the ${MEMBER} in 15 minutes, more than {threshold} for {for}.`,
      expr: ({ threshold }) =>
        promql`increase(${series(SOURCE, 'etcd_server_proposals_failed_total')}[15m]) > ${threshold}`,
    }),
    etcdHighFsyncDurations: alert({
      levels: [
        { severity: 'critical', for: '10m', threshold: 1 },
        { severity: 'warning', for: '10m', threshold: 0.5 },
      ],
      summary: 'The disk of an etcd member is slow',
      description: `The slowest hundredth of the writes to the log of the ${MEMBER} has taken {{ $value | humanizeDuration }} or more to reach the disk for {for}.`,
      expr: ({ threshold }) => promql`${slowest('etcd_disk_wal_fsync_duration_seconds')} > ${threshold}`,
    }),
    etcdHighCommitDurations: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0.25 }],
      summary: 'An etcd member writes its database slowly',
      description: `The slowest hundredth of the writes to the database of the ${MEMBER} has taken {{ $value | humanizeDuration }} or more for {for}.`,
      expr: ({ threshold }) => promql`${slowest('etcd_disk_backend_commit_duration_seconds')} > ${threshold}`,
    }),
    etcdDatabaseQuotaLowSpace: alert({
      levels: [{ severity: 'critical', for: '10m', threshold: 95 }],
      summary: 'The database of etcd is almost as large as it may be',
      description: `The database of the ${MEMBER} takes {{ $value | humanize }} % of its quota, more than {threshold} % for {for}; at 100 % etcd accepts no change.`,
      expr: ({ threshold }) =>
        promql`${percent(
          latest(SOURCE, 'etcd_mvcc_db_total_size_in_bytes'),
          latest(SOURCE, 'etcd_server_quota_backend_bytes'),
        )} > ${threshold}`,
    }),
    etcdExcessiveDatabaseGrowth: alert({
      levels: [{ severity: 'warning', for: '10m' }],
      summary: 'The database of etcd will soon be as large as it may be',
      description: `At the rate of the last 4 hours the database of the ${MEMBER} will exceed its quota in 4 hours; so it was for {for}.`,
      expr: promql`
        predict_linear(${series(SOURCE, 'etcd_mvcc_db_total_size_in_bytes')}[4h], ${4 * 3600})
        > ${latest(SOURCE, 'etcd_server_quota_backend_bytes')} > 0`,
    }),
    etcdDatabaseHighFragmentationRatio: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 50 }],
      summary: 'The database of etcd is mostly empty space',
      description: `The ${MEMBER} uses {{ $value | humanize }} % of its database file, less than {threshold} % for {for}; the rest counts for the quota all the same.`,
      expr: ({ threshold }) => {
        const used = latest(SOURCE, 'etcd_mvcc_db_total_size_in_use_in_bytes');
        return promql`
          ${percent(used, latest(SOURCE, 'etcd_mvcc_db_total_size_in_bytes'))} < ${threshold}
          and ${used} > ${SMALL}`;
      },
    }),
  },
});
