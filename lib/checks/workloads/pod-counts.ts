import { ScaledWorkloads } from '../../kube/scaled';
import { numberAt } from '../read/loose';
import { perSubject, type CheckedObject, type Subject } from '../subject';

/** Number of pods by object. */
export type PodCounts = Pick<ReadonlyMap<CheckedObject, number>, 'get'>;

/** The least number of pods of each object with `replicas`: its own, or the minimum of its scaler. */
export const podCounts = perSubject((subject: Subject): ReadonlyMap<CheckedObject, number> => {
  const scaled = new ScaledWorkloads(subject.objects.map(({ manifest }) => manifest));
  return new Map(
    subject.objects.map((object) => {
      const written = numberAt(object.manifest, 'spec', 'replicas');
      return [object, written ?? scaled.leastPods(object.manifest) ?? 1];
    }),
  );
});

/** Whether a sum is above another; sums of fractions differ in their last digits. */
export function isMore(one: number, other: number): boolean {
  return one > other * (1 + 1e-9);
}
