import type { Manifest } from '../kube/synthesis';

/** Identity of an object in a cluster. */
export interface ObjectId {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Fields that a field manager has set, by their path (Kubernetes, FieldsV1). */
export interface FieldSet {
  readonly [field: string]: FieldSet;
}

/** A field manager's share of an object. */
export interface ManagedFields {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly subresource?: string;
  readonly time?: string;
  readonly fieldsV1?: FieldSet;
}

/** A condition in the status of an object. */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
  readonly lastUpdateTime?: string;
  readonly observedGeneration?: number;
}

/** An object as the API server returns it. */
export interface LiveObject extends Manifest {
  readonly metadata: Manifest['metadata'] & {
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly generation?: number;
    readonly creationTimestamp?: string;
    readonly deletionTimestamp?: string;
    readonly finalizers?: readonly string[];
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string; readonly uid: string }[];
    readonly managedFields?: readonly ManagedFields[];
  };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>> & {
    readonly observedGeneration?: number;
    readonly conditions?: readonly Condition[];
  };
}

/** Identity of a manifest. */
export function idOf({ apiVersion, kind, metadata: { name, namespace } }: Manifest): ObjectId {
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) };
}

/** Name of an object in messages and options: `Deployment/openwhisk/owdev-controller`, `ClusterRole/reader`. */
export function nameOf({ kind, namespace, name }: ObjectId): string {
  return [kind, ...(namespace === undefined ? [] : [namespace]), name].join('/');
}

/** Text that is equal for two ids of the same object, whatever the version of its kind. */
export function keyOf(id: ObjectId): string {
  return `${id.apiVersion.includes('/') ? id.apiVersion.split('/')[0] : ''} ${nameOf(id)}`;
}

/** A condition of an object by its type. */
export function conditionOf({ status }: LiveObject, type: string): Condition | undefined {
  return status?.conditions?.find((condition) => condition.type === type);
}
