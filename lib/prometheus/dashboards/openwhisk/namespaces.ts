import { board } from '../define';
import { promql, rate, series, sumRate, type Expression } from '../expression';
import { row, stat, table, timeseries } from '../panels';
import type { Variable } from '../variables';

const SOURCE = 'user-events';

/** Whoever calls pays, also for actions of others. */
const CALLER: Variable = {
  name: 'initiator',
  title: 'Namespace',
  of: series(SOURCE, 'openwhisk_action_activations_total'),
  several: true,
};
const HERE = 'initiator=~"$initiator"';
const ACTION = 'namespace, initiator, action';

const metric = (name: string): Expression => series(SOURCE, `openwhisk_action_${name}`, HERE);

/** Memory of each action in gigabytes, as it was ordered. The gauge is in megabytes. */
const GIGABYTES = promql`(max by (${ACTION}) (${metric('memory')}) / 1024)`;

/** Time by memory, which is what functions are paid by. @param seconds seconds of each action */
const gigabyteSeconds = (labels: string, seconds: Expression): Expression =>
  promql`sum by (${labels}) (sum by (${ACTION}) (${seconds}) * on (${ACTION}) ${GIGABYTES})`;
const inRange = (name: string): Expression => promql`increase(${metric(name)}[$__range])`;
const refused = (why: string): Expression =>
  series(SOURCE, `openwhisk_action_limit_${why}_total`, 'namespace=~"$initiator"');

/** What each namespace uses, and has to pay. */
export const namespaces = board({
  uid: 'openwhisk-namespaces',
  folder: 'OpenWhisk',
  title: 'OpenWhisk / Namespaces (Usage)',
  description:
    'What each calling namespace uses: activations, and seconds by the memory that actions order (GB·s), for a bill. Set the time of the board to that of the bill; durations are not rounded up.',
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
        query: promql`sum(${gigabyteSeconds('initiator', inRange('duration_seconds_sum'))})`,
      }),
      stat({
        title: 'Namespaces',
        description: 'Namespaces that called an action in the time of the board.',
        unit: 'count',
        query: promql`count(sum by (initiator) (${inRange('activations_total')}) > 0)`,
      }),
      table({
        title: 'Namespaces',
        description: 'What each namespace used in the time of the board.',
        labels: { initiator: 'Namespace' },
        links: { initiator: { board: 'openwhisk-namespaces', variables: { initiator: 'initiator' } } },
        columns: {
          Activations: { unit: 'count', query: promql`sum by (initiator) (${inRange('activations_total')})` },
          'Total duration': { unit: 'seconds', query: promql`sum by (initiator) (${inRange('duration_seconds_sum')})` },
          Compute: { unit: 'gigabyteSeconds', query: gigabyteSeconds('initiator', inRange('duration_seconds_sum')) },
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
          Compute: { unit: 'gigabyteSeconds', query: gigabyteSeconds(ACTION, inRange('duration_seconds_sum')) },
        },
      }),
    ),
    row(
      'Over time',
      timeseries({
        title: 'Activations',
        description: 'Activations a second of each namespace.',
        unit: 'perSecond',
        stacked: true,
        queries: { '{{initiator}}': sumRate('initiator', metric('activations_total')) },
      }),
      timeseries({
        title: 'Compute',
        description: 'Gigabytes in use on average: GB·s a second.',
        unit: 'count',
        stacked: true,
        queries: { '{{initiator}}': gigabyteSeconds('initiator', rate(metric('duration_seconds_sum'))) },
      }),
      timeseries({
        title: 'Activations at once',
        description: 'Activations that run at once on average; what the limit of concurrent ones is about.',
        unit: 'count',
        queries: { '{{initiator}}': sumRate('initiator', metric('duration_seconds_sum')) },
      }),
      timeseries({
        title: 'Refused',
        description: 'Requests a second that were refused for a limit of the namespace.',
        unit: 'requestsPerSecond',
        queries: {
          '{{namespace}} too many at once': sumRate('namespace', refused('concurrent')),
          '{{namespace}} too often': sumRate('namespace', refused('timed')),
        },
      }),
    ),
  ],
});
