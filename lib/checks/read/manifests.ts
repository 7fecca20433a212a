import type { App } from 'cdk8s';
import { isForeign, perSubject, type CheckedObject, type Subject } from '../subject';
import { selectorText, selects, type LabelSelector } from './label-selector';
import { operatedPods } from './operated-pods';
import { OperatedWorkload, Workload } from '../../kube/workload';

/** The parts of a container that the checks look at. */
export interface ContainerManifest {
  readonly name: string;
  readonly image: string;
  /** Always for a sidecar among the init containers. */
  readonly restartPolicy?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly EnvManifest[];
  readonly envFrom?: readonly {
    readonly configMapRef?: EnvSource;
    readonly secretRef?: EnvSource;
    readonly prefix?: string;
  }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly subPath?: string }[];
  readonly volumeDevices?: readonly { readonly name: string }[];
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number; readonly protocol?: string }[];
  readonly resources?: { readonly requests?: Record<string, unknown>; readonly limits?: Record<string, unknown> };
  readonly securityContext?: {
    readonly privileged?: boolean;
    readonly allowPrivilegeEscalation?: boolean;
    readonly runAsNonRoot?: boolean;
    readonly readOnlyRootFilesystem?: boolean;
    readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
    readonly seccompProfile?: { readonly type: string };
  };
  readonly livenessProbe?: ProbeManifest;
  readonly readinessProbe?: ProbeManifest;
  readonly startupProbe?: ProbeManifest;
  readonly lifecycle?: { readonly preStop?: HandlerManifest; readonly postStart?: HandlerManifest };
}

interface HandlerManifest {
  readonly exec?: { readonly command?: readonly string[] };
}

interface EnvManifest {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly secretKeyRef?: KeyReference;
    readonly configMapKeyRef?: KeyReference;
  };
}

/** A key of a ConfigMap or Secret. */
interface KeyReference {
  readonly name: string;
  readonly key: string;
  readonly optional?: boolean;
}

/** An object that a container takes all variables from. */
interface EnvSource {
  readonly name: string;
  readonly optional?: boolean;
}

/** Keys of a ConfigMap or Secret that become files. */
interface FileSource extends EnvSource {
  readonly items?: readonly { readonly key: string; readonly path: string }[];
}

interface ProbeManifest extends HandlerManifest {
  readonly httpGet?: { readonly port: string | number };
  readonly tcpSocket?: { readonly port: string | number };
}

/** The parts of a pod that the checks look at. */
export interface PodManifest {
  readonly metadata: {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly serviceAccountName?: string;
    readonly automountServiceAccountToken?: boolean;
    readonly hostNetwork?: boolean;
    readonly hostPID?: boolean;
    readonly priorityClassName?: string;
    readonly runtimeClassName?: string;
    readonly imagePullSecrets?: readonly { readonly name: string }[];
    readonly securityContext?: ContainerManifest['securityContext'];
    readonly initContainers?: readonly ContainerManifest[];
    readonly containers: readonly ContainerManifest[];
    readonly volumes?: readonly {
      readonly name: string;
      readonly secret?: Omit<FileSource, 'name'> & { readonly secretName: string };
      readonly projected?: {
        readonly sources?: readonly { readonly secret?: FileSource; readonly configMap?: FileSource }[];
      };
      readonly configMap?: FileSource;
      readonly persistentVolumeClaim?: { readonly claimName: string };
      readonly hostPath?: { readonly path: string };
      readonly emptyDir?: { readonly medium?: string; readonly sizeLimit?: string };
    }[];
  };
}

/** An object that makes pods, and the pods' template. */
export interface PodOwner {
  readonly object: CheckedObject;
  readonly pod: PodManifest;
  /** All containers, the init containers included. */
  readonly containers: readonly ContainerManifest[];
  /** Labels that select the pods. @default - a Job's own, which Kubernetes makes. */
  readonly selector?: LabelSelector;
}

/** The containers that run as long as the pod: the sidecars among the init containers, and the others. */
export function lastingContainers({ spec: { initContainers = [], containers } }: PodManifest): ContainerManifest[] {
  return [...initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always'), ...containers];
}

/** A pod's template as it may stand in a manifest. */
interface PodTemplate {
  readonly metadata?: Partial<PodManifest['metadata']>;
  readonly spec?: PodManifest['spec'];
}

/** The fields of an object that makes pods; `jobTemplate` is of a CronJob. */
interface OwnerSpec {
  readonly template?: PodTemplate;
  readonly jobTemplate?: { readonly spec?: { readonly template?: PodTemplate } };
  readonly selector?: LabelSelector;
}

/** Every object that makes pods, and every pod of its own. */
export const podOwners = perSubject(({ objects }: Subject): PodOwner[] =>
  objects.flatMap((object): PodOwner[] => {
    const spec = object.manifest['spec'] as OwnerSpec | undefined;
    const alone = object.manifest.kind === 'Pod' ? (object.manifest as unknown as PodTemplate) : undefined;
    const template = alone ?? spec?.template ?? spec?.jobTemplate?.spec?.template;
    if (!template?.spec?.containers) return [];
    const { metadata = {} } = template;
    const pod: PodManifest = {
      ...template,
      metadata: { ...metadata, labels: metadata.labels ?? {} },
      spec: {
        ...template.spec,
        initContainers: template.spec.initContainers?.map(withImage),
        containers: template.spec.containers.map(withImage),
      },
    };
    const containers = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
    return [{ object, pod, containers, selector: alone ? undefined : selectorOf(object, spec?.selector, pod) }];
  }),
);

/**
 * The selector of a workload. A ReplicationController's is a plain map, and is by default its pods' labels, as it is in
 * earlier versions of the others.
 */
function selectorOf(
  { manifest: { kind, apiVersion } }: CheckedObject,
  selector: OwnerSpec['selector'],
  { metadata: { labels } }: PodManifest,
): LabelSelector | undefined {
  if (kind === 'ReplicationController') {
    const plain = selector as LabelSelector['matchLabels'];
    return { matchLabels: plain && Object.keys(plain).length > 0 ? plain : labels };
  }
  const isEmpty = selector !== undefined && selectorText(selector) === 'everything';
  return isEmpty && apiVersion.startsWith('extensions/') ? { matchLabels: labels } : selector;
}

/** Kubernetes requires an image, but other manifests may leave it to a later step. */
function withImage(container: ContainerManifest): ContainerManifest {
  return Object.hasOwn(container, 'image') ? container : { ...container, image: '' };
}

/** The pods of one workload, as a Service sees them. */
export interface PodSet {
  /** Name of the object that creates the pods. */
  readonly owner: string;
  /** The object. @default - the operator's, of a synthesized platform */
  readonly object?: CheckedObject;
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly PodSetPort[];
}

interface PodSetPort {
  readonly name?: string;
  readonly containerPort: number;
}

/** The pods of every workload, those that an operator makes included. */
export const podSets = perSubject((subject: Subject): PodSet[] => [
  ...podOwners(subject).map(({ object, pod, containers }) => ({
    owner: object.manifest.metadata.name,
    object,
    namespace: object.manifest.metadata.namespace,
    labels: pod.metadata.labels,
    ports: containers.flatMap(({ ports = [] }) => ports),
  })),
  ...(subject.app ? operatedByPlatform(subject.app) : []),
  ...(isForeign(subject) ? subject.objects.flatMap((object) => operatedSet(object)) : []),
]);

function operatedByPlatform(app: App): PodSet[] {
  return Workload.within(app)
    .filter((workload) => workload instanceof OperatedWorkload)
    .map(({ apiObject, namespace, selector, ports }) => ({
      owner: apiObject.name,
      namespace,
      labels: selector,
      ports: Object.entries(ports).map(([name, containerPort]) => ({ name, containerPort })),
    }));
}

function operatedSet(object: CheckedObject): PodSet[] {
  return operatedPods(object).map(({ namespace, labels, ports }) => ({
    owner: object.manifest.metadata.name,
    object,
    namespace,
    labels,
    ports: ports.map(({ name, number }) => ({ name, containerPort: number })),
  }));
}

/** Pods by namespace, and by each label in it. */
const podIndex = perSubject((subject: Subject) => {
  const index = new Map<string, PodSet[]>();
  const add = (key: string, set: PodSet): void => {
    const list = index.get(key);
    if (list) list.push(set);
    else index.set(key, [set]);
  };
  for (const set of podSets(subject)) {
    add(set.namespace ?? '', set);
    for (const [key, value] of Object.entries(set.labels)) add(`${set.namespace ?? ''} ${key}=${value}`, set);
  }
  return index;
});

/** Label that a StatefulSet's controller gives each of its pods, as a Service of one pod selects it. */
const POD_NAME = 'statefulset.kubernetes.io/pod-name';

/** Pods of the StatefulSet whose pod a selector names. */
function podsOfNamed(subject: Subject, namespace: string | undefined, selector: LabelSelector): PodSet[] | undefined {
  const { [POD_NAME]: pod, ...matchLabels } = selector.matchLabels ?? {};
  if (pod === undefined) return undefined;
  const owner = pod.replace(/-\d+$/, '');
  return selectedPods(subject, namespace, { ...selector, matchLabels }).filter(
    (set) => set.owner === owner && set.object?.manifest.kind === 'StatefulSet',
  );
}

/** The pods that a selector selects in a namespace; looked for among those with the rarest of its labels only. */
export function selectedPods(subject: Subject, namespace: string | undefined, selector: LabelSelector): PodSet[] {
  const named = podsOfNamed(subject, namespace, selector);
  if (named) return named;
  const index = podIndex(subject);
  const [fewest = index.get(namespace ?? '') ?? []] = Object.entries(selector.matchLabels ?? {})
    .map(([key, value]) => index.get(`${namespace ?? ''} ${key}=${value}`) ?? [])
    .sort((a, b) => a.length - b.length);
  return fewest.filter(({ labels }) => selects(selector, labels));
}

/** Whether labels have all that a selector asks for. */
export function matches(selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}
