import { mixin } from '../mixin';
import { kubelet as metrics } from './metrics';
import { kubeletCadvisor } from './cadvisor-metrics';
import { kubeletProbes } from './probes-metrics';
import { kubeletResource } from './resource-metrics';
import { kubernetesSystemKubelet } from './alerts';
import { kubelet as board } from './board';

/** kubelet, with the metrics of cAdvisor, probes and resources. */
export const kubelet = mixin({
  sources: {
    kubelet: metrics,
    'kubelet-cadvisor': kubeletCadvisor,
    'kubelet-probes': kubeletProbes,
    'kubelet-resource': kubeletResource,
  },
  groups: [kubernetesSystemKubelet],
  boards: [board],
});
