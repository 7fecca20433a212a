import { readManifests } from '../../lib/manifests/read';
import { findingsIn } from './manifests-of';

/** Rules and problems that a text has among these rules. */
function problems(text: string, ...rules: readonly string[]): string[] {
  return findingsIn(text)
    .filter(({ rule }) => rules.includes(rule))
    .map(({ rule, object, problem }) => `${rule} ${object} ${problem}`);
}

const template = (labels: string): string => `
  template:
    metadata: { labels: ${labels} }
    spec: { containers: [{ name: a, image: registry.example.org/a:1 }] }
`;

/** A workload whose pods have the label app. */
function workload(
  kind: string,
  name: string,
  app: string,
  { selector = `{ matchLabels: { app: ${app} } }` } = {},
): string {
  const apiVersion = kind === 'ReplicationController' ? 'v1' : 'apps/v1';
  const fields = selector === '' ? '' : `  selector: ${selector}\n`;
  return `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name} }\nspec:\n${fields}${template(`{ app: ${app} }`).slice(1)}`;
}

function service(name: string, selector: string): string {
  return `---\napiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { selector: ${selector}, ports: [{ port: 80 }] }\n`;
}

test('a ReplicationController selects by a plain map, and by default its own pods', () => {
  const others = workload('Deployment', 'web', 'web');
  expect(problems(workload('ReplicationController', 'a', 'a', { selector: '{ app: a }' }) + others, 'FS-202')).toEqual(
    [],
  );
  expect(problems(workload('ReplicationController', 'a', 'a', { selector: '' }) + others, 'FS-202')).toEqual([]);
  expect(problems(workload('ReplicationController', 'a', 'a', { selector: '{ app: b }' }) + others, 'FS-202')).toEqual([
    'FS-202 ReplicationController/a its selector selects the pods of no workload',
  ]);
});

test('a Deployment of an early version selects its own pods by default', () => {
  const early = workload('Deployment', 'a', 'a', { selector: '' }).replace('apps/v1', 'extensions/v1beta1');
  expect(problems(early + workload('Deployment', 'web', 'web'), 'FS-202')).toEqual([]);
});

test('two objects of one name are one finding, not also workloads that share their pods', () => {
  const twice = workload('Deployment', 'web', 'web').repeat(2) + service('web', '{ app: web }');
  expect(problems(twice, 'FS-109', 'FS-202', 'FS-203')).toEqual([
    'FS-109 Deployment/web has the same name as the object of web.yaml:2',
  ]);
  expect(problems(twice + workload('Deployment', 'other', 'web'), 'FS-203')).toEqual([
    'FS-203 Service/web selects the pods of 2 workloads: Deployment/web, Deployment/other',
  ]);
});

test('a Service of one pod of a StatefulSet', () => {
  const set = workload('StatefulSet', 'cache', 'cache');
  const one = (pod: string): string => service('one', `{ app: cache, statefulset.kubernetes.io/pod-name: ${pod} }`);
  expect(problems(set + one('cache-0'), 'FS-201')).toEqual([]);
  expect(problems(set + one('cash-0'), 'FS-201')).toEqual([
    'FS-201 Service/one selects no pods in namespace default: app=cache, statefulset.kubernetes.io/pod-name=cash-0',
  ]);
});

test('a claim template takes the place of a volume with its name', () => {
  const set = (claim: string): string =>
    workload('StatefulSet', 'db', 'db').replace(
      'spec: { containers',
      'spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }], containers',
    ) + `  volumeClaimTemplates: [{ metadata: { name: ${claim} }, spec: {} }]\n`;
  expect(problems(set('data'), 'FS-104')).toEqual([]);
  expect(problems(set('other'), 'FS-104')).toEqual([
    "FS-104 StatefulSet/db refers to PersistentVolumeClaim 'data', which is not there",
  ]);
});

test.each([
  ['that is not YAML', 'rules:\n  - seriesQuery: up\n  a: [\n'],
  ['of another form', 'rules:\n  seriesQuery: 3\nresourceRules: [1]\n'],
])('a configuration of prometheus-adapter %s is a finding and ends no check', (_, text) => {
  const indented = text.replace(/^/gm, '    ').trimEnd();
  const map = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: adapter }\ndata:\n  config.yaml: |\n${indented}\n`;
  expect(() => findingsIn(map)).not.toThrow();
});

const read = (files: Readonly<Record<string, string>>): ReturnType<typeof readManifests> =>
  readManifests(Object.entries(files).map(([file, text]) => ({ file, text })));

const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n';

test.each([
  ['an unquoted value', 'metadata: { name: a }\ndata: { a: b }\nspec:\n  size: {{ size }}\n', 1],
  ['an unquoted name', 'metadata:\n  name: {{ name }}\n', 1],
  ['a quoted value', 'metadata: { name: a }\ndata:\n  a: "{{ name }}"\n', 0],
  ['a text', 'metadata: { name: a }\ndata:\n  a: |\n    {{ define "x" }}\n', 0],
])('a template in %s', (_, text, count) => {
  const { templates, broken } = read({ 'a.yaml': `apiVersion: v1\nkind: ConfigMap\n${text}` });
  expect({ templates: templates.length, broken }).toEqual({ templates: count, broken: [] });
});

test('JSON of other programs is passed over, and a broken manifest in JSON is a finding', () => {
  const { otherFiles, broken } = read({
    'a.yaml': CONFIG_MAP,
    'lines.json': '{"a": 1}\n{"a": 2}\n',
    'b.json': '{"apiVersion": "v1", "kind": "ConfigMap"}}',
  });
  expect({ otherFiles, broken: broken.map(({ file }) => file) }).toEqual({ otherFiles: 1, broken: ['b.json'] });
});

test('a definition that only the API server can read is counted', () => {
  const definition =
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: a }\nspec: [1\n';
  const { unknownKinds, broken, otherFiles } = read({ 'a.yaml': definition });
  expect([...unknownKinds]).toEqual([['apiextensions.k8s.io/v1 CustomResourceDefinition', 1]]);
  expect({ broken, otherFiles }).toEqual({ broken: [], otherFiles: 0 });
});

test('a StatefulSet without its Service is a warning', () => {
  const text = workload('StatefulSet', 'db', 'db').replace('spec:\n', 'spec:\n  serviceName: db-headless\n');
  expect(findingsIn(text).filter(({ rule }) => rule === 'FS-105')).toEqual([
    expect.objectContaining({ severity: 'warning', problem: "refers to Service 'db-headless', which is not there" }),
  ]);
});

test('workloads with the same name have their kind in findings', () => {
  const both = workload('Deployment', 'web', 'web') + workload('StatefulSet', 'web', 'web');
  expect(problems(both, 'FS-202')).toEqual([
    'FS-202 Deployment/web its selector selects the pods of Deployment/web, StatefulSet/web',
    'FS-202 StatefulSet/web its selector selects the pods of StatefulSet/web, Deployment/web',
  ]);
});
