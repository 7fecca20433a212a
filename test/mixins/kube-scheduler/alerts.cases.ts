import type { AlertCases } from '../alerts/alert-case';
import { downCase, unreachableCase } from '../alerts/component-down';

/** Cases of the group `kubernetes-system-scheduler`. */
export const cases: AlertCases = {
  KubeSchedulerDown: downCase('job="kube-scheduler"'),
  KubeSchedulerInstanceUnreachable: unreachableCase('job="kube-scheduler"'),
};
