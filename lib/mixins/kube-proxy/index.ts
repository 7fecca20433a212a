import { mixin } from '../mixin';
import { kubeProxy as metrics } from './metrics';
import { kubernetesSystemKubeProxy } from './alerts';
import { kubeProxy as board } from './board';

/** kube-proxy. */
export const kubeProxy = mixin({
  sources: { 'kube-proxy': metrics },
  groups: [kubernetesSystemKubeProxy],
  boards: [board],
});
