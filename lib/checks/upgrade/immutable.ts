import { finding, type Check, type Finding } from '../finding';
import { fieldsOf, itemsAt, textAt, valueAt } from '../read/loose';
import type { CheckedObject } from '../subject';
import type { Manifest } from '../../kube/synthesis';
import { isSame } from './equality';
import { changesOf } from './changes';

/** A field that the API server keeps, and what to do instead. */
interface Immutable {
  /** Keys that lead to it. */
  readonly path: readonly string[];
  /** @default - delete the object and create it with the new value */
  readonly fix?: string;
  /** Whether it can change nevertheless. @default - never */
  readonly unless?: (before: Manifest, after: Manifest) => boolean;
}

const field = (path: string, rest: Omit<Immutable, 'path'> = {}): Immutable => ({ path: path.split('.'), ...rest });

const NEW_WORKLOAD =
  'keep the selector; or write the workload under another name, and remove this one once the new pods are ready';
const ORPHAN = 'delete the StatefulSet with --cascade=orphan, which keeps its pods and claims, and apply again';
const SELECTOR = field('spec.selector', { fix: NEW_WORKLOAD });

/** Whether a Job may change its completions: it is indexed, and runs as many pods at a time (k8s.io/kubernetes, validateCompletions). */
const isElastic = (before: Manifest, after: Manifest): boolean =>
  textAt(after, 'spec', 'completionMode') === 'Indexed' &&
  isSame(valueAt(after, 'spec', 'completions'), valueAt(after, 'spec', 'parallelism')) &&
  isSame(valueAt(before, 'spec', 'completions') === undefined, valueAt(after, 'spec', 'completions') === undefined);

/** Fields that cannot change, by kind (k8s.io/kubernetes v1.36.1, pkg/apis/<group>/validation, `Validate<Kind>Update`). */
const IMMUTABLE: Readonly<Record<string, readonly Immutable[]>> = {
  Deployment: [SELECTOR],
  DaemonSet: [SELECTOR],
  ReplicaSet: [SELECTOR],
  StatefulSet: [
    field('spec.selector', { fix: ORPHAN }),
    field('spec.serviceName', { fix: ORPHAN }),
    field('spec.podManagementPolicy', { fix: ORPHAN }),
    field('spec.volumeClaimTemplates', {
      fix: `${ORPHAN}; claims that exist stay as they are, and are expanded with kubectl patch`,
    }),
  ],
  StorageClass: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'].map((name) => field(name)),
  VolumeAttributesClass: [field('driverName'), field('parameters')],
  PriorityClass: [field('value'), field('preemptionPolicy')],
  RuntimeClass: [field('handler')],
  IngressClass: [field('spec.controller')],
  CSIDriver: [field('spec.attachRequired'), field('spec.volumeLifecycleModes')],
  EndpointSlice: [field('addressType')],
  Secret: [field('type', { unless: isSameSecretType })],
  RoleBinding: [field('roleRef')],
  ClusterRoleBinding: [field('roleRef')],
  CustomResourceDefinition: ['spec.group', 'spec.scope', 'spec.names.kind', 'spec.names.plural'].map((path) =>
    field(path, { fix: 'define the resource under another name; deleting the definition deletes all of its objects' }),
  ),
  PersistentVolume: [field('spec.volumeMode'), field('spec.csi'), field('spec.nfs'), field('spec.hostPath')],
};

/** Fields of a Job that cannot change. Its pods ran with the old ones. */
const JOB: readonly Immutable[] = [
  field('spec.template', { unless: isPaused }),
  field('spec.selector'),
  field('spec.completions', { unless: isElastic }),
  field('spec.completionMode'),
  field('spec.podFailurePolicy'),
  field('spec.successPolicy'),
  field('spec.backoffLimitPerIndex'),
  field('spec.managedBy'),
];

/** No object changes a field that the API server keeps. */
export const immutableFields: Check = (subject) =>
  changesOf(subject).flatMap(({ before, after, object }) => {
    if (after.kind === 'Job') return jobFindings(before, object);
    return [
      ...(IMMUTABLE[after.kind] ?? [])
        .filter((rule) => changes(rule, before, after))
        .map(({ path, fix }) =>
          finding('FS-802', object, `changes ${path.join('.')}, which cannot change`, fix ?? REPLACE, path),
        ),
      ...sealedData(before, object),
      ...podFields(before, object),
    ];
  });

const REPLACE = 'keep the value; or delete the object in the cluster, and apply again';

function changes({ path, unless }: Immutable, before: Manifest, after: Manifest): boolean {
  // With its name, because an absent field is the same as its default.
  const [old, now] = [before, after].map((one) => ({ [path.at(-1) ?? '']: valueAt(one, ...path) }));
  return !isSame(old, now) && !unless?.(before, after);
}

function jobFindings(before: Manifest, object: CheckedObject): Finding[] {
  const changed = JOB.filter((rule) => changes(rule, before, object.manifest)).map(({ path }) => path);
  const [first] = changed;
  if (!first) return [];
  const names = changed.map((path) => path.join('.')).join(', ');
  const problem = `changes ${names} of a Job, which cannot change: the new Job would not run`;
  return [
    finding('FS-806', object, problem, 'give the Job another name, or delete the old one before you apply', first),
  ];
}

/** A suspended Job may change the placement and the resources of its pods. */
function isPaused(before: Manifest, after: Manifest): boolean {
  if (valueAt(before, 'spec', 'suspend') !== true) return false;
  const rest = (manifest: Manifest): unknown => {
    const spec = fieldsOf(valueAt(manifest, 'spec', 'template', 'spec'));
    const free = { nodeSelector: null, tolerations: null, schedulingGates: null };
    const affinity = { ...fieldsOf(spec['affinity']), nodeAffinity: null };
    const containers = (key: string): unknown => itemsAt(spec, key).map((one) => ({ ...one, resources: null }));
    const own = { containers: containers('containers'), initContainers: containers('initContainers') };
    return { ...spec, ...free, affinity, ...own };
  };
  return isSame(rest(before), rest(after));
}

function isSameSecretType(before: Manifest, after: Manifest): boolean {
  const [old = 'Opaque', now = 'Opaque'] = [textAt(before, 'type'), textAt(after, 'type')];
  return old === now;
}

/** A ConfigMap or a Secret with `immutable: true` keeps its data. */
function sealedData(before: Manifest, object: CheckedObject): Finding[] {
  const after = object.manifest;
  if (!['ConfigMap', 'Secret'].includes(after.kind) || before['immutable'] !== true) return [];
  const changed = ['data', 'binaryData', 'stringData', 'immutable'].filter((key) => !isSame(before[key], after[key]));
  if (changed.length === 0) return [];
  const problem = `changes ${changed.join(', ')}, although the object in the cluster is immutable`;
  const fix = 'write it under another name, and refer to that name';
  return [finding('FS-802', object, problem, fix, [changed[0] ?? 'data'])];
}

/** Of a pod, only images, deadlines and added tolerations can change. */
function podFields(before: Manifest, object: CheckedObject): Finding[] {
  if (object.manifest.kind !== 'Pod' || object.manifest.apiVersion !== 'v1') return [];
  const rest = (manifest: Manifest): unknown => {
    const spec = fieldsOf(manifest['spec']);
    const free = { activeDeadlineSeconds: null, tolerations: null };
    const containers = (key: string): unknown => itemsAt(spec, key).map((one) => ({ ...one, image: null }));
    return { ...spec, ...free, containers: containers('containers'), initContainers: containers('initContainers') };
  };
  if (isSame(rest(before), rest(object.manifest))) return [];
  const problem = 'changes fields of a pod other than its images, which cannot change';
  return [finding('FS-802', object, problem, 'delete the pod before you apply, or write a Deployment', ['spec'])];
}
