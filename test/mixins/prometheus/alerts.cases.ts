import type { AlertCase, AlertCases, Scenario } from '../alerts/alert-case';

const own = (metric: string, labels = ''): string =>
  `${metric}{job="prometheus",namespace="monitoring",pod="p",instance="i"${labels && `,${labels}`}}`;
const labels = { namespace: 'monitoring', pod: 'p' };

/** What must not happen happens once a minute; or it did once, longer ago than the alert looks back. */
function happening(counter: string, at: number, severity: 'warning' | 'critical', more = {}, window = 5): AlertCase {
  const series = own(
    counter,
    Object.entries(more)
      .map(([name, value]) => `${name}="${String(value)}"`)
      .join(),
  );
  return {
    fires: { series: { [series]: '0+1x900' }, at: `${at}m`, expect: { [severity]: 1 }, labels: { ...labels, ...more } },
    silent: { series: { [series]: `0 1x${window + 600}` }, at: `${window + 300}m` },
    ends: `${at + window + 1}m`,
    gone: `${at + window - 1}m`,
  };
}

/** Alerts sent and not sent a minute, by Alertmanager. */
const sending = (...managers: { sent: number; errors: number }[]): Scenario['series'] =>
  Object.fromEntries(
    managers.flatMap(({ sent, errors }, index) => [
      [own('prometheus_notifications_sent_total', `alertmanager="a${index}"`), `0+${sent}x60`],
      [own('prometheus_notifications_errors_total', `alertmanager="a${index}"`), `0+${errors}x60`],
    ]),
  );

const REMOTE = 'remote_name="r",url="https://r.example.org"';
const remoteLabels = { ...labels, remote_name: 'r', url: 'https://r.example.org' };

const remoteSamples = (failed: number): Scenario['series'] => ({
  [own('prometheus_remote_storage_samples_total', REMOTE)]: '0+1000x60',
  [own('prometheus_remote_storage_samples_failed_total', REMOTE)]: `0+${failed}x60`,
});

const remoteLag = (seconds: number): Scenario['series'] => ({
  [own('prometheus_remote_storage_queue_highest_timestamp_seconds', REMOTE)]: '1000+60x60',
  [own('prometheus_remote_storage_queue_highest_sent_timestamp_seconds', REMOTE)]: `${1000 - seconds}+60x60`,
});

const shards = (desired: number): Scenario['series'] => ({
  [own('prometheus_remote_storage_shards_desired', REMOTE)]: `${desired}x60`,
  [own('prometheus_remote_storage_shards_max', REMOTE)]: '50x60',
});

const queries = (running: number): Scenario['series'] => ({
  [own('prometheus_engine_queries')]: `${running}x60`,
  [own('prometheus_engine_queries_concurrent_max')]: '20x60',
});

const queue = (samples: string): Scenario['series'] => ({
  [own('prometheus_notifications_queue_length', 'alertmanager="a"')]: samples,
  [own('prometheus_notifications_queue_capacity')]: '10000x60',
});

const storing = (targets: number, rules: number): Scenario['series'] => ({
  [own('prometheus_tsdb_head_samples_appended_total', 'type="float"')]: '5000x60',
  [own('prometheus_tsdb_head_samples_appended_total', 'type="histogram"')]: '0x60',
  [own('prometheus_target_scrape_pool_targets', 'scrape_job="j"')]: `${targets}x60`,
  [own('prometheus_rule_group_rules', 'rule_group="g"')]: `${rules}x60`,
});

/** Cases of the group `prometheus`. */
export const cases: AlertCases = {
  PrometheusBadConfig: {
    fires: {
      // A scrape that fails in between does not end it.
      series: { [own('prometheus_config_last_reload_successful')]: '0x6 _ _ 0x30' },
      at: '10m',
      expect: { critical: 1 },
      labels,
    },
    silent: { series: { [own('prometheus_config_last_reload_successful')]: '0x8 1x30' }, at: '12m' },
    ends: '20m',
    gone: '15m',
  },
  PrometheusSDRefreshFailure: happening(
    'prometheus_sd_refresh_failures_total',
    21,
    'warning',
    {
      mechanism: 'dns',
    },
    10,
  ),
  PrometheusKubernetesListWatchFailures: happening('prometheus_sd_kubernetes_failures_total', 16, 'warning'),
  PrometheusNotificationQueueRunningFull: {
    fires: {
      series: queue('0+300x60'),
      at: '19m',
      expect: { warning: 1 },
      labels: { ...labels, alertmanager: 'a' },
    },
    silent: { series: queue('9900x60'), at: '40m' },
    ends: '24m',
    gone: '23m',
    fewer: { prometheus_notifications_queue_capacity: '24m' },
  },
  PrometheusErrorSendingAlertsToSomeAlertmanagers: {
    fires: {
      series: sending({ sent: 0, errors: 10 }, { sent: 986, errors: 14 }),
      at: '16m',
      expect: { warning: 2 },
      labels: { ...labels, alertmanager: 'a0' },
    },
    silent: { series: sending({ sent: 0, errors: 0 }, { sent: 990, errors: 10 }), at: '40m' },
    ends: '20m',
    gone: '20m',
    fewer: { prometheus_notifications_errors_total: '18m' },
  },
  PrometheusNotConnectedToAlertmanagers: {
    fires: {
      series: { [own('prometheus_notifications_alertmanagers_discovered')]: '0x30' },
      at: '10m',
      expect: { warning: 1 },
      labels,
    },
    silent: { series: { [own('prometheus_notifications_alertmanagers_discovered')]: '1x30' }, at: '20m' },
    ends: '11m',
    gone: '15m',
  },
  PrometheusTSDBReloadsFailing: happening('prometheus_tsdb_reloads_failures_total', 241, 'warning', {}, 180),
  PrometheusTSDBCompactionsFailing: happening('prometheus_tsdb_compactions_failed_total', 241, 'warning', {}, 180),
  PrometheusNotIngestingSamples: {
    fires: { series: storing(0, 1), at: '11m', expect: { warning: 1 }, labels },
    silent: { series: storing(0, 0), at: '30m' },
    ends: '12m',
    gone: '15m',
    fewer: { prometheus_rule_group_rules: '16m' },
    optional: ['prometheus_target_scrape_pool_targets'],
  },
  PrometheusDuplicateTimestamps: happening('prometheus_target_scrapes_sample_duplicate_timestamp_total', 11, 'warning'),
  PrometheusOutOfOrderTimestamps: happening('prometheus_target_scrapes_sample_out_of_order_total', 11, 'warning'),
  PrometheusRemoteStorageFailures: {
    fires: { series: remoteSamples(14), at: '16m', expect: { critical: 1 }, labels: remoteLabels },
    silent: { series: remoteSamples(10), at: '40m' },
    ends: '20m',
    gone: '20m',
    fewer: { prometheus_remote_storage_samples_failed_total: '18m' },
  },
  PrometheusRemoteWriteBehind: {
    fires: { series: remoteLag(121), at: '15m', expect: { critical: 1 }, labels: remoteLabels },
    silent: { series: remoteLag(120), at: '40m' },
    ends: '16m',
    gone: '20m',
    fewer: { prometheus_remote_storage_queue_highest_timestamp_seconds: '16m' },
  },
  PrometheusRemoteWriteDesiredShards: {
    fires: { series: shards(51), at: '15m', expect: { warning: 1 }, labels: remoteLabels },
    silent: { series: shards(50), at: '40m' },
    ends: '16m',
    gone: '20m',
  },
  PrometheusRuleFailures: happening('prometheus_rule_evaluation_failures_total', 16, 'critical', {
    rule_group: 'g',
  }),
  PrometheusMissingRuleEvaluations: happening('prometheus_rule_group_iterations_missed_total', 16, 'warning', {
    rule_group: 'g',
  }),
  PrometheusTargetLimitHit: happening('prometheus_target_scrape_pool_exceeded_target_limit_total', 16, 'warning'),
  PrometheusLabelLimitHit: happening('prometheus_target_scrape_pool_exceeded_label_limits_total', 16, 'warning'),
  PrometheusScrapeBodySizeLimitHit: happening(
    'prometheus_target_scrapes_exceeded_body_size_limit_total',
    16,
    'warning',
  ),
  PrometheusScrapeSampleLimitHit: happening('prometheus_target_scrapes_exceeded_sample_limit_total', 16, 'warning'),
  PrometheusTargetSyncFailure: happening('prometheus_target_sync_failed_total', 6, 'critical', { scrape_job: 'j' }, 30),
  PrometheusHighQueryLoad: {
    fires: { series: queries(17), at: '15m', expect: { warning: 1 }, labels },
    silent: { series: queries(16), at: '40m' },
    ends: '20m',
    gone: '20m',
  },
  PrometheusErrorSendingAlertsToAnyAlertmanager: {
    fires: {
      series: sending({ sent: 0, errors: 10 }, { sent: 96, errors: 4 }),
      at: '16m',
      expect: { critical: 1 },
      labels,
    },
    silent: { series: sending({ sent: 0, errors: 10 }, { sent: 97, errors: 3 }), at: '40m' },
    ends: '20m',
    gone: '20m',
    fewer: { prometheus_notifications_errors_total: '18m' },
  },
};
