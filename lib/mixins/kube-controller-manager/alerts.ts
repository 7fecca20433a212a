import { componentDown, instanceUnreachable } from '../alerts/component-down';
import { group } from '../alerts/group';

const SOURCE = 'kube-controller-manager';

/** Alerts about the controller manager. */
export const kubernetesSystemControllerManager = group('kubernetes-system-controller-manager', {
  alerts: {
    KubeControllerManagerDown: componentDown(
      SOURCE,
      'controller manager',
      'Deployments, Jobs and nodes are no longer looked after',
    ),
    KubeControllerManagerInstanceUnreachable: instanceUnreachable(SOURCE, 'controller manager'),
  },
});
