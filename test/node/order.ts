import type { LaunchOrder } from '../../lib/kube/launch-order';
import { nameOf } from '../cluster/platform-app';
import type { WorkloadTimeline } from '../cluster/timeline';
import type { Pod, Stored } from '../cluster/wire-types';

/** Milliseconds by which two times may differ: a kubelet reports the end of a container in whole seconds. */
const PRECISION = 1000;

/** What the timelines say about the launch order. */
export interface Order {
  /** One sentence for each edge that was not kept or not seen. */
  readonly violations: readonly string[];
  /** Number of edges compared. */
  readonly edges: number;
  /** Each workload with the seconds after which it was usable. */
  readonly timeline: string;
}

/**
 * Compares when pods started with when the workloads that they wait for became usable. An edge that the kubelet keeps is left out: a
 * container starts once the Secret is there, before the Job that made it has ended.
 */
export function orderOf(
  edges: LaunchOrder['edges'],
  timelines: readonly WorkloadTimeline[],
  pods: readonly Stored<Pod>[],
): Order {
  const violations: string[] = [];
  const compared = edges.filter(({ milestone }) => !('heldBy' in milestone && milestone.heldBy === 'kubelet'));
  const of = (workload: string) => timelines.find((timeline) => timeline.workload === workload);
  for (const { from, to, milestone } of compared) {
    const [first, then] = [nameOf(from), nameOf(to)];
    const usable = endOf(first, pods) ?? of(first)?.usable?.at;
    const asksItself = 'heldBy' in milestone;
    for (const pod of of(then)?.pods ?? []) {
      const reached = asksItself ? (endOf(then, pods) ?? pod.ready?.at) : pod.initialised?.at;
      if (usable === undefined || reached === undefined) violations.push(`${then} after ${first}: not seen`);
      else if (reached < usable - PRECISION)
        violations.push(`${then} was there ${usable - reached} ms before ${first}`);
    }
    if (!of(then)?.pods.length) violations.push(`${then}: no pod was seen`);
  }
  const usable = timelines.flatMap(({ workload, usable: moment }) => (moment ? [{ workload, at: moment.at }] : []));
  const begin = Math.min(...pods.map(({ metadata }) => Date.parse(metadata.creationTimestamp ?? '')));
  const timeline = usable
    .sort((a, b) => a.at - b.at)
    .map(({ workload, at }) => `${workload.replace(/^.*owdev-/, '')} ${Math.round((at - begin) / 1000)}`)
    .join(', ');
  return { violations, edges: compared.length, timeline };
}

/** When the container of a Job has ended: its status follows seconds later. */
function endOf(workload: string, pods: readonly Stored<Pod>[]): number | undefined {
  const [kind, name = ''] = workload.split('/');
  if (kind !== 'Job') return undefined;
  const pod = pods.find(
    ({ metadata, status }) => metadata.name.startsWith(`${name}-`) && status?.phase === 'Succeeded',
  );
  const { finishedAt } = pod?.status?.containerStatuses?.[0]?.state?.terminated ?? {};
  return finishedAt === undefined ? undefined : Date.parse(String(finishedAt));
}
