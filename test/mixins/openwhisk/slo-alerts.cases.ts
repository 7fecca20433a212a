import type { AlertCases } from '../alerts/alert-case';
import { bursts } from '../alerts/budget';
import { seriesOfJob } from './series';

const events = seriesOfJob('user-events', { namespace: 'guest', initiator: 'guest', action: 'hello' });
const activations = events('openwhisk_action_activations_total', { kind: 'nodejs:20', memory: '256' });
const failed = events('openwhisk_action_status', { status: 'whisk_internal_error' });

/** Cases of the group `openwhisk-slos`. */
export const cases: AlertCases = {
  OpenWhiskInvocationErrorBudgetBurn: {
    // Twenty times what is allowed: more than each window may have.
    fires: {
      series: { [failed]: '0+20x300', [activations]: '0+1000x300' },
      at: '181m',
      since: { critical: '16m' },
      expect: { critical: 2, warning: 2 },
      labels: { job: 'user-events', long: '1h', short: '5m' },
    },
    // As many as are allowed; errors of the action's own are no matter.
    silent: {
      series: {
        [failed]: '0+1x300',
        [events('openwhisk_action_status', { status: 'action_developer_error' })]: '0+500x300',
        [activations]: '0+1000x300',
        // Nor is the test of an invoker that has been away.
        'openwhisk_action_status{job="user-events",action="invokerHealthTestAction0",status="whisk_internal_error"}':
          '0+500x300',
      },
      at: '5h',
    },
    ends: '9h',
    until: { critical: '205m' },
    decides: ['job', 'status'],
    ignores: { action: 'invokerHealthTestAction0' },
    also: bursts((all, _, bad) => ({ [failed]: bad, [activations]: all }), 0.001),
  },
};
