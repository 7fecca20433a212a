import { apiVersions } from '../../../lib/checks/api-versions';
import { data } from '../../../lib/checks/upgrade/data';
import { immutableFields } from '../../../lib/checks/upgrade/immutable';
import { scalingChanges } from '../../../lib/checks/upgrade/scaling';
import { serviceChanges } from '../../../lib/checks/upgrade/service';
import { strategyChanges } from '../../../lib/checks/upgrade/strategy';
import { linesOf, subjectOf } from '../../support/subject';

const CHECKS = [apiVersions, immutableFields, data, serviceChanges, strategyChanges, scalingChanges];

const upgrade = (before: string, after: string): string[] =>
  linesOf({ ...subjectOf(after), before: subjectOf(before) }, ...CHECKS);

const KEPT = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: kept }\n';

const object = (kind: string, name: string, spec: string, apiVersion = 'v1'): string =>
  `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: ${spec}\n`;

const deployment = (spec: string, labels = '{ app: web }'): string =>
  object(
    'Deployment',
    'web',
    `{ ${spec} selector: { matchLabels: { app: web } }, template: { metadata: { labels: ${labels} }, spec: { containers: [] } } }`,
    'apps/v1',
  );

const claim = (size: string, rest = ''): string =>
  object('PersistentVolumeClaim', 'data', `{ resources: { requests: { storage: ${size} } } ${rest} }`);

const set = (name: string): string =>
  object(
    'StatefulSet',
    name,
    '{ volumeClaimTemplates: [{ metadata: { name: data } }, { metadata: { name: log } }] }',
    'apps/v1',
  );

const service = (spec: string): string => object('Service', 'web', `{ ${spec} }`);

const budget = object(
  'PodDisruptionBudget',
  'web',
  '{ maxUnavailable: 1, selector: { matchLabels: { app: web } } }',
  'policy/v1',
);
const scaler = object(
  'HorizontalPodAutoscaler',
  'web',
  '{ scaleTargetRef: { kind: Deployment, name: web }, maxReplicas: 5 }',
  'autoscaling/v2',
);

const ANOTHER_SERVICE = 'write a Service with another name beside it, or delete the old one before you apply';

test.each<[string, string, string, string]>([
  [
    'a selector',
    deployment(''),
    deployment('').replace('matchLabels: { app: web }', 'matchLabels: { app: new }'),
    'FS-802 Deployment/web: changes spec.selector, which cannot change; keep the selector; or write the workload under another name, and remove this one once the new pods are ready',
  ],
  [
    'a Job',
    object('Job', 'init', '{ template: { spec: { containers: [{ image: "a:1" }] } } }', 'batch/v1'),
    object('Job', 'init', '{ template: { spec: { containers: [{ image: "a:2" }] } } }', 'batch/v1'),
    'FS-806 Job/init: changes spec.template of a Job, which cannot change: the new Job would not run; give the Job another name, or delete the old one before you apply',
  ],
  [
    'a smaller claim',
    claim('2Gi'),
    claim('1Gi'),
    'FS-804 PersistentVolumeClaim/data: shrinks from 2Gi to 1Gi, and no claim can shrink; create a claim with another name, and copy the data',
  ],
  [
    'a claim that its StorageClass does not expand',
    claim('1Gi', ', storageClassName: fixed'),
    `${claim('2Gi', ', storageClassName: fixed')}---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: { name: fixed }\n`,
    "FS-804 PersistentVolumeClaim/data: grows from 1Gi to 2Gi, and its StorageClass 'fixed' does not allow expansion; set allowVolumeExpansion: true in StorageClass 'fixed'",
  ],
  [
    'a claim with another class',
    claim('1Gi', ', storageClassName: a'),
    claim('1Gi', ', storageClassName: b'),
    'FS-804 PersistentVolumeClaim/data: changes spec.storageClassName of a claim, which cannot change; create a claim with another name, and copy the data',
  ],
  [
    'a claim that is left out',
    claim('1Gi'),
    KEPT,
    'FS-805 PersistentVolumeClaim/data: is left out: its data is unused from now on, or deleted with it; keep it, or save its data before you delete it',
  ],
  [
    'a namespace that is left out',
    object('Namespace', 'shop', '{}'),
    KEPT,
    'FS-805 Namespace/shop: is left out: deleting it deletes everything in it, claims included; keep it in the manifests',
  ],
  [
    'a StatefulSet that is left out',
    set('db'),
    KEPT,
    'FS-805 StatefulSet/db: is left out: its claims (data-db-0, log-db-0 and so on) stay without a user; delete the claims if nothing needs their data',
  ],
  [
    'a StatefulSet with another name',
    set('db'),
    set('database'),
    'FS-805 StatefulSet/db: is left out, and StatefulSet/database starts without its data: the claims (data-db-0, log-db-0 and so on) belong to the old name; keep the name db, or move the data into the claims of database',
  ],
  [
    'a Service with another type',
    service('type: LoadBalancer'),
    service('type: ClusterIP'),
    'FS-808 Service/web: becomes a Service of type ClusterIP, and loses the address of its load balancer and its node ports; keep type: LoadBalancer, or move the clients to another Service first',
  ],
  [
    'a Service that stays headless',
    service('clusterIP: None'),
    service('type: ClusterIP'),
    `FS-808 Service/web: leaves clusterIP: None out, and stays headless: the API server keeps the address of a Service; ${ANOTHER_SERVICE}`,
  ],
  [
    'a Service with an address',
    service('clusterIP: None'),
    service('clusterIP: 10.0.0.1'),
    `FS-802 Service/web: changes spec.clusterIP to 10.0.0.1, and a Service keeps its address; ${ANOTHER_SERVICE}`,
  ],
  [
    'a port of a Service that is left out',
    service('ports: [{ port: 80 }, { port: 443 }]'),
    service('ports: [{ port: 443 }]'),
    'FS-808 Service/web: no longer has port 80, which clients may use; keep the port beside the new one until every client uses that one',
  ],
  [
    'another node port',
    service('ports: [{ port: 80, nodePort: 30080 }]'),
    service('ports: [{ port: 80, nodePort: 30081 }]'),
    'FS-808 Service/web: moves port 80 from node port 30080 to 30081; keep the node port, or change the clients outside the cluster with it',
  ],
  [
    'a Service that selects only new pods',
    `${deployment('')}${service('selector: { app: web }')}`,
    `${deployment('', '{ app: web, version: "2" }')}${service('selector: { app: web, version: "2" }')}`,
    'FS-811 Service/web: selects none of the pods that run now: it leads nowhere until new pods are ready; give the pods the new labels in one step, and change the selector in the next',
  ],
  [
    'a number of pods that an autoscaler takes over',
    deployment('replicas: 3,'),
    `${deployment('')}${scaler}`,
    'FS-809 Deployment/web: leaves replicas: 3 to an autoscaler: the next apply would scale it to 1; hand the field over first: kubectl apply --server-side --field-manager=hpa --force-conflicts with the replicas alone',
  ],
  [
    'a budget that is left out',
    `${deployment('')}${budget}`,
    deployment(''),
    'FS-810 PodDisruptionBudget/web: is left out: draining nodes may then evict all pods of Deployment/web at once; keep it, or write another one for these pods',
  ],
  [
    'another strategy',
    deployment(''),
    deployment('strategy: { type: Recreate },'),
    'FS-812 Deployment/web: changes spec.strategy to Recreate, while apply keeps spec.strategy.rollingUpdate.maxSurge and spec.strategy.rollingUpdate.maxUnavailable of the cluster; remove spec.strategy.rollingUpdate first: kubectl patch with {"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}',
  ],
])('%s is a finding', (_, before, after, line) => expect(upgrade(before, after)).toEqual([line]));

test.each<[string, string, string]>([
  [
    'a larger claim of an unknown StorageClass',
    claim('1Gi', ', storageClassName: x'),
    claim('2Gi', ', storageClassName: x'),
  ],
  ['a new StatefulSet', KEPT, set('db')],
  ['a budget that is left out with its pods', `${deployment('')}${budget}`, KEPT],
  [
    'a budget with another name',
    `${deployment('')}${budget}`,
    `${deployment('')}${budget.replace('name: web', 'name: b')}`,
  ],
  ['an autoscaler of one pod', deployment(''), `${deployment('')}${scaler}`],
  ['an autoscaler that was there', `${deployment('replicas: 3,')}${scaler}`, `${deployment('')}${scaler}`],
  ['a Service that becomes a load balancer', service('type: NodePort'), service('type: LoadBalancer')],
  [
    'an object in a newer version',
    object('Ingress', 'web', '{}', 'extensions/v1beta1'),
    object('Ingress', 'web', '{}', 'networking.k8s.io/v1'),
  ],
])('%s has no finding', (_, before, after) => expect(upgrade(before, after)).toEqual([]));

const definition = `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.org }
spec: { group: example.org, names: { kind: Widget }, versions: [{ name: v1, served: true }, { name: v1alpha1, served: false }] }
`;

test('a version of the API that the cluster serves no longer is a finding, from that version on', () => {
  const volumes = object('VolumeAttributesClass', 'fast', '{}', 'storage.k8s.io/v1beta1');
  const jobs = object('CronJob', 'backup', '{}', 'batch/v1beta1');
  const lines = (kubernetesVersion?: string): string[] =>
    linesOf(subjectOf(`${volumes}${jobs}`, { kubernetesVersion }), apiVersions);
  const backup =
    'FS-803 CronJob/backup: is written in batch/v1beta1, which Kubernetes serves no longer from 1.25 on; write it in batch/v1';
  expect(lines('1.24')).toEqual([]);
  expect(lines('1.36')).toEqual([backup]);
  expect(lines('1.37')).toEqual([
    'FS-803 VolumeAttributesClass/fast: is written in storage.k8s.io/v1beta1, which Kubernetes serves no longer from 1.37 on; write it in storage.k8s.io/v1',
    backup,
  ]);
  // Every supported version lacks it.
  expect(lines()).toEqual([backup]);
});

test('a custom resource in a version that its definition does not serve is a finding', () => {
  const widget = (version: string): string => `${definition}${object('Widget', 'a', '{}', `example.org/${version}`)}`;
  expect(linesOf(subjectOf(widget('v1')), apiVersions)).toEqual([]);
  expect(linesOf(subjectOf(widget('v1alpha1')), apiVersions)).toEqual([
    'FS-807 Widget/a: is written in version v1alpha1, which CustomResourceDefinition/widgets.example.org does not serve; write one of its versions: v1',
  ]);
});

test('manifests with other types than expected have no finding, and stop no check', () => {
  const odd = ['null', '3', '"text"', '[1]', '{ selector: null, ports: 3, template: [], resources: { requests: 1 } }'];
  const kinds = ['Service', 'Deployment', 'Job', 'Pod', 'PersistentVolumeClaim', 'StatefulSet', 'PodDisruptionBudget'];
  for (const kind of kinds)
    for (const one of odd)
      for (const other of odd) expect(() => upgrade(object(kind, 'a', one), object(kind, 'a', other))).not.toThrow();
});
