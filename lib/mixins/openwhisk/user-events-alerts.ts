import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { percent } from '../alerts/percent';

/** Activations a second of one action, and of all, below which a share says little. */
const FEW = { action: 0.02, all: 0.1 };

/** Alerts about what users see, from the user-events service: their own actions, and how OpenWhisk ran them. */
export const openwhiskUserEvents = group('openwhisk-user-events', {
  alerts: {
    OpenWhiskUserEventsDown: alert({
      levels: [{ severity: 'warning', for: '10m' }],
      summary: 'Nothing counts the activations of users',
      description: 'The user-events service has not been scraped for {for}: usage is counted late, or not at all.',
      expr: ({ select }) => `absent(up${select('user-events')} == 1)`,
    }),

    OpenWhiskUserEventsLagging: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 1000 }],
      summary: 'Activations of users are counted late',
      description: '{{ $value }} events, more than {threshold}, have waited for the user-events service for {for}.',
      expr: ({ select, threshold }) => `max(openwhisk_userevents_consumer_lag${select('user-events')}) > ${threshold}`,
    }),

    // Errors that are OpenWhisk's own: no container, a lost invoker, a database that does not answer.
    OpenWhiskSystemErrorsHigh: alert({
      levels: [
        { severity: 'critical', for: '5m', threshold: 10 },
        { severity: 'warning', for: '10m', threshold: 1 },
      ],
      summary: 'Activations fail by the fault of the platform',
      description: '{{ $value | humanize }} % of the activations have ended in an error of OpenWhisk itself for {for}.',
      expr: ({ select, threshold }) => `
        ${percent(
          `sum(rate(openwhisk_action_status${select('user-events', 'status="whisk_internal_error"')}[5m]))`,
          `sum(rate(openwhisk_action_activations_total${select('user-events')}[5m]))`,
        )} > ${threshold}`,
    }),

    // Code that does not start, crashes or runs into its limits. An error that an action returns is its own business.
    OpenWhiskDeveloperErrorsHigh: alert({
      levels: [{ severity: 'info', for: '15m', threshold: 50 }],
      namespaced: true,
      summary: 'An action crashes, or runs into its limits',
      description:
        '{{ $value | humanize }} % of the activations of {{ $labels.namespace }}/{{ $labels.action }} have failed in its code for {for}.',
      expr: ({ select, threshold }) => `
        100 * sum by (namespace, action) (rate(openwhisk_action_status${select('user-events', 'status="action_developer_error"')}[5m]))
        / (sum by (namespace, action) (rate(openwhisk_action_activations_total${select('user-events')}[5m])) > ${FEW.action})
        > ${threshold}`,
    }),

    // Actions that are called now and then start cold; a platform where most activations do lacks memory, or prewarmed containers.
    OpenWhiskColdStartsHigh: alert({
      levels: [{ severity: 'info', for: '30m', threshold: 50 }],
      summary: 'Most activations start cold',
      description: '{{ $value | humanize }} % of the activations have had to wait for a new container for {for}.',
      expr: ({ select, threshold }) => `
        100 * sum(rate(openwhisk_action_coldStarts_total${select('user-events')}[10m]))
        / (sum(rate(openwhisk_action_activations_total${select('user-events')}[10m])) > ${FEW.all})
        > ${threshold}`,
    }),

    // From the controller to the start of the code, a new container included. The largest bucket ends at 10 s.
    OpenWhiskWaitTimeHigh: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 5 }],
      summary: 'Activations wait long before they run',
      description: 'A twentieth of the activations has waited {{ $value | humanizeDuration }} or more for {for}.',
      expr: ({ select, threshold }) => `
        histogram_quantile(0.95, sum by (le) (
          rate(openwhisk_action_waitTime_seconds_bucket${select('user-events')}[5m])
        )) > ${threshold}`,
    }),

    // By the limit of invocations a minute, or of those at the same time.
    OpenWhiskThrottled: alert({
      levels: [{ severity: 'info', for: '15m', threshold: 0.1 }],
      namespaced: true,
      summary: 'A namespace runs into its limits',
      description:
        '{{ $value | humanize }} invocations a second of namespace {{ $labels.namespace }} have been refused for {for}: limit {{ $labels.limit }}.',
      expr: ({ select, threshold }) =>
        [
          { limit: 'concurrent invocations', metric: 'openwhisk_action_limit_concurrent_total' },
          { limit: 'invocations a minute', metric: 'openwhisk_action_limit_timed_total' },
        ]
          .map(
            ({ limit, metric }) =>
              `label_replace(sum by (namespace) (rate(${metric}${select('user-events')}[5m])), "limit", "${limit}", "", "") > ${threshold}`,
          )
          .join('\nor '),
    }),
  },
});
