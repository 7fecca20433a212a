import { parsePlatform } from '../../lib/load/load';
import { platformJsonSchema } from '../../lib/platform/model';
import { messageAbout, oneMistake } from './message';

interface Property {
  readonly properties?: Readonly<Record<string, Property>>;
}

const { properties: PARTS = {} } = platformJsonSchema() as Property;

/** Components within a part that have resources, and so pods. */
function components({ properties = {} }: Property, path: string): { path: string; keys: string[] }[] {
  const keys = Object.keys(properties);
  return [
    ...(keys.includes('resources') ? [{ path, keys }] : []),
    ...Object.entries(properties).flatMap(([key, inner]) => components(inner, `${path}.${key}`)),
  ];
}

/** Containers in the pods of another component. */
const SIDECARS = ['monitoring.prometheus.thanos'];

test.each(['monitoring', 'logging', 'autoscaling'])('every component of %s has settings of its pods', (part) => {
  const found = components(PARTS[part] ?? {}, part);
  expect(found.length).toBeGreaterThan(1);
  const without = found.filter(({ keys }) => !keys.includes('pods')).map(({ path }) => path);
  expect(without.filter((path) => !SIDECARS.includes(path))).toEqual([]);
});

const pods = (text: string): string => `monitoring:\n  grafana:\n    pods: ${text}\n`;

test.each<[string, string, string, string, string]>([
  [
    'a toleration without a key',
    pods('{ tolerations: [{ value: monitoring }] }'),
    ':3 monitoring.grafana.pods.tolerations[0]: has no key, and operator Equal compares the value of one',
    'a key, or operator: Exists for every taint',
    'add the key of the taint, or operator: Exists',
  ],
  [
    'a value that is never compared',
    pods('{ tolerations: [{ key: a, operator: Exists, value: b }] }'),
    ":3 monitoring.grafana.pods.tolerations[0].value: 'b' is never compared: operator is Exists",
    'value together with operator: Equal',
    'remove value, or write operator: Equal',
  ],
  [
    'a time without an eviction',
    pods('{ tolerations: [{ key: a, value: b, effect: NoSchedule, tolerationSeconds: 60 }] }'),
    ':3 monitoring.grafana.pods.tolerations[0].tolerationSeconds: effect is NoSchedule, and only NoExecute evicts running pods',
    'tolerationSeconds together with effect: NoExecute',
    'add effect: NoExecute, or remove tolerationSeconds',
  ],
  [
    'a label that selects the pods',
    pods("{ labels: { 'app.kubernetes.io/name': mine } }"),
    ':3 monitoring.grafana.pods.labels.app.kubernetes.io/name: the platform sets it',
    'labels with other keys',
    'remove it',
  ],
  [
    'an annotation that scrapes the pods',
    pods("{ annotations: { 'prometheus.io/port': '1' } }"),
    ':3 monitoring.grafana.pods.annotations.prometheus.io/port: the platform sets it',
    'annotations with other keys',
    'remove it',
  ],
  [
    'an affinity with a field that manifests would lack',
    pods(
      '{ affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: a, matchLabelKeys: [b] }] } } }',
    ),
    ':3 monitoring.grafana.pods.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchLabelKeys: the manifests of Deployments would leave the field out: their types are of Kubernetes 1.27',
    'labelSelector',
    'write the labels to labelSelector, or add the field with amendments',
  ],
  [
    'a storage class without claims',
    'persistence: { enabled: false }\nmonitoring:\n  grafana: { storageClassName: fast }\n',
    ':3 monitoring.grafana.storageClassName: there are no claims: persistence.enabled is false',
    'storageClassName together with persistence',
    'remove storageClassName',
  ],
  [
    'a retention of claims without claims',
    'persistence: { enabled: false }\nlogging:\n  elasticsearch: { claimRetention: { whenScaled: Delete } }\n',
    ':3 logging.elasticsearch.claimRetention: there are no claims: persistence.enabled is false',
    'claimRetention together with persistence',
    'remove claimRetention',
  ],
])('%s is refused', (_, yaml, problem, allowed, fix) => {
  expect(messageAbout(yaml)).toBe(oneMistake(problem, allowed, fix));
});

test('an unknown kind of affinity is refused', () => {
  expect(messageAbout(pods('{ affinity: { nodeAfinity: {} } }'))).toContain(
    'platform.yaml:3 monitoring.grafana.pods.affinity.nodeAfinity: ',
  );
});

test('a toleration of every taint, and a limited one, are accepted', () => {
  const tolerations = '[{ operator: Exists }, { key: a, value: b, effect: NoExecute, tolerationSeconds: 0 }]';
  expect(parsePlatform(pods(`{ tolerations: ${tolerations} }`)).platform.monitoring.grafana.pods.tolerations).toEqual([
    { operator: 'Exists' },
    { key: 'a', operator: 'Equal', value: 'b', effect: 'NoExecute', tolerationSeconds: 0 },
  ]);
});
