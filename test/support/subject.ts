import { parseAllDocuments } from 'yaml';
import type { Check } from '../../lib/checks/finding';
import type { Subject } from '../../lib/checks/subject';
import type { Manifest } from '../../lib/kube/synthesis';

/** Manifests as the checks see them, from a text with several documents. */
export function subjectOf(yaml: string, rest: Omit<Subject, 'objects'> = {}): Subject {
  const manifests = parseAllDocuments(yaml).map((document) => document.toJS() as Manifest);
  return { ...rest, objects: manifests.map((manifest, index) => ({ path: `document ${index}`, manifest })) };
}

/** The findings of checks as one line each: rule, object, problem and fix. */
export function linesOf(subject: Subject, ...checks: readonly Check[]): string[] {
  return checks
    .flatMap((check) => check(subject))
    .map(({ rule, object, problem, fix }) => `${rule} ${object}: ${problem}; ${fix}`);
}
