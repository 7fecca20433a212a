import { mixin } from '../mixin';
import { metricsServer as metrics } from './metrics';
import { metricsServer as alerts } from './alerts';

/** metrics-server. */
export const metricsServer = mixin({
  sources: { 'metrics-server': metrics },
  groups: [alerts],
  boards: [],
});
