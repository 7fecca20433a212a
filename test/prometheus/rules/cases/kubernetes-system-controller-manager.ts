import type { AlertCases } from '../alert-case';
import { downCase, unreachableCase } from './component-down';

/** Cases of the group `kubernetes-system-controller-manager`. */
export const kubernetesSystemControllerManagerCases: AlertCases = {
  KubeControllerManagerDown: downCase('job="kube-controller-manager"'),
  KubeControllerManagerInstanceUnreachable: unreachableCase('job="kube-controller-manager"'),
};
