import { mixin } from '../mixin';
import { openwhiskController, openwhiskInvoker, openwhiskScheduler as metrics, userEvents } from './metrics';
import { openwhisk as alerts } from './alerts';
import { openwhiskScheduler as openwhiskSchedulerAlerts } from './scheduler-alerts';
import { openwhiskUserEvents } from './user-events-alerts';
import { openwhiskSlos } from './slo-alerts';
import { system } from './system-board';
import { actions } from './actions-board';
import { namespaces } from './namespaces-board';
import { invokers } from './invokers-board';
import { coldStarts } from './cold-starts-board';
import { openwhiskScheduler as board } from './scheduler-board';
import { stores } from './stores-board';

/** OpenWhisk. */
export const openwhisk = mixin({
  sources: {
    'openwhisk-controller': openwhiskController,
    'openwhisk-invoker': openwhiskInvoker,
    'openwhisk-scheduler': metrics,
    'user-events': userEvents,
  },
  groups: [alerts, openwhiskSchedulerAlerts, openwhiskUserEvents, openwhiskSlos],
  boards: [system, actions, namespaces, invokers, coldStarts, board, stores],
});
