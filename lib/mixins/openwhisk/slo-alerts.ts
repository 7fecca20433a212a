import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { errorBudget } from '../alerts/slo';

const SOURCE = 'user-events';

/**
 * OpenWhisk's objective: of a thousand activations, at most one ends by the platform's own fault. Errors of an action are its
 * developer's, and how long it runs is, too: 43 minutes of a full outage in 30 days.
 */
const budget = errorBudget({
  level: 'openwhisk_invocation',
  source: SOURCE,
  target: 0.999,
  requests: (select) => `sum by (job) (rate(openwhisk_action_activations_total${select(SOURCE)}[5m]))`,
  errors: (select) =>
    `sum by (job) (rate(openwhisk_action_status${select(SOURCE, 'status="whisk_internal_error"')}[5m]))`,
});

/** OpenWhisk's service-level objective. */
export const openwhiskSlos = group('openwhisk-slos', {
  records: budget.records,
  alerts: {
    OpenWhiskInvocationErrorBudgetBurn: alert({
      levels: budget.levels,
      summary: 'Activations fail too often by the fault of the platform',
      description:
        '{{ $value | humanizePercentage }} of the activations ended in an error of OpenWhisk itself. Looked at over {windows}, its error budget of 30 days is spent too fast, for {for} now.',
      expr: budget.expr,
    }),
  },
});
