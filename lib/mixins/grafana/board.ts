import { board } from '../panels/define';
import { promql, series, type Expression } from '../expressions/expression';
import { quantile, sumRate } from '../panels/rates';
import { row, stat, timeseries } from '../panels/panels';
import { CHOSEN, instancesUp, processRow } from '../panels/processes';
import { instances } from '../panels/variables';

const SOURCE = 'grafana';

const metric = (name: string, ...matchers: readonly string[]): Expression => series(SOURCE, name, CHOSEN, ...matchers);

/** Grafana about itself. */
export const grafana = board({
  uid: 'monitoring-grafana',
  folder: 'Monitoring',
  title: 'Grafana / Overview',
  description: 'Users of Grafana, and the latency of Grafana and its data sources.',
  sources: [SOURCE],
  variables: [instances(series(SOURCE, 'grafana_build_info'), 'Grafana')],
  rows: [
    row(
      'Overview',
      instancesUp(SOURCE),
      stat({
        title: 'Version',
        description: 'The version that runs.',
        unit: 'count',
        legend: '{{version}}',
        query: promql`max by (version) (${metric('grafana_build_info')})`,
      }),
      stat({
        title: 'Boards',
        description: 'Number of dashboards.',
        unit: 'count',
        query: promql`max(${metric('grafana_stat_totals_dashboard')})`,
      }),
      stat({
        title: 'Active users',
        description: 'People who used Grafana in the last thirty days.',
        unit: 'count',
        query: promql`max(${metric('grafana_stat_active_users')})`,
      }),
    ),
    row(
      'Requests',
      timeseries({
        title: 'Requests by status',
        description: 'Requests per second.',
        unit: 'requestsPerSecond',
        stacked: true,
        queries: { '{{status_code}}': sumRate('status_code', metric('grafana_http_request_duration_seconds_count')) },
      }),
      timeseries({
        title: 'Request duration, 99th percentile',
        description: 'The ten slowest parts of Grafana.',
        unit: 'seconds',
        queries: {
          '{{handler}}': promql`topk(10, ${quantile(0.99, 'handler', metric('grafana_http_request_duration_seconds_bucket'))})`,
        },
      }),
      timeseries({
        title: 'Data source requests',
        description: 'Requests per second of Grafana to its data sources.',
        unit: 'requestsPerSecond',
        queries: {
          '{{datasource}} ({{code}})': sumRate('datasource, code', metric('grafana_datasource_request_total')),
        },
      }),
      timeseries({
        title: 'Data source duration, 99th percentile',
        description: 'How long data sources take to answer.',
        unit: 'seconds',
        queries: {
          '{{datasource}}': quantile(0.99, 'datasource', metric('grafana_datasource_request_duration_seconds_bucket')),
        },
      }),
    ),
    processRow(SOURCE),
  ],
});
