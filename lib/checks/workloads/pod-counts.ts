import { ScaledWorkloads } from '../../kube/scaled';
import { numberAt } from '../read/loose';
import type { CheckedObject, Subject } from '../subject';

/** The least number of pods of each object with `replicas`: its own, or the minimum of its scaler. */
export function podCounts(subject: Subject): ReadonlyMap<CheckedObject, number> {
  const scaled = new ScaledWorkloads(subject.objects.map(({ manifest }) => manifest));
  return new Map(
    subject.objects.map((object) => {
      const written = numberAt(object.manifest, 'spec', 'replicas');
      return [object, written ?? scaled.leastPods(object.manifest) ?? 1];
    }),
  );
}
