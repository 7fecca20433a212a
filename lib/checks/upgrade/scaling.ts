import { ScaledWorkloads } from '../../kube/scaled';
import { finding, type Check, type Finding } from '../finding';
import { fieldsOf, labelsAt, numberAt, valueAt } from '../read/loose';
import { selects } from '../read/label-selector';
import { namespaceOf } from '../read/monitoring-objects';
import type { CheckedObject, Subject } from '../subject';
import { changesOf, removedFrom } from './changes';

/** A workload keeps its pods when an autoscaler takes it over, and while its nodes are drained. */
export const scalingChanges: Check = (subject) => {
  if (!subject.before) return [];
  const [scaledBefore, scaledNow] = [subject.before, subject].map(({ objects }) => scalersIn(objects));
  return [
    ...changesOf(subject).flatMap(({ before, after, object }) => {
      const replicas = numberAt(before, 'spec', 'replicas') ?? 1;
      const taken =
        scaledNow?.leastPods(after) !== undefined && scaledBefore?.leastPods(before) === undefined && replicas > 1;
      if (!taken || valueAt(after, 'spec', 'replicas') !== undefined) return [];
      const problem = `leaves replicas: ${replicas} to an autoscaler: the next apply would scale it to 1`;
      const fix =
        'hand the field over first: kubectl apply --server-side --field-manager=hpa --force-conflicts with the replicas alone';
      return [finding('FS-809', object, problem, fix, ['spec'])];
    }),
    ...removedFrom(subject)
      .filter(({ manifest }) => manifest.kind === 'PodDisruptionBudget')
      .flatMap((budget) => uncovered(subject, budget)),
  ];
};

function scalersIn(objects: readonly CheckedObject[]): ScaledWorkloads {
  const kinds = ['HorizontalPodAutoscaler', 'ScaledObject'];
  return new ScaledWorkloads(objects.map(({ manifest }) => manifest).filter(({ kind }) => kinds.includes(kind)));
}

/** The workloads of a budget that is left out, where no other one covers them. */
function uncovered({ objects }: Subject, budget: CheckedObject): Finding[] {
  const covers = (one: CheckedObject, workload: CheckedObject): boolean =>
    namespaceOf(one) === namespaceOf(workload) &&
    selects(
      fieldsOf(valueAt(one.manifest, 'spec', 'selector')),
      labelsAt(workload.manifest, 'spec', 'template', 'metadata', 'labels'),
    );
  const budgets = objects.filter(({ manifest }) => manifest.kind === 'PodDisruptionBudget');
  const bare = objects.filter(
    (object) =>
      ['Deployment', 'StatefulSet'].includes(object.manifest.kind) &&
      covers(budget, object) &&
      !budgets.some((other) => covers(other, object)),
  );
  if (bare.length === 0) return [];
  const names = bare.map(({ manifest }) => `${manifest.kind}/${manifest.metadata.name}`).join(', ');
  const problem = `is left out: draining nodes may then evict all pods of ${names} at once`;
  return [finding('FS-810', budget, problem, 'keep it, or write another one for these pods')];
}
