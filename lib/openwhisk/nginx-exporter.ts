import { exporterContainer, type MeasuredContainer } from '../kube/exporter';

const PORT = 9113;

/**
 * The nginx exporter: a sidecar, because each nginx serves its own counters to its own pod only.
 *
 * @param statusUrl address of the page of nginx' module stub_status
 */
export function nginxExporter(statusUrl: string): MeasuredContainer {
  return exporterContainer({
    name: 'nginx-exporter',
    port: PORT,
    args: [`--web.listen-address=:${PORT}`, `--nginx.scrape-uri=${statusUrl}`],
    healthPath: '/',
  });
}
