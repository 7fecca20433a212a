import type { Manifest } from '../kube/synthesis';

/** An object of the plan before its edges are known. */
export interface Unordered {
  /** Path of the construct, which stays the same as long as the construct stays where it is. */
  readonly name: string;
  /** The chart it belongs to. @default - none: the object comes from elsewhere. */
  readonly chart?: string;
  readonly manifest: Manifest;
}

/** An object of a platform with everything that decides when it is created. */
export interface PlannedObject extends Unordered {
  /** Names of the objects that have to be there, and ready, before. */
  readonly dependsOn: readonly string[];
  /** Why a Service is created before its pods. @default - it comes after them */
  readonly early?: string;
  /** Time until it has to be ready, in seconds. @default - no deadline of its own */
  readonly timeoutSeconds?: number;
  /** Paths of fields that another controller owns after creation. @default - none */
  readonly ownedByOthers?: readonly string[];
}
