import type { ApiObject, App } from 'cdk8s';
import { PlatformChart } from '../kube/platform-chart';
import type { Manifest } from '../kube/synthesis';
import type { Misfit } from '../text/fit';

/** An object as the checks see it. */
export interface CheckedObject {
  readonly manifest: Manifest;
  /** Path of its construct, or the file and line where it begins. */
  readonly path: string;
  /** The file that it was read from. @default - it was synthesized. */
  readonly file?: string;
  /** Line of the file where it begins, from 1. @default - it was synthesized. */
  readonly line?: number;
  /** Line of the file of a value, given the keys that lead to it, or of a line within that value. @default - it was synthesized. */
  readonly lineOf?: (path: readonly (string | number)[], within?: number) => number | undefined;
  /** Its construct. @default - it was read from a file. */
  readonly construct?: ApiObject;
  /** Values that the API server refuses; checks see the object without them. @default - none */
  readonly refused?: readonly RefusedValue[];
}

/** A value that the API server refuses. */
export interface RefusedValue extends Misfit {
  /** @default - the line that the keys lead to */
  readonly line?: number;
}

/** Nodes of a cluster that are alike. */
export interface Nodes {
  readonly count: number;
  /** Cores. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
  /** @default - unknown: any selector may match */
  readonly labels?: Readonly<Record<string, string>>;
}

/** The manifests that are checked: a synthesized platform, or manifests that others made. */
export interface Subject {
  readonly objects: readonly CheckedObject[];
  /** Objects of kinds whose fields are unknown: their fields may have any type. @default - none */
  readonly others?: readonly CheckedObject[];
  /** Objects that others make, as `Kind/name`, where `*` stands for any text. @default - none */
  readonly external?: readonly string[];
  /** Nodes that the pods have to fit, beside the ones among the manifests. @default - none */
  readonly nodes?: readonly Nodes[];
  /** The app of a synthesized platform. @default - the manifests were read from files. */
  readonly app?: App;
  /** Version of the cluster that applies to objects without a construct, such as `1.37`. @default - unknown */
  readonly kubernetesVersion?: string;
  /** The manifests that were applied before. @default - nothing is compared. */
  readonly before?: Subject;
}

/** Computes something of a subject once, for several checks. */
export function perSubject<T>(compute: (subject: Subject) => T): (subject: Subject) => T {
  const results = new WeakMap<Subject, { readonly result: T }>();
  return (subject) => {
    const known = results.get(subject) ?? { result: compute(subject) };
    results.set(subject, known);
    return known.result;
  };
}

type Index = ReadonlyMap<string, readonly CheckedObject[]>;

/** The objects of a kind, in their order. */
export function objectsOfKind(subject: Subject, kind: string): readonly CheckedObject[] {
  return indexOf(subject).get(kind) ?? [];
}

/** The objects of a kind in a namespace, in their order. */
export function objectsIn(subject: Subject, kind: string, namespace: string): readonly CheckedObject[] {
  return indexOf(subject).get(`${kind} ${namespace}/`) ?? [];
}

/** The object with a kind, a name and a namespace; the first of several. */
export function findObject(
  subject: Subject,
  kind: string,
  name: string,
  namespace?: string,
): CheckedObject | undefined {
  return indexOf(subject).get(key(kind, name, namespace))?.[0];
}

/** Kinds and single objects of a subject, so that a search takes the same time in a small and in a large one. */
const indexOf = perSubject((subject): Index => {
  const index = new Map<string, CheckedObject[]>();
  const add = (at: string, object: CheckedObject): void => {
    const list = index.get(at);
    if (list) list.push(object);
    else index.set(at, [object]);
  };
  for (const object of subject.objects) {
    const { kind, metadata } = object.manifest;
    add(kind, object);
    add(`${kind} ${metadata.namespace ?? 'default'}/`, object);
    add(key(kind, metadata.name, metadata.namespace), object);
  }
  return index;
});

function key(kind: string, name: string, namespace = ''): string {
  return `${kind} ${namespace}/${name}`;
}

/** Whether the manifests are others', not a synthesized platform's: what the platform promises beyond Kubernetes is not theirs. */
export function isForeign({ app }: Subject): boolean {
  return app === undefined;
}

/** Whether most objects belong to a platform of this project, synthesized or read from its files. */
export const isPlatform = perSubject(({ app, objects }: Subject): boolean => {
  const own = objects.filter(
    ({ manifest }) => manifest.metadata.labels?.['app.kubernetes.io/managed-by'] === 'faas-stack',
  );
  return app !== undefined || own.length * 2 > objects.length;
});

/** The version of Kubernetes that an object is for: the platform's, or else the subject's. */
export function versionFor({ construct }: CheckedObject, { kubernetesVersion }: Subject): string | undefined {
  return construct ? PlatformChart.of(construct).settings.kubernetesVersion : kubernetesVersion;
}
