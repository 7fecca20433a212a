import type { Pod } from './pod';

/** How pods come and go. */
export interface PodLife {
  /**
   * Seconds from a pod's creation until it is ready: it then takes its share of the load.
   * @default 10
   */
  readonly startSeconds?: number;
  /**
   * Seconds from a pod's creation until its containers run: waiting for a node and pulling images. No more than
   * `startSeconds`. The kubelet accepts the pod at their end (`status.startTime`).
   * @default 0
   */
  readonly pendingSeconds?: number;
  /**
   * Seconds from a pod's deletion until it ends. It gets no more load.
   * @default 0
   */
  readonly terminationSeconds?: number;
}

/** A pod with what the metrics pipeline must know of it. */
export interface SimulatedPod extends Pod {
  readonly runningAt: number;
  readonly readyAt: number;
  /** For each load, what a pod had used up to the time when this one became ready. */
  usageAtReady: readonly number[];
}

/** A pod whose state goes on. */
interface LivingPod extends SimulatedPod {
  phase: Pod['phase'];
  ready: boolean;
  terminating: boolean;
  lastTransition: number;
  endsAt: number;
}

/** Age of the initial pods at the start of the trace. */
const BEFORE = -3600;

/** The pods of one workload. */
export class SimulatedWorkload {
  /** Oldest first. As all take the same time to start, the ready ones come before the others. */
  private readonly live: LivingPod[] = [];
  private ending: LivingPod[] = [];
  private readyCount = 0;
  private readonly life: Required<PodLife>;

  constructor(
    initialReplicas: number,
    { startSeconds = 10, pendingSeconds = 0, terminationSeconds = 0 }: PodLife,
    private readonly loads: number,
  ) {
    this.life = { startSeconds, pendingSeconds: Math.min(pendingSeconds, startSeconds), terminationSeconds };
    for (let index = 0; index < initialReplicas; index += 1) this.create(BEFORE - startSeconds);
    const nothing = new Array<number>(loads).fill(0);
    while (this.nextReady < 0) this.makeReady(nothing);
  }

  get replicas(): number {
    return this.live.length;
  }

  /** Pods that take load. */
  get ready(): number {
    return this.readyCount;
  }

  /** When the next pod becomes ready. */
  get nextReady(): number {
    return this.live[this.readyCount]?.readyAt ?? Infinity;
  }

  /** The next pod becomes ready; `usage` is what a pod has used up to now, for each load. */
  makeReady(usage: readonly number[]): void {
    const pod = this.live[this.readyCount];
    if (!pod) return;
    pod.phase = 'Running';
    pod.ready = true;
    pod.lastTransition = Math.floor(pod.readyAt);
    pod.usageAtReady = [...usage];
    this.readyCount += 1;
  }

  /** All pods at a time, terminating ones too. */
  at(now: number): readonly SimulatedPod[] {
    for (let index = this.readyCount; index < this.live.length; index += 1) {
      const pod = this.live[index];
      if (pod && pod.runningAt <= now) pod.phase = 'Running';
    }
    if (this.ending.length === 0) return this.live;
    this.ending = this.ending.filter(({ endsAt }) => endsAt > now);
    return [...this.live, ...this.ending];
  }

  /** Adds pods, or removes some: first those that are not ready, then the youngest (ReplicaSet controller). */
  scale(now: number, replicas: number): void {
    while (this.live.length < replicas) this.create(now);
    while (this.live.length > replicas) {
      const pod = this.live.pop();
      if (!pod) return;
      pod.terminating = true;
      pod.endsAt = now + this.life.terminationSeconds;
      if (this.life.terminationSeconds > 0) this.ending.push(pod);
    }
    this.readyCount = Math.min(this.readyCount, replicas);
  }

  private create(now: number): void {
    const { pendingSeconds, startSeconds } = this.life;
    this.live.push({
      phase: 'Pending',
      ready: false,
      terminating: false,
      startTime: Math.floor(now + pendingSeconds),
      lastTransition: Math.floor(now + pendingSeconds),
      runningAt: now + pendingSeconds,
      readyAt: now + startSeconds,
      endsAt: Infinity,
      usageAtReady: new Array<number>(this.loads).fill(Infinity),
    });
  }
}
