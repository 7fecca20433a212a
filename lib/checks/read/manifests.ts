import type { CheckedObject, Subject } from '../subject';
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
  readonly volumeMounts?: readonly {
    readonly name: string;
    readonly mountPath: string;
    readonly subPath?: string;
  }[];
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
    readonly secretKeyRef?: { readonly name: string; readonly key: string };
    readonly configMapKeyRef?: { readonly name: string; readonly key: string };
  };
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
    readonly initContainers?: readonly ContainerManifest[];
    readonly containers: readonly ContainerManifest[];
    readonly volumes?: readonly {
      readonly name: string;
      readonly secret?: { readonly secretName: string };
      readonly projected?: { readonly sources?: readonly { readonly secret?: { readonly name: string } }[] };
      readonly configMap?: { readonly name: string; readonly optional?: boolean };
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
  readonly selector?: Readonly<Record<string, string>>;
}

/** The containers that run as long as the pod: the sidecars among the init containers, and the others. */
export function lastingContainers({ spec: { initContainers = [], containers } }: PodManifest): ContainerManifest[] {
  return [...initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always'), ...containers];
}

/** The fields of an object that makes pods; `jobTemplate` is of a CronJob. */
interface OwnerSpec {
  readonly template?: PodManifest;
  readonly jobTemplate?: { readonly spec: { readonly template: PodManifest } };
  readonly selector?: { readonly matchLabels?: Record<string, string> };
}

/** Every object that makes pods. */
export function podOwners({ objects }: Subject): PodOwner[] {
  return objects.flatMap((object) => {
    const spec = object.manifest['spec'] as OwnerSpec | undefined;
    const pod = spec?.template ?? spec?.jobTemplate?.spec.template;
    if (!pod?.spec?.containers) return [];
    const containers = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
    return [{ object, pod, containers, selector: spec?.selector?.matchLabels }];
  });
}

/** The pods of one workload, as a Service sees them. */
export interface PodSet {
  /** Name of the object that creates the pods. */
  readonly owner: string;
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Container ports by name. */
  readonly ports: ReadonlyMap<string, number>;
}

/** The pods of every workload, those that an operator makes included. */
export function podSets(subject: Subject): PodSet[] {
  const operated = (subject.app ? Workload.within(subject.app) : []).filter(
    (workload) => workload instanceof OperatedWorkload,
  );
  return [
    ...podOwners(subject).map(({ object: { manifest }, pod, containers }) => ({
      owner: manifest.metadata.name,
      namespace: manifest.metadata.namespace,
      labels: pod.metadata.labels,
      ports: new Map(
        containers.flatMap(({ ports = [] }) =>
          ports.map(({ name = '', containerPort }): [string, number] => [name, containerPort]),
        ),
      ),
    })),
    ...operated.map(({ apiObject, namespace, selector, ports }) => ({
      owner: apiObject.name,
      namespace,
      labels: selector,
      ports: new Map(Object.entries(ports)),
    })),
  ];
}

/** Whether labels have all that a selector asks for. */
export function matches(selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}
