import type { Change } from '../simulation';
import type { Trace } from '../trace';

/** Load that every way of scaling gets, and the replicas that it meets. Times are in seconds. */
export interface WayInput {
  /** One column per function, in requests per second. */
  readonly trace: Trace;
  /** Requests per second that a replica answers. */
  readonly capacity: number;
  /** From a replica's creation until it is ready. */
  readonly podStart: number;
  readonly until: number;
}

/** Replicas of one function that a way of scaling sets. */
export interface Scaling {
  readonly initialReplicas: number;
  readonly changes: readonly Change[];
}

/** A way to scale functions. */
export interface Way {
  /** Settings that decide on its replicas, in a few words. */
  readonly title: string;
  /** One result per function, in the order of the trace's columns. */
  readonly scale: (input: WayInput) => readonly Scaling[];
}

/** Replicas that answer a number of requests per second. */
export function replicasFor(demand: number, capacity: number): number {
  // A quotient such as 3.0000000000000004 needs three.
  return Math.ceil(Number((demand / capacity).toPrecision(12)));
}
