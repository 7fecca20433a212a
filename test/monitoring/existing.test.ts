import { runChecks } from '../../lib/checks/all';
import type { Manifest } from '../../lib/kube/synthesis';
import { messageAbout, oneMistake } from '../load/message';
import { Manifests } from '../support/platform';

describe('with a Prometheus that exists', () => {
  const manifests = Manifests.of(`
profile: standard
autoscaling:
  resourceMetrics: prometheus-adapter
logging: { enabled: true }
monitoring:
  enabled: true
  namespace: faas-monitoring
  prometheus: { existing: { namespace: monitoring, labels: { release: stack } } }
`);
  const monitored = ['ServiceMonitor', 'PodMonitor', 'Probe', 'PrometheusRule'].flatMap((kind) => manifests.kind(kind));

  test('nothing has findings', () => {
    expect(runChecks(manifests.synthesis)).toEqual([]);
  });

  test('monitors and rules have the labels of its selectors', () => {
    expect(monitored.length).toBeGreaterThan(10);
    const labelled = manifests.all.filter(({ metadata }) => metadata.labels?.['release'] === 'stack');
    expect(labelled.map(({ kind }) => kind).sort()).toEqual(monitored.map(({ kind }) => kind).sort());
  });

  test('neither programs of monitoring nor their definitions are written', () => {
    const kinds = ['CustomResourceDefinition', 'Prometheus', 'Alertmanager', 'AlertmanagerConfig', 'ServiceMonitor'];
    expect(kinds.flatMap((kind) => manifests.names(kind))).toEqual([]);
    const programs = [...manifests.kind('Deployment'), ...manifests.kind('DaemonSet')]
      .filter(({ metadata }) => metadata.namespace === 'faas-monitoring')
      .map(({ metadata }) => metadata.name);
    expect(programs).toEqual(['owdev-blackbox-exporter']);
  });

  test('no monitor refers to a scrape class or a certificate, which only the Prometheus of the platform has', () => {
    expect(JSON.stringify(monitored)).not.toMatch(/scrapeClass|owdev-serving-certificate/);
  });

  test('every workload with a monitor admits its pods', () => {
    const from = {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } },
    };
    const admitting = manifests
      .kind('NetworkPolicy')
      .filter(({ spec }) => JSON.stringify(spec).includes(JSON.stringify(from)))
      .map(({ metadata }) => metadata.name);
    const scraped = manifests.kind('PodMonitor').map(({ metadata }) => metadata.name);
    expect(admitting).toEqual(expect.arrayContaining(scraped));
  });

  test('dashboards are ConfigMaps for the sidecar of its Grafana', () => {
    const boards = manifests.kind('ConfigMap').filter(({ metadata }) => metadata.labels?.['grafana_dashboard'] === '1');
    expect(boards.map(({ metadata }) => metadata.annotations?.['grafana_folder']).sort()).toEqual([
      'Logging',
      'Monitoring',
      'OpenWhisk',
    ]);
  });

  test('autoscaling queries the Service of its operator', () => {
    expect(manifests.container('prometheus-adapter')['args']).toContain(
      '--prometheus-url=http://prometheus-operated.monitoring.svc:9090/',
    );
    const { egress } = manifests.get<Manifest & { spec: { egress: object[] } }>(
      'NetworkPolicy',
      'prometheus-adapter',
    ).spec;
    expect(JSON.stringify(egress)).toContain('"kubernetes.io/metadata.name":"monitoring"');
  });
});

test('with an operator that exists, Prometheus and Alertmanager are written, and neither an operator nor definitions', () => {
  const manifests = Manifests.of('profile: lean\nmonitoring: {enabled: true, operator: {enabled: false}}');
  expect(runChecks(manifests.synthesis)).toEqual([]);
  expect(manifests.names('Prometheus')).toEqual(['prometheus']);
  expect(manifests.names('Alertmanager')).toEqual(['alertmanager']);
  expect(manifests.names('Deployment')).not.toContain('prometheus-operator');
  expect(manifests.kind('CustomResourceDefinition')).toEqual([]);
  expect(manifests.kind('ValidatingWebhookConfiguration')).toEqual([]);
});

const existing = (...lines: string[]): string =>
  [
    'monitoring:',
    '  enabled: true',
    '  prometheus:',
    '    existing: { namespace: shop }',
    ...lines.map((line) => `  ${line}`),
  ].join('\n');

test.each<[string, string, string, string]>([
  [
    'settings of its own Prometheus',
    existing('  replicas: 3'),
    ':5 monitoring.prometheus.replicas: 3 has no effect: with monitoring.prometheus.existing, the platform runs no Prometheus of its own',
    'remove it, or remove monitoring.prometheus.existing',
  ],
  [
    'settings of its own Grafana',
    existing('grafana: { host: grafana.example.org }'),
    `:5 monitoring.grafana.host: 'grafana.example.org' has no effect: with monitoring.prometheus.existing, the platform runs no Prometheus of its own`,
    'remove it, or remove monitoring.prometheus.existing',
  ],
])('with a Prometheus that exists, %s are refused', (_, yaml, problem, fix) => {
  expect(messageAbout(yaml)).toBe(
    ['platform.yaml: 1 mistake; nothing was written', `  platform.yaml${problem}`, `    fix: ${fix}`].join('\n'),
  );
});

test("a Prometheus that exists is not in a namespace of the platform's", () => {
  expect(messageAbout('monitoring: {enabled: true, prometheus: {existing: {namespace: monitoring}}}')).toBe(
    oneMistake(
      ":1 monitoring.prometheus.existing.namespace: 'monitoring' is a namespace of the platform",
      'a namespace outside the platform',
      'set monitoring.namespace to another name, such as owdev-monitoring',
    ),
  );
});
