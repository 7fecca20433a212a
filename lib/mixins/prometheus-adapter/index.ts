import { mixin } from '../mixin';
import { prometheusAdapter as metrics } from './metrics';
import { prometheusAdapter as alerts } from './alerts';

/** The Prometheus adapter. */
export const prometheusAdapter = mixin({
  sources: { 'prometheus-adapter': metrics },
  groups: [alerts],
  boards: [],
});
