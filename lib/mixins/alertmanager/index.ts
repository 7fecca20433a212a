import { mixin } from '../mixin';
import { alertmanager as metrics } from './metrics';
import { alertmanager as alerts } from './alerts';
import { alertmanager as board } from './board';

/** Alertmanager. */
export const alertmanager = mixin({
  sources: { alertmanager: metrics },
  groups: [alerts],
  boards: [board],
});
