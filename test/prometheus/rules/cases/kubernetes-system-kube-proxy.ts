import type { AlertCases } from '../alert-case';
import { downCase, unreachableCase } from './component-down';

/** Cases of the group `kubernetes-system-kube-proxy`. */
export const kubernetesSystemKubeProxyCases: AlertCases = {
  KubeProxyDown: downCase('job="kube-proxy"'),
  KubeProxyInstanceUnreachable: unreachableCase('job="kube-proxy"'),
};
