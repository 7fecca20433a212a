import type { SynthesizedObject, Synthesis } from '../kube/synthesis';

/** A mistake in the manifests of a platform. */
export interface Finding {
  /** Name of the check. */
  readonly check: string;
  /** The object, as `Kind/name`. */
  readonly object: string;
  /** Path of the construct of the object. */
  readonly path: string;
  /** The platform file that describes the object. @default - unknown */
  readonly file?: string;
  /** Line in the file, from 1. @default - the file does not mention the object. */
  readonly line?: number;
  /** The problem, with the value. */
  readonly problem: string;
  /** The fix. */
  readonly fix: string;
}

/** Returns the findings in a synthesized platform. */
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
