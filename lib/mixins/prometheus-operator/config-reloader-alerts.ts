import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest } from '../alerts/state';
import { promql } from '../expressions/expression';

/** Alerts about the sidecars that hand their configuration to Prometheus and Alertmanager. */
export const configReloaders = group('config-reloaders', {
  alerts: {
    ConfigReloaderSidecarErrors: alert({
      levels: [{ severity: 'warning', for: '10m' }],
      namespaced: true,
      summary: 'Configuration does not reach its pod',
      description:
        'The config-reloader of pod {{ $labels.namespace }}/{{ $labels.pod }} has failed to hand over the configuration for {for}: what is new in it is not in force.',
      expr: promql`${latest('config-reloader', 'reloader_last_reload_successful')} == 0`,
    }),
  },
});
