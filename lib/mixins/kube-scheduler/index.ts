import { mixin } from '../mixin';
import { kubeScheduler as metrics } from './metrics';
import { kubernetesSystemScheduler } from './alerts';
import { scheduler } from './board';

/** kube-scheduler. */
export const kubeScheduler = mixin({
  sources: { 'kube-scheduler': metrics },
  groups: [kubernetesSystemScheduler],
  boards: [scheduler],
});
