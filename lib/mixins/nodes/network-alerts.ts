import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { promql, series } from '../expressions/expression';

/** Alerts about the network of nodes. */
export const nodeNetwork = group('node-network', {
  alerts: {
    NodeNetworkInterfaceFlapping: alert({
      levels: [{ severity: 'warning', for: '2m', threshold: 4 }],
      summary: 'Network interface goes up and down',
      description:
        'Interface {{ $labels.device }} of node {{ $labels.instance }} has changed between up and down {{ $value }} times in 10 minutes, more than {threshold} times.',
      expr: ({ threshold }) =>
        promql`max by (instance, device) (changes(${series('node-exporter', 'node_network_up')}[10m])) > ${threshold}`,
    }),
  },
});
