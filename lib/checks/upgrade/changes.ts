import type { Manifest } from '../../kube/synthesis';
import { namespaceOf } from '../read/monitoring-objects';
import type { CheckedObject, Subject } from '../subject';

/** An object that is in the cluster, and is applied again. */
export interface Change {
  /** As it was applied. */
  readonly before: Manifest;
  /** As it is to be. */
  readonly after: Manifest;
  readonly object: CheckedObject;
}

/** The identity of an object for the API server, which is the same in every version of its API. */
export function identityOf(object: CheckedObject): string {
  const { apiVersion, kind, metadata } = object.manifest;
  const group = apiVersion.includes('/') ? apiVersion.replace(/\/.*/, '') : '';
  return `${MOVED.get(`${group} ${kind}`) ?? group} ${kind} ${namespaceOf(object)}/${metadata.name}`;
}

/** Kinds that later versions of Kubernetes serve in another group, as the same objects. */
const MOVED: ReadonlyMap<string, string> = new Map([
  ...['DaemonSet', 'Deployment', 'ReplicaSet'].map((kind): [string, string] => [`extensions ${kind}`, 'apps']),
  ...['Ingress', 'NetworkPolicy'].map((kind): [string, string] => [`extensions ${kind}`, 'networking.k8s.io']),
]);

/** Objects that are in both, in the manifests that were applied and in those that will be. */
export function changesOf({ objects, before }: Subject): Change[] {
  if (!before) return [];
  const known = new Map(before.objects.map((object) => [identityOf(object), object.manifest]));
  return objects.flatMap((object) => {
    const manifest = known.get(identityOf(object));
    return manifest ? [{ before: manifest, after: object.manifest, object }] : [];
  });
}

/** Objects that were applied, and are left out now. */
export function removedFrom({ objects, before }: Subject): CheckedObject[] {
  if (!before) return [];
  const kept = new Set(objects.map(identityOf));
  return before.objects.filter((object) => !kept.has(identityOf(object)));
}
