import { promql, series, share, type Expression } from '../expressions/expression';
import { quantile, rate, sumRate } from '../panels/rates';
import { row, stat, timeseries, type Row } from '../panels/panels';
import { instancesUp } from '../panels/processes';

/**
 * Rows about an etcd: the cluster's own, or the etcd of OpenWhisk's scheduler. How fast its disk should be: etcd,
 * "FAQ", "What does the etcd warning 'apply entries took too long' mean?".
 */
export function etcdRows(source: 'etcd' | 'openwhisk-etcd', matchers: readonly string[] = []): Row[] {
  const metric = (name: string, ...more: readonly string[]): Expression => series(source, name, ...matchers, ...more);
  const each = (name: string): Expression => promql`max by (instance) (${metric(name)})`;
  return [
    row(
      'etcd',
      instancesUp(source),
      stat({
        title: 'Leader',
        description: 'Whether all members have a leader; etcd accepts no writes without one.',
        unit: 'count',
        states: { 0: { text: 'No', is: 'bad' }, 1: { text: 'Yes', is: 'good' } },
        query: promql`min(${metric('etcd_server_has_leader')})`,
      }),
      stat({
        title: 'Leader changes',
        description: 'Leader changes in the time range of the board; slow disks or a slow network cause them.',
        unit: 'count',
        limits: { warning: 1, critical: 3 },
        query: promql`max(increase(${metric('etcd_server_leader_changes_seen_total')}[$__range]))`,
      }),
      stat({
        title: 'Quota used',
        description: 'Used ratio of the database quota; at 100 % etcd accepts no writes.',
        unit: 'ratio',
        limits: { warning: 0.75, critical: 0.9 },
        query: promql`max(${share(each('etcd_mvcc_db_total_size_in_bytes'), each('etcd_server_quota_backend_bytes'))})`,
      }),
      timeseries({
        title: 'Database size',
        description: 'Size of the file, and the part that is in use: defragmentation gives back the rest.',
        unit: 'bytes',
        queries: {
          '{{instance}} file': each('etcd_mvcc_db_total_size_in_bytes'),
          '{{instance}} in use': each('etcd_mvcc_db_total_size_in_use_in_bytes'),
        },
      }),
      timeseries({
        title: 'Proposals',
        description: 'Proposals per second that the members committed, and that failed; and pending ones.',
        unit: 'count',
        queries: {
          'Committed per second': promql`max(${rate(metric('etcd_server_proposals_committed_total'))})`,
          'Failed per second': promql`sum(${rate(metric('etcd_server_proposals_failed_total'))})`,
          Pending: promql`max(${metric('etcd_server_proposals_pending')})`,
        },
      }),
      timeseries({
        title: 'WAL fsync, 99th percentile',
        description:
          'How long the disk takes to keep a write; above 10 ms the disk is too slow, above half a second members fail.',
        unit: 'seconds',
        limits: { warning: 0.01, critical: 0.5 },
        queries: { '{{instance}}': quantile(0.99, 'instance', metric('etcd_disk_wal_fsync_duration_seconds_bucket')) },
      }),
      timeseries({
        title: 'Backend commit, 99th percentile',
        description: 'How long the database takes to commit; above 25 ms the disk is too slow.',
        unit: 'seconds',
        limits: { warning: 0.025, critical: 0.25 },
        queries: {
          '{{instance}}': quantile(0.99, 'instance', metric('etcd_disk_backend_commit_duration_seconds_bucket')),
        },
      }),
      timeseries({
        title: 'Peer round trip, 99th percentile',
        description: 'Round-trip time to another member.',
        unit: 'seconds',
        limits: { critical: 0.15 },
        queries: {
          '{{instance}} to {{To}}': quantile(
            0.99,
            'instance, To',
            metric('etcd_network_peer_round_trip_time_seconds_bucket'),
          ),
        },
      }),
      timeseries({
        title: 'Requests by method',
        description: 'Calls per second from clients.',
        unit: 'requestsPerSecond',
        queries: { '{{grpc_method}}': sumRate('grpc_method', metric('grpc_server_started_total')) },
      }),
      timeseries({
        title: 'Failed requests',
        description: 'Calls per second that ended in a server error.',
        unit: 'requestsPerSecond',
        queries: {
          '{{grpc_method}} {{grpc_code}}': sumRate(
            'grpc_method, grpc_code',
            metric(
              'grpc_server_handled_total',
              'grpc_code=~"Unknown|ResourceExhausted|Internal|Unavailable|DataLoss|DeadlineExceeded"',
            ),
          ),
        },
      }),
      timeseries({
        title: 'Client traffic',
        description: 'Bytes per second from and to clients.',
        unit: 'bytesPerSecond',
        queries: {
          Received: promql`sum(${rate(metric('etcd_network_client_grpc_received_bytes_total'))})`,
          Sent: promql`sum(${rate(metric('etcd_network_client_grpc_sent_bytes_total'))})`,
        },
      }),
    ),
  ];
}
