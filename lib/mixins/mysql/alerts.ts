import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest, state } from '../alerts/state';
import { onlyWith, promql, series, type Expression } from '../expressions/expression';

const EXPORTER = 'mysqld-exporter';

/** A gauge of the server; the newest of the pods that the exporter has had. */
const gauge = (name: string): Expression => promql`max by (namespace) (${latest(EXPORTER, name)})`;

/** How often something happened per second; two pods of the exporter count it twice. */
const rateOf = (name: string, window: string, ...matchers: readonly string[]): Expression =>
  promql`max by (namespace) (rate(${series(EXPORTER, name, ...matchers)}[${window}]))`;

const ofBackup = (label: string, end = ''): string => `${label}=~".+-mysql-backup${end}"`;

/** Alerts about MySQL or MariaDB: connections are what runs out first, when functions scale. */
export const mysql = group('mysql', {
  alerts: {
    MySQLDown: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      summary: 'MySQL does not answer',
      description:
        'MySQL has not answered its exporter, or the exporter has not been scraped, for {for}. Functions that use the database fail.',
      expr: promql`absent(${latest(EXPORTER, 'mysql_up')} == 1)`,
    }),

    MySQLTooManyConnections: alert({
      levels: [{ severity: 'warning', for: '2m', threshold: 80 }],
      namespaced: true,
      summary: 'Connections to MySQL are running out',
      description:
        '{{ $value | humanize }} % of the connections of MySQL in namespace {{ $labels.namespace }}, more than {threshold} %, have been used for {for}. At 100 % it refuses clients.',
      expr: ({ threshold }) => promql`
        100 * ${gauge('mysql_global_status_threads_connected')}
        / ${gauge('mysql_global_variables_max_connections')} > ${threshold}`,
    }),

    MySQLConnectionsRefused: alert({
      levels: [{ severity: 'critical', threshold: 0 }],
      namespaced: true,
      summary: 'MySQL refuses connections',
      description:
        'MySQL in namespace {{ $labels.namespace }} has refused connections within five minutes because all were in use: clients see error 1040.',
      expr: ({ threshold }) => promql`
        ${rateOf('mysql_global_status_connection_errors_total', '5m', 'error="max_connections"')} > ${threshold}`,
    }),

    MySQLThreadsRunningHigh: alert({
      levels: [{ severity: 'warning', for: '2m', threshold: 60 }],
      namespaced: true,
      summary: 'MySQL works on too many queries at once',
      description:
        'Queries of {{ $value | humanize }} % of the allowed connections, more than {threshold} %, have been running at once in MySQL in namespace {{ $labels.namespace }} for {for}.',
      expr: ({ threshold }) => promql`
        100 * ${gauge('mysql_global_status_threads_running')}
        / ${gauge('mysql_global_variables_max_connections')} > ${threshold}`,
    }),

    MySQLSlowQueries: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 5 }],
      namespaced: true,
      summary: 'Many queries of MySQL are slow',
      description:
        '{{ $value | humanize }} % of the queries of MySQL in namespace {{ $labels.namespace }}, more than {threshold} %, have taken longer than mysql.longQuerySeconds for {for}.',
      expr: ({ threshold }) => promql`
        100 * ${rateOf('mysql_global_status_slow_queries', '5m')}
        / ${rateOf('mysql_global_status_questions', '5m')} > ${threshold}`,
    }),

    MySQLLogWaits: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0 }],
      namespaced: true,
      summary: 'Transactions of MySQL wait for the log buffer',
      description:
        'Transactions of MySQL in namespace {{ $labels.namespace }} have waited for {for} until the log buffer was written: it is too small, or the volume too slow.',
      expr: ({ threshold }) => promql`${rateOf('mysql_global_status_innodb_log_waits', '5m')} > ${threshold}`,
    }),

    MySQLConnectionsAborted: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0.2 }],
      namespaced: true,
      summary: 'Clients fail to connect to MySQL',
      description:
        '{{ $value | humanize }} attempts per second to connect to MySQL in namespace {{ $labels.namespace }}, more than {threshold}, have failed for {for}: wrong passwords, no TLS, or clients that give up.',
      expr: ({ threshold }) => promql`${rateOf('mysql_global_status_aborted_connects', '5m')} > ${threshold}`,
    }),

    MySQLBackupFailed: alert({
      levels: [{ severity: 'warning', for: '5m' }],
      namespaced: true,
      summary: 'A backup of MySQL has failed',
      description:
        'Job {{ $labels.namespace }}/{{ $labels.job_name }}, a backup of MySQL, has failed. The alert ends when the Job is deleted, a day later at the latest.',
      expr: onlyWith(
        EXPORTER,
        promql`${state('namespace, job_name', 'kube_job_failed', 'condition="true"', ofBackup('job_name', '-[0-9]+'))} > 0`,
      ),
    }),

    // Before the first success, the age of the CronJob counts.
    MySQLBackupOld: alert({
      levels: [{ severity: 'critical', for: '1h', threshold: 2 }],
      namespaced: true,
      summary: 'No recent backup of MySQL',
      description:
        'The newest backup of MySQL in namespace {{ $labels.namespace }} is {{ $value | humanize }} days old, more than {threshold}.',
      expr: ({ threshold }) =>
        onlyWith(
          EXPORTER,
          promql`
            (time() - (
              ${state('namespace, cronjob', 'kube_cronjob_status_last_successful_time', ofBackup('cronjob'))}
              or ${state('namespace, cronjob', 'kube_cronjob_created', ofBackup('cronjob'))}
            )) / 86400 > ${threshold}`,
        ),
    }),
  },
});
