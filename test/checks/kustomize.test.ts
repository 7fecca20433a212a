import { runChecks } from '../../lib/checks/all';
import { readManifests } from '../../lib/manifests/read';

/** Files that are passed over because of kustomizations, and the objects that are checked. */
function reading(files: Readonly<Record<string, string>>): {
  readonly kustomized: readonly string[];
  readonly checked: readonly string[];
} {
  const { kustomized, subject } = readManifests(Object.entries(files).map(([file, text]) => ({ file, text })));
  return { kustomized, checked: subject.objects.map(({ manifest }) => manifest.metadata.name) };
}

const object = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n`;
const kustomization = (fields: string): string =>
  `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${fields}`;

test('patches are parts of objects', () => {
  expect(
    reading({
      'k/kustomization.yaml': kustomization('patchesStrategicMerge: [a.yaml]\n'),
      'k/a.yaml': object('a'),
      'k/b.yaml': object('b'),
    }),
  ).toEqual({ kustomized: ['k/a.yaml'], checked: ['b'] });
});

test.each([
  'commonLabels: { app: a }',
  'namePrefix: dev-',
  'patches: [{ path: patch.yaml }]',
  'configMapGenerator: [{ name: c }]',
  'labels: [{ pairs: { app: a }, includeSelectors: true }]',
])('%s changes the resources, and the resources of other folders', (fields) => {
  expect(
    reading({
      'k/over/kustomization.yml': kustomization(`resources: [../base/, own.yaml]\n${fields}\n`),
      'k/over/own.yaml': object('own'),
      'k/base/kustomization.yaml': kustomization('resources: [base.yaml, ../over]\n'),
      'k/base/base.yaml': object('base'),
      'k/base/other.yaml': object('other'),
    }),
  ).toEqual({ kustomized: ['k/over/own.yaml', 'k/base/base.yaml'], checked: ['other'] });
});

test.each([
  'namespace: a',
  'images: [{ name: a, newTag: "1" }]',
  'labels: [{ pairs: { app: a } }]',
  'resources: nothing',
  'patches: [3, { patch: x }, { path: [] }]\nresources: [3]',
])('%s changes nothing that the checks look at', (fields) => {
  const resources = fields.includes('resources') ? '' : 'resources: [a.yaml]\n';
  expect(reading({ 'kustomization.yaml': kustomization(`${resources}${fields}\n`), 'a.yaml': object('a') })).toEqual({
    kustomized: [],
    checked: ['a'],
  });
});

test('what kustomize makes may be referred to', () => {
  const pod = (name: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: { containers: [{ name: p, image: a:1, envFrom: [{ configMapRef: { name: ${name} } }] }] }\n`;
  const rules = (name: string): string[] =>
    runChecks(
      readManifests([
        { file: 'kustomization.yaml', text: kustomization('resources: [a.yaml]\nnameSuffix: x\n') },
        { file: 'a.yaml', text: object('made') },
        { file: 'pod.yaml', text: pod(name) },
      ]).subject,
    ).map(({ rule }) => rule);
  expect(rules('made')).not.toContain('FS-101');
  expect(rules('missing')).toContain('FS-101');
});
