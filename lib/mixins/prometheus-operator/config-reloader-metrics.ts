import { source } from '../families/family';

/** The operator's config-reloader. */
export const configReloader = source({
  program: 'Prometheus Operator',
  version: '0.93.1',
  image: 'config-reloader',
  shares: ['go', 'process', 'processNetwork'],
  captured: `
    prometheus_config_reloader_build_info gauge branch,goarch,goos,goversion,revision,tags,version
    promhttp_metric_handler_errors_total counter cause
    reloader_config_apply_operations_failed_total counter
    reloader_config_apply_operations_total counter
    reloader_config_environment_variable_expansion_errors gauge
    reloader_info gauge method
    reloader_last_reload_success_timestamp_seconds gauge
    reloader_last_reload_successful gauge
    reloader_reloads_failed_total counter
    reloader_reloads_total counter
    reloader_watch_errors_total counter
    reloader_watch_events_total counter
    reloader_watches gauge
  `,
});
