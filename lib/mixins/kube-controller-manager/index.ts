import { mixin } from '../mixin';
import { kubeControllerManager as metrics } from './metrics';
import { kubernetesSystemControllerManager } from './alerts';
import { controllerManager } from './board';

/** kube-controller-manager. */
export const kubeControllerManager = mixin({
  sources: { 'kube-controller-manager': metrics },
  groups: [kubernetesSystemControllerManager],
  boards: [controllerManager],
});
