import { budgets, scalerLimits } from '../../../lib/checks/workloads/budgets';
import { replacement } from '../../../lib/checks/workloads/replacement';
import { linesOf, subjectOf } from '../../support/subject';

const lines = (...documents: readonly string[]): string[] =>
  linesOf(subjectOf(documents.join('---\n')), budgets, scalerLimits, replacement);

const workload = (
  spec: string,
  { kind = 'Deployment', name = 'web', pod = '', labels = '{ app: web }' } = {},
): string =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: { ${spec} template: { metadata: { labels: ${labels} }, spec: { ${pod} containers: [] } } }\n`;

const budget = (
  spec: string,
  { name = 'web', annotations = '{}', selector = '{ matchLabels: { app: web } }' } = {},
): string =>
  `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: ${name}, annotations: ${annotations} }\nspec: { ${spec}, selector: ${selector} }\n`;

const claim = (mode: string): string =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data }\nspec: { accessModes: [${mode}] }\n`;

const VOLUME = 'volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }],';

const scaler = (spec: string): string =>
  `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\nspec: { scaleTargetRef: { kind: Deployment, name: web }, ${spec} }\n`;

const at = 'PodDisruptionBudget/web';

test.each<[string, string[], string]>([
  [
    'as many pods as there are',
    [workload('replicas: 3,'), budget('minAvailable: 3')],
    `FS-320 ${at}: minAvailable: 3 of 3 pods lets none be evicted: no node with one of them can be drained; write maxUnavailable: 1`,
  ],
  [
    'a percentage that is rounded up to all',
    [workload('replicas: 3,'), budget('minAvailable: "67%"')],
    `FS-320 ${at}: minAvailable: "67%" of 3 pods lets none be evicted: no node with one of them can be drained; write maxUnavailable: 1`,
  ],
  [
    'none unavailable',
    [workload('replicas: 3,'), budget('maxUnavailable: "0%"')],
    `FS-320 ${at}: maxUnavailable: "0%" of 3 pods lets none be evicted: no node with one of them can be drained; write maxUnavailable: 1`,
  ],
  [
    'the least number of an autoscaler',
    [workload(''), scaler('minReplicas: 2, maxReplicas: 5'), budget('minAvailable: 2')],
    `FS-320 ${at}: minAvailable: 2 of 2 pods lets none be evicted: no node with one of them can be drained; write maxUnavailable: 1`,
  ],
  [
    'the pods of a DaemonSet in percent',
    [workload('', { kind: 'DaemonSet' }), budget('maxUnavailable: 1')],
    `FS-320 ${at}: counts the pods of DaemonSet/web, whose number the controller does not read: no pod may be evicted; write minAvailable as a number, or leave these pods out`,
  ],
  [
    'a single pod',
    [workload(''), budget('minAvailable: 1')],
    `FS-321 ${at}: minAvailable: 1 keeps the only pod on its node: no node with it can be drained; write maxUnavailable: 1, or say by the annotation faas-stack/no-evictions why`,
  ],
  [
    'two workloads',
    [workload('replicas: 2,'), workload('replicas: 2,', { name: 'api' }), budget('maxUnavailable: 1')],
    `FS-323 ${at}: counts the pods of Deployment/web, Deployment/api together: all pods of one may be evicted while the other ones run; write one budget per workload`,
  ],
  [
    'pods with another budget',
    [workload('replicas: 2,'), budget('maxUnavailable: 1'), budget('maxUnavailable: 1', { name: 'b' })],
    'FS-322 PodDisruptionBudget/b: selects pods of Deployment/web, as PodDisruptionBudget/web does: the API server evicts no pod with two budgets; leave one budget per pod',
  ],
])('a budget with %s is a finding', (_, documents, line) => expect(lines(...documents)).toEqual([line]));

test.each<[string, string[], string]>([
  [
    'may neither add nor end a pod',
    [workload('strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: "0%" } },')],
    'FS-325 Deployment/web: may neither start a new pod nor end an old one: maxSurge and maxUnavailable are 0; write maxSurge: 1',
  ],
  [
    'may end no pod of a DaemonSet',
    [workload('updateStrategy: { rollingUpdate: { maxUnavailable: 0 } },', { kind: 'DaemonSet' })],
    'FS-325 DaemonSet/web: may neither start a new pod nor end an old one: maxSurge and maxUnavailable are 0; write maxSurge: 1',
  ],
  [
    'has a claim of one node for two pods',
    [workload('replicas: 2,', { pod: VOLUME }), claim('ReadWriteOnce')],
    "FS-326 Deployment/web: mounts claim 'data' (ReadWriteOnce) in 2 pods, and only one node can mount it; write a StatefulSet with volumeClaimTemplates, or replicas: 1",
  ],
  [
    'adds a pod that needs the claim of the old one',
    [workload('', { pod: VOLUME }), claim('ReadWriteOnce')],
    "FS-327 Deployment/web: starts a new pod before it ends the old one, which holds claim 'data' (ReadWriteOnce): on another node, the new pod waits forever; write strategy: { type: Recreate }",
  ],
  [
    'spreads by labels of others',
    [
      workload('', {
        pod: 'topologySpreadConstraints: [{ topologyKey: zone, labelSelector: { matchLabels: { app: api } } }],',
      }),
    ],
    'FS-328 Deployment/web: spreads by labels that its own pods lack, over zone: it spreads nothing; select the labels of the pods themselves',
  ],
  [
    'stays away from pods that nothing makes',
    [
      workload('', {
        pod: 'affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: host, labelSelector: { matchLabels: { app: api } } }] } },',
      }),
    ],
    'FS-328 Deployment/web: stays away from pods by labels that no pod has, over host; correct the labelSelector of its podAntiAffinity',
  ],
  [
    'has a scaler with a minimum above its maximum',
    [workload(''), scaler('minReplicas: 4, maxReplicas: 3')],
    'FS-329 HorizontalPodAutoscaler/web: wants at least 4 and at most 3 pods of web; write maxReplicas: 4 or more',
  ],
])('a workload that %s is a finding', (_, documents, line) => expect(lines(...documents)).toEqual([line]));

test.each<[string, string[]]>([
  ['one unavailable', [workload('replicas: 3,'), budget('maxUnavailable: 1')]],
  ['a percentage that leaves one', [workload('replicas: 4,'), budget('minAvailable: "75%"')]],
  ['one of ten percent, rounded up', [workload('replicas: 2,'), budget('maxUnavailable: "10%"')]],
  ['no pods here', [budget('minAvailable: 1')]],
  ['no pods at all', [workload('replicas: 0,'), budget('minAvailable: 1')]],
  ['a reason', [workload(''), budget('maxUnavailable: 0', { annotations: '{ faas-stack/no-evictions: manual }' })]],
  ['a number for a DaemonSet', [workload('', { kind: 'DaemonSet' }), budget('minAvailable: 1')]],
  ['a claim that is recreated', [workload('strategy: { type: Recreate },', { pod: VOLUME }), claim('ReadWriteOnce')]],
  ['a claim for many nodes', [workload('replicas: 2,', { pod: VOLUME }), claim('ReadWriteMany')]],
  [
    'a claim whose pod ends first',
    [
      workload('strategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },', { pod: VOLUME }),
      claim('ReadWriteOnce'),
    ],
  ],
  [
    'its own labels',
    [
      workload('', {
        pod: 'topologySpreadConstraints: [{ topologyKey: zone, labelSelector: { matchLabels: { app: web } } }],',
      }),
    ],
  ],
])('%s is fine', (_, documents) => expect(lines(...documents)).toEqual([]));
