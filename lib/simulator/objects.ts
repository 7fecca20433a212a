import type { Mistake, ValuePath } from '../text/input-file';

/** A Kubernetes object, as far as the simulator looks into it. */
export interface Manifest {
  readonly kind?: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/** Place of a value of an object, in the words of the file that it comes from. */
export type Locate = (manifest: Manifest, path: ValuePath) => Pick<Mistake, 'file' | 'line' | 'path'>;

/** Whether two objects are in the same namespace: an object without a namespace gets it from the command that applies it. */
export function sameNamespace({ metadata: a }: Manifest, { metadata: b }: Manifest): boolean {
  return a?.namespace === undefined || b?.namespace === undefined || a.namespace === b.namespace;
}
