import { mixin } from '../mixin';
import { apiserver as metrics } from './metrics';
import { kubeApiserverSlos } from './slo-alerts';
import { kubernetesSystemApiserver } from './alerts';
import { apiserver as board } from './board';

/** kube-apiserver. */
export const apiserver = mixin({
  sources: { apiserver: metrics },
  groups: [kubeApiserverSlos, kubernetesSystemApiserver],
  boards: [board],
});
