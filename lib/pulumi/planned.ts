import type { Manifest } from '../kube/synthesis';

/** An object of the plan before its edges are known. */
export interface PlannedObject {
  readonly name: string;
  readonly chart?: string;
  readonly manifest: Manifest;
}
