import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { errorBudget } from '../alerts/slo';
import { promql } from '../expressions/expression';
import { userActions } from './user-actions';

const SOURCE = 'user-events';

/**
 * OpenWhisk's objective: at most one activation in a thousand fails because of the platform. Errors and durations of
 * actions are their developers' responsibility: 43 minutes of a full outage in 30 days.
 */
export const invocationBudget = errorBudget({
  level: 'openwhisk_invocation',
  source: SOURCE,
  target: 0.999,
  requests: promql`sum by (job) (rate(${userActions('activations_total')}[5m]))`,
  errors: promql`sum by (job) (rate(${userActions('status', 'status="whisk_internal_error"')}[5m]))`,
});

/** OpenWhisk's service-level objective. */
export const openwhiskSlos = group('openwhisk-slos', {
  records: invocationBudget.records,
  alerts: {
    OpenWhiskInvocationErrorBudgetBurn: alert({
      levels: invocationBudget.levels,
      summary: 'OpenWhisk spends its error budget too fast',
      description:
        '{{ $value | humanizePercentage }} of the activations ended in an error of OpenWhisk itself. Over windows of {windows}, its 30-day error budget has been spent too fast for {for}.',
      expr: invocationBudget.expr,
    }),
  },
});
