import { LaunchOrder } from '../kube/launch-order';
import { synthesizeFile } from './platform';

/** Says what a platform file describes, without writing anything. Throws what is wrong. */
export function check(file: string): string {
  const { synthesis } = synthesizeFile(file);
  const { workloads, edges } = LaunchOrder.of(synthesis.app);
  return `${file}: ${synthesis.objects.length} objects, ${workloads.length} workloads, ${edges.length} waits between them, no findings`;
}
