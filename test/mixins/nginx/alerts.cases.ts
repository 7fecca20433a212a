import type { AlertCases } from '../alerts/alert-case';
import { seriesOfJob } from '../openwhisk/series';

const nginx = seriesOfJob('nginx-exporter');

/** Cases of the alerts about nginx. */
export const cases: AlertCases = {
  NginxDown: {
    fires: { series: { [nginx('nginx_up')]: '0x30' }, at: '5m', expect: { critical: 1 } },
    silent: { series: { [nginx('nginx_up')]: '0x4 1x30' }, at: '20m' },
    ends: '11m',
    also: {
      'all targets gone': {
        series: { [nginx('nginx_up')]: '1x5 stale' },
        at: '15m',
        expect: { critical: 1 },
        looks: { '14m': {} },
      },
    },
  },
  NginxConnectionsDropped: {
    fires: {
      series: { [nginx('nginx_connections_accepted')]: '0+100x60', [nginx('nginx_connections_handled')]: '0+99x60' },
      at: '11m',
      expect: { warning: 1 },
    },
    silent: {
      series: { [nginx('nginx_connections_accepted')]: '0+100x60', [nginx('nginx_connections_handled')]: '0+100x60' },
      at: '30m',
    },
    ends: '15m',
    gone: '15m',
    fewer: { nginx_connections_accepted: '13m' },
  },
};
