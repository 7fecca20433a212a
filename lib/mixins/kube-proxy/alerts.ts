import { componentDown, instanceUnreachable } from '../alerts/component-down';
import { group } from '../alerts/group';

const SOURCE = 'kube-proxy';

/** Alerts about the network proxy of each node. */
export const kubernetesSystemKubeProxy = group('kubernetes-system-kube-proxy', {
  alerts: {
    KubeProxyDown: componentDown(
      SOURCE,
      'kube-proxy',
      'nodes send requests for Services to where their pods once were',
    ),
    KubeProxyInstanceUnreachable: instanceUnreachable(SOURCE, 'kube-proxy'),
  },
});
