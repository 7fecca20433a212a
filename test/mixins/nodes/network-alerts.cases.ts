import type { AlertCases, Scenario } from '../alerts/alert-case';

const up = (samples: string): Scenario['series'] => ({
  'node_network_up{job="node-exporter",instance="i",device="eth0"}': samples,
});

/** Cases of the group `node-network`. */
export const cases: AlertCases = {
  NodeNetworkInterfaceFlapping: {
    fires: {
      series: up('1x5 0 1 0 1 0 1x20'),
      at: '12m',
      expect: { warning: 1 },
      labels: { instance: 'i', device: 'eth0' },
    },
    exempt: {
      'a missed scrape in ten': 'a scrape that fails between two changes hides both',
      'a restart': 'a scrape that fails between two changes hides both',
    },
    silent: { series: up('1x5 0 1 0 1x20'), at: '14m' },
    ends: '16m',
    gone: '16m',
  },
};
