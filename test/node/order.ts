import type { LaunchOrder } from '../../lib/kube/launch-order';
import { nameOf } from '../cluster/platform-app';
import type { WorkloadTimeline } from '../cluster/timeline';
import type { Manifest, Pod, Stored } from '../cluster/wire-types';

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
  manifests: readonly Manifest[],
): Order {
  const violations: string[] = [];
  const compared = edges.filter(({ milestone }) => !('heldBy' in milestone && milestone.heldBy === 'kubelet'));
  const of = (workload: string) => timelines.find((timeline) => timeline.workload === workload);
  for (const { from, to, milestone } of compared) {
    const [first, then] = [nameOf(from), nameOf(to)];
    const asksItself = 'heldBy' in milestone;
    // What a container asks for itself may be there before the Job that brings it about has ended.
    const usable =
      asksItself && first.startsWith('Job/') ? startOf(first, pods) : (endOf(first, pods) ?? of(first)?.usable?.at);
    const tolerated = PRECISION + answersEarlier(first, manifests);
    for (const pod of of(then)?.pods ?? []) {
      const reached = asksItself ? (endOf(then, pods) ?? pod.ready?.at) : pod.initialised?.at;
      if (usable === undefined || reached === undefined) violations.push(`${then} after ${first}: not seen`);
      else if (reached < usable - tolerated)
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

interface StatefulSetSpec {
  readonly serviceName?: string;
  readonly template: Pod;
}

/**
 * Milliseconds by which the pods of a workload can answer before a probe has found them ready: none, unless their Service publishes
 * their addresses before they are.
 */
function answersEarlier(workload: string, manifests: readonly Manifest[]): number {
  const named = (kind: string, name?: string) =>
    manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name);
  const [kind = '', name] = workload.split('/');
  const spec = named(kind, name)?.['spec'] as StatefulSetSpec | undefined;
  const service = named('Service', spec?.serviceName)?.['spec'] as { publishNotReadyAddresses?: boolean } | undefined;
  if (spec === undefined || !service?.publishNotReadyAddresses) return 0;
  const periods = spec.template.spec?.containers.map(({ readinessProbe }) => readinessProbe?.periodSeconds ?? 0) ?? [];
  return 1000 * Math.max(...periods);
}

/** When the container of a Job has ended: its status follows seconds later. */
function endOf(workload: string, pods: readonly Stored<Pod>[]): number | undefined {
  return timeOf(terminatedOf(workload, pods)?.finishedAt);
}

/** When the container of a Job that has ended was started. */
function startOf(workload: string, pods: readonly Stored<Pod>[]): number | undefined {
  return timeOf(terminatedOf(workload, pods)?.startedAt);
}

const timeOf = (time: string | undefined): number | undefined => (time === undefined ? undefined : Date.parse(time));

function terminatedOf(workload: string, pods: readonly Stored<Pod>[]) {
  const [kind, name = ''] = workload.split('/');
  if (kind !== 'Job') return undefined;
  const pod = pods.find(
    ({ metadata, status }) => metadata.name.startsWith(`${name}-`) && status?.phase === 'Succeeded',
  );
  return pod?.status?.containerStatuses?.[0]?.state?.terminated;
}
