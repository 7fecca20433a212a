import { finding, type Check, type Finding } from '../finding';
import { numberAt, textAt } from '../read/loose';
import { namespaceOf } from '../read/monitoring-objects';
import { findObject, objectsIn, objectsOfKind, type CheckedObject, type Subject } from '../subject';
import { groupsOf, nodesOf, requestsEverywhere, RESOURCES, roomOf, shown } from './node-room';
import { isMore, podCounts, type PodCounts } from './pod-counts';
import { hardLimits, needOf } from './quota-use';

/** Where a scaler has its largest number of pods, by kind. */
const MOST: Readonly<Record<string, string>> = {
  HorizontalPodAutoscaler: 'maxReplicas',
  ScaledObject: 'maxReplicaCount',
};

/** A scaler, and the workload whose number of pods it raises. */
interface Scaled {
  readonly scaler: CheckedObject;
  readonly target: CheckedObject;
  readonly most: number;
}

/**
 * Quotas and nodes have room for the most pods of each autoscaler, with all others at their least. That all of them are at their most
 * at a time need not be meant.
 */
export const mostPods: Check = (subject) => {
  const scaled = scaledOf(subject);
  return [...scaled.flatMap((one) => beyondQuotas(subject, one)), ...beyondNodes(subject, scaled)];
};

function scaledOf(subject: Subject): Scaled[] {
  return Object.entries(MOST).flatMap(([kind, key]) =>
    objectsOfKind(subject, kind).flatMap((scaler) => {
      const most = numberAt(scaler.manifest, 'spec', key);
      // KEDA scales Deployments unless another kind is named.
      const targetKind = textAt(scaler.manifest, 'spec', 'scaleTargetRef', 'kind') ?? 'Deployment';
      const name = textAt(scaler.manifest, 'spec', 'scaleTargetRef', 'name');
      const target =
        name === undefined ? undefined : findObject(subject, targetKind, name, scaler.manifest.metadata.namespace);
      return target && most !== undefined && most > (podCounts(subject).get(target) ?? 1)
        ? [{ scaler, target, most }]
        : [];
    }),
  );
}

function report({ scaler, most }: Scaled, problem: string, fix: string): Finding {
  const key = MOST[scaler.manifest.kind] ?? '';
  return finding('FS-346', scaler, `may ask for ${most} pods: ${problem}`, fix, ['spec', key]);
}

function beyondQuotas(subject: Subject, one: Scaled): Finding[] {
  const least = podCounts(subject);
  const counts: PodCounts = { get: (object) => (object === one.target ? one.most : least.get(object)) };
  return objectsIn(subject, 'ResourceQuota', namespaceOf(one.scaler)).flatMap((quota) =>
    hardLimits(quota).flatMap(({ name, written, allowed }) => {
      const [before, need] = [needOf(subject, quota, name, least), needOf(subject, quota, name, counts)];
      // A quota that is too small for the fewest pods is the finding of the check `quotas`.
      if (!before || !need || isMore(before.amount, allowed) || !isMore(need.amount, allowed)) return [];
      const where = `ResourceQuota/${quota.manifest.metadata.name}`;
      const problem = `with them the namespace needs ${need.text} of ${name}, and ${where} allows ${written}`;
      return [report(one, problem, 'lower the maximum or the requests, or raise the quota')];
    }),
  );
}

function beyondNodes(subject: Subject, scaled: readonly Scaled[]): Finding[] {
  const all = nodesOf(subject);
  if (all.length === 0 || scaled.length === 0) return [];
  const groups = groupsOf(subject);
  const beside = requestsEverywhere(subject);
  return RESOURCES.flatMap((resource) => {
    const least = groups.reduce((sum, { pods, each }) => sum + pods * each[resource], 0);
    const room = roomOf(all, beside, resource);
    if (isMore(least, room)) return [];
    return scaled.flatMap((one) => {
      const group = groups.find(({ object }) => object === one.target);
      const needed = group ? least + (one.most - group.pods) * group.each[resource] : 0;
      if (!isMore(needed, room)) return [];
      const [more, there] = [needed, room].map((amount) => shown(amount, resource));
      const problem = `with them all pods request ${more} of ${resource}, and the nodes have ${there} beside the DaemonSets`;
      return [report(one, problem, 'lower the maximum or the requests, or add nodes')];
    });
  });
}
