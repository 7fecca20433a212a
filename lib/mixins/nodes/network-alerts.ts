import { alert } from '../alerts/alert';
import { group } from '../alerts/group';

/** Alerts about the network of nodes. */
export const nodeNetwork = group('node-network', {
  alerts: {
    NodeNetworkInterfaceFlapping: alert({
      levels: [{ severity: 'warning', for: '2m', threshold: 4 }],
      summary: 'Network interface goes up and down',
      description:
        'Interface {{ $labels.device }} of node {{ $labels.instance }} has changed between up and down {{ $value }} times in 10 minutes, more than {threshold} times.',
      expr: ({ select, threshold }) =>
        `max by (instance, device) (changes(node_network_up${select('node-exporter')}[10m])) > ${threshold}`,
    }),
  },
});
