import { factsOf, type RuleId, type Severity } from './rule-list';
import type { CheckedObject, Subject } from './subject';

/** A mistake in manifests. */
export interface Finding {
  /** Id of the rule, such as `FS-101`. */
  readonly rule: RuleId;
  /** Name of the check that the rule belongs to. */
  readonly check: string;
  readonly severity: Severity;
  /** The object, as `Kind/name`. */
  readonly object: string;
  /** Path of the construct of the object, or its file and line. */
  readonly path: string;
  /** The platform file that describes the object, or the file that it was read from. @default - unknown */
  readonly file?: string;
  /** Line in the file, from 1. @default - the file does not mention the object. */
  readonly line?: number;
  /** The problem, with the value. */
  readonly problem: string;
  /** The fix. */
  readonly fix: string;
}

/** Returns the findings in manifests. */
export type Check = (subject: Subject) => Finding[];

/**
 * A finding about one object.
 *
 * @param at keys that lead to the value in the object; the line of the finding is then the value's.
 * @param within a line of that value, from 1.
 */
export function finding(
  rule: RuleId,
  { manifest, path, file, line, lineOf, construct }: CheckedObject,
  problem: string,
  fix: string,
  at: readonly (string | number)[] = [],
  within?: number,
): Finding {
  const { check, severity, foreign = severity } = factsOf(rule);
  return {
    rule,
    check,
    severity: construct || file === undefined ? severity : foreign,
    object: `${manifest.kind}/${manifest.metadata.name}`,
    path,
    ...(file === undefined ? {} : { file, line: lineOf?.(at, within) ?? line }),
    problem,
    fix,
  };
}
