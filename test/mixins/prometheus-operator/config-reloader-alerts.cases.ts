import type { AlertCases } from '../alerts/alert-case';

const RELOADED =
  'reloader_last_reload_successful{job="prometheus",container="config-reloader",namespace="monitoring",pod="p"}';

/** Cases of the group `config-reloaders`. */
export const cases: AlertCases = {
  ConfigReloaderSidecarErrors: {
    fires: {
      series: { [RELOADED]: '0x30' },
      at: '10m',
      expect: { warning: 1 },
      labels: { namespace: 'monitoring', pod: 'p' },
    },
    silent: { series: { [RELOADED]: '0x9 1x30' }, at: '15m' },
    ends: '21m',
    gone: '15m',
    decides: ['container'],
  },
};
