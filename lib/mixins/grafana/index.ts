import { mixin } from '../mixin';
import { grafana as metrics } from './metrics';
import { grafana as alerts } from './alerts';
import { grafana as board } from './board';

/** Grafana. */
export const grafana = mixin({
  sources: { grafana: metrics },
  groups: [alerts],
  boards: [board],
});
