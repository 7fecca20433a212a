import { NO_EVICTIONS } from '../../kube/annotations';
import { finding, type Check, type Finding } from '../finding';
import { fieldsOf, numberAt, textAt, valueAt } from '../read/loose';
import { selects } from '../read/label-selector';
import { loosePodsIn, type LoosePods } from '../read/loose-pods';
import { namespaceOf, reasonFor } from '../read/monitoring-objects';
import { objectsOfKind, type CheckedObject, type Subject } from '../subject';
import { podCounts } from './pod-counts';

/** Kinds with a number of pods that a budget counts; others it counts only with a number of its own. */
const COUNTED = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

/** Nodes can be drained: every budget lets pods go, and no pod has two. */
export const budgets: Check = (subject) => {
  const all = objectsOfKind(subject, 'PodDisruptionBudget').map((budget) => ({
    budget,
    pods: podsOf(subject, budget),
  }));
  const counts = podCounts(subject);
  return all.flatMap(({ budget, pods }, index) => [
    ...blocking(budget, pods, counts),
    ...shared(
      all.slice(0, index).map((one) => ({ ...one, both: one.pods.filter((other) => pods.includes(other)) })),
      budget,
    ),
    ...(pods.length > 1 ? [together(budget, pods)] : []),
  ]);
};

function podsOf(subject: Subject, budget: CheckedObject): LoosePods[] {
  const selector = valueAt(budget.manifest, 'spec', 'selector');
  return loosePodsIn(subject, namespaceOf(budget)).filter(
    ({ labels, object }) => !['Job', 'CronJob'].includes(object.manifest.kind) && selects(fieldsOf(selector), labels),
  );
}

/** A number of pods or a percentage, rounded up as the controller does (k8s.io/kubernetes, pkg/controller/disruption). */
function amountOf(value: unknown, of: number): number | undefined {
  if (typeof value === 'number') return value;
  const [, percent] = typeof value === 'string' ? (/^(\d+)%$/.exec(value) ?? []) : [];
  return percent === undefined ? undefined : Math.ceil((Number(percent) / 100) * of);
}

function blocking(
  budget: CheckedObject,
  pods: readonly LoosePods[],
  counts: ReadonlyMap<CheckedObject, number>,
): Finding[] {
  const [minimum, maximum] = ['minAvailable', 'maxUnavailable'].map((name) => valueAt(budget.manifest, 'spec', name));
  const uncounted = pods.find(({ object }) => !COUNTED.includes(object.manifest.kind));
  if (uncounted && (maximum !== undefined || typeof minimum === 'string')) {
    const { kind, metadata } = uncounted.object.manifest;
    const problem = `counts the pods of ${kind}/${metadata.name}, whose number the controller does not read: no pod may be evicted`;
    return [finding('FS-320', budget, problem, 'write minAvailable as a number, or leave these pods out', ['spec'])];
  }
  if (uncounted) return [];
  const replicas = pods.reduce((sum, { object }) => sum + (counts.get(object) ?? 1), 0);
  const [needed, allowed] = [amountOf(minimum, replicas), amountOf(maximum, replicas)];
  const field = maximum === undefined ? 'minAvailable' : 'maxUnavailable';
  const written = `${field}: ${JSON.stringify(maximum ?? minimum)}`;
  const isBlocked = allowed === undefined ? needed !== undefined && needed >= replicas : allowed === 0;
  // Pods that others make have an unknown number.
  if (!isBlocked || (replicas === 0 && allowed !== 0) || reasonFor(budget, NO_EVICTIONS)) return [];
  if (replicas === 1) {
    const problem = `${written} keeps the only pod on its node: no node with it can be drained`;
    return [
      finding('FS-321', budget, problem, `write maxUnavailable: 1, or say by the annotation ${NO_EVICTIONS} why`, [
        'spec',
        field,
      ]),
    ];
  }
  const problem = `${written} of ${replicas} pods lets none be evicted: no node with one of them can be drained`;
  return [finding('FS-320', budget, problem, 'write maxUnavailable: 1', ['spec', field])];
}

/** The API server refuses to evict a pod with two budgets (k8s.io/kubernetes, pkg/registry/core/pod/storage/eviction.go). */
function shared(
  others: readonly { readonly budget: CheckedObject; readonly both: readonly LoosePods[] }[],
  budget: CheckedObject,
): Finding[] {
  return others.flatMap(({ budget: other, both: [pods] }) => {
    if (!pods) return [];
    const { kind, metadata } = pods.object.manifest;
    const problem = `selects pods of ${kind}/${metadata.name}, as PodDisruptionBudget/${other.manifest.metadata.name} does: the API server evicts no pod with two budgets`;
    return [finding('FS-322', budget, problem, 'leave one budget per pod', ['spec', 'selector'])];
  });
}

function together(budget: CheckedObject, pods: readonly LoosePods[]): Finding {
  const names = pods.map(({ object: { manifest } }) => `${manifest.kind}/${manifest.metadata.name}`).join(', ');
  const problem = `counts the pods of ${names} together: all pods of one may be evicted while the other ones run`;
  return finding('FS-323', budget, problem, 'write one budget per workload', ['spec', 'selector']);
}

/** No number of pods is outside of the limits of its scaler. */
export const scalerLimits: Check = (subject) =>
  [
    ['HorizontalPodAutoscaler', 'minReplicas', 'maxReplicas'] as const,
    ['ScaledObject', 'minReplicaCount', 'maxReplicaCount'] as const,
  ].flatMap(([kind, least, most]) =>
    objectsOfKind(subject, kind).flatMap((scaler) => {
      const [min = 1, max] = [least, most].map((name) => numberAt(scaler.manifest, 'spec', name));
      if (max === undefined || min <= max) return [];
      const target = textAt(scaler.manifest, 'spec', 'scaleTargetRef', 'name') ?? 'its target';
      const problem = `wants at least ${min} and at most ${max} pods of ${target}`;
      return [finding('FS-329', scaler, problem, `write ${most}: ${min} or more`, ['spec', most])];
    }),
  );
