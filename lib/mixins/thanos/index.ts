import { mixin } from '../mixin';
import { thanosSidecar as metrics } from './metrics';
import { thanos as alerts } from './alerts';

/** The Thanos sidecar of Prometheus. */
export const thanos = mixin({
  sources: { 'thanos-sidecar': metrics },
  groups: [alerts],
  boards: [],
});
