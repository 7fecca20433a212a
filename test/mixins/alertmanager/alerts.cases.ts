import type { AlertCases, Scenario } from '../alerts/alert-case';

const of = (pod: string, metric: string, labels = ''): string =>
  `${metric}{job="alertmanager",namespace="monitoring",container="alertmanager",pod="${pod}",instance="${pod}"${labels && `,${labels}`}}`;
const labels = { namespace: 'monitoring', job: 'alertmanager' };

/** A series of each member. */
const members = (metric: string, ...samples: string[]): Scenario['series'] =>
  Object.fromEntries(samples.map((values, index) => [of(`a${index}`, metric), values]));

/** Notifications by e-mail that fail, of 1000 a minute, by member. */
const failing = (...failed: number[]): Scenario['series'] =>
  Object.fromEntries(
    failed.flatMap((count, index) => [
      [of(`a${index}`, 'alertmanager_notifications_total', 'integration="email"'), '0+1000x60'],
      [
        of(`a${index}`, 'alertmanager_notifications_failed_total', 'integration="email",reason="other"'),
        `0+${count - 1}x60`,
      ],
      [
        of(`a${index}`, 'alertmanager_notifications_failed_total', 'integration="email",reason="clientError"'),
        '0+1x60',
      ],
    ]),
  );

/** Cases of the group `alertmanager.rules`. */
export const cases: AlertCases = {
  AlertmanagerFailedReload: {
    fires: {
      series: members('alertmanager_config_last_reload_successful', '0x30', '1x30'),
      at: '10m',
      expect: { critical: 1 },
      labels: { namespace: 'monitoring', pod: 'a0' },
    },
    silent: { series: members('alertmanager_config_last_reload_successful', '0x8 1x30'), at: '12m' },
    ends: '20m',
    gone: '15m',
  },
  AlertmanagerMembersInconsistent: {
    fires: {
      series: members('alertmanager_cluster_members', '2x30', '3x30', '3x30'),
      at: '15m',
      expect: { critical: 1 },
      labels: { ...labels, pod: 'a0' },
    },
    silent: { series: members('alertmanager_cluster_members', '3x30', '2x12 3x30', '3x30'), at: '20m' },
    ends: '16m',
    gone: '20m',
  },
  AlertmanagerFailedToSendAlerts: {
    fires: {
      series: failing(11, 1),
      at: '6m',
      expect: { warning: 1 },
      labels: { namespace: 'monitoring', pod: 'a0', integration: 'email' },
    },
    silent: { series: failing(10, 1), at: '30m' },
    ends: '20m',
    gone: '20m',
    fewer: { alertmanager_notifications_failed_total: '8m' },
    also: {
      'one group that fails at every flush, five minutes apart': {
        series: {
          [of('a0', 'alertmanager_notifications_total', 'integration="email"')]:
            '0 0x4 1x4 2x4 3x4 4x4 5x4 6x4 7x4 8x4',
          [of('a0', 'alertmanager_notifications_failed_total', 'integration="email",reason="other"')]:
            '0 0x4 1x4 2x4 3x4 4x4 5x4 6x4 7x4 8x4',
        },
        at: '30m',
        expect: { warning: 1 },
      },
    },
  },
  AlertmanagerClusterFailedToSendAlerts: {
    fires: {
      series: failing(1000, 101),
      at: '6m',
      expect: { critical: 1, warning: 1 },
      labels: { ...labels, integration: 'email' },
    },
    silent: { series: failing(1000, 10), at: '30m' },
    ends: '20m',
    until: { critical: '8m' },
    gone: '20m',
    fewer: { alertmanager_notifications_failed_total: '8m' },
  },
  AlertmanagerConfigInconsistent: {
    fires: {
      series: members('alertmanager_config_hash', '1000x30', '1001x30', '1000x30'),
      at: '20m',
      expect: { critical: 1 },
      labels,
    },
    silent: { series: members('alertmanager_config_hash', '1000x15 1001x30', '1001x30'), at: '25m' },
    ends: '37m',
    gone: '25m',
  },
  AlertmanagerClusterDown: {
    fires: { series: members('up', '0x30', '1x30'), at: '5m', expect: { critical: 1 }, labels },
    silent: { series: members('up', '0x30', '1x30', '1x30'), at: '20m' },
    ends: '6m',
    gone: '6m',
    ignores: { container: 'config-reloader' },
    also: {
      'a member that answers three times in five': {
        series: members('up', '0x30', '1 1 1 0 0 '.repeat(6), '1x30', '1x30'),
        at: '20m',
      },
    },
  },
  AlertmanagerClusterCrashlooping: {
    fires: {
      series: { ...members('process_start_time_seconds', '0+60x30', '5x30'), ...members('up', '1x30', '1x30') },
      at: '10m',
      expect: { critical: 1 },
      labels,
    },
    silent: {
      series: {
        ...members('process_start_time_seconds', '0+60x30', '5x30', '5x30'),
        ...members('up', '1x30', '1x30', '1x30'),
      },
      at: '25m',
    },
    ends: '11m',
    gone: '11m',
    fewer: { process_start_time_seconds: '15m' },
    ignores: { container: 'config-reloader' },
  },
  AlertmanagerClusterFailedPeers: {
    fires: {
      series: members('alertmanager_cluster_failed_peers', '1x30', '0x30'),
      at: '15m',
      expect: { warning: 1 },
      labels: { namespace: 'monitoring', pod: 'a0' },
    },
    silent: { series: members('alertmanager_cluster_failed_peers', '1x10 0x30'), at: '20m' },
    ends: '27m',
    gone: '20m',
  },
};
