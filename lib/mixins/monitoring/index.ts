import { mixin } from '../mixin';
import { general } from './alerts';
import { alertsOverview } from './board';

/** All targets, and alerting itself. */
export const monitoring = mixin({
  sources: {},
  groups: [general],
  boards: [alertsOverview],
});
