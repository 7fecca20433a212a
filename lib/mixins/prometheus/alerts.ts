import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest } from '../alerts/state';
import { percent, promql, series, type Expression } from '../expressions/expression';

const SOURCE = 'prometheus';

/** Prometheus, as texts call it. */
const IT = 'Prometheus {{ $labels.namespace }}/{{ $labels.pod }}';

/** Whether something that must not happen has happened. */
const happened = (counter: string, window = '5m'): Expression =>
  promql`increase(${series(SOURCE, counter)}[${window}]) > 0`;

/** Alerts that did not reach an Alertmanager, in percent. Only those that did are counted as sent (Prometheus 3.8). */
function unsent(): Expression {
  const errors = promql`rate(${series(SOURCE, 'prometheus_notifications_errors_total')}[5m])`;
  const sent = promql`rate(${series(SOURCE, 'prometheus_notifications_sent_total')}[5m])`;
  return percent(errors, promql`(${errors} + ${sent})`);
}

/** Alerts about Prometheus itself. */
export const prometheus = group('prometheus', {
  alerts: {
    PrometheusBadConfig: alert({
      levels: [{ severity: 'critical', for: '10m' }],
      namespaced: true,
      summary: 'Prometheus could not load its configuration',
      description: `${IT} has failed to load its configuration for {for} and keeps using the previous one.`,
      expr: promql`${latest(SOURCE, 'prometheus_config_last_reload_successful')} == 0`,
    }),
    PrometheusSDRefreshFailure: alert({
      levels: [{ severity: 'warning', for: '20m' }],
      namespaced: true,
      summary: 'Prometheus cannot refresh its list of targets',
      description: `${IT} has failed to refresh its targets by {{ $labels.mechanism }} for {for}.`,
      expr: happened('prometheus_sd_refresh_failures_total', '10m'),
    }),
    PrometheusKubernetesListWatchFailures: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'Prometheus cannot read its targets from Kubernetes',
      description: `${IT} has failed to list or watch objects at the API server ({{ $value | humanize }} times in 5 minutes) for {for}.`,
      expr: happened('prometheus_sd_kubernetes_failures_total'),
    }),
    PrometheusNotificationQueueRunningFull: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'Queue of alerts to an Alertmanager is filling up',
      description: `The queue of ${IT} to {{ $labels.alertmanager }} will be full in less than half an hour. Alerts are then dropped.`,
      // The queues are one an Alertmanager, their capacity is one a Prometheus.
      expr: promql`
        predict_linear(${series(SOURCE, 'prometheus_notifications_queue_length')}[5m], 1800)
        > on (job, instance) group_left () ${latest(SOURCE, 'prometheus_notifications_queue_capacity')}`,
    }),
    PrometheusErrorSendingAlertsToSomeAlertmanagers: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 1 }],
      namespaced: true,
      summary: 'Alerts do not reach an Alertmanager',
      description: `{{ $value | humanize }} % of the alerts from ${IT} to {{ $labels.alertmanager }} have failed, more than {threshold} % for {for}.`,
      expr: ({ threshold }) => promql`${unsent()} > ${threshold}`,
    }),
    PrometheusNotConnectedToAlertmanagers: alert({
      levels: [{ severity: 'warning', for: '10m' }],
      namespaced: true,
      summary: 'Prometheus has no Alertmanager',
      description: `${IT} has had no Alertmanager to send alerts to for {for}.`,
      expr: promql`${latest(SOURCE, 'prometheus_notifications_alertmanagers_discovered')} == 0`,
    }),
    PrometheusTSDBReloadsFailing: alert({
      levels: [{ severity: 'warning', for: '4h' }],
      namespaced: true,
      summary: 'Prometheus cannot read blocks from its disk',
      description: `${IT} has failed {{ $value | humanize }} times in 3 hours to load blocks of its database.`,
      expr: happened('prometheus_tsdb_reloads_failures_total', '3h'),
    }),
    PrometheusTSDBCompactionsFailing: alert({
      levels: [{ severity: 'warning', for: '4h' }],
      namespaced: true,
      summary: 'Prometheus cannot compact its database',
      description: `${IT} has failed {{ $value | humanize }} times in 3 hours to compact blocks of its database.`,
      expr: happened('prometheus_tsdb_compactions_failed_total', '3h'),
    }),
    PrometheusNotIngestingSamples: alert({
      levels: [{ severity: 'warning', for: '10m' }],
      namespaced: true,
      summary: 'Prometheus stores nothing',
      description: `${IT} has targets or rules but has stored no sample for {for}.`,
      expr: promql`
        sum without (type) (rate(${series(SOURCE, 'prometheus_tsdb_head_samples_appended_total')}[5m])) == 0
        and on (job, instance) (
          sum by (job, instance) (${latest(SOURCE, 'prometheus_target_scrape_pool_targets')}) > 0
          or sum by (job, instance) (${latest(SOURCE, 'prometheus_rule_group_rules')}) > 0
        )`,
    }),
    PrometheusDuplicateTimestamps: alert({
      levels: [{ severity: 'warning', for: '10m' }],
      namespaced: true,
      summary: 'Prometheus drops samples that come twice',
      description: `${IT} has dropped samples with another value for the same moment ({{ $value | humanize }} in 5 minutes) for {for}.`,
      expr: happened('prometheus_target_scrapes_sample_duplicate_timestamp_total'),
    }),
    PrometheusOutOfOrderTimestamps: alert({
      levels: [{ severity: 'warning', for: '10m' }],
      namespaced: true,
      summary: 'Prometheus drops samples that come too late',
      description: `${IT} has dropped samples older than what it has ({{ $value | humanize }} in 5 minutes) for {for}.`,
      expr: happened('prometheus_target_scrapes_sample_out_of_order_total'),
    }),
    PrometheusRemoteStorageFailures: alert({
      levels: [{ severity: 'critical', for: '15m', threshold: 1 }],
      namespaced: true,
      summary: 'Remote storage does not take the samples',
      description: `${IT} has failed to send {{ $value | humanize }} % of its samples to {{ $labels.remote_name }} ({{ $labels.url }}), more than {threshold} % for {for}.`,
      // Every attempt counts among the samples, a failed one too.
      expr: ({ threshold }) =>
        promql`${percent(
          promql`rate(${series(SOURCE, 'prometheus_remote_storage_samples_failed_total')}[5m])`,
          promql`rate(${series(SOURCE, 'prometheus_remote_storage_samples_total')}[5m])`,
        )} > ${threshold}`,
    }),
    PrometheusRemoteWriteBehind: alert({
      levels: [{ severity: 'critical', for: '15m', threshold: 120 }],
      namespaced: true,
      summary: 'Remote storage is behind',
      description: `What ${IT} sends to {{ $labels.remote_name }} ({{ $labels.url }}) is {{ $value | humanizeDuration }} old, more than {threshold} s for {for}.`,
      expr: ({ threshold }) => promql`
        ${latest(SOURCE, 'prometheus_remote_storage_queue_highest_timestamp_seconds')}
        - ${latest(SOURCE, 'prometheus_remote_storage_queue_highest_sent_timestamp_seconds')} > ${threshold}`,
    }),
    PrometheusRemoteWriteDesiredShards: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'Remote write needs more shards than it may have',
      description: `${IT} would need {{ $value | humanize }} shards to keep up with {{ $labels.remote_name }} ({{ $labels.url }}) and may not have as many.`,
      expr: promql`
        ${latest(SOURCE, 'prometheus_remote_storage_shards_desired')}
        > ${latest(SOURCE, 'prometheus_remote_storage_shards_max')}`,
    }),
    PrometheusRuleFailures: alert({
      levels: [{ severity: 'critical', for: '15m' }],
      namespaced: true,
      summary: 'Rules cannot be evaluated',
      description: `${IT} has failed to evaluate rules of {{ $labels.rule_group }} ({{ $value | humanize }} times in 5 minutes) for {for}: their alerts cannot fire.`,
      expr: happened('prometheus_rule_evaluation_failures_total'),
    }),
    PrometheusMissingRuleEvaluations: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'Rules are evaluated too slowly',
      description: `${IT} has missed {{ $value | humanize }} evaluations of {{ $labels.rule_group }} in 5 minutes, since the one before was not over.`,
      expr: happened('prometheus_rule_group_iterations_missed_total'),
    }),
    PrometheusTargetLimitHit: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'Scrape job has more targets than it may have',
      description: `${IT} has dropped the targets of scrape jobs that have more than \`targetLimit\` allows, for {for}.`,
      expr: happened('prometheus_target_scrape_pool_exceeded_target_limit_total'),
    }),
    PrometheusLabelLimitHit: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'Targets have more labels than they may have',
      description: `${IT} has dropped targets or samples over the limits of labels for {for}.`,
      expr: happened('prometheus_target_scrape_pool_exceeded_label_limits_total'),
    }),
    PrometheusScrapeBodySizeLimitHit: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'Answers of targets are larger than they may be',
      description: `${IT} has dropped {{ $value | humanize }} scrapes in 5 minutes, since their body was larger than \`bodySizeLimit\`.`,
      expr: happened('prometheus_target_scrapes_exceeded_body_size_limit_total'),
    }),
    PrometheusScrapeSampleLimitHit: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      namespaced: true,
      summary: 'Targets give more samples than they may give',
      description: `${IT} has dropped {{ $value | humanize }} scrapes in 5 minutes, since they had more samples than \`sampleLimit\`.`,
      expr: happened('prometheus_target_scrapes_exceeded_sample_limit_total'),
    }),
    PrometheusTargetSyncFailure: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      namespaced: true,
      summary: 'Targets have labels that are not valid',
      description: `{{ $value | humanize }} targets of {{ $labels.scrape_job }} could not be synchronised by ${IT} in 30 minutes.`,
      expr: happened('prometheus_target_sync_failed_total', '30m'),
    }),
    PrometheusHighQueryLoad: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 80 }],
      namespaced: true,
      summary: 'Prometheus can take hardly any more queries',
      description: `${IT} works on {{ $value | humanize }} % of the queries it can work on at a time, more than {threshold} % for {for}.`,
      expr: ({ threshold }) =>
        promql`${percent(
          promql`avg_over_time(${series(SOURCE, 'prometheus_engine_queries')}[5m])`,
          latest(SOURCE, 'prometheus_engine_queries_concurrent_max'),
        )} > ${threshold}`,
    }),
    PrometheusErrorSendingAlertsToAnyAlertmanager: alert({
      levels: [{ severity: 'critical', for: '15m', threshold: 3 }],
      namespaced: true,
      summary: 'Alerts reach no Alertmanager',
      description: `At least {{ $value | humanize }} % of the alerts of ${IT} have failed at every Alertmanager, more than {threshold} % for {for}.`,
      expr: ({ threshold }) => promql`min without (alertmanager) (${unsent()}) > ${threshold}`,
    }),
  },
});
