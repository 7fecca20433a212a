import { runChecks } from '../../lib/checks/all';
import { dashboards } from '../../lib/checks/read/dashboards';
import type { Manifest } from '../../lib/kube/synthesis';
import { RULE_GROUPS } from '../../lib/mixins';
import { absentWithAgent } from '../../lib/monitoring/agent';
import { messageAbout, oneMistake } from '../load/message';
import { Manifests } from '../support/platform';

interface Agent extends Manifest {
  readonly spec: Readonly<Record<string, unknown>>;
}

const AGENT = `
monitoring:
  enabled: true
  prometheus:
    mode: agent
    remoteWrite: [{ url: 'https://store.example.org/push', bearerTokenSecret: my-store }]
`;

describe('R16: agent mode', () => {
  const manifests = Manifests.of(`profile: lean
${AGENT}    ingress: { host: a.example.org, usersSecret: my-users, tlsTerminatedUpstream: true }
  grafana:
    datasources: [{ name: Store, uid: prometheus, type: prometheus, url: 'https://store.example.org', isDefault: true }]
`);

  test('is a PrometheusAgent with its definition, and nothing that needs a database', () => {
    expect(runChecks(manifests.synthesis)).toEqual([]);
    const kinds = ['Prometheus', 'Alertmanager', 'AlertmanagerConfig', 'PrometheusRule'];
    expect(kinds.flatMap((kind) => manifests.names(kind))).toEqual([]);
    expect(manifests.names('CustomResourceDefinition')).toContain('prometheusagents.monitoring.coreos.com');
    const { spec } = manifests.get<Agent>('PrometheusAgent', 'prometheus');
    expect(spec).toMatchObject({
      replicas: 2,
      podMonitorSelector: {},
      remoteWrite: [{ url: expect.any(String) as string }],
    });
    expect(spec).not.toHaveProperty('retention');
    expect(spec).not.toHaveProperty('ruleSelector');
  });

  test('is scraped and reached by the labels of its pods', () => {
    const labels = { 'app.kubernetes.io/name': 'prometheus-agent', 'app.kubernetes.io/instance': 'owdev-prometheus' };
    const monitor = manifests.get<Agent>('PodMonitor', 'prometheus').spec;
    expect(monitor['selector']).toMatchObject({ matchLabels: labels });
    const policy = manifests.get<Agent>('NetworkPolicy', 'prometheus-proxy').spec;
    expect(JSON.stringify(policy['egress'])).toContain('"app.kubernetes.io/name":"prometheus-agent"');
  });

  test('leaves the data sources to the user, and panels without rules', () => {
    const text = manifests.config('grafana-datasources')['platform.yaml'] ?? '';
    expect(text.match(/name: \w+/g)).toEqual(['name: Store']);
    const queries = dashboards(manifests.synthesis).read.flatMap(({ queries: of }) => of.map(({ expr }) => expr));
    expect(queries.length).toBeGreaterThan(100);
    expect(queries.filter((expr) => /ALERTS|prometheus_tsdb_head/.test(expr))).toEqual([]);
  });
});

test('recorded series and alerts are absent with an agent, and series of targets are not', () => {
  const recorded = RULE_GROUPS.flatMap(({ records }) => records.map(({ record }) => record));
  expect(recorded.length).toBeGreaterThan(30);
  expect(recorded.filter((record) => !absentWithAgent(record))).toEqual([]);
  expect(['ALERTS', 'up', 'prometheus_remote_storage_samples_total'].map(absentWithAgent)).toEqual([
    true,
    false,
    false,
  ]);
});

const WITHOUT_GRAFANA = `${AGENT}  grafana: { enabled: false }\n`;

test.each<[string, string, string, string, string]>([
  [
    'an agent without a store',
    'monitoring:\n  enabled: true\n  grafana: { enabled: false }\n  prometheus: { mode: agent }',
    ':4 monitoring.prometheus.mode: an agent stores no samples, and monitoring.prometheus.remoteWrite names no store for them',
    'agent with at least one entry in monitoring.prometheus.remoteWrite',
    'add monitoring.prometheus.remoteWrite: [{url: <store>}], or remove mode',
  ],
  [
    'Grafana without anything to query',
    AGENT,
    ':5 monitoring.prometheus.mode: Grafana has no Prometheus to query: an agent answers no query',
    'agent with a data source of type prometheus in monitoring.grafana.datasources, or without Grafana',
    'add the remote store to monitoring.grafana.datasources, or set monitoring.grafana.enabled: false',
  ],
  [
    'an adapter without anything to query',
    `${WITHOUT_GRAFANA}autoscaling: { resourceMetrics: prometheus-adapter }`,
    ':8 autoscaling.resourceMetrics: prometheus-adapter has no Prometheus to query: with monitoring.prometheus.mode: agent, it answers no query',
    'none or metrics-server with an agent',
    'remove monitoring.prometheus.mode, or write metrics-server',
  ],
  [
    'a scaler by a metric',
    `${WITHOUT_GRAFANA}autoscaling:\n  scalers: [{ name: a, namespace: shop, target: { kind: Deployment, name: a }, max: 3, metrics: [{ metric: up, average: 1 }] }]`,
    ':9 autoscaling.scalers[0].metrics[0].metric: up comes from a Prometheus, and with monitoring.prometheus.mode: agent, it answers no query',
    'cpu and memory with an agent',
    'remove monitoring.prometheus.mode, or scale by cpu',
  ],
])('%s is a mistake', (_, yaml, problem, allowed, fix) => {
  expect(messageAbout(yaml)).toBe(oneMistake(problem, allowed, fix));
});

test('settings of rules, alerts and the database have no effect with an agent', () => {
  const message = messageAbout(`${WITHOUT_GRAFANA}  rules: [{ name: a, rules: [{ record: 'a:b', expr: up }] }]
  alerts: { TargetDown: { enabled: false } }
  alertmanager: { replicas: 1 }`);
  for (const path of ['rules', 'alerts', 'alertmanager']) expect(message).toContain(`monitoring.${path}: `);
  expect(message).toContain('has no effect: with monitoring.prometheus.mode: agent, Prometheus stores nothing');
});
