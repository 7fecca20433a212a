import { mixin } from '../mixin';
import { prometheusOperator as metrics } from './metrics';
import { configReloader } from './config-reloader-metrics';
import { prometheusOperator as alerts } from './alerts';
import { configReloaders } from './config-reloader-alerts';

/** The Prometheus Operator and its config reloader. */
export const prometheusOperator = mixin({
  sources: { 'prometheus-operator': metrics, 'config-reloader': configReloader },
  groups: [alerts, configReloaders],
  boards: [],
});
