import { findingsIn } from './manifests-of';

const made = (apiVersion: string, kind: string, name: string, fields = ''): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name} }\n${fields}\n---\n`;

const CLASSES = [
  made('storage.k8s.io/v1', 'StorageClass', 'fast', 'provisioner: example.org/disk'),
  made('scheduling.k8s.io/v1', 'PriorityClass', 'high', 'value: 1000'),
  made('node.k8s.io/v1', 'RuntimeClass', 'sandbox', 'handler: sandbox'),
  made('networking.k8s.io/v1', 'IngressClass', 'public', 'spec: { controller: example.org/proxy }'),
  made('gateway.networking.k8s.io/v1', 'GatewayClass', 'edge', 'spec: { controllerName: example.org/proxy }'),
].join('');

const claim = (spec: string, metadata = ''): string =>
  made('v1', 'PersistentVolumeClaim', 'data', `spec: { resources: { requests: { storage: 1Gi } }, ${spec} }`).replace(
    '{ name: data }',
    `{ name: data, ${metadata} }`,
  );
const statefulSet = (className: string): string =>
  made(
    'apps/v1',
    'StatefulSet',
    'db',
    `spec: { volumeClaimTemplates: [{ metadata: { name: data }, spec: { storageClassName: ${className} } }] }`,
  );
const pod = (spec: string): string =>
  made('v1', 'Pod', 'web', `spec: { ${spec}, containers: [{ name: web, image: 'web:1.4' }] }`);
const gateway = (name: string): string =>
  made('gateway.networking.k8s.io/v1', 'Gateway', 'edge', `spec: { gatewayClassName: ${name} }`);
const ingress = (name: string): string =>
  made('networking.k8s.io/v1', 'Ingress', 'web', `spec: { ingressClassName: ${name} }`);
const prometheus = (name: string): string =>
  made(
    'monitoring.coreos.com/v1',
    'Prometheus',
    'main',
    `spec: { storage: { volumeClaimTemplate: { spec: { storageClassName: ${name} } } } }`,
  );

const problems = (text: string, external: readonly string[] = []): string[] =>
  findingsIn(text, { external })
    .filter(({ rule }) => rule === 'FS-113')
    .map(({ severity, object, line, problem, fix }) => `${severity} ${object}:${line} ${problem}; ${fix}`);

const lineOf = (text: string): number => CLASSES.split('\n').length + text.split('\n').length - 1;
const ADD = 'correct the name, add it, or declare with --external what makes it';

test.each([
  [
    claim('storageClassName: fsat'),
    `PersistentVolumeClaim/data:${lineOf('\n\n\n')} refers to StorageClass 'fsat'`,
    'write fast',
  ],
  [statefulSet('slow'), `StatefulSet/db:${lineOf('\n\n\n')} refers to StorageClass 'slow'`, ADD],
  [prometheus('slow'), `Prometheus/main:${lineOf('\n\n\n')} refers to StorageClass 'slow'`, ADD],
  [pod('priorityClassName: hihg'), `Pod/web:${lineOf('\n\n\n')} refers to PriorityClass 'hihg'`, 'write high'],
  [pod('runtimeClassName: sandobx'), `Pod/web:${lineOf('\n\n\n')} refers to RuntimeClass 'sandobx'`, 'write sandbox'],
  [ingress('publci'), `Ingress/web:${lineOf('\n\n\n')} refers to IngressClass 'publci'`, 'write public'],
  [gateway('egde'), `Gateway/edge:${lineOf('\n\n\n')} refers to GatewayClass 'egde'`, 'write edge'],
])('%s', (text, problem, fix) => {
  expect(problems(CLASSES + text)).toEqual([`warning ${problem}, which is not there; ${fix}`]);
});

test.each([
  ['a class of the manifests', CLASSES + claim('storageClassName: fast') + gateway('edge') + ingress('public')],
  ['classes of the cluster', CLASSES + claim('storageClassName: gp3') + pod('priorityClassName: system-node-critical')],
  ['no class at all', claim('storageClassName: slow') + ingress('nginx') + gateway('any')],
  ['a claim without a class', CLASSES + claim("storageClassName: ''")],
  ['a claim that names its volume', CLASSES + claim('storageClassName: disk, volumeName: one')],
  [
    'the class of a volume',
    CLASSES +
      made('v1', 'PersistentVolume', 'one', 'spec: { storageClassName: disk }') +
      claim('storageClassName: disk'),
  ],
])('accepted: %s', (_, text) => {
  expect(problems(text)).toEqual([]);
});

test('classes that --external declares are the known ones', () => {
  const text = claim('storageClassName: slow') + ingress('nginx');
  expect(problems(text, ['StorageClass/slow'])).toEqual([]);
  expect(problems(text, ['StorageClass/fast'])).toEqual([
    `warning PersistentVolumeClaim/data:4 refers to StorageClass 'slow', which is not there; ${ADD}`,
  ]);
});

test('the annotation of a claim names a class as the field does', () => {
  const text = claim('', 'annotations: { volume.beta.kubernetes.io/storage-class: slow }');
  expect(problems(CLASSES + text)).toHaveLength(1);
});
