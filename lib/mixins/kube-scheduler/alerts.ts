import { componentDown, instanceUnreachable } from '../alerts/component-down';
import { group } from '../alerts/group';

const SOURCE = 'kube-scheduler';

/** Alerts about the scheduler. */
export const kubernetesSystemScheduler = group('kubernetes-system-scheduler', {
  alerts: {
    KubeSchedulerDown: componentDown(SOURCE, 'scheduler', 'new pods stay Pending'),
    KubeSchedulerInstanceUnreachable: instanceUnreachable(SOURCE, 'scheduler'),
  },
});
