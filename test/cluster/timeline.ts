import type { Moment } from './follower';
import { finished, isTrue } from './pod-state';
import type { Listener } from './observer';
import type { Pod, Stored } from './wire-types';
import { ownerOf, progressOf, type Workload, type WorkloadKind } from './workloads';

/** What happened to one pod, and when. */
export interface PodTimeline {
  readonly name: string;
  readonly node?: string;
  readonly created: Moment;
  readonly scheduled?: Moment;
  /** In order; `finished` is missing while the init container waits. */
  readonly initContainers: readonly { readonly name: string; readonly finished?: Moment }[];
  /** All init containers were finished. */
  readonly initialised?: Moment;
  /** First time ready. */
  readonly ready?: Moment;
  /** First time that all containers had ended well. */
  readonly completed?: Moment;
}

/** What happened to a workload and its pods. */
export interface WorkloadTimeline {
  /** Like `StatefulSet/kafka`. */
  readonly workload: string;
  /** First time that one of its pods was ready in the workload's own status; for a Job: it was complete. */
  readonly usable?: Moment;
  /** By creation; those that are gone are included. */
  readonly pods: readonly PodTimeline[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Record {
  readonly namespace: string;
  readonly workload: string;
  readonly pod: Mutable<PodTimeline>;
}

/** Notes when each pod and workload first reached each state. */
export class TimelineRecorder implements Listener {
  private readonly pods = new Map<string, Record>();
  private readonly usable = new Map<string, Moment>();
  private readonly changed = new Map<string, number>();

  podChanged(pod: Stored<Pod>, moment: Moment): void {
    const { uid, name, namespace = '' } = pod.metadata;
    this.changed.set(namespace, moment.at);
    const known = this.pods.get(uid);
    const record = known ?? { namespace, workload: ownerOf(pod), pod: { name, created: moment, initContainers: [] } };
    if (!known) this.pods.set(uid, record);
    const timeline = record.pod;
    if (isTrue(pod, 'PodScheduled') && !timeline.scheduled) {
      timeline.scheduled = moment;
      if (pod.spec?.nodeName !== undefined) timeline.node = pod.spec.nodeName;
    }
    timeline.initContainers = (pod.spec?.initContainers ?? []).map(({ name }) => {
      const before = timeline.initContainers.find((container) => container.name === name)?.finished;
      const status = pod.status?.initContainerStatuses?.find((container) => container.name === name);
      if (before) return { name, finished: before };
      return status && finished(status) ? { name, finished: moment } : { name };
    });
    if (isTrue(pod, 'Initialized')) timeline.initialised ??= moment;
    if (isTrue(pod, 'Ready')) timeline.ready ??= moment;
    if (pod.status?.phase === 'Succeeded') timeline.completed ??= moment;
  }

  workloadChanged(kind: WorkloadKind, workload: Stored<Workload>, moment: Moment): void {
    this.changed.set(workload.metadata.namespace ?? '', moment.at);
    const key = `${workload.metadata.namespace}/${kind}/${workload.metadata.name}`;
    if (!this.usable.has(key) && progressOf(kind, workload).usable) this.usable.set(key, moment);
  }

  /** When a pod or workload of a namespace last changed, in milliseconds since 1970; 0 when none ever has. */
  lastChange(namespace: string): number {
    return this.changed.get(namespace) ?? 0;
  }

  /** All workloads of a namespace in the order in which they became usable, those that did not last. */
  of(namespace: string): WorkloadTimeline[] {
    const groups = new Map<string, PodTimeline[]>();
    for (const record of this.pods.values()) {
      if (record.namespace !== namespace) continue;
      groups.set(record.workload, [...(groups.get(record.workload) ?? []), structuredClone(record.pod)]);
    }
    const timelines = [...groups].map(([workload, pods]): WorkloadTimeline => {
      const usable = this.usable.get(`${namespace}/${workload}`);
      return { workload, pods, ...(usable && { usable }) };
    });
    return timelines.sort((a, b) => (a.usable?.revision ?? Infinity) - (b.usable?.revision ?? Infinity));
  }
}

/** One workload must be usable before another goes on. */
export interface Edge {
  readonly first: string;
  readonly then: string;
  /**
   * What each pod of `then` may not reach before: its containers' start, or being ready (for a Job: complete).
   * @default initialised
   */
  readonly until?: 'initialised' | 'ready';
}

/** What a timeline says about edges. */
export interface OrderCheck {
  /** Edges for which both sides were seen, in the right order. */
  readonly observed: readonly Edge[];
  /** One sentence for each edge that was not kept or not seen. */
  readonly violations: readonly string[];
}

/** Compares what happened with what should have, by revision. */
export function checkOrder(timelines: readonly WorkloadTimeline[], edges: readonly Edge[]): OrderCheck {
  const observed: Edge[] = [];
  const violations: string[] = [];
  for (const edge of edges) {
    const first = timelines.find(({ workload }) => workload === edge.first)?.usable;
    const pods = timelines.find(({ workload }) => workload === edge.then)?.pods ?? [];
    const wrong = pods.flatMap((pod) => {
      const { until = 'initialised' } = edge;
      const reached = until === 'ready' ? (pod.ready ?? pod.completed) : pod.initialised;
      if (!reached) return [`${pod.name} was never ${until}`];
      if (!first) return [`${pod.name} was ${until} without it`];
      if (reached.revision > first.revision) return [];
      return [`${pod.name} was ${until} ${first.at - reached.at} ms before it was usable`];
    });
    if (pods.length === 0) wrong.push('no pod was seen');
    if (wrong.length === 0) observed.push(edge);
    else violations.push(`${edge.then} must wait for ${edge.first}: ${wrong.join(', ')}`);
  }
  return { observed, violations };
}
