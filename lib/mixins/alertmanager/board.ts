import { board } from '../panels/define';
import { promql, series, type Expression } from '../expressions/expression';
import { quantile, sumRate, totalRate } from '../panels/rates';
import { row, stat, timeseries } from '../panels/panels';
import { CHOSEN, instancesUp, processRow } from '../panels/processes';
import { instances, type Variable } from '../panels/variables';

const SOURCE = 'alertmanager';
const INTEGRATION: Variable = {
  name: 'integration',
  title: 'Integration',
  of: series(SOURCE, 'alertmanager_notifications_total'),
  several: true,
};
const SENT_BY = 'integration=~"$integration"';

const metric = (name: string, ...matchers: readonly string[]): Expression => series(SOURCE, name, CHOSEN, ...matchers);

/** Alertmanager: incoming alerts and notifications. */
export const alertmanager = board({
  uid: 'monitoring-alertmanager',
  folder: 'Monitoring',
  title: 'Alertmanager / Overview',
  description: 'Incoming alerts, and the notifications about them.',
  sources: [SOURCE],
  variables: [instances(series(SOURCE, 'alertmanager_build_info'), 'Alertmanager'), INTEGRATION],
  rows: [
    row(
      'Overview',
      instancesUp(SOURCE),
      stat({
        title: 'Cluster members',
        description: 'Members that the loneliest one sees; all of them should see all.',
        unit: 'count',
        query: promql`min(${metric('alertmanager_cluster_members')})`,
      }),
      stat({
        title: 'Active alerts',
        description: 'Alerts that notifications are sent for.',
        unit: 'count',
        query: promql`max(${metric('alertmanager_alerts', 'state="active"')})`,
      }),
      stat({
        title: 'Suppressed alerts',
        description: 'Alerts that are silenced or inhibited.',
        unit: 'count',
        query: promql`max(${metric('alertmanager_alerts', 'state="suppressed"')})`,
      }),
      stat({
        title: 'Silences',
        description: 'Silences in force.',
        unit: 'count',
        query: promql`max(${metric('alertmanager_silences', 'state="active"')})`,
      }),
      stat({
        title: 'Configuration',
        description: 'Whether the last configuration was taken.',
        unit: 'count',
        states: { 0: { text: 'Refused', is: 'bad' }, 1: { text: 'Taken', is: 'good' } },
        query: promql`min(${metric('alertmanager_config_last_reload_successful')})`,
      }),
    ),
    row(
      'Alerts',
      timeseries({
        title: 'Alerts',
        description: 'Alerts that each Alertmanager holds, by state.',
        unit: 'count',
        queries: { '{{pod}} {{state}}': promql`sum by (pod, state) (${metric('alertmanager_alerts')})` },
      }),
      timeseries({
        title: 'Received alerts',
        description: 'Incoming alerts per second; each Prometheus repeats all of them.',
        unit: 'perSecond',
        queries: {
          '{{status}}': sumRate('status', metric('alertmanager_alerts_received_total')),
          Invalid: totalRate(metric('alertmanager_alerts_invalid_total')),
        },
      }),
    ),
    row(
      'Notifications',
      timeseries({
        title: 'Notifications',
        description: 'Attempted notifications per second, by integration.',
        unit: 'perSecond',
        queries: { '{{integration}}': sumRate('integration', metric('alertmanager_notifications_total', SENT_BY)) },
      }),
      timeseries({
        title: 'Failed notifications',
        description: 'Failed notifications per second, with the reason.',
        unit: 'perSecond',
        queries: {
          '{{integration}}: {{reason}}': sumRate(
            'integration, reason',
            metric('alertmanager_notifications_failed_total', SENT_BY),
          ),
        },
      }),
      timeseries({
        title: 'Notification duration, 99th percentile',
        description: 'How long it takes to get rid of a notification.',
        unit: 'seconds',
        queries: {
          '{{integration}}': quantile(
            0.99,
            'integration',
            metric('alertmanager_notification_latency_seconds_bucket', SENT_BY),
          ),
        },
      }),
      timeseries({
        title: 'Messages between members',
        description: 'Messages per second between members, and queued messages.',
        unit: 'count',
        queries: {
          'Sent per second': totalRate(metric('alertmanager_cluster_messages_sent_total')),
          'Received per second': totalRate(metric('alertmanager_cluster_messages_received_total')),
          Waiting: promql`sum(${metric('alertmanager_cluster_messages_queued')})`,
        },
      }),
    ),
    processRow(SOURCE),
  ],
});
