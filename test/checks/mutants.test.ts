import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { findingsIn } from './manifests-of';

interface Value {
  [key: string]: unknown;
}

const FILES = ['helm-release.yaml', 'kube-prometheus.yaml', 'kustomize.yaml', 'programs.yaml'];
const textOf = (file: string): string => readFileSync(join(__dirname, 'corpus', file), 'utf8');

/** The objects of a file, those of a list one by one. */
function objectsOf(file: string): Value[] {
  const documents = parseAllDocuments(textOf(file)) as { toJS: () => unknown }[];
  return documents.flatMap((document) => {
    const value = document.toJS() as Value | null;
    return Array.isArray(value?.['items']) ? (value['items'] as Value[]) : value ? [value] : [];
  });
}

test.each(FILES)('%s has no findings', (file) => {
  expect(findingsIn(textOf(file))).toEqual([]);
});

/** Every place of a key in an object, with the object around it. */
function places(value: unknown, key: string): Value[] {
  if (typeof value !== 'object' || value === null) return [];
  return [
    ...(Object.hasOwn(value, key) ? [value as Value] : []),
    ...Object.values(value).flatMap((inner) => places(inner, key)),
  ];
}

/** A kind of mistake: where it is made, and how. */
interface Kind {
  readonly name: string;
  /** Kinds of the objects. @default - all */
  readonly of?: readonly string[];
  /** Keys between the object and the place. @default - anywhere */
  readonly within?: string;
  readonly key: string;
  readonly change: (value: unknown) => unknown;
  /** Whether a finding about an object that depends on the changed one counts. @default false */
  readonly spreads?: boolean;
}

const typo = (value: unknown): unknown => (typeof value === 'string' ? `${value}x` : value);
const gone = (): undefined => undefined;
const inText =
  (from: string | RegExp, to: string) =>
  (value: unknown): unknown =>
    String(value).replace(from, to);
const WORKLOADS = ['Deployment', 'StatefulSet', 'CronJob', 'Pod'];

const KINDS: readonly Kind[] = [
  { name: 'a ConfigMap reference', of: WORKLOADS, within: 'configMap', key: 'name', change: typo },
  { name: 'a ConfigMap of variables', of: WORKLOADS, within: 'configMapRef', key: 'name', change: typo },
  { name: 'a key of a ConfigMap', of: WORKLOADS, within: 'configMapKeyRef', key: 'key', change: typo },
  { name: 'a ConfigMap of a variable', of: WORKLOADS, within: 'configMapKeyRef', key: 'name', change: typo },
  { name: 'a Secret', of: WORKLOADS, key: 'secretName', change: (value) => `other-${String(value)}` },
  { name: 'a Secret of variables', of: WORKLOADS, within: 'secretRef', key: 'name', change: () => 'other' },
  { name: 'a certificate', of: ['Ingress'], key: 'secretName', change: () => 'other-tls' },
  { name: 'a file', of: WORKLOADS, key: 'subPath', change: typo },
  { name: 'a ServiceAccount', of: WORKLOADS, key: 'serviceAccountName', change: typo },
  { name: 'a claim', of: WORKLOADS, key: 'claimName', change: typo },
  { name: 'a class of priority', of: WORKLOADS, key: 'priorityClassName', change: typo },
  { name: 'a class of storage', of: ['PersistentVolumeClaim'], key: 'storageClassName', change: typo },
  { name: 'a class of Gateways', of: ['Gateway'], key: 'gatewayClassName', change: typo },
  { name: 'a mount', of: WORKLOADS, within: 'volumeMounts', key: 'name', change: typo },
  { name: 'a probe', of: WORKLOADS, within: 'httpGet', key: 'port', change: typo },
  { name: 'a probe of TCP', of: WORKLOADS, within: 'tcpSocket', key: 'port', change: typo },
  { name: 'a variable in an argument', of: ['Deployment'], key: 'args', change: () => ['--x=$(LEVLE)'] },
  {
    name: 'a label of pods',
    of: WORKLOADS,
    within: 'template',
    key: 'labels',
    change: () => ({ app: 'other' }),
    spreads: true,
  },
  {
    name: 'a selector of a workload',
    of: ['Deployment', 'StatefulSet'],
    key: 'matchLabels',
    change: () => ({ app: 'other' }),
  },
  {
    name: 'an expression of a selector',
    of: ['Deployment'],
    within: 'matchExpressions',
    key: 'values',
    change: () => ['x'],
  },
  {
    name: 'a selector of a Service',
    of: ['Service'],
    within: 'spec',
    key: 'selector',
    change: () => ({ app: 'other' }),
  },
  {
    name: 'a target port by name',
    of: ['Service'],
    key: 'targetPort',
    change: (value) => (typeof value === 'string' ? typo(value) : 9999),
  },
  {
    name: 'the namespace of a Service',
    of: ['Service'],
    within: 'metadata',
    key: 'namespace',
    change: typo,
    spreads: true,
  },
  { name: 'the name of a Service', of: ['Service'], within: 'metadata', key: 'name', change: typo, spreads: true },
  { name: 'the governing Service', key: 'serviceName', change: typo },
  { name: 'a backend', of: ['Ingress', 'HTTPRoute'], within: 'rules', key: 'name', change: typo },
  {
    name: 'a port of a backend',
    of: ['Ingress', 'HTTPRoute'],
    within: 'rules',
    key: 'port',
    change: (value) => (typeof value === 'number' ? 81 : { number: 81 }),
  },
  { name: 'a listener', key: 'sectionName', change: typo },
  { name: 'a Gateway', within: 'parentRefs', key: 'name', change: typo },
  { name: 'a webhook', of: ['ValidatingWebhookConfiguration'], within: 'service', key: 'name', change: typo },
  { name: 'a role', of: ['RoleBinding', 'ClusterRoleBinding'], within: 'roleRef', key: 'name', change: typo },
  {
    name: 'an account of a binding',
    of: ['RoleBinding', 'ClusterRoleBinding'],
    within: 'subjects',
    key: 'name',
    change: typo,
  },
  {
    name: 'the target of an autoscaler',
    of: ['HorizontalPodAutoscaler'],
    within: 'scaleTargetRef',
    key: 'name',
    change: typo,
  },
  { name: 'requests', of: ['Deployment'], key: 'requests', change: gone, spreads: true },
  { name: 'a selector of a budget', of: ['PodDisruptionBudget'], key: 'matchLabels', change: () => ({ app: 'other' }) },
  {
    name: 'a selector of a policy',
    of: ['NetworkPolicy'],
    within: 'podSelector',
    key: 'matchLabels',
    change: () => ({ app: 'other' }),
  },
  {
    name: 'a selector of a monitor',
    of: ['ServiceMonitor', 'PodMonitor'],
    key: 'matchLabels',
    change: () => ({ app: 'other' }),
  },
  { name: 'a port of a monitor', of: ['ServiceMonitor', 'PodMonitor'], key: 'port', change: typo },
  { name: 'labels of rules', of: ['PrometheusRule'], within: 'metadata', key: 'labels', change: () => ({ role: 'x' }) },
  { name: 'an expression', of: ['PrometheusRule'], key: 'expr', change: (value) => `${String(value)})` },
  { name: 'a duration', of: ['PrometheusRule'], key: 'for', change: () => '10 minutes' },
  { name: 'a shown label', of: ['PrometheusRule'], key: 'summary', change: () => '{{ $labels.pod }} is down.' },
  { name: 'an Alertmanager', of: ['Prometheus'], within: 'alertmanagers', key: 'name', change: typo },
  { name: 'rights', of: ['ClusterRole'], key: 'resources', change: () => ['services'], spreads: true },
  { name: 'a receiver', of: ['AlertmanagerConfig'], key: 'receiver', change: typo },
  { name: 'a number in quotes', key: 'containerPort', change: (value) => `${String(value)}` },
  { name: 'a string without quotes', within: 'env', key: 'value', change: () => 4 },
  { name: 'a misspelt field', of: WORKLOADS, key: 'image', change: gone, spreads: false },
  { name: 'a moving tag', of: WORKLOADS, key: 'image', change: () => 'registry.example.org/web:latest' },
  { name: 'a key of NATS', key: 'nats.conf', change: inText('http_port', 'htp_port') },
  { name: 'a size of NATS', key: 'nats.conf', change: inText('10Gi', '10 Gi') },
  { name: 'a variable of NATS', key: 'nats.conf', change: inText('$SERVER_NAME', '$SERVERNAME') },
  { name: 'a bracket of NATS', key: 'nats.conf', change: inText(']', '') },
  { name: 'a type of data source', key: 'datasource.yaml', change: inText('type: prometheus', 'type: prometeus') },
  { name: 'a switch of a data source', key: 'datasource.yaml', change: inText('isDefault: true', 'isDefault: "yes"') },
  { name: 'a linked data source', key: 'datasource.yaml', change: inText('Uid: prometheus', 'Uid: promethues') },
  { name: 'a version of a file', key: 'provider.yaml', change: inText('apiVersion: 1\n', '') },
  { name: 'a folder of dashboards', key: 'provider.yaml', change: inText('grafana/boards', 'grafana/board') },
  { name: 'a data source of a board', key: 'shop.json', change: inText('"uid": "prometheus"', '"uid": "promethius"') },
  { name: 'a section of grafana.ini', key: 'grafana.ini', change: inText('[server]', '[sever]') },
  { name: 'a line of grafana.ini', key: 'grafana.ini', change: inText('domain = ', 'domain ') },
  { name: 'a parameter of Fluentd', key: 'output.conf', change: inText('chunk_limit_size', 'chunk_limit_szie') },
  { name: 'a word of Fluentd', key: 'output.conf', change: inText('flush_mode interval', 'flush_mode intervals') },
  { name: 'a plugin of Fluentd', key: 'output.conf', change: inText('@type elasticsearch', '@type elasticseach') },
  { name: 'a time of Fluentd', key: 'output.conf', change: inText('5s', '500ms') },
  { name: 'a path of Fluentd', key: 'containers.input.conf', change: inText(/\n *path .*/, '') },
  { name: 'a number of a kubelet', key: 'kubelet', change: inText('110', '"110"') },
  { name: 'a key of a kubelet', key: 'kubelet', change: inText('clusterDNS', 'clusterDns') },
  { name: 'no kind of a component', key: 'kubelet', change: inText(/kind: .*\n/, '') },
  { name: 'a privileged context', of: WORKLOADS, key: 'capabilities', change: gone },
];

interface Mutant {
  readonly title: string;
  readonly text: string;
  readonly object: string;
  readonly spreads: boolean;
}

function mutants(kind: Kind): Mutant[] {
  return FILES.flatMap((file) => {
    const names = objectsOf(file).map(({ kind: name }) => String(name));
    return names.flatMap((name, index) => {
      if (kind.of && !kind.of.includes(name)) return [];
      const count = placesOf(objectsOf(file)[index] ?? {}, kind).length;
      return Array.from({ length: count }, (_, at) => {
        const objects = objectsOf(file);
        const object = objects[index] ?? {};
        const place = placesOf(object, kind)[at] ?? {};
        const { name: id } = object['metadata'] as { name: string };
        const changed = kind.change(place[kind.key]);
        if (changed === undefined) delete place[kind.key];
        else place[kind.key] = changed;
        return {
          title: `${kind.name} of ${name}/${id} in ${file}`,
          text: objects.map((one) => stringify(one, { aliasDuplicateObjects: false })).join('---\n'),
          object: `${name}/${id}`,
          spreads: kind.spreads ?? false,
        };
      });
    });
  });
}

function placesOf(object: Value, { within, key }: Kind): Value[] {
  if (within === undefined) return places(object, key);
  return places(object, within).flatMap((outer) => places(outer[within], key));
}

const MUTANTS = KINDS.flatMap(mutants).filter(
  // Targets of the cluster itself are not in the manifests.
  ({ title }) => !title.includes('ServiceMonitor/kubelet'),
);

test('at least 95 % of the mistakes in the manifests of others are found, with the object that has them', () => {
  const missed = MUTANTS.filter(({ text, object, spreads }) => {
    const found = findingsIn(text);
    return !found.some((one) => spreads || one.object === object);
  });
  expect(KINDS.length).toBeGreaterThanOrEqual(25);
  expect(MUTANTS.length).toBeGreaterThanOrEqual(100);
  const found = MUTANTS.length - missed.length;
  if (found < MUTANTS.length * 0.95) throw new Error(`missed:\n${missed.map(({ title }) => title).join('\n')}`);
});
