import { board } from '../panels/define';
import { promql, series, type Expression } from '../expressions/expression';
import { rate, sumRate } from '../panels/rates';
import { row, stat, table, timeseries } from '../panels/panels';
import type { Variable } from '../panels/variables';
import { userActions } from './user-actions';

const SOURCE = 'user-events';

/** The calling namespace pays, also for actions of other namespaces. */
const CALLER: Variable = {
  name: 'initiator',
  title: 'Namespace',
  of: userActions('activations_total'),
  several: true,
};
const HERE = 'initiator=~"$initiator"';
const ACTION = 'namespace, initiator, action';

const metric = (name: string): Expression => userActions(name, HERE);

/**
 * Time by memory, which is what functions are paid by. The gauge of an action's memory is in megabytes, and there only once the
 * action has run since user-events started: so it is looked for over the same time.
 *
 * @param seconds seconds of each action
 * @param window the time over which they are counted
 */
const gigabyteSeconds = (labels: string, seconds: Expression, window: '$__range' | '$__rate_interval'): Expression =>
  promql`
    sum by (${labels}) (
      sum by (${ACTION}) (${seconds})
      * on (${ACTION}) max by (${ACTION}) (max_over_time(${metric('memory')}[${window}])) / 1024
    )`;
const inRange = (name: string): Expression => promql`increase(${metric(name)}[$__range])`;
const computeIn = (labels: string): Expression => gigabyteSeconds(labels, inRange('duration_seconds_sum'), '$__range');
const refused = (why: string): Expression =>
  series(SOURCE, `openwhisk_action_limit_${why}_total`, 'namespace=~"$initiator"');

/** Usage of each namespace, for billing. */
export const namespaces = board({
  uid: 'openwhisk-namespaces',
  folder: 'OpenWhisk',
  title: 'OpenWhisk / Namespaces (Usage)',
  description:
    'Usage of each calling namespace: activations, and duration times the memory limit of the action (GB·s), for billing. Set the time range of the dashboard to the billing period; durations are not rounded up, and an action with a changed memory limit counts with the highest.',
  sources: [SOURCE],
  variables: [CALLER],
  rows: [
    row(
      'Usage',
      stat({
        title: 'Activations',
        description: 'Activations in the time of the board.',
        unit: 'count',
        query: promql`sum(${inRange('activations_total')})`,
      }),
      stat({
        title: 'Compute',
        description: 'Seconds that activations took, by the gigabytes that their actions order.',
        unit: 'gigabyteSeconds',
        query: promql`sum(${computeIn('initiator')})`,
      }),
      stat({
        title: 'Namespaces',
        description: 'Namespaces that called an action in the time of the board.',
        unit: 'count',
        query: promql`count(sum by (initiator) (${inRange('activations_total')}) > 0)`,
      }),
      table({
        title: 'Namespaces',
        description: 'Usage of each namespace in the time range of the dashboard.',
        labels: { initiator: 'Namespace' },
        links: { initiator: { board: 'openwhisk-namespaces', variables: { initiator: 'initiator' } } },
        columns: {
          Activations: { unit: 'count', query: promql`sum by (initiator) (${inRange('activations_total')})` },
          'Total duration': { unit: 'seconds', query: promql`sum by (initiator) (${inRange('duration_seconds_sum')})` },
          Compute: { unit: 'gigabyteSeconds', query: computeIn('initiator') },
          'Cold starts': { unit: 'count', query: promql`sum by (initiator) (${inRange('coldStarts_total')})` },
          Results: { unit: 'bytes', query: promql`sum by (initiator) (${inRange('response_size_bytes_sum')})` },
        },
      }),
      table({
        title: 'Actions',
        description: 'The same by action: what the compute goes to.',
        labels: { initiator: 'Namespace', namespace: 'Namespace of the action', action: 'Action' },
        links: {
          action: { board: 'openwhisk-actions', variables: { namespace: 'namespace', action: 'action' } },
        },
        columns: {
          Activations: { unit: 'count', query: promql`sum by (${ACTION}) (${inRange('activations_total')})` },
          Memory: { unit: 'megabytes', query: promql`max by (${ACTION}) (${metric('memory')})` },
          'Total duration': { unit: 'seconds', query: promql`sum by (${ACTION}) (${inRange('duration_seconds_sum')})` },
          Compute: { unit: 'gigabyteSeconds', query: computeIn(ACTION) },
        },
      }),
    ),
    row(
      'Over time',
      timeseries({
        title: 'Activations',
        description: 'Activations per second of each namespace.',
        unit: 'perSecond',
        stacked: true,
        queries: { '{{initiator}}': sumRate('initiator', metric('activations_total')) },
      }),
      timeseries({
        title: 'Compute',
        description: 'Gigabytes in use on average: GB·s per second.',
        unit: 'count',
        stacked: true,
        queries: {
          '{{initiator}}': gigabyteSeconds('initiator', rate(metric('duration_seconds_sum')), '$__rate_interval'),
        },
      }),
      timeseries({
        title: 'Activations at once',
        description: 'Activations that run at once on average; what the limit of concurrent ones is about.',
        unit: 'count',
        queries: { '{{initiator}}': sumRate('initiator', metric('duration_seconds_sum')) },
      }),
      timeseries({
        title: 'Refused',
        description: 'Requests per second rejected because of a limit of the namespace.',
        unit: 'requestsPerSecond',
        queries: {
          '{{namespace}} too many at once': sumRate('namespace', refused('concurrent')),
          '{{namespace}} too often': sumRate('namespace', refused('timed')),
        },
      }),
    ),
  ],
});
