import { FindingsError } from '../checks/all';
import { LaunchOrder } from '../kube/launch-order';
import { manifestsIn, upgradeFindings } from './against';
import { synthesizeFile } from './platform';

/**
 * Says what a platform file describes, without writing anything. Throws what is wrong.
 *
 * @param against - folder of the manifests that were applied before
 */
export function check(file: string, against?: string): string {
  const { synthesis } = synthesizeFile(file);
  const findings = against === undefined ? [] : upgradeFindings(synthesis, manifestsIn(against));
  if (findings.length > 0) throw new FindingsError(findings);
  const { workloads, edges } = LaunchOrder.of(synthesis.app);
  return `${file}: ${synthesis.objects.length} objects, ${workloads.length} workloads, ${edges.length} waits between them, no findings`;
}
