import { App } from 'cdk8s';
import { MonitoringChart } from '../../charts/monitoring';
import { Exporter } from '../../lib/kube/exporter';
import { PlatformChart } from '../../lib/kube/platform-chart';
import { synthesize } from '../../lib/kube/synthesis';
import { parsePlatform } from '../../lib/load/load';
import { settingsOf } from '../../lib/platform/settings';

test('a workload of a chart that is created after monitoring is monitored', () => {
  const { platform } = parsePlatform('profile: standard');
  const app = new App();
  const monitoring = new MonitoringChart(app, 'monitoring', { platform, entries: [] });
  const later = new PlatformChart(app, 'later', { settings: settingsOf(platform), order: 90 });
  new Exporter(later, 'Exporter', {
    component: { component: 'late', program: 'redis-exporter', partOf: 'later' },
    name: 'redis-exporter',
    port: 9121,
    uid: 1000,
    args: [],
    healthPath: '/health',
    target: { host: 'redis', port: 6379 },
  });
  monitoring.complete();
  const monitors = synthesize(app).objects.filter(({ manifest }) => manifest.kind === 'PodMonitor');
  expect(monitors.map(({ manifest }) => manifest.metadata.name)).toContain('owdev-late');
});
