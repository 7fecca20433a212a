import { promql } from '../expressions/expression';
import { board } from '../panels/define';
import { row, stat, table, timeseries, type State } from '../panels/panels';
import { serviceSeries } from './records';

const STATES: Readonly<Record<string, State>> = {
  0: { text: 'Operational', is: 'good' },
  1: { text: 'Degraded' },
  2: { text: 'Down', is: 'bad' },
};
const HEALTH = { warning: 1, critical: 0.5, below: true };

/** The platform as one service, and the reason for its state. */
export const businessService = board({
  uid: 'monitoring-service',
  folder: 'Monitoring',
  title: 'Business service',
  description: 'The platform as one service: its state, and the component and the signal that are the reason.',
  sources: [],
  rows: [
    row(
      'Now',
      stat({
        title: 'State',
        description: 'The worst state that a component causes, limited by the impact of the component.',
        unit: 'count',
        states: STATES,
        query: serviceSeries('state'),
      }),
      stat({
        title: 'Reason',
        description: 'The component with the lowest health among those that cause the state.',
        unit: 'ratio',
        legend: '{{component}}',
        query: promql`
          bottomk(1, ${serviceSeries('componentHealth')}
          and on (service, component) (${serviceSeries('componentState')} > 0))`,
      }),
      stat({
        title: 'Health',
        description: 'Weighted mean of the components. 100 %: every signal is healthy.',
        unit: 'ratio',
        limits: HEALTH,
        query: serviceSeries('health'),
      }),
      stat({
        title: 'Availability',
        description: 'Fraction of the time range without an outage.',
        unit: 'ratio',
        limits: { warning: 0.999, critical: 0.99, below: true },
        query: promql`avg_over_time((${serviceSeries('state')} < bool 2)[$__range:1m])`,
      }),
      table({
        title: 'Components',
        description: 'The health of a component is its lowest signal. Its impact limits the state that it causes.',
        labels: { component: 'Component' },
        columns: {
          State: {
            unit: 'count',
            states: STATES,
            query: promql`max by (component) (${serviceSeries('componentState')})`,
          },
          Health: {
            unit: 'ratio',
            limits: HEALTH,
            query: promql`min by (component) (${serviceSeries('componentHealth')})`,
          },
          Weight: { unit: 'count', query: promql`max by (component) (${serviceSeries('componentWeight')})` },
        },
      }),
      table({
        title: 'Signals',
        description: 'Each signal between 0 %, it fails, and 100 %, it is healthy. The lowest ones are the reason.',
        labels: { component: 'Component', signal: 'Signal' },
        columns: {
          Health: {
            unit: 'ratio',
            limits: HEALTH,
            query: promql`min by (component, signal) (${serviceSeries('signalHealth')})`,
          },
        },
      }),
    ),
    row(
      'Over time',
      timeseries({
        title: 'State',
        description: '0 operational, 1 degraded, 2 down.',
        unit: 'count',
        max: 2,
        queries: { '{{service}}': serviceSeries('state') },
      }),
      timeseries({
        title: 'Components',
        description: 'Health of each component.',
        unit: 'ratio',
        max: 1,
        queries: { '{{component}}': serviceSeries('componentHealth') },
      }),
      timeseries({
        title: 'Signals',
        description: 'Each signal that is not healthy.',
        unit: 'ratio',
        max: 1,
        queries: { '{{component}}: {{signal}}': promql`${serviceSeries('signalHealth')} < 1` },
      }),
    ),
  ],
});
