import type { AlertCases } from '../alerts/alert-case';
import { seriesOfJob } from '../openwhisk/series';

const mysql = seriesOfJob('mysqld-exporter', { namespace: 'db' });
const limit = { [mysql('mysql_global_variables_max_connections')]: '150x60' };
const refused = mysql('mysql_global_status_connection_errors_total', { error: 'max_connections' });
const ksm = seriesOfJob('kube-state-metrics', { namespace: 'db' });
const lastBackup = ksm('kube_cronjob_status_last_successful_time', { cronjob: 'ow-mysql-backup' });
const created = ksm('kube_cronjob_created', { cronjob: 'ow-mysql-backup' });

/** Cases of the alerts about MySQL. */
export const cases: AlertCases = {
  MySQLDown: {
    fires: { series: { [mysql('mysql_up')]: '0x30' }, at: '5m', expect: { critical: 1 } },
    silent: { series: { [mysql('mysql_up')]: '0x4 1x30' }, at: '20m' },
    ends: '11m',
  },
  MySQLTooManyConnections: {
    fires: {
      series: { [mysql('mysql_global_status_threads_connected')]: '121x30', ...limit },
      at: '2m',
      expect: { warning: 1 },
      labels: { namespace: 'db' },
    },
    silent: { series: { [mysql('mysql_global_status_threads_connected')]: '120x30', ...limit }, at: '20m' },
    ends: '3m',
    gone: '7m',
  },
  MySQLConnectionsRefused: {
    fires: { series: { [refused]: '0 0+1x30' }, at: '2m', expect: { critical: 1 }, labels: { namespace: 'db' } },
    silent: { series: { [refused]: '7x30' }, at: '20m' },
    ends: '6m',
    gone: '6m',
    decides: ['error'],
  },
  MySQLThreadsRunningHigh: {
    fires: {
      series: { [mysql('mysql_global_status_threads_running')]: '91x30', ...limit },
      at: '2m',
      expect: { warning: 1 },
      labels: { namespace: 'db' },
    },
    silent: { series: { [mysql('mysql_global_status_threads_running')]: '90x30', ...limit }, at: '20m' },
    ends: '3m',
    gone: '7m',
  },
  MySQLSlowQueries: {
    fires: {
      series: {
        [mysql('mysql_global_status_slow_queries')]: '0+40x60',
        [mysql('mysql_global_status_questions')]: '0+100x60',
      },
      at: '11m',
      expect: { warning: 1 },
      labels: { namespace: 'db' },
    },
    silent: {
      series: {
        [mysql('mysql_global_status_slow_queries')]: '0+4x60',
        [mysql('mysql_global_status_questions')]: '0+100x60',
      },
      at: '30m',
    },
    ends: '15m',
    gone: '15m',
  },
  MySQLLogWaits: {
    fires: {
      series: { [mysql('mysql_global_status_innodb_log_waits')]: '0+1x60' },
      at: '11m',
      expect: { warning: 1 },
      labels: { namespace: 'db' },
    },
    silent: { series: { [mysql('mysql_global_status_innodb_log_waits')]: '5x60' }, at: '30m' },
    ends: '16m',
    gone: '15m',
  },
  MySQLConnectionsAborted: {
    fires: {
      series: { [mysql('mysql_global_status_aborted_connects')]: '0+30x60' },
      at: '13m',
      expect: { warning: 1 },
      labels: { namespace: 'db' },
    },
    silent: { series: { [mysql('mysql_global_status_aborted_connects')]: '0+9x60' }, at: '30m' },
    ends: '16m',
    gone: '17m',
  },
  MySQLBackupFailed: {
    fires: {
      series: { [ksm('kube_job_failed', { condition: 'true', job_name: 'ow-mysql-backup-29' })]: '1x30' },
      at: '5m',
      expect: { warning: 1 },
      labels: { namespace: 'db' },
    },
    silent: {
      series: {
        [ksm('kube_job_failed', { condition: 'true', job_name: 'ow-mysql-backup-29' })]: '0x30',
        [ksm('kube_job_failed', { condition: 'true', job_name: 'other-29' })]: '1x30',
      },
      at: '20m',
    },
    ends: '6m',
    gone: '10m',
    decides: ['condition', 'job_name'],
  },
  MySQLBackupOld: {
    fires: {
      series: { [lastBackup]: '-172860x90', [created]: '-9e6x90' },
      at: '60m',
      expect: { critical: 1 },
      labels: { namespace: 'db' },
    },
    silent: { series: { [lastBackup]: '-165000x90', [created]: '-9e6x90' }, at: '80m' },
    ends: '61m',
    gone: '65m',
    decides: ['job', 'cronjob'],
    // Each of them takes the place of the other.
    optional: ['kube_cronjob_created', 'kube_cronjob_status_last_successful_time'],
    also: {
      'no backup has succeeded yet': {
        series: { [created]: '-172860x90' },
        at: '60m',
        expect: { critical: 1 },
        looks: { '59m': {} },
      },
    },
  },
};
