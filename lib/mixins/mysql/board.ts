import { promql, series, share, type Expression } from '../expressions/expression';
import { board } from '../panels/define';
import { gauge, row, stat, timeseries } from '../panels/panels';
import { rate, sumRate, totalRate } from '../panels/rates';

const status = (name: string, ...matchers: readonly string[]): Expression =>
  series('mysqld-exporter', `mysql_global_status_${name}`, ...matchers);
const variable = (name: string): Expression => series('mysqld-exporter', `mysql_global_variables_${name}`);
const highest = (expression: Expression): Expression => promql`max(${expression})`;

/** MySQL or MariaDB. */
export const mysqlBoard = board({
  uid: 'mysql',
  folder: 'MySQL',
  title: 'MySQL',
  description: 'Connections, queries, caches and locks of the database of functions.',
  sources: ['mysqld-exporter'],
  rows: [
    row(
      'Now',
      stat({
        title: 'State',
        description: 'Whether the server answers its exporter.',
        unit: 'count',
        states: { 0: { text: 'Down', is: 'bad' }, 1: { text: 'Up', is: 'good' } },
        query: highest(series('mysqld-exporter', 'mysql_up')),
      }),
      stat({
        title: 'Uptime',
        description: 'Time since the start of the server.',
        unit: 'seconds',
        query: highest(status('uptime')),
      }),
      gauge({
        title: 'Connections in use',
        description: 'Share of max_connections that is open. At 100 % the server refuses clients with error 1040.',
        query: share(highest(status('threads_connected')), highest(variable('max_connections'))),
        limits: { warning: 0.8, critical: 0.95 },
      }),
      gauge({
        title: 'Connections since the start',
        description: 'Highest share of max_connections that was open at once since the server started.',
        query: share(highest(status('max_used_connections')), highest(variable('max_connections'))),
        limits: { warning: 0.8, critical: 0.95 },
      }),
    ),
    row(
      'Connections',
      timeseries({
        title: 'Connections',
        description: 'Open connections, queries that run at once, and the limit.',
        unit: 'count',
        queries: {
          Open: highest(status('threads_connected')),
          Running: highest(status('threads_running')),
          Limit: highest(variable('max_connections')),
        },
      }),
      timeseries({
        title: 'New connections',
        description:
          'Connections per second. Many of them mean pools that are too small or too short-lived. New threads are those that the cache did not have.',
        unit: 'perSecond',
        queries: {
          Connections: totalRate(status('connections')),
          'New threads': totalRate(status('threads_created')),
        },
      }),
      timeseries({
        title: 'Refused and aborted',
        description:
          'Connections per second that were refused because all were in use, that failed to authenticate, and that ended without a farewell.',
        unit: 'perSecond',
        queries: {
          Refused: totalRate(status('connection_errors_total', 'error="max_connections"')),
          'Failed to connect': totalRate(status('aborted_connects')),
          'Ended without a farewell': totalRate(status('aborted_clients')),
        },
      }),
    ),
    row(
      'Queries',
      timeseries({
        title: 'Queries',
        description: 'Statements of clients per second, and those that took longer than long_query_time.',
        unit: 'operationsPerSecond',
        queries: { All: totalRate(status('questions')), Slow: totalRate(status('slow_queries')) },
      }),
      timeseries({
        title: 'Statements',
        description: 'Statements per second that read and write rows.',
        unit: 'operationsPerSecond',
        queries: {
          '{{command}}': sumRate('command', status('commands_total', 'command=~"select|insert|update|delete|replace"')),
        },
      }),
      timeseries({
        title: 'Traffic',
        description: 'Bytes per second from and to clients.',
        unit: 'bytesPerSecond',
        queries: { Received: totalRate(status('bytes_received')), Sent: totalRate(status('bytes_sent')) },
      }),
      timeseries({
        title: 'Temporary tables',
        description: 'Temporary tables of queries per second. Those on disk are slow.',
        unit: 'perSecond',
        queries: {
          All: totalRate(status('created_tmp_tables')),
          'On disk': totalRate(status('created_tmp_disk_tables')),
        },
      }),
    ),
    row(
      'InnoDB',
      timeseries({
        title: 'Buffer pool',
        description: 'Data in the buffer pool, its part that is not written yet, and its size.',
        unit: 'bytes',
        queries: {
          Data: highest(status('innodb_buffer_pool_bytes_data')),
          'Not written': highest(status('innodb_buffer_pool_bytes_dirty')),
          Size: highest(variable('innodb_buffer_pool_size')),
        },
      }),
      timeseries({
        title: 'Reads from disk',
        description:
          'Share of reads that the buffer pool did not have. It is too small where this stays above one percent.',
        unit: 'ratio',
        queries: {
          'From disk': share(
            promql`sum(${rate(status('innodb_buffer_pool_reads'))})`,
            promql`sum(${rate(status('innodb_buffer_pool_read_requests'))})`,
          ),
        },
      }),
      timeseries({
        title: 'Locks',
        description: 'Waits for rows that another transaction has locked, per second, and waits right now.',
        unit: 'count',
        queries: {
          'Per second': totalRate(status('innodb_row_lock_waits')),
          Waiting: highest(status('innodb_row_lock_current_waits')),
        },
      }),
      timeseries({
        title: 'Log',
        description: 'Bytes per second that are written to the redo log.',
        unit: 'bytesPerSecond',
        queries: { Written: totalRate(status('innodb_os_log_written')) },
      }),
    ),
  ],
});
