import { type Api, ApiError } from './api';
import { conditionOf, finished, isTrue } from './pod-state';
import { HELD_BACK, type HoldReason, type Holds } from './holds';
import type { Listener, Observer } from './observer';
import { CONTAINER, KUBELET, missingFor } from './waits-for';
import type { ContainerStatus, Pod, PodCondition, Stored } from './wire-types';

/** Part of a pod's status to be merged into it. */
interface StatusPatch {
  conditions?: PodCondition[];
  initContainerStatuses?: ContainerStatus[];
  containerStatuses?: ContainerStatus[];
}

/** The half of a kubelet that has to look at other objects: it lets init containers finish, and holds pods back. */
export class Kubelet implements Listener {
  private readonly busy = new Set<string>();

  constructor(
    private readonly api: Api,
    private readonly observer: Observer,
    private readonly holds: Holds,
  ) {}

  podChanged(pod: Stored<Pod>): void {
    void this.reconcile(pod);
  }

  workloadChanged(): void {
    this.reconcileAll();
  }

  reconcileAll(): void {
    for (const pod of this.observer.pods.all()) void this.reconcile(pod);
  }

  private async reconcile(pod: Stored<Pod>): Promise<void> {
    const { namespace = '', name, uid } = pod.metadata;
    if (this.busy.has(uid)) return;
    this.busy.add(uid);
    try {
      // The event of a change may arrive while the pod is busy, and is not repeated: look once more after each change.
      let next: Stored<Pod> | undefined = pod;
      for (
        let tried = '';
        next && next.metadata.resourceVersion !== tried;
        next = this.observer.pods.get(namespace, name)
      ) {
        const status = this.plan(next);
        if (!status) return;
        tried = next.metadata.resourceVersion;
        const path = `/api/v1/namespaces/${namespace}/pods/${name}/status`;
        await this.patch(path, { metadata: { uid, resourceVersion: tried }, status });
      }
    } finally {
      this.busy.delete(uid);
    }
  }

  /** A pod that is gone needs nothing, and one that has changed meanwhile is looked at again. */
  private async patch(path: string, body: object): Promise<void> {
    try {
      await this.api.patch(path, body);
    } catch (error) {
      if (!(error instanceof ApiError && (error.status === 404 || error.status === 409))) throw error;
    }
  }

  /** What has to change in a pod's status now. */
  private plan(pod: Stored<Pod>): StatusPatch | undefined {
    const { status } = pod;
    if (!status?.podIP || status.phase === 'Succeeded' || status.phase === 'Failed') return undefined;
    const hold = this.holdOn(pod);
    const patch: StatusPatch = { ...this.holdBack(pod, hold) };
    if (!isTrue(pod, 'Initialized') && !pod.metadata.deletionTimestamp && hold !== 'NodeLost') {
      const progress = this.initialise(pod);
      if (progress)
        Object.assign(patch, progress, { conditions: [...(patch.conditions ?? []), ...progress.conditions] });
    }
    return Object.keys(patch).length > 0 ? patch : undefined;
  }

  private holdOn(pod: Stored<Pod>): HoldReason | undefined {
    const waits = !isTrue(pod, 'Ready') && missingFor(pod, CONTAINER, this.observer).length > 0;
    return this.holds.of(pod) ?? (waits ? 'ContainerWaits' : undefined);
  }

  private holdBack(pod: Stored<Pod>, hold: HoldReason | undefined): StatusPatch {
    const conditions: PodCondition[] = [];
    const held = conditionOf(pod, HELD_BACK);
    const heldFor = held?.status === 'True' ? held.reason : undefined;
    if (heldFor !== hold) conditions.push(condition(HELD_BACK, hold !== undefined, hold ?? 'Released'));
    if (hold === undefined || !isTrue(pod, 'Ready')) return conditions.length > 0 ? { conditions } : {};
    const containerStatuses = pod.status?.containerStatuses?.map((container) => ({ ...container, ready: false }));
    conditions.push(condition('Ready', false, hold), condition('ContainersReady', false, hold));
    return { conditions, ...(containerStatuses && { containerStatuses }) };
  }

  /** Finishes the current init container if it may finish; each one is a change of its own, so that its time is seen. */
  private initialise(
    pod: Stored<Pod>,
  ): { conditions: PodCondition[]; initContainerStatuses?: ContainerStatus[] } | undefined {
    if (missingFor(pod, KUBELET, this.observer).length > 0) return undefined;
    const statuses = pod.status?.initContainerStatuses ?? [];
    const index = statuses.findIndex((container) => !finished(container));
    if (index < 0) return { conditions: [condition('Initialized', true, '')] };
    const { name = '' } = statuses[index] ?? {};
    if (missingFor(pod, name, this.observer).length > 0) return undefined;
    const sidecar = pod.spec?.initContainers?.[index]?.restartPolicy === 'Always';
    const now = timestamp();
    const initContainerStatuses = statuses.map((container, position): ContainerStatus => {
      if (position === index + 1) return { ...container, state: { running: { startedAt: now } } };
      if (position !== index) return container;
      const startedAt = container.state?.running?.startedAt ?? now;
      if (sidecar) return { ...container, ready: true, started: true, state: { running: { startedAt } } };
      const terminated = { exitCode: 0, reason: 'Completed', startedAt, finishedAt: now };
      return { ...container, ready: true, started: false, state: { terminated } };
    });
    const last = index === statuses.length - 1;
    return { conditions: last ? [condition('Initialized', true, '')] : [], initContainerStatuses };
  }
}

function condition(type: string, value: boolean, reason: string): PodCondition {
  return { type, status: value ? 'True' : 'False', reason, lastTransitionTime: timestamp() };
}

/** Kubernetes keeps whole seconds. */
function timestamp(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}
