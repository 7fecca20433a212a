import { board } from '../panels/define';
import { promql, series, type Expression } from '../expressions/expression';
import { orZero, rate, sumRate, totalRate } from '../panels/rates';
import { row, stat, table, timeseries } from '../panels/panels';
import { CHOSEN, instancesUp, processRow } from '../panels/processes';
import { instances } from '../panels/variables';

const SOURCE = 'prometheus';

const metric = (name: string, ...matchers: readonly string[]): Expression => series(SOURCE, name, CHOSEN, ...matchers);
const each = (expression: Expression): Expression => promql`sum by (pod) (${expression})`;
const inRange = (name: string): Expression => promql`sum(increase(${metric(name)}[$__range])) or vector(0)`;

/** Prometheus about itself. */
export const prometheus = board({
  uid: 'monitoring-prometheus',
  folder: 'Monitoring',
  title: 'Prometheus / Overview',
  description: 'Whether Prometheus scrapes, keeps, evaluates and alerts as it should.',
  sources: [SOURCE],
  variables: [instances(series(SOURCE, 'prometheus_build_info'), 'Prometheus')],
  rows: [
    row(
      'Overview',
      instancesUp(SOURCE),
      stat({
        title: 'Series',
        description: 'Series in memory, of one Prometheus; they make up most of what it needs.',
        unit: 'count',
        query: promql`max(${metric('prometheus_tsdb_head_series')})`,
      }),
      stat({
        title: 'Failed evaluations',
        description: 'Evaluations of rules that failed in the time of the board.',
        unit: 'count',
        limits: { critical: 1 },
        query: inRange('prometheus_rule_evaluation_failures_total'),
      }),
      stat({
        title: 'Missed evaluations',
        description: 'Evaluations of groups that were left out because the one before took too long.',
        unit: 'count',
        limits: { warning: 1 },
        query: inRange('prometheus_rule_group_iterations_missed_total'),
      }),
      stat({
        title: 'Configuration',
        description: 'Whether the last configuration was taken.',
        unit: 'count',
        states: { 0: { text: 'Refused', is: 'bad' }, 1: { text: 'Taken', is: 'good' } },
        query: promql`min(${metric('prometheus_config_last_reload_successful')})`,
      }),
      stat({
        title: 'Alertmanagers',
        description: 'Alertmanagers that receive alerts.',
        unit: 'count',
        limits: { critical: 1, below: true },
        query: promql`min(${metric('prometheus_notifications_alertmanagers_discovered')})`,
      }),
    ),
    row(
      'Scraping',
      timeseries({
        title: 'Targets',
        description: 'Targets that each Prometheus has found, by job.',
        unit: 'count',
        stacked: true,
        queries: { '{{scrape_job}}': promql`max by (scrape_job) (${metric('prometheus_target_scrape_pool_targets')})` },
      }),
      timeseries({
        title: 'Scrape problems',
        description: 'Scraped samples dropped per second: over a limit, or with a wrong timestamp.',
        unit: 'perSecond',
        queries: {
          'Too many samples': totalRate(metric('prometheus_target_scrapes_exceeded_sample_limit_total')),
          'Too long an answer': totalRate(metric('prometheus_target_scrapes_exceeded_body_size_limit_total')),
          'Same time twice': totalRate(metric('prometheus_target_scrapes_sample_duplicate_timestamp_total')),
          'Out of bounds': totalRate(metric('prometheus_target_scrapes_sample_out_of_bounds_total')),
          'Out of order': totalRate(metric('prometheus_target_scrapes_sample_out_of_order_total')),
        },
      }),
      timeseries({
        title: 'Interval between scrapes, 99th percentile',
        description: 'Time that really lies between two scrapes, by the interval that was asked for.',
        unit: 'seconds',
        queries: {
          '{{interval}} ({{pod}})': promql`max by (pod, interval) (${metric('prometheus_target_interval_length_seconds', 'quantile="0.99"')})`,
        },
      }),
      timeseries({
        title: 'Samples',
        description: 'Samples ingested per second.',
        unit: 'perSecond',
        queries: { '{{pod}}': sumRate('pod', metric('prometheus_tsdb_head_samples_appended_total')) },
      }),
    ),
    row(
      'Storage',
      timeseries({
        title: 'Series in memory',
        description: 'Series that got a sample in the last hours. A jump is a label with ever new values.',
        unit: 'count',
        queries: { '{{pod}}': each(metric('prometheus_tsdb_head_series')) },
      }),
      timeseries({
        title: 'New series',
        description: 'Series created and removed per second.',
        unit: 'perSecond',
        queries: {
          '{{pod}} new': sumRate('pod', metric('prometheus_tsdb_head_series_created_total')),
          '{{pod}} gone': sumRate('pod', metric('prometheus_tsdb_head_series_removed_total')),
        },
      }),
      timeseries({
        title: 'Size',
        description: 'Bytes on the volume: blocks of two hours and more, and the log of what is not in one yet.',
        unit: 'bytes',
        queries: {
          '{{pod}} blocks': each(metric('prometheus_tsdb_storage_blocks_bytes')),
          '{{pod}} log': each(metric('prometheus_tsdb_wal_storage_size_bytes')),
        },
      }),
      timeseries({
        title: 'Storage problems',
        description: 'Failures per second.',
        unit: 'perSecond',
        queries: {
          Compactions: totalRate(metric('prometheus_tsdb_compactions_failed_total')),
          Reloads: totalRate(metric('prometheus_tsdb_reloads_failures_total')),
          'Corruptions of the log': totalRate(metric('prometheus_tsdb_wal_corruptions_total')),
        },
      }),
    ),
    row(
      'Queries and rules',
      timeseries({
        title: 'Queries',
        description: 'Queries per second by phase, from users and rules.',
        unit: 'operationsPerSecond',
        queries: { '{{slice}}': sumRate('slice', metric('prometheus_engine_query_duration_seconds_count')) },
      }),
      timeseries({
        title: 'Query duration, 90th percentile',
        description: 'How long each part of the work on a query takes.',
        unit: 'seconds',
        queries: {
          '{{slice}}': promql`max by (slice) (${metric('prometheus_engine_query_duration_seconds', 'quantile="0.9"')})`,
        },
      }),
      table({
        title: 'Slowest groups of rules',
        description: 'How long the last evaluation of a group took, against the time between two.',
        labels: { rule_group: 'Group' },
        columns: {
          Duration: {
            unit: 'seconds',
            query: promql`topk(20, max by (rule_group) (${metric('prometheus_rule_group_last_duration_seconds')}))`,
          },
          Interval: {
            unit: 'seconds',
            query: promql`
              max by (rule_group) (${metric('prometheus_rule_group_interval_seconds')})
              and topk(20, max by (rule_group) (${metric('prometheus_rule_group_last_duration_seconds')}))`,
          },
        },
      }),
      timeseries({
        title: 'Notifications',
        description: 'Alerts per second sent to Alertmanagers, and dropped ones.',
        unit: 'perSecond',
        queries: {
          Sent: totalRate(metric('prometheus_notifications_sent_total')),
          Errors: totalRate(metric('prometheus_notifications_errors_total')),
          Dropped: orZero(promql`sum(${rate(metric('prometheus_notifications_dropped_total'))})`),
        },
      }),
      timeseries({
        title: 'Notification queue',
        description: 'Alerts that wait to be sent.',
        unit: 'count',
        queries: {
          '{{pod}} waiting': each(metric('prometheus_notifications_queue_length')),
          '{{pod}} capacity': each(metric('prometheus_notifications_queue_capacity')),
        },
      }),
    ),
    processRow(SOURCE),
  ],
});
