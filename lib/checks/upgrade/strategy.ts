import { finding, type Check } from '../finding';
import { fieldsOf, textAt, valueAt } from '../read/loose';
import type { Manifest } from '../../kube/synthesis';
import { changesOf } from './changes';

/** Where a workload has its strategy, and the fields of a rolling update that the API server completes. */
const STRATEGIES: Readonly<Record<string, { readonly field: string; readonly completed: readonly string[] }>> = {
  Deployment: { field: 'strategy', completed: ['maxSurge', 'maxUnavailable'] },
  StatefulSet: { field: 'updateStrategy', completed: ['partition', 'maxUnavailable'] },
};

/**
 * A workload leaves the strategy RollingUpdate together with the fields that the API server has completed: apply keeps them, and no other
 * strategy may have them.
 */
export const strategyChanges: Check = (subject) =>
  changesOf(subject).flatMap(({ before, after, object }) => {
    const { field, completed } = STRATEGIES[after.kind] ?? {};
    if (field === undefined || completed === undefined) return [];
    const [old, now] = [before, after].map((one) => strategyOf(one, field));
    const owned = fieldsOf(valueAt(before, 'spec', field, 'rollingUpdate'));
    // With the last field that was written, apply removes the others.
    if (old !== ROLLING || now === ROLLING || Object.keys(owned).length > 0) return [];
    const path = `spec.${field}.rollingUpdate`;
    const problem = `changes spec.${field} to ${now}, while apply keeps ${path}.${completed.join(` and ${path}.`)} of the cluster`;
    const fix = `remove ${path} first: kubectl patch with {"spec":{"${field}":{"type":"${now}","rollingUpdate":null}}}`;
    return [finding('FS-812', object, problem, fix, ['spec', field])];
  });

const ROLLING = 'RollingUpdate';

const strategyOf = (manifest: Manifest, field: string): string => textAt(manifest, 'spec', field, 'type') ?? ROLLING;
