import { board } from '../panels/define';
import { promql, share, type Expression } from '../expressions/expression';
import { mean, quantile, sumRate } from '../panels/rates';
import { heatmap, row, stat, table, timeseries } from '../panels/panels';
import { percentiles } from '../panels/processes';
import type { Variable } from '../panels/variables';
import { USER_ACTIONS, userActions } from './user-actions';

const SOURCE = 'user-events';

const NAMESPACE: Variable = {
  name: 'namespace',
  title: 'Namespace',
  of: userActions('activations_total'),
  several: true,
};
const ACTION: Variable = {
  name: 'action',
  title: 'Action',
  of: userActions('activations_total', 'namespace=~"$namespace"'),
  several: true,
};
const HERE = ['namespace=~"$namespace"', 'action=~"$action"'];
const EACH = 'namespace, action';
const LEGEND = '{{namespace}}/{{action}}';

const metric = (name: string, ...matchers: readonly string[]): Expression => userActions(name, ...HERE, ...matchers);
const inRange = (counter: Expression): Expression => promql`sum by (${EACH}) (increase(${counter}[$__range]))`;
const slowest = (name: string): Expression =>
  promql`histogram_quantile(0.95, sum by (${EACH}, le) (increase(${metric(`${name}_bucket`)}[$__range])))`;

/** Actions, as their developers see them. */
export const actions = board({
  uid: 'openwhisk-actions',
  folder: 'OpenWhisk',
  title: 'OpenWhisk / Actions',
  description: 'How often actions run, how long, and whether they succeed.',
  sources: [SOURCE],
  variables: [NAMESPACE, ACTION],
  rows: [
    row(
      'Overview',
      stat({
        title: 'Activations',
        description: 'Activations in the time of the board.',
        unit: 'count',
        query: promql`sum(increase(${metric('activations_total')}[$__range]))`,
      }),
      stat({
        title: 'Success',
        description: 'Share of the activations that ended well.',
        unit: 'ratio',
        limits: { warning: 0.99, critical: 0.95, below: true },
        query: promql`
          sum(increase(${metric('status', 'status="success"')}[$__range]))
          / (sum(increase(${metric('status')}[$__range])) > 0)`,
      }),
      stat({
        title: 'Cold starts',
        description: 'Share of the activations that had to wait for a new container.',
        unit: 'ratio',
        query: promql`
          (sum(increase(${metric('coldStarts_total')}[$__range])) or vector(0))
          / (sum(increase(${metric('activations_total')}[$__range])) > 0)`,
      }),
      stat({
        title: 'Duration, 95th percentile',
        description: 'Time that all but the slowest twentieth of the activations took at most.',
        unit: 'seconds',
        query: promql`histogram_quantile(0.95, sum by (le) (increase(${metric('duration_seconds_bucket')}[$__range])))`,
      }),
      table({
        title: 'Actions',
        description: 'The time of the board, by action.',
        labels: { namespace: 'Namespace', action: 'Action' },
        links: {
          action: { board: 'openwhisk-actions', variables: { namespace: 'namespace', action: 'action' } },
        },
        columns: {
          Activations: { unit: 'count', query: inRange(metric('activations_total')) },
          'Developer errors': { unit: 'count', query: inRange(metric('status', 'status="action_developer_error"')) },
          'Action errors': { unit: 'count', query: inRange(metric('status', 'status="application_error"')) },
          'Platform errors': {
            unit: 'count',
            limits: { critical: 1 },
            query: inRange(metric('status', 'status="whisk_internal_error"')),
          },
          'Cold starts': { unit: 'count', query: inRange(metric('coldStarts_total')) },
          'Wait, 95th percentile': { unit: 'seconds', query: slowest('waitTime_seconds') },
          'Duration, 95th percentile': { unit: 'seconds', query: slowest('duration_seconds') },
          Memory: { unit: 'megabytes', query: promql`max by (${EACH}) (${metric('memory')})` },
        },
      }),
    ),
    row(
      'Activations',
      timeseries({
        title: 'Activations',
        description: 'Activations per second.',
        unit: 'perSecond',
        stacked: true,
        queries: { [LEGEND]: sumRate(EACH, metric('activations_total')) },
      }),
      timeseries({
        title: 'Failed activations',
        description: 'Ratio of failed activations, whatever the cause.',
        unit: 'ratio',
        queries: {
          [LEGEND]: share(sumRate(EACH, metric('status', 'status!="success"')), sumRate(EACH, metric('status'))),
        },
      }),
      timeseries({
        title: 'By status',
        description: 'Activations per second, by status.',
        unit: 'perSecond',
        stacked: true,
        queries: { '{{status}}': sumRate('status', metric('status')) },
      }),
      timeseries({
        title: 'By kind',
        description: 'Activations per second, by the runtime of the action.',
        unit: 'perSecond',
        stacked: true,
        queries: { '{{kind}}': sumRate('kind', metric('activations_total')) },
      }),
    ),
    row(
      'Times',
      timeseries({
        title: 'Duration',
        description: 'How long activations take, with their initialisation.',
        unit: 'seconds',
        queries: percentiles(metric('duration_seconds_bucket')),
      }),
      heatmap({
        title: 'Duration',
        description: 'How the durations are spread.',
        unit: 'seconds',
        buckets: metric('duration_seconds_bucket'),
      }),
      timeseries({
        title: 'Mean duration by action',
        description: 'How long activations take on average.',
        unit: 'seconds',
        queries: { [LEGEND]: mean(EACH, SOURCE, 'openwhisk_action_duration_seconds', USER_ACTIONS, ...HERE) },
      }),
      timeseries({
        title: 'Wait time by action, 95th percentile',
        description: 'From the request until an invoker has the activation.',
        unit: 'seconds',
        queries: { [LEGEND]: quantile(0.95, EACH, metric('waitTime_seconds_bucket')) },
      }),
      timeseries({
        title: 'Initialisation, 95th percentile',
        description: 'How long new containers take to load the code.',
        unit: 'seconds',
        queries: { [LEGEND]: quantile(0.95, EACH, metric('initTime_seconds_bucket')) },
      }),
      timeseries({
        title: 'Result size, 95th percentile',
        description: 'How large results are; the limit is 1 MiB unless the platform says otherwise.',
        unit: 'bytes',
        queries: { [LEGEND]: quantile(0.95, EACH, metric('response_size_bytes_bucket')) },
      }),
    ),
  ],
});
