import type { AlertCases } from '../alert-case';
import { downCase, unreachableCase } from './component-down';

/** Cases of the group `kubernetes-system-scheduler`. */
export const kubernetesSystemSchedulerCases: AlertCases = {
  KubeSchedulerDown: downCase('job="kube-scheduler"'),
  KubeSchedulerInstanceUnreachable: unreachableCase('job="kube-scheduler"'),
};
