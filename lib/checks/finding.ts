import type { SynthesizedObject, Synthesis } from '../kube/synthesis';

/** Something that is wrong in what a platform would write. */
export interface Finding {
  /** Name of the check. */
  readonly check: string;
  /** The object, as `Kind/name`. */
  readonly object: string;
  /** Path of the construct that made the object. */
  readonly path: string;
  /** What is wrong, with the value. */
  readonly problem: string;
  /** What to do. */
  readonly fix: string;
}

/** Looks at a synthesized platform. */
export type Check = (synthesis: Synthesis) => Finding[];

/** A finding about one object. */
export function finding(
  check: string,
  { construct, manifest }: SynthesizedObject,
  problem: string,
  fix: string,
): Finding {
  return { check, object: `${manifest.kind}/${manifest.metadata.name}`, path: construct.node.path, problem, fix };
}
