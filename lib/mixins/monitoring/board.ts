import { board } from '../panels/define';
import { anySeries, promql, type Expression } from '../expressions/expression';
import { row, stat, table, timeseries } from '../panels/panels';

/** Alerts as Prometheus has them itself; alerts about alerting are not among them. */
const alerts = (...matchers: readonly string[]): Expression =>
  anySeries('ALERTS', 'alertname!~"Watchdog|InfoInhibitor"', ...matchers);
const FIRING = 'alertstate="firing"';
const firing = (severity: string): Expression =>
  promql`count(${alerts(FIRING, `severity="${severity}"`)}) or vector(0)`;

/** All alerts. */
export const alertsOverview = board({
  uid: 'monitoring-alerts',
  folder: 'Monitoring',
  title: 'Alerts / Overview',
  description: 'Which alerts fire or are about to, and since when there are how many.',
  sources: ['prometheus'],
  rows: [
    row(
      'Now',
      stat({
        title: 'Critical',
        description: 'Alerts that require immediate action.',
        unit: 'count',
        limits: { critical: 1 },
        query: firing('critical'),
      }),
      stat({
        title: 'Warning',
        description: 'Alerts that require action soon.',
        unit: 'count',
        limits: { warning: 1 },
        query: firing('warning'),
      }),
      stat({
        title: 'Info',
        description: 'Alerts that one should know of.',
        unit: 'count',
        query: firing('info'),
      }),
      stat({
        title: 'Pending',
        description: 'Alerts whose expression holds, but not for long enough yet.',
        unit: 'count',
        query: promql`count(${alerts('alertstate="pending"')}) or vector(0)`,
      }),
      stat({
        title: 'Watchdog',
        description: 'An alert that always fires: without it, alerting itself is broken.',
        unit: 'count',
        states: { 0: { text: 'Silent', is: 'bad' }, 1: { text: 'Fires', is: 'good' } },
        query: promql`max(${anySeries('ALERTS', 'alertname="Watchdog"', FIRING)}) or vector(0)`,
      }),
      table({
        title: 'Firing alerts',
        description: 'How many of each fire. The runbooks say what to do.',
        labels: { alertname: 'Alert', severity: 'Severity', namespace: 'Namespace' },
        columns: {
          Alerts: { unit: 'count', query: promql`count by (alertname, severity, namespace) (${alerts(FIRING)})` },
        },
      }),
    ),
    row(
      'Over time',
      timeseries({
        title: 'Firing alerts by severity',
        description: 'How many fire.',
        unit: 'count',
        stacked: true,
        queries: { '{{severity}}': promql`count by (severity) (${alerts(FIRING)})` },
      }),
      timeseries({
        title: 'Firing alerts by name',
        description: 'Which fire.',
        unit: 'count',
        stacked: true,
        queries: { '{{alertname}}': promql`count by (alertname) (${alerts(FIRING)})` },
      }),
      table({
        title: 'Most time firing',
        description: 'The twenty alerts that fired longest in the time of the board: they need mending, or tuning.',
        labels: { alertname: 'Alert' },
        columns: {
          'Time firing': {
            unit: 'seconds',
            query: promql`topk(20, 60 * count_over_time(count by (alertname) (${alerts(FIRING)})[$__range:1m]))`,
          },
        },
      }),
    ),
  ],
});
