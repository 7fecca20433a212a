import { mixin } from '../mixin';
import { fluentd as metrics } from './metrics';
import { fluentd as alerts } from './alerts';
import { pipeline } from './board';

/** Fluentd. */
export const fluentd = mixin({
  sources: { fluentd: metrics },
  groups: [alerts],
  boards: [pipeline],
});
