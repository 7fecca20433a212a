import { parse } from 'yaml';
import type { Manifest } from '../../lib/kube/synthesis';

/** An object in a cluster, and the same object as it is applied next. */
export interface UpgradeChange {
  readonly name: string;
  readonly before: Manifest;
  readonly after: Manifest;
  /** Whether the API server refuses it: the checks and the real API server both have to say so. */
  readonly refused: boolean;
}

/** New values by their place, such as `spec.ports.0.port`; undefined removes the field. */
type Edits = Readonly<Record<string, unknown>>;

function edited(manifest: Manifest, edits: Edits): Manifest {
  const copy = structuredClone(manifest) as unknown as Record<string, unknown>;
  for (const [place, value] of Object.entries(edits)) {
    const keys = place.split('.');
    const last = keys.pop() ?? '';
    const parent = keys.reduce<Record<string, unknown>>(
      (current, key) => (current[key] ??= {}) as Record<string, unknown>,
      copy,
    );
    if (value === undefined) delete parent[last];
    else parent[last] = value;
  }
  return copy as unknown as Manifest;
}

const NAMESPACE = 'upgrade';
const CLUSTER_SCOPED = [
  'StorageClass',
  'PriorityClass',
  'RuntimeClass',
  'IngressClass',
  'CSIDriver',
  'ClusterRoleBinding',
  'PersistentVolume',
];

let count = 0;

/** Changes of one object, each of an object of its own. */
function changes(base: string, kept: Readonly<Record<string, Edits>>, refused: Readonly<Record<string, Edits>>) {
  const one = (name: string, edits: Edits, isRefused: boolean): UpgradeChange => {
    const parsed = parse(base) as Manifest;
    count += 1;
    const place = CLUSTER_SCOPED.includes(parsed.kind) ? {} : { namespace: NAMESPACE };
    const before = { ...parsed, metadata: { ...parsed.metadata, ...place, name: `c-${count}` } };
    return { name: `${parsed.kind}: ${name}`, before, after: edited(before, edits), refused: isRefused };
  };
  return [
    ...Object.entries(kept).map(([name, edits]) => one(name, edits, false)),
    ...Object.entries(refused).map(([name, edits]) => one(name, edits, true)),
  ];
}

const POD = `
  metadata: { labels: { app: a } }
  spec:
    restartPolicy: RESTART
    containers:
      - name: a
        image: example/a:1
        ports: [{ name: http, containerPort: 80 }]
        resources: { limits: { cpu: 500m, memory: 64Mi } }
        readinessProbe: { httpGet: { path: /, port: http } }`;

const template = (restart: string): string => POD.replace('RESTART', restart).replaceAll('\n', '\n  ');

const deployment = (kind: string): string => `
apiVersion: apps/v1
kind: ${kind}
metadata: {}
spec:
  selector: { matchLabels: { app: a } }
  template:${template('Always')}`;

const LABELS = { 'spec.selector.matchLabels.app': 'b', 'spec.template.metadata.labels.app': 'b' };

const WORKLOADS = [
  ...changes(
    deployment('Deployment'),
    {
      'nothing changes': {},
      'another image': { 'spec.template.spec.containers.0.image': 'example/a:2' },
      'more pods': { 'spec.replicas': 3 },
      'a strategy, written out': { 'spec.strategy': { type: 'RollingUpdate' } },
      'a further label of the pods': { 'spec.template.metadata.labels.tier': 'web' },
      'an empty list of expressions': { 'spec.selector.matchExpressions': [] },
    },
    {
      'another selector': LABELS,
      'a further label in the selector': {
        'spec.selector.matchLabels.tier': 'web',
        'spec.template.metadata.labels.tier': 'web',
      },
      'another strategy, while the defaults of the first stay': { 'spec.strategy': { type: 'Recreate' } },
      'an expression in the selector': { 'spec.selector.matchExpressions': [{ key: 'app', operator: 'Exists' }] },
    },
  ),
  ...changes(
    `${deployment('Deployment')}
  strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }`,
    { 'another strategy, after all fields of the first': { 'spec.strategy': { type: 'Recreate' } } },
    {},
  ),
  ...changes(
    `${deployment('Deployment')}
  strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 1 } }`,
    { 'another strategy, after a field of the first': { 'spec.strategy': { type: 'Recreate' } } },
    {},
  ),
  ...changes(
    `${deployment('Deployment')}
  strategy: { type: Recreate }`,
    { 'a rolling update after Recreate': { 'spec.strategy': { type: 'RollingUpdate' } } },
    {},
  ),
  ...changes(
    deployment('DaemonSet'),
    { 'another update strategy': { 'spec.updateStrategy': { type: 'OnDelete' } } },
    { 'another selector': LABELS },
  ),
  ...changes(
    deployment('ReplicaSet'),
    {
      'more pods': { 'spec.replicas': 2 },
      'another image': { 'spec.template.spec.containers.0.image': 'example/a:2' },
    },
    { 'another selector': LABELS },
  ),
  ...changes(
    `${deployment('StatefulSet')}
  serviceName: a
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }`,
    {
      'another image': { 'spec.template.spec.containers.0.image': 'example/a:2' },
      'more pods': { 'spec.replicas': 3 },
      'another first ordinal': { 'spec.ordinals': { start: 2 } },
      'claims that go with their pods': { 'spec.persistentVolumeClaimRetentionPolicy': { whenScaled: 'Delete' } },
      'a longer minimum': { 'spec.minReadySeconds': 5 },
      'a longer history': { 'spec.revisionHistoryLimit': 3 },
      'defaults, written out': {
        'spec.podManagementPolicy': 'OrderedReady',
        'spec.volumeClaimTemplates.0.spec.volumeMode': 'Filesystem',
      },
      'the same size in another unit': { 'spec.volumeClaimTemplates.0.spec.resources.requests.storage': '1024Mi' },
    },
    {
      'another update strategy, while the defaults of the first stay': { 'spec.updateStrategy': { type: 'OnDelete' } },
      'another Service': { 'spec.serviceName': 'b' },
      'another selector': LABELS,
      'pods in parallel': { 'spec.podManagementPolicy': 'Parallel' },
      'larger claims': { 'spec.volumeClaimTemplates.0.spec.resources.requests.storage': '2Gi' },
      'another StorageClass of its claims': { 'spec.volumeClaimTemplates.0.spec.storageClassName': 'fast' },
      'a label of its claims': { 'spec.volumeClaimTemplates.0.metadata.labels': { app: 'a' } },
      'no claims': { 'spec.volumeClaimTemplates': undefined },
    },
  ),
  ...changes(
    `
apiVersion: batch/v1
kind: Job
metadata: {}
spec:
  completions: 2
  template:${template('Never')}`,
    {
      'nothing changes': {},
      'more pods at a time': { 'spec.parallelism': 2 },
      'more attempts': { 'spec.backoffLimit': 1 },
      'a deadline': { 'spec.activeDeadlineSeconds': 60 },
      'removed after its end': { 'spec.ttlSecondsAfterFinished': 60 },
      suspended: { 'spec.suspend': true },
      'a default deadline, written out': { 'spec.template.spec.terminationGracePeriodSeconds': 30 },
      'a default protocol, written out': { 'spec.template.spec.containers.0.ports.0.protocol': 'TCP' },
      'defaults of a probe, written out': { 'spec.template.spec.containers.0.readinessProbe.periodSeconds': 10 },
    },
    {
      'another image': { 'spec.template.spec.containers.0.image': 'example/a:2' },
      'a further label of its pods': { 'spec.template.metadata.labels.tier': 'web' },
      'more completions': { 'spec.completions': 3 },
      'indexed completions': { 'spec.completionMode': 'Indexed' },
      'a policy for failures': {
        'spec.podFailurePolicy': { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }] },
      },
      'a request like the limit, which has no default in a template': {
        'spec.template.spec.containers.0.resources.requests': { cpu: '500m' },
      },
      'another request': { 'spec.template.spec.containers.0.resources.requests': { cpu: '100m' } },
    },
  ),
  ...changes(
    `
apiVersion: batch/v1
kind: Job
metadata: {}
spec:
  completions: 2
  parallelism: 2
  completionMode: Indexed
  template:${template('Never')}`,
    { 'indexed, with completions and parallelism alike': { 'spec.completions': 3, 'spec.parallelism': 3 } },
    { 'indexed, with more completions only': { 'spec.completions': 3 } },
  ),
  ...changes(
    `
apiVersion: batch/v1
kind: Job
metadata: {}
spec:
  suspend: true
  template:${template('Never')}`,
    { 'suspended, for other nodes': { 'spec.template.spec.nodeSelector': { disk: 'ssd' } } },
    { 'suspended, with another image': { 'spec.template.spec.containers.0.image': 'example/a:2' } },
  ),
  ...changes(
    `
apiVersion: batch/v1
kind: CronJob
metadata: {}
spec:
  schedule: '0 * * * *'
  jobTemplate:
    spec:
      template:${template('Never').replaceAll('\n', '\n    ')}`,
    {
      'another schedule': { 'spec.schedule': '5 * * * *' },
      'another image': { 'spec.jobTemplate.spec.template.spec.containers.0.image': 'example/a:2' },
    },
    {},
  ),
  ...changes(
    `
apiVersion: v1
kind: Pod
metadata: {}
spec:
  containers: [{ name: a, image: 'example/a:1' }]`,
    {
      'another image': { 'spec.containers.0.image': 'example/a:2' },
      'a deadline': { 'spec.activeDeadlineSeconds': 60 },
    },
    {
      'an argument': { 'spec.containers.0.args': ['x'] },
      'another node': { 'spec.nodeSelector': { disk: 'ssd' } },
      'another account': { 'spec.serviceAccountName': 'other' },
    },
  ),
];

const service = (spec: string): string => `
apiVersion: v1
kind: Service
metadata: {}
spec: { selector: { app: a }, ports: [{ port: 80 }], ${spec} }`;

const SERVICES = [
  ...changes(
    service(''),
    {
      'another selector': { 'spec.selector.app': 'b' },
      'another port': { 'spec.ports.0.port': 81 },
      'node ports': { 'spec.type': 'NodePort' },
      'a load balancer': { 'spec.type': 'LoadBalancer' },
      'the name of a server elsewhere': {
        'spec.type': 'ExternalName',
        'spec.externalName': 'db.example.org',
        'spec.selector': undefined,
      },
    },
    { headless: { 'spec.clusterIP': 'None' }, 'an address': { 'spec.clusterIP': '10.0.0.77' } },
  ),
  ...changes(
    service('clusterIP: None'),
    { 'headless, and no longer written so': { 'spec.clusterIP': undefined } },
    { 'headless, with an address': { 'spec.clusterIP': '10.0.0.78' } },
  ),
  ...changes(
    service('type: LoadBalancer, loadBalancerClass: example.org/a'),
    { 'no load balancer': { 'spec.type': 'ClusterIP', 'spec.loadBalancerClass': undefined } },
    { 'another class of load balancers': { 'spec.loadBalancerClass': 'example.org/b' } },
  ),
];

const STORAGE = [
  ...changes(
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {}
spec: { accessModes: [ReadWriteOnce], storageClassName: expandable, resources: { requests: { storage: 2Gi } } }`,
    {
      'nothing changes': {},
      'the same size in another unit': { 'spec.resources.requests.storage': '2048Mi' },
      'a larger size': { 'spec.resources.requests.storage': '3Gi' },
    },
    {
      'a smaller size': { 'spec.resources.requests.storage': '1Gi' },
      'another StorageClass': { 'spec.storageClassName': 'fixed' },
      'another access mode': { 'spec.accessModes': ['ReadWriteMany'] },
      'another volume mode': { 'spec.volumeMode': 'Block' },
      'a selector': { 'spec.selector': { matchLabels: { disk: 'ssd' } } },
    },
  ),
  ...changes(
    `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {}
spec: { accessModes: [ReadWriteOnce], storageClassName: fixed, resources: { requests: { storage: 2Gi } } }`,
    {},
    { 'a larger size that its StorageClass does not allow': { 'spec.resources.requests.storage': '3Gi' } },
  ),
  ...changes(
    `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {}
provisioner: example.org/disks
parameters: { type: hdd }`,
    { expandable: { allowVolumeExpansion: true }, 'defaults, written out': { reclaimPolicy: 'Delete' } },
    {
      'other parameters': { 'parameters.type': 'ssd' },
      'another provisioner': { provisioner: 'example.org/other' },
      'another reclaim policy': { reclaimPolicy: 'Retain' },
      'another binding mode': { volumeBindingMode: 'WaitForFirstConsumer' },
    },
  ),
  ...changes(
    `
apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata: {}
spec: { attachRequired: true }`,
    { 'with information about pods': { 'spec.podInfoOnMount': true } },
    { 'without attachment': { 'spec.attachRequired': false } },
  ),
];

const sealed = (kind: string, isImmutable: boolean): string => `
apiVersion: v1
kind: ${kind}
metadata: {}
data: { a: Yg== }
immutable: ${isImmutable}`;

const OTHERS = [
  ...['ConfigMap', 'Secret'].flatMap((kind) => [
    ...changes(
      sealed(kind, true),
      { 'immutable, with a label': { 'metadata.labels': { app: 'a' } } },
      { 'immutable, with other data': { 'data.a': 'Yw==' }, 'no longer immutable': { immutable: false } },
    ),
    ...changes(
      sealed(kind, false),
      { 'other data': { 'data.a': 'Yw==' }, 'immutable from now on': { immutable: true } },
      {},
    ),
  ]),
  ...changes(
    sealed('Secret', false),
    { 'its default type, written out': { type: 'Opaque' } },
    { 'another type': { type: 'example.org/key' } },
  ),
  ...['Role', 'ClusterRole'].flatMap((kind) =>
    changes(
      `
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}Binding
metadata: {}
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ kind: ServiceAccount, name: default, namespace: upgrade }]`,
      { 'another account': { 'subjects.0.name': 'other' } },
      { 'another role': { 'roleRef.name': 'edit' } },
    ),
  ),
  ...changes(
    `
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {}
value: 10`,
    {
      'a description': { description: 'Batch.' },
      'defaults, written out': { preemptionPolicy: 'PreemptLowerPriority' },
    },
    { 'another value': { value: 20 }, 'without preemption': { preemptionPolicy: 'Never' } },
  ),
  ...changes(
    `
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {}
spec: { controller: example.org/a }`,
    { 'the default class': { 'metadata.annotations': { 'ingressclass.kubernetes.io/is-default-class': 'true' } } },
    { 'another controller': { 'spec.controller': 'example.org/b' } },
  ),
  ...changes(
    `
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: {}
handler: runc`,
    { overhead: { overhead: { podFixed: { memory: '16Mi' } } } },
    { 'another handler': { handler: 'kata' } },
  ),
  ...changes(
    `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {}
spec: { maxUnavailable: 1, selector: { matchLabels: { app: a } } }`,
    { 'another selector': { 'spec.selector.matchLabels.app': 'b' }, 'another limit': { 'spec.maxUnavailable': 2 } },
    {},
  ),
  ...changes(
    `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {}
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: a }
  maxReplicas: 3`,
    { 'another target': { 'spec.scaleTargetRef.name': 'b' } },
    {},
  ),
];

/** Plural names of a custom resource decide on the name of its definition, so the definitions need names of their own. */
const DEFINITIONS = [
  { name: 'a further short name', edits: { 'spec.names.shortNames': ['w'] }, refused: false },
  { name: 'another scope', edits: { 'spec.scope': 'Cluster' }, refused: true },
  {
    name: 'another kind',
    edits: { 'spec.names.kind': 'Gadget', 'spec.names.listKind': 'GadgetList' },
    refused: true,
  },
].map(({ name, edits, refused }, index): UpgradeChange => {
  const group = `w${index}.example.org`;
  const before = parse(`
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.${group} }
spec:
  group: ${group}
  scope: Namespaced
  names: { kind: Widget, plural: widgets, singular: widget, listKind: WidgetList }
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }]`) as Manifest;
  return { name: `CustomResourceDefinition: ${name}`, before, after: edited(before, edits), refused };
});

/** StorageClasses of the claims, a namespace for all and the account of its pods. */
export const PREPARED: readonly Manifest[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: NAMESPACE } },
  ...[['expandable', true] as const, ['fixed', false] as const].map(([name, allowVolumeExpansion]) => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name },
    provisioner: 'example.org/disks',
    allowVolumeExpansion,
  })),
];

/** Changes of every kind with fields that the API server keeps. */
export const UPGRADE_CHANGES: readonly UpgradeChange[] = [
  ...WORKLOADS,
  ...SERVICES,
  ...STORAGE,
  ...OTHERS,
  ...DEFINITIONS,
];
