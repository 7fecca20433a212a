import { runChecks } from '../../lib/checks/all';
import { brokenFile } from '../../lib/checks/broken-file';
import type { Finding } from '../../lib/checks/finding';
import { sift } from '../../lib/checks/ignore';
import { readManifests, type ReadingOptions } from '../../lib/manifests/read';

/** The findings in the text of a file of manifests. */
export function findingsIn(text: string, options: ReadingOptions = {}, file = 'web.yaml'): readonly Finding[] {
  const { subject, broken } = readManifests([{ file, text }], options);
  const files = broken.map((one) => brokenFile(one.file, one.line, one.problem));
  return sift(subject, [...files, ...runChecks(subject)], []).findings;
}
