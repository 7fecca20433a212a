import { runChecks } from '../../lib/checks/all';
import { dashboards } from '../../lib/checks/read/dashboards';
import { textFilesOf } from '../../lib/kube/config-files';
import { parsePlatform } from '../../lib/load/load';
import { RULE_GROUPS } from '../../lib/mixins';
import { messageAbout } from '../load/message';
import { Manifests } from '../support/platform';

interface Written {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

const rulesOf = (manifests: Manifests): Written[] =>
  manifests.kind('PrometheusRule').flatMap(({ spec }) => {
    const { groups } = spec as { groups: { rules: Written[] }[] };
    return groups.flatMap(({ rules }) => rules);
  });
const boardsOf = (manifests: Manifests): string[] => dashboards(manifests.synthesis).read.map(({ file }) => file);
const groupOf = (name: string) => RULE_GROUPS.find((group) => group.name === name);

/** One platform with every switch off: rendering is slow. */
const switched = Manifests.of(`
cluster: { controlPlane: kubeadm }
monitoring:
  enabled: true
  targets: { apiServer: false, kubelet: false, controllerManager: false, scheduler: false, etcd: false, proxy: false }
  grafana: { disabledBoards: [kubernetes-pod, monitoring-alerts] }
  alertGroups:
    node-exporter: { enabled: false }
    openwhisk-slos: { enabled: false }
    kafka: { labels: { team: streams, tier: a } }
  alerts:
    NodeClockSkewDetected: { enabled: true }
    KafkaConsumerGroupLagging: { labels: { team: shop }, warning: { labels: { shift: night } } }
`);
const rules = rulesOf(switched);
const alertsWritten = rules.flatMap(({ alert }) => alert ?? []);

describe('a program of Kubernetes that is not scraped', () => {
  test('has no monitor, rule, query or dashboard, and nothing else refers to it', () => {
    expect(switched.kind('ServiceMonitor').map(({ metadata }) => metadata.name)).toEqual(['owdev-coredns']);
    const jobs = /job="(apiserver|kubelet|kube-controller-manager|kube-scheduler|etcd|kube-proxy)"/;
    expect(rules.filter(({ expr }) => jobs.test(expr))).toEqual([]);
    const queries = dashboards(switched.synthesis).read.flatMap((board) => board.queries);
    expect(queries.filter(({ expr }) => jobs.test(expr))).toEqual([]);
    expect(boardsOf(switched)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/kubernetes-(apiserver|kubelet|scheduler|etcd|kube-proxy)/)]),
    );
    expect(runChecks(switched.synthesis)).toEqual([]);
  });

  test('is not listed by the operator, which has no permission to do so', () => {
    expect(JSON.stringify(switched.container('prometheus-operator')['args'])).not.toContain('kubelet');
    const roles = switched.kind('Role').filter(({ metadata }) => metadata.namespace === 'monitoring');
    expect(JSON.stringify(roles)).not.toContain('endpointslices","verbs":["get","list","create"');
  });
});

describe('a group of alerts', () => {
  test('is left out except for enabled alerts, and its recorded series stay', () => {
    const ofGroup = Object.keys(groupOf('node-exporter')?.alerts ?? {});
    expect(ofGroup.length).toBeGreaterThan(10);
    expect([...new Set(alertsWritten.filter((alert) => ofGroup.includes(alert)))]).toEqual(['NodeClockSkewDetected']);
    expect(alertsWritten).not.toContain('OpenWhiskInvocationErrorBudgetBurn');
    expect(rules.map(({ record }) => record)).toContain('openwhisk_invocation:errors:rate5m');
  });

  test('has labels, and labels of an alert or a severity replace them', () => {
    const labels = (name: string) => rules.filter(({ alert }) => alert === name).map((rule) => rule.labels);
    expect(labels('KafkaBrokerLost')).toEqual([expect.objectContaining({ team: 'streams', tier: 'a' })]);
    expect(labels('KafkaConsumerGroupLagging')).toEqual([
      { severity: 'warning', team: 'shop', tier: 'a', shift: 'night' },
    ]);
  });
});

describe('a disabled dashboard', () => {
  test('is left out, with the links to it', () => {
    expect(boardsOf(switched)).toContain('kubernetes-nodes-cluster.json');
    expect(boardsOf(switched)).not.toContain('kubernetes-pod.json');
    expect(boardsOf(switched)).not.toContain('monitoring-alerts.json');
    const texts = switched.kind('ConfigMap').flatMap((configMap) => Object.values(textFilesOf(configMap)));
    const targets = texts.flatMap((text) =>
      [...text.matchAll(/"url":"\/d\/([\w-]+)\?/g)].map(([, uid]) => `${uid}.json`),
    );
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter((file) => !boardsOf(switched).includes(file))).toEqual([]);
  });
});

test.each([
  [
    'an unknown group',
    'alertGroups: { kubernetes-sorage: { enabled: false } }',
    ":3 monitoring.alertGroups.kubernetes-sorage: unknown key 'kubernetes-sorage'",
    'write kubernetes-storage',
  ],
  [
    'an unknown dashboard',
    'grafana: { disabledBoards: [kubernetes-pods] }',
    ":3 monitoring.grafana.disabledBoards[0]: 'kubernetes-pods' is not possible",
    'write kubernetes-pod',
  ],
  [
    'an unknown program',
    'targets: { kublet: false }',
    ":3 monitoring.targets.kublet: unknown key 'kublet'",
    'write kubelet',
  ],
  [
    'a label of the platform',
    'alerts: { KafkaBrokerLost: { labels: { severity: critical } } }',
    ":3 monitoring.alerts.KafkaBrokerLost.labels.severity: the platform sets the label 'severity'",
    'write the key severity of the alert instead',
  ],
  [
    'a label of the platform for a group',
    'alertGroups: { kafka: { labels: { alertname: a } } }',
    ":3 monitoring.alertGroups.kafka.labels.alertname: the platform sets the label 'alertname'",
    'remove it',
  ],
])('%s is a mistake with the line and a fix', (_, line, problem, fix) => {
  const message = messageAbout(`monitoring:\n  enabled: true\n  ${line}\n`);
  expect(message).toContain(problem);
  expect(message).toContain(`fix: ${fix}`);
});

test('a label named like a property of every object is a label', () => {
  const labels = '{ labels: { toString: a, valueOf: b } }';
  const { alerts, alertGroups } = parsePlatform(
    `monitoring:\n  alerts: { KafkaBrokerLost: ${labels} }\n  alertGroups: { kafka: ${labels} }\n`,
  ).platform.monitoring;
  expect(alerts.KafkaBrokerLost?.labels).toEqual({ toString: 'a', valueOf: 'b' });
  expect(alertGroups.kafka?.labels).toEqual({ toString: 'a', valueOf: 'b' });
});
