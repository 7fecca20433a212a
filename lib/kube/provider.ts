/** A workload that brings about what others wait for. */
export interface Provider {
  /** Kind and name, e.g. `StatefulSet/owdev-kafka`; a Job's name without the hash of its content. */
  readonly stableName: string;
}
