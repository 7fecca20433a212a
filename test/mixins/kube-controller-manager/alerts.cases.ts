import type { AlertCases } from '../alerts/alert-case';
import { downCase, unreachableCase } from '../alerts/component-down';

/** Cases of the group `kubernetes-system-controller-manager`. */
export const cases: AlertCases = {
  KubeControllerManagerDown: downCase('job="kube-controller-manager"'),
  KubeControllerManagerInstanceUnreachable: unreachableCase('job="kube-controller-manager"'),
};
