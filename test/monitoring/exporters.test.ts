import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runChecks } from '../../lib/checks/all';
import { USED_COLLECTORS } from '../../lib/catalogue/node-exporter';
import { messageAbout, oneMistake } from '../load/message';
import { Manifests } from '../support/platform';

const monitoring = (...lines: string[]): string =>
  ['profile: lean', 'monitoring:', '  enabled: true', ...lines.map((line) => `  ${line}`)].join('\n');

const manifests = Manifests.of(
  monitoring(
    'nodeExporter:',
    '  port: 9110',
    '  loopbackPort: 9111',
    '  collectors: { hwmon: true, nfs: false }',
    '  options: { netdev.device-include: eth0 }',
    '  textfileDirectory: /var/lib/node_exporter',
    'kubeStateMetrics:',
    '  labels: { pods: [app, example.org/*], leases: ["*"] }',
    '  annotations: { namespaces: [team] }',
    '  objects: [leases, clusterroles]',
  ),
);

interface Container {
  readonly args: string[];
}

const nodeExporter = manifests.get<{
  spec: { template: { spec: { containers: Container[]; initContainers: Container[] } } };
}>('DaemonSet', 'node-exporter').spec.template.spec;

test('R4: the node exporter listens at another port, where Prometheus may reach it', () => {
  expect(nodeExporter.containers[0]?.args).toContain('--web.listen-address=127.0.0.1:9111');
  expect(nodeExporter.initContainers[0]?.args).toEqual(
    expect.arrayContaining(['--secure-listen-address=[$(POD_IP)]:9110', '--upstream=http://127.0.0.1:9111/']),
  );
  const { egress } = manifests.get<{ spec: { egress: { ports?: { port: number }[] }[] } }>(
    'NetworkPolicy',
    'prometheus',
  ).spec;
  const ports = egress.flatMap((rule) => (rule.ports ?? []).map(({ port }) => port));
  expect(ports).toContain(9110);
  expect(ports).not.toContain(9100);
  expect(runChecks(manifests.synthesis)).toEqual([]);
});

test('collectors are switched and limited, and an option takes the place of its contrary', () => {
  const { args = [] } = nodeExporter.containers[0] ?? {};
  expect(args.filter((arg) => /^--(no-)?collector\.(hwmon|nfs|wifi)$/.test(arg))).toEqual([
    '--no-collector.wifi',
    '--collector.hwmon',
    '--no-collector.nfs',
  ]);
  expect(args).toContain('--collector.netdev.device-include=eth0');
  expect(args.join(' ')).not.toContain('netdev.device-exclude');
  expect(args.join(' ')).toContain('filesystem.mount-points-exclude');
  expect(args).toContain('--collector.textfile.directory=/host/root/var/lib/node_exporter');
});

test('kube-state-metrics has labels of objects in series, and may list further kinds', () => {
  const { args } = manifests.container('kube-state-metrics') as unknown as Container;
  expect(args).toContain(
    '--metric-labels-allowlist=pods=[app,example.org/*],leases=[*],persistentvolumeclaims=[excluded_from_alerts]',
  );
  expect(args).toContain('--metric-annotations-allowlist=namespaces=[team]');
  const listed = args.find((arg) => arg.startsWith('--resources='))?.split(/[=,]/) ?? [];
  const { rules } = manifests.get<{ rules: { apiGroups?: string[]; resources?: string[]; verbs: string[] }[] }>(
    'ClusterRole',
    'monitoring-owdev-kube-state-metrics',
  );
  for (const [apiGroup, kind] of [
    ['coordination.k8s.io', 'leases'],
    ['rbac.authorization.k8s.io', 'clusterroles'],
  ]) {
    expect(listed).toContain(kind);
    expect(rules).toContainEqual({ apiGroups: [apiGroup], resources: [kind], verbs: ['list', 'watch'] });
  }
  expect(listed).not.toContain('configmaps');
});

test('collectors of all metrics of the node exporter in rules and dashboards cannot be switched off', () => {
  const prefixes: Readonly<Record<string, string>> = {
    boot: 'stat',
    memory: 'meminfo',
    network: 'netdev',
    nf: 'conntrack',
    md: 'mdadm',
    disk: 'diskstats',
    load1: 'loadavg',
    load5: 'loadavg',
    load15: 'loadavg',
  };
  const files = ['alerts', 'network-alerts', 'records', 'instance-records', 'node-board', 'cluster-board', 'usage'];
  const text = files.map((file) => readFileSync(join(__dirname, `../../lib/mixins/nodes/${file}.ts`), 'utf8')).join('');
  const families = [...text.matchAll(/\bnode_([a-z0-9]+)_[a-z_]*[a-z]\b(?!:)/g)].map(([, prefix = '']) => prefix);
  const recorded = ['namespace', 'num', 'exporter'];
  const collectors = new Set(families.filter((name) => !recorded.includes(name)).map((name) => prefixes[name] ?? name));
  expect(collectors.size).toBeGreaterThan(10);
  expect([...collectors].filter((name) => !USED_COLLECTORS.includes(name))).toEqual([]);
});

test.each<[string, string, string, string, string]>([
  [
    'two ports of the node exporter that are one',
    monitoring('nodeExporter: { loopbackPort: 9100 }'),
    ':4 monitoring.nodeExporter.loopbackPort: 9100 is monitoring.nodeExporter.port as well, and both are in the network of the node',
    'a port that nothing else on the nodes listens at',
    'write another port, such as 9101',
  ],
  [
    'a collector whose metrics are in use',
    monitoring('nodeExporter: { collectors: { meminfo: false } }'),
    ':4 monitoring.nodeExporter.collectors.meminfo: alerts, recording rules or dashboards of the platform use its metrics',
    `false for collectors other than ${USED_COLLECTORS.join(', ')}`,
    'remove it; monitoring.nodeExporter.options limits its devices, and monitoring.alerts switches alerts off',
  ],
  [
    'an option and its contrary',
    monitoring('nodeExporter: { options: { netdev.device-include: a, netdev.device-exclude: b } }'),
    ':4 monitoring.nodeExporter.options.netdev.device-exclude: netdev.device-include is set, too, and the node exporter starts with one of them only',
    'netdev.device-include, or netdev.device-exclude',
    'remove one of them',
  ],
  [
    'labels of objects that are not listed',
    monitoring('kubeStateMetrics: { labels: { leases: [app] } }'),
    ':4 monitoring.kubeStateMetrics.labels.leases: kube-state-metrics does not list leases',
    'leases with monitoring.kubeStateMetrics.objects: [leases]',
    'add leases to monitoring.kubeStateMetrics.objects',
  ],
  [
    'all labels after one label',
    monitoring('kubeStateMetrics: { labels: { pods: [app, "*"] } }'),
    ':4 monitoring.kubeStateMetrics.labels.pods: * stands for all labels, and has no effect after another key',
    'the only entry *, or keys',
    'remove *, or all other keys',
  ],
  [
    'a relative directory of text files',
    monitoring('nodeExporter: { textfileDirectory: metrics }'),
    ":4 monitoring.nodeExporter.textfileDirectory: 'metrics' has the wrong form",
    'an absolute path of letters, digits, ., _ and -',
    'write it in this form',
  ],
])('%s is refused', (_, yaml, problem, allowed, fix) => {
  expect(messageAbout(yaml)).toBe(oneMistake(problem, allowed, fix));
});

test('a collector that the pod cannot run is refused', () => {
  expect(messageAbout(monitoring('nodeExporter: { collectors: { systemd: true } }'))).toContain(
    'platform.yaml:4 monitoring.nodeExporter.collectors',
  );
});
