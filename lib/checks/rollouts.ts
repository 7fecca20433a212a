import { finding, type Check } from './finding';
import { podOwners, type PodOwner } from './read/manifests';

/** Default of Kubernetes for `progressDeadlineSeconds` (apps/v1, Deployment). */
const PROGRESS_DEADLINE_SECONDS = 600;

/** Limits of the time until pods are ready or done, by kind. */
interface Limits {
  readonly progressDeadlineSeconds?: number;
  readonly activeDeadlineSeconds?: number;
}

/** The field of a kind that limits the time of its pods, and its value; none where the time is unlimited. */
function limitOf({ object: { manifest } }: PodOwner): readonly [field: string, seconds: number] | undefined {
  const { progressDeadlineSeconds = PROGRESS_DEADLINE_SECONDS, activeDeadlineSeconds } = manifest['spec'] as Limits;
  if (manifest.kind === 'Deployment') return ['progressDeadlineSeconds', progressDeadlineSeconds];
  if (manifest.kind !== 'Job' || activeDeadlineSeconds === undefined) return undefined;
  return ['activeDeadlineSeconds', activeDeadlineSeconds];
}

/** Deadlines of the waiting init containers, which run in sequence. */
function waitSeconds({ pod }: PodOwner): number {
  return (pod.spec.initContainers ?? [])
    .flatMap(({ env = [] }) => env.filter(({ name }) => name === 'DEADLINE_SECONDS'))
    .reduce((sum, { value }) => sum + Number(value ?? 0), 0);
}

/** No rollout or Job counts as failed while its pods still wait for others within their deadlines. */
export const rollouts: Check = (subject) =>
  podOwners(subject).flatMap((owner) => {
    const [field, seconds] = limitOf(owner) ?? [];
    const waits = waitSeconds(owner);
    if (field === undefined || seconds === undefined || seconds > waits) return [];
    const problem = `counts as failed after ${seconds} s (${field}), while its init containers may wait for ${waits} s`;
    return [
      finding('FS-301', owner.object, problem, `set ${field} above ${waits}, or lower launchOrder.deadlineSeconds`),
    ];
  });
