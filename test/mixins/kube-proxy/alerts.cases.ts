import type { AlertCases } from '../alerts/alert-case';
import { downCase, unreachableCase } from '../alerts/component-down';

/** Cases of the group `kubernetes-system-kube-proxy`. */
export const cases: AlertCases = {
  KubeProxyDown: downCase('job="kube-proxy"'),
  KubeProxyInstanceUnreachable: unreachableCase('job="kube-proxy"'),
};
