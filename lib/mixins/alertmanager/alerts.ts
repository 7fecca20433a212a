import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { percent } from '../alerts/percent';
import type { Select } from '../alerts/rule';

const SOURCE = 'alertmanager';

const IT = 'Alertmanager {{ $labels.namespace }}/{{ $labels.pod }}';
const CLUSTER = 'the Alertmanagers of {{ $labels.namespace }}/{{ $labels.job }}';

/** Notifications that failed, in percent of those tried, by what tells one from another. */
function failed(select: Select, by: string): string {
  const rate = (counter: string) => `sum by (${by}) (rate(${counter}${select(SOURCE)}[5m]))`;
  return percent(rate('alertmanager_notifications_failed_total'), rate('alertmanager_notifications_total'));
}

/** The series of Alertmanager alone: its sidecar is scraped by the same monitor. */
const members = (select: Select): string => select(SOURCE, 'container!="config-reloader"');

/** The share of a cluster's members for which a condition holds, in percent. */
const share = (select: Select, condition: string): string =>
  percent(`count by (namespace, job) (${condition})`, `count by (namespace, job) (up${members(select)})`);

/** Alerts about Alertmanager. */
export const alertmanager = group('alertmanager.rules', {
  alerts: {
    AlertmanagerFailedReload: alert({
      levels: [{ severity: 'critical', for: '10m' }],
      namespaced: true,
      summary: 'Alertmanager could not load its configuration',
      description: `${IT} has failed to load its configuration for {for}, and goes on with the one before.`,
      expr: ({ select }) => `last_over_time(alertmanager_config_last_reload_successful${select(SOURCE)}[5m]) == 0`,
    }),
    AlertmanagerMembersInconsistent: alert({
      levels: [{ severity: 'critical', for: '15m' }],
      namespaced: true,
      summary: 'Alertmanager does not see all members of its cluster',
      description: `${IT} has seen only {{ $value }} of ${CLUSTER} for {for}: notifications may be sent more than once.`,
      expr: ({ select }) => `
        max_over_time(alertmanager_cluster_members${select(SOURCE)}[5m])
        < on (namespace, job) group_left ()
          count by (namespace, job) (last_over_time(alertmanager_cluster_members${select(SOURCE)}[5m]))`,
    }),
    AlertmanagerFailedToSendAlerts: alert({
      levels: [{ severity: 'warning', for: '5m', threshold: 1 }],
      namespaced: true,
      summary: 'Alertmanager cannot send notifications',
      description: `${IT} has failed to send {{ $value | humanize }} % of its notifications by {{ $labels.integration }}, more than {threshold} % for {for}.`,
      expr: ({ select, threshold }) => `${failed(select, 'namespace, pod, integration')} > ${threshold}`,
    }),
    AlertmanagerClusterFailedToSendAlerts: alert({
      levels: [
        { severity: 'critical', for: '5m', threshold: 10 },
        { severity: 'warning', for: '5m', threshold: 1 },
      ],
      namespaced: true,
      summary: 'No Alertmanager can send notifications',
      description: `Each of ${CLUSTER} has failed to send at least {{ $value | humanize }} % of its notifications by {{ $labels.integration }}, more than {threshold} % for {for}: they reach nobody.`,
      expr: ({ select, threshold }) => `
        min by (namespace, job, integration) (
          ${failed(select, 'namespace, job, pod, integration')}
        ) > ${threshold}`,
    }),
    AlertmanagerConfigInconsistent: alert({
      levels: [{ severity: 'critical', for: '20m' }],
      namespaced: true,
      summary: 'Alertmanagers have different configurations',
      description: `Not all of ${CLUSTER} have had the same configuration for {for}.`,
      expr: ({ select }) => `
        max by (namespace, job) (alertmanager_config_hash${select(SOURCE)})
        != min by (namespace, job) (alertmanager_config_hash${select(SOURCE)})`,
    }),
    AlertmanagerClusterDown: alert({
      levels: [{ severity: 'critical', for: '5m', threshold: 50 }],
      namespaced: true,
      summary: 'Many Alertmanagers are down',
      description: `{{ $value | humanize }} % of ${CLUSTER} have been down more often than up for {for}.`,
      expr: ({ select, threshold }) =>
        `${share(select, `avg_over_time(up${members(select)}[5m]) < 0.5`)} >= ${threshold}`,
    }),
    AlertmanagerClusterCrashlooping: alert({
      levels: [{ severity: 'critical', for: '5m', threshold: 50 }],
      namespaced: true,
      summary: 'Many Alertmanagers restart again and again',
      description: `{{ $value | humanize }} % of ${CLUSTER} have restarted more than 4 times in 10 minutes.`,
      expr: ({ select, threshold }) =>
        `${share(select, `changes(process_start_time_seconds${members(select)}[10m]) > 4`)} >= ${threshold}`,
    }),
    AlertmanagerClusterFailedPeers: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'Alertmanager has lost members of its cluster',
      description: `${IT} has tried in vain to reach {{ $value }} of its peers for {for}.`,
      expr: ({ select }) => `alertmanager_cluster_failed_peers${select(SOURCE)} > 0`,
    }),
  },
});
