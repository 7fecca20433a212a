import type { Fields } from './parsers';

/** A record on its way. */
export interface Event {
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  readonly record: Fields;
}

/** What a stage may ask of the interpreter. */
export interface Surroundings {
  /** Nanoseconds since 1970. */
  readonly now: () => bigint;
  /** Hands a record to a label. */
  readonly emit: (label: string, tag: string, event: Event) => void;
  /** Number of the next id. */
  readonly nextId: () => number;
  /** Labels of a pod, as the API server knows it. */
  readonly pod: (namespace: string, name: string) => PodFacts | undefined;
}

/** What the API server knows of a pod. */
export interface PodFacts {
  readonly labels: Readonly<Record<string, string>>;
  readonly host: string;
  /** @default - no annotations */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A filter: what becomes of a record. */
export interface Filter {
  readonly process: (tag: string, event: Event) => Event[];
  /** Called once a second. */
  readonly onTimer?: () => void;
  /** Called as Fluentd stops. */
  readonly onStop?: () => void;
}

/** An output: takes records. */
export interface Output {
  readonly take: (tag: string, event: Event) => void;
  readonly onTimer?: () => void;
  readonly onStop?: () => void;
  /** Whether it makes those wait who have more. */
  readonly full?: () => boolean;
}

/** The error path failed: in the original, the error comes back to it until the stack is full and the worker ends. */
export class WorkerDeath extends Error {}
