import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest } from '../alerts/state';
import { percent, promql, series, type Expression } from '../expressions/expression';

const SOURCE = 'alertmanager';

const IT = 'Alertmanager {{ $labels.namespace }}/{{ $labels.pod }}';
const CLUSTER = 'the Alertmanagers of {{ $labels.namespace }}/{{ $labels.job }}';

/**
 * Failed notifications, in percent of all attempts, by the distinguishing labels. A group that keeps failing is sent again once per
 * `groupInterval`, which is five minutes by default; so the window has to hold several of them.
 */
function failed(by: string): Expression {
  const rate = (counter: string) => promql`sum by (${by}) (rate(${series(SOURCE, counter)}[15m]))`;
  return percent(rate('alertmanager_notifications_failed_total'), rate('alertmanager_notifications_total'));
}

/** Series of Alertmanager alone: the same monitor scrapes its sidecar. */
const members = (metric: string): Expression => series(SOURCE, metric, 'container!="config-reloader"');

/** The percentage of a cluster's members that meet a condition. */
const membersPercent = (condition: Expression): Expression =>
  percent(promql`count by (namespace, job) (${condition})`, promql`count by (namespace, job) (${members('up')})`);

/** Alerts about Alertmanager. */
export const alertmanager = group('alertmanager.rules', {
  alerts: {
    AlertmanagerFailedReload: alert({
      levels: [{ severity: 'critical', for: '10m' }],
      namespaced: true,
      summary: 'Alertmanager could not load its configuration',
      description: `${IT} has failed to load its configuration for {for} and keeps using the previous one.`,
      expr: promql`${latest(SOURCE, 'alertmanager_config_last_reload_successful')} == 0`,
    }),
    AlertmanagerMembersInconsistent: alert({
      levels: [{ severity: 'critical', for: '15m' }],
      namespaced: true,
      summary: 'Alertmanager does not see all members of its cluster',
      description: `${IT} has seen only {{ $value }} of ${CLUSTER} for {for}: notifications may be sent more than once.`,
      expr: promql`
        max_over_time(${series(SOURCE, 'alertmanager_cluster_members')}[5m])
        < on (namespace, job) group_left ()
          count by (namespace, job) (${latest(SOURCE, 'alertmanager_cluster_members')})`,
    }),
    AlertmanagerFailedToSendAlerts: alert({
      levels: [{ severity: 'warning', for: '5m', threshold: 1 }],
      namespaced: true,
      summary: 'Alertmanager cannot send notifications',
      description: `${IT} has failed to send {{ $value | humanize }} % of its notifications by {{ $labels.integration }}, more than {threshold} % for {for}.`,
      expr: ({ threshold }) => promql`${failed('namespace, pod, integration')} > ${threshold}`,
    }),
    AlertmanagerClusterFailedToSendAlerts: alert({
      levels: [
        { severity: 'critical', for: '5m', threshold: 10 },
        { severity: 'warning', for: '5m', threshold: 1 },
      ],
      namespaced: true,
      summary: 'No Alertmanager can send notifications',
      description: `Each of ${CLUSTER} has failed to send at least {{ $value | humanize }} % of its notifications by {{ $labels.integration }}, more than {threshold} % for {for}: these notifications are lost.`,
      expr: ({ threshold }) => promql`
        min by (namespace, job, integration) (
          ${failed('namespace, job, pod, integration')}
        ) > ${threshold}`,
    }),
    AlertmanagerConfigInconsistent: alert({
      levels: [{ severity: 'critical', for: '20m' }],
      namespaced: true,
      summary: 'Alertmanagers have different configurations',
      description: `Not all of ${CLUSTER} have had the same configuration for {for}.`,
      expr: promql`
        max by (namespace, job) (${latest(SOURCE, 'alertmanager_config_hash')})
        != min by (namespace, job) (${latest(SOURCE, 'alertmanager_config_hash')})`,
    }),
    AlertmanagerClusterDown: alert({
      levels: [{ severity: 'critical', for: '5m', threshold: 50 }],
      namespaced: true,
      summary: 'Many Alertmanagers are down',
      description: `{{ $value | humanize }} % of ${CLUSTER} have been down more often than up for {for}.`,
      expr: ({ threshold }) =>
        promql`${membersPercent(promql`avg_over_time(${members('up')}[5m]) < 0.5`)} >= ${threshold}`,
    }),
    AlertmanagerClusterCrashlooping: alert({
      levels: [{ severity: 'critical', for: '5m', threshold: 50 }],
      namespaced: true,
      summary: 'Many Alertmanagers restart again and again',
      description: `{{ $value | humanize }} % of ${CLUSTER} have restarted more than 4 times in 10 minutes.`,
      expr: ({ threshold }) =>
        promql`${membersPercent(promql`changes(${members('process_start_time_seconds')}[10m]) > 4`)} >= ${threshold}`,
    }),
    AlertmanagerClusterFailedPeers: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'Alertmanager has lost members of its cluster',
      description: `${IT} has failed to reach {{ $value }} of its peers for {for}.`,
      expr: promql`${latest(SOURCE, 'alertmanager_cluster_failed_peers')} > 0`,
    }),
  },
});
