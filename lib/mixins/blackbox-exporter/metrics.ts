import { source } from '../families/family';

/** The blackbox exporter about itself. */
export const blackboxExporter = source({
  program: 'blackbox_exporter',
  version: '0.28.0',
  image: 'blackbox-exporter',
  shares: ['go', 'process', 'processNetwork'],
  captured: `
    blackbox_exporter_build_info gauge branch,goarch,goos,goversion,revision,tags,version
    blackbox_exporter_config_last_reload_success_timestamp_seconds gauge
    blackbox_exporter_config_last_reload_successful gauge
    blackbox_module_unknown_total counter
    net_conntrack_dialer_conn_attempted_total counter dialer_name
    net_conntrack_dialer_conn_closed_total counter dialer_name
    net_conntrack_dialer_conn_established_total counter dialer_name
    net_conntrack_dialer_conn_failed_total counter dialer_name,reason
    promhttp_metric_handler_requests_in_flight gauge
    promhttp_metric_handler_requests_total counter code
  `,
});
