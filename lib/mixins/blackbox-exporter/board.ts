import { board } from '../panels/define';
import { promql, series, type Expression } from '../expressions/expression';
import { row, stat, table, timeseries } from '../panels/panels';
import type { Variable } from '../panels/variables';

const SOURCE = 'probe';
const PROBE: Variable = { name: 'probe', title: 'Probe', of: series(SOURCE, 'probe_success'), several: true };
const HERE = 'probe=~"$probe"';

const metric = (name: string, ...matchers: readonly string[]): Expression => series(SOURCE, name, HERE, ...matchers);
const each = (expression: Expression): Expression => promql`max by (probe, instance) (${expression})`;

/** Results of the blackbox exporter. */
export const blackboxProbes = board({
  uid: 'monitoring-blackbox-probes',
  folder: 'Monitoring',
  title: 'Blackbox exporter / Probes',
  description:
    'Whether endpoints answer when asked from outside of them, how fast, and how long their certificates last.',
  sources: [SOURCE],
  variables: [PROBE],
  rows: [
    row(
      'Overview',
      stat({
        title: 'Failing probes',
        description: 'Endpoints that did not answer as they should the last time.',
        unit: 'count',
        limits: { critical: 1 },
        query: promql`count(${metric('probe_success')} == 0) or vector(0)`,
      }),
      stat({
        title: 'Availability',
        description: 'Share of the probes in the time of the board that succeeded.',
        unit: 'ratio',
        limits: { warning: 0.999, critical: 0.99, below: true },
        query: promql`avg(avg_over_time(${metric('probe_success')}[$__range]))`,
      }),
      stat({
        title: 'First certificate to end',
        description: 'When the first certificate expires.',
        unit: 'timeMilliseconds',
        query: promql`1000 * min(${metric('probe_ssl_earliest_cert_expiry')})`,
      }),
      table({
        title: 'Endpoints',
        description: 'The last result of each probe.',
        labels: { probe: 'Probe', instance: 'Endpoint' },
        columns: {
          Answers: {
            unit: 'count',
            states: { 0: { text: 'No', is: 'bad' }, 1: { text: 'Yes', is: 'good' } },
            query: each(metric('probe_success')),
          },
          Availability: {
            unit: 'ratio',
            limits: { warning: 0.999, critical: 0.99, below: true },
            query: each(promql`avg_over_time(${metric('probe_success')}[$__range])`),
          },
          Duration: { unit: 'seconds', query: each(metric('probe_duration_seconds')) },
          'HTTP status': { unit: 'count', query: each(metric('probe_http_status_code')) },
          'Certificate ends': {
            unit: 'timeMilliseconds',
            query: each(promql`1000 * ${metric('probe_ssl_earliest_cert_expiry')}`),
          },
        },
      }),
    ),
    row(
      'Over time',
      timeseries({
        title: 'Answers',
        description: '1 for an endpoint that answers, 0 for one that does not.',
        unit: 'count',
        max: 1,
        queries: { '{{probe}}': promql`min by (probe) (${metric('probe_success')})` },
      }),
      timeseries({
        title: 'Duration',
        description: 'How long a probe takes.',
        unit: 'seconds',
        queries: { '{{probe}}': promql`max by (probe) (${metric('probe_duration_seconds')})` },
      }),
      timeseries({
        title: 'HTTP phases',
        description: 'Time by phase: name resolution, connecting, TLS handshake, waiting and reading.',
        unit: 'seconds',
        stacked: true,
        queries: { '{{phase}}': promql`avg by (phase) (${metric('probe_http_duration_seconds')})` },
      }),
      timeseries({
        title: 'Name resolution',
        description: 'How long it takes to resolve the name of the endpoint.',
        unit: 'seconds',
        queries: { '{{probe}}': promql`max by (probe) (${metric('probe_dns_lookup_time_seconds')})` },
      }),
    ),
  ],
});
