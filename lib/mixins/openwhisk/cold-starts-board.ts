import { board } from '../panels/define';
import { promql, series, share, type Expression } from '../expressions/expression';
import { orZero, quantile, sumRate, totalRate } from '../panels/rates';
import { row, stat, table, timeseries } from '../panels/panels';
import { percentiles } from '../panels/processes';
import { USER_ACTIONS, userActions } from './user-actions';

const EVENTS = 'user-events';
const INVOKER = 'openwhisk-invoker';
const EACH = 'namespace, action';
const STARTS = 'counter_invoker_containerStart_counter_total';

const inRange = (name: string): Expression => promql`sum by (${EACH}) (increase(${userActions(name)}[$__range]))`;
const starts = (state: string): Expression => series(INVOKER, STARTS, USER_ACTIONS, `containerState="${state}"`);

/** Cold starts: how often, how long, and what would avoid them. */
export const coldStarts = board({
  uid: 'openwhisk-cold-starts',
  folder: 'OpenWhisk',
  title: 'OpenWhisk / Cold starts',
  description: 'How often activations wait for a container, how long, and whether prewarmed ones help.',
  sources: [EVENTS],
  rows: [
    row(
      'Overview',
      stat({
        title: 'Cold starts',
        description: 'Share of the activations in the time of the board that needed a container of their own.',
        unit: 'ratio',
        limits: { warning: 0.25, critical: 0.5 },
        query: promql`
          (sum(increase(${userActions('coldStarts_total')}[$__range])) or vector(0))
          / (sum(increase(${userActions('activations_total')}[$__range])) > 0)`,
      }),
      stat({
        title: 'Initialisation, 95th percentile',
        description: 'How long new containers take to load the code of an action.',
        unit: 'seconds',
        query: promql`histogram_quantile(0.95, sum by (le) (increase(${userActions('initTime_seconds_bucket')}[$__range])))`,
      }),
      stat({
        title: 'Container start, 95th percentile',
        description: 'How long it takes until Kubernetes has a container.',
        unit: 'seconds',
        query: promql`
          histogram_quantile(0.95, sum by (le) (
            increase(${series(INVOKER, 'histogram_invoker_kubeapi_finish_seconds_bucket', 'cmd="create"')}[$__range])
          ))`,
      }),
      stat({
        title: 'Prewarmed containers',
        description: 'Containers of a runtime without an action, that wait for one.',
        unit: 'count',
        query: promql`sum(${series(INVOKER, 'gauge_containerPool_prewarmCount_counter')})`,
      }),
    ),
    row(
      'Starts',
      timeseries({
        title: 'Starts by state of the container',
        description:
          'Activations per second that found a warm container, a prewarmed one, or none; recreated ones replaced another container.',
        unit: 'perSecond',
        stacked: true,
        queries: {
          '{{containerState}}': sumRate('containerState', series(INVOKER, STARTS, USER_ACTIONS)),
        },
      }),
      timeseries({
        title: 'Share of cold starts',
        description: 'Activations that needed a container of their own.',
        unit: 'ratio',
        max: 1,
        queries: {
          'Cold starts': share(
            orZero(totalRate(userActions('coldStarts_total'))),
            totalRate(userActions('activations_total')),
          ),
        },
      }),
      timeseries({
        title: 'Initialisation',
        description: 'How long new containers take to load the code.',
        unit: 'seconds',
        queries: percentiles(userActions('initTime_seconds_bucket')),
      }),
      timeseries({
        title: 'Wait time',
        description: 'From the request until an invoker has the activation.',
        unit: 'seconds',
        queries: percentiles(userActions('waitTime_seconds_bucket')),
      }),
      timeseries({
        title: 'Container start',
        description: 'How long it takes until a new container can be used.',
        unit: 'seconds',
        queries: percentiles(series(INVOKER, 'histogram_invoker_kubeapi_finish_seconds_bucket', 'cmd="create"')),
      }),
      timeseries({
        title: 'Recreated and cold',
        description: 'Cold starts per second; recreated ones also had to remove another container.',
        unit: 'perSecond',
        queries: { Cold: orZero(totalRate(starts('cold'))), Recreated: orZero(totalRate(starts('recreated'))) },
      }),
    ),
    row(
      'Prewarming',
      timeseries({
        title: 'Missing prewarmed containers',
        description: 'Cold starts per second that a prewarmed container of this kind and size would have avoided.',
        unit: 'perSecond',
        queries: {
          '{{kind}} {{memory}}': sumRate(
            'kind, memory',
            series(INVOKER, 'counter_containerPool_prewarmColdstart_counter_total'),
          ),
        },
      }),
      timeseries({
        title: 'Unused prewarmed containers',
        description: 'Prewarmed containers removed per second because they were not used.',
        unit: 'perSecond',
        queries: {
          '{{kind}} {{memory}}': sumRate(
            'kind, memory',
            series(INVOKER, 'counter_containerPool_prewarmExpired_counter_total'),
          ),
        },
      }),
    ),
    row(
      'Actions',
      table({
        title: 'Actions with most cold starts',
        description: 'The fifty actions that waited most often in the time of the board.',
        labels: { namespace: 'Namespace', action: 'Action' },
        links: {
          action: { board: 'openwhisk-actions', variables: { namespace: 'namespace', action: 'action' } },
        },
        columns: {
          'Cold starts': { unit: 'count', query: promql`topk(50, ${inRange('coldStarts_total')})` },
          Share: {
            unit: 'ratio',
            limits: { warning: 0.5 },
            query: promql`
              ${share(inRange('coldStarts_total'), inRange('activations_total'))}
              and topk(50, ${inRange('coldStarts_total')})`,
          },
          'Initialisation, 95th percentile': {
            unit: 'seconds',
            query: promql`
              histogram_quantile(0.95, sum by (${EACH}, le) (increase(${userActions('initTime_seconds_bucket')}[$__range])))
              and topk(50, ${inRange('coldStarts_total')})`,
          },
        },
      }),
      timeseries({
        title: 'Initialisation by action, 95th percentile',
        description: 'The ten actions that take longest to load.',
        unit: 'seconds',
        queries: {
          '{{namespace}}/{{action}}': promql`topk(10, ${quantile(0.95, EACH, userActions('initTime_seconds_bucket'))})`,
        },
      }),
    ),
  ],
});
