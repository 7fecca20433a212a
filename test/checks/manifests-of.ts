import { runChecks } from '../../lib/checks/all';
import { brokenFile } from '../../lib/checks/broken-file';
import type { Finding } from '../../lib/checks/finding';
import type { Subject } from '../../lib/checks/subject';
import { sift } from '../../lib/checks/ignore';
import { readManifests, type ReadingOptions } from '../../lib/manifests/read';

/** The findings in the text of a file of manifests, compared with the ones that were applied before. */
export function findingsIn(
  text: string,
  options: ReadingOptions = {},
  { file = 'web.yaml', before }: { readonly file?: string; readonly before?: Subject } = {},
): readonly Finding[] {
  const { subject: read, broken } = readManifests([{ file, text }], options);
  const subject = { ...read, before };
  const files = broken.map(brokenFile);
  return sift(subject, [...files, ...runChecks(subject)], []).findings;
}
