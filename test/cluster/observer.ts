import type { Api } from './api';
import { Follower, type Moment } from './follower';
import type { Pod, Stored } from './wire-types';
import { type Workload, type WorkloadKind, workloadKinds } from './workloads';

/** Someone who wants to know about each change of a pod or workload. */
export interface Listener {
  podChanged(pod: Stored<Pod>, moment: Moment): void;
  workloadChanged(kind: WorkloadKind, workload: Stored<Workload>, moment: Moment): void;
}

/** Follows all pods and workloads of the cluster. */
export class Observer {
  private readonly listeners: Listener[] = [];
  private readonly workloads: ReadonlyMap<WorkloadKind, Follower<Workload>>;

  readonly pods: Follower<Pod>;

  constructor(api: Api) {
    this.pods = new Follower<Pod>(api, '/api/v1/pods', (pod, moment) => {
      for (const listener of this.listeners) listener.podChanged(pod, moment);
    });
    const follower = (kind: WorkloadKind, path: string) =>
      new Follower<Workload>(api, path, (workload, moment) => {
        for (const listener of this.listeners) listener.workloadChanged(kind, workload, moment);
      });
    this.workloads = new Map(workloadKinds().map(([kind, path]) => [kind, follower(kind, path)]));
  }

  listen(listener: Listener): void {
    this.listeners.push(listener);
  }

  async start(): Promise<void> {
    await Promise.all(this.followers().map((follower) => follower.start()));
  }

  stop(): void {
    for (const follower of this.followers()) follower.stop();
  }

  /**
   * A workload by its name. A Job is also found by its name without the hash of its content: the newest one counts, since
   * what waits for a Job names it that way.
   */
  workload(kind: WorkloadKind, namespace: string, name: string): Stored<Workload> | undefined {
    const follower = this.workloads.get(kind);
    const exact = follower?.get(namespace, name);
    if (exact || kind !== 'Job') return exact;
    const versions = (follower?.all() ?? []).filter(
      ({ metadata }) => metadata.namespace === namespace && isVersionOf(metadata.name, name),
    );
    return versions.sort((a, b) => createdAt(b) - createdAt(a))[0];
  }

  /** Waits until everything that is in a namespace now has been seen. */
  async caughtUp(namespace: string): Promise<void> {
    await Promise.all(this.followers().map((follower) => follower.caughtUp(namespace)));
  }

  private followers(): readonly Pick<Follower<Pod>, 'start' | 'stop' | 'caughtUp'>[] {
    return [this.pods, ...this.workloads.values()];
  }
}

function isVersionOf(job: string, name: string): boolean {
  return job.startsWith(`${name}-`) && /^[0-9a-f]{8}$/.test(job.slice(name.length + 1));
}

function createdAt({ metadata }: Stored<Workload>): number {
  return Date.parse(metadata.creationTimestamp ?? '');
}
