import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest } from '../alerts/state';
import { joined, percent, promql, series } from '../expressions/expression';
import { userActions } from './user-actions';

/** Minimum rates of activations per second, of one action and of all, for a meaningful ratio. */
const FEW = { action: 0.02, all: 0.1 };

/** Alerts about what users see, from the user-events service: their own actions, and how OpenWhisk ran them. */
export const openwhiskUserEvents = group('openwhisk-user-events', {
  alerts: {
    OpenWhiskUserEventsDown: alert({
      levels: [{ severity: 'warning', for: '10m' }],
      summary: 'User activations are not counted',
      description: 'The user-events service has not been scraped for {for}: usage is counted late, or not at all.',
      expr: promql`absent(${series('user-events', 'up')} == 1)`,
    }),

    OpenWhiskUserEventsLagging: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 1000 }],
      summary: 'User activations are counted late',
      description: '{{ $value }} events, more than {threshold}, have waited for the user-events service for {for}.',
      expr: ({ threshold }) =>
        promql`max(${latest('user-events', 'openwhisk_userevents_consumer_lag')}) > ${threshold}`,
    }),

    // Errors that are OpenWhisk's own: no container, a lost invoker, a database that does not answer.
    OpenWhiskSystemErrorsHigh: alert({
      levels: [
        { severity: 'critical', for: '5m', threshold: 10 },
        { severity: 'warning', for: '10m', threshold: 1 },
      ],
      summary: 'Activations fail by the fault of the platform',
      description: '{{ $value | humanize }} % of the activations have ended in an error of OpenWhisk itself for {for}.',
      expr: ({ threshold }) => promql`
        ${percent(
          promql`sum(rate(${userActions('status', 'status="whisk_internal_error"')}[5m]))`,
          promql`sum(rate(${userActions('activations_total')}[5m]))`,
        )} > ${threshold}`,
    }),

    // Code that does not start, crashes or runs into its limits. An error that an action returns is its own business.
    OpenWhiskDeveloperErrorsHigh: alert({
      levels: [{ severity: 'info', for: '15m', threshold: 50 }],
      namespaced: true,
      summary: 'An action crashes, or runs into its limits',
      description:
        '{{ $value | humanize }} % of the activations of {{ $labels.namespace }}/{{ $labels.action }} have failed in its code for {for}.',
      expr: ({ threshold }) => promql`
        100 * sum by (namespace, action) (rate(${userActions('status', 'status="action_developer_error"')}[5m]))
        / (sum by (namespace, action) (rate(${userActions('activations_total')}[5m])) > ${FEW.action})
        > ${threshold}`,
    }),

    // Actions that are called now and then start cold; a platform where most activations do lacks memory, or prewarmed containers.
    OpenWhiskColdStartsHigh: alert({
      levels: [{ severity: 'info', for: '30m', threshold: 50 }],
      summary: 'Most activations start cold',
      description: '{{ $value | humanize }} % of the activations have had to wait for a new container for {for}.',
      expr: ({ threshold }) => promql`
        100 * sum(rate(${userActions('coldStarts_total')}[10m]))
        / (sum(rate(${userActions('activations_total')}[10m])) > ${FEW.all})
        > ${threshold}`,
    }),

    // From the controller to the start of the code, a new container included. The largest bucket ends at 10 s.
    OpenWhiskWaitTimeHigh: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 5 }],
      summary: 'Activations wait long before they run',
      description: 'A twentieth of the activations has waited {{ $value | humanizeDuration }} or more for {for}.',
      expr: ({ threshold }) => promql`
        histogram_quantile(0.95, sum by (le) (
          rate(${userActions('waitTime_seconds_bucket')}[5m])
        )) > ${threshold}`,
    }),

    // By the limit of invocations per minute, or of concurrent invocations.
    OpenWhiskThrottled: alert({
      levels: [{ severity: 'info', for: '15m', threshold: 0.1 }],
      namespaced: true,
      summary: 'A namespace runs into its limits',
      description:
        '{{ $value | humanize }} invocations per second of namespace {{ $labels.namespace }} have been refused for {for}: limit {{ $labels.limit }}.',
      expr: ({ threshold }) =>
        joined(
          '\nor ',
          [
            { limit: 'concurrent invocations', metric: 'openwhisk_action_limit_concurrent_total' },
            { limit: 'invocations per minute', metric: 'openwhisk_action_limit_timed_total' },
          ].map(
            ({ limit, metric }) => promql`
              label_replace(sum by (namespace) (rate(${series('user-events', metric)}[5m])), "limit", "${limit}", "", "") > ${threshold}`,
          ),
        ),
    }),
  },
});
