import type {
  CoreV1Event,
  V1DaemonSet,
  V1Deployment,
  V1Job,
  V1Node,
  V1PersistentVolume,
  V1PersistentVolumeClaim,
  V1Pod,
  V1StatefulSet,
} from '@kubernetes/client-node' with { 'resolution-mode': 'import' };

// Only the types of the client library are used. Its object client rebuilds each object from the fields it knows, so an
// unknown field would vanish before the API server could refuse it; and its run time needs a newer Node than ours.

/** A type of the client library as it travels in JSON: timestamps are text. */
type Wire<T> = T extends Date
  ? string
  : T extends (infer E)[]
    ? Wire<E>[]
    : T extends object
      ? { [K in keyof T]: Wire<T[K]> }
      : T;

export type Pod = Wire<V1Pod>;
export type Node = Wire<V1Node>;
export type Deployment = Wire<V1Deployment>;
export type StatefulSet = Wire<V1StatefulSet>;
export type DaemonSet = Wire<V1DaemonSet>;
export type Job = Wire<V1Job>;
export type PersistentVolume = Wire<V1PersistentVolume>;
export type PersistentVolumeClaim = Wire<V1PersistentVolumeClaim>;
export type Event = Wire<CoreV1Event>;

export type ContainerStatus = NonNullable<NonNullable<Pod['status']>['containerStatuses']>[number];
export type PodCondition = NonNullable<NonNullable<Pod['status']>['conditions']>[number];

/** What every object has. */
export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
}

/** Any object as a manifest holds it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata & Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** An object read from the server, whose optional fields in the library's types are always there. */
export type Stored<T extends { metadata?: object }> = Omit<T, 'metadata'> & {
  metadata: NonNullable<T['metadata']> & { name: string; resourceVersion: string; uid: string };
};
