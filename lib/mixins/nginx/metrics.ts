import { source } from '../families/family';

/** nginx-prometheus-exporter. */
export const nginxExporter = source({
  program: 'nginx-prometheus-exporter',
  version: '1.5.1',
  image: 'nginx-exporter',
  shares: ['go', 'process', 'processNetwork'],
  captured: `
    nginx_connections_accepted counter
    nginx_connections_active gauge
    nginx_connections_handled counter
    nginx_connections_reading gauge
    nginx_connections_waiting gauge
    nginx_connections_writing gauge
    nginx_exporter_build_info gauge branch,goarch,goos,goversion,revision,tags,version
    nginx_http_requests_total counter
    nginx_up gauge
    promhttp_metric_handler_requests_in_flight gauge
    promhttp_metric_handler_requests_total counter code
  `,
});
