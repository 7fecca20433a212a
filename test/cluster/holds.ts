import type { Pod } from './wire-types';
import { ownerOf, type WorkloadName } from './workloads';

/** Condition of a pod that is kept from being ready; the kwok stages in stages/pod.yaml honour it. */
export const HELD_BACK = 'HeldBack';

/** Why a pod is held back: by one of the chaos experiments, or as its container itself waits for something. */
export type HoldReason = 'NeverReady' | 'NodeLost' | 'ContainerWaits';

/** Which pods the chaos experiments hold back. */
export class Holds {
  readonly workloads = new Set<WorkloadName>();
  readonly nodes = new Set<string>();

  /** Why a pod must not be ready; `undefined` when it may. */
  of(pod: Pod): 'NeverReady' | 'NodeLost' | undefined {
    if (this.nodes.has(pod.spec?.nodeName ?? '')) return 'NodeLost';
    const owner = ownerOf(pod);
    return [...this.workloads].some((workload) => workload === owner) ? 'NeverReady' : undefined;
  }
}
