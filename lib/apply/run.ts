import { setTimeout as sleep } from 'node:timers/promises';
import type { Manifest } from '../kube/synthesis';
import { Causes, type Reasons } from './causes';
import { type Change, applyCall } from './changes';
import { ApiError, type Cluster } from './cluster';
import type { Discovery } from './discovery';
import type { LiveObject, ManagedFields } from './objects';
import { HOLDING_KINDS, type Readiness, readinessOf } from './readiness';
import { Slots } from './slots';

/** Something that has happened to an object during an apply. */
export interface Progress {
  readonly change: Change;
  /** `waiting`: it exists, and is not ready. */
  readonly state: 'applied' | 'waiting' | 'ready' | 'failed';
  readonly detail?: string;
  readonly reasons?: Reasons;
}

/** How an apply ended for an object. */
export interface Outcome {
  readonly change: Change;
  /** `blocked`: something before it failed; `stopped`: it was interrupted. */
  readonly state: 'ready' | 'failed' | 'blocked' | 'stopped';
  /** @default - nothing to say */
  readonly detail?: string;
  /** @default - none */
  readonly reasons?: Reasons;
  /** @default - none */
  readonly note?: string;
}

/** Properties of {@link Run}. */
export interface RunProps {
  readonly cluster: Cluster;
  readonly discovery: Discovery;
  readonly changes: readonly Change[];
  /** Upper limit of every deadline, in seconds. @default - the deadlines of the platform */
  readonly timeoutSeconds?: number;
  /** Ends the run before the next request. */
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

/** Deadline of what has none of its own, in seconds: an operator has to see it and start its pods. */
const DEFAULT_TIMEOUT_SECONDS = 900;

/** Seconds between two looks at an object, and between two looks at its pods. */
const LOOK_SECONDS = 1;
const CAUSES_SECONDS = 5;

/** Seconds that a kind may take to be served after its definition was created. */
const SERVED_SECONDS = 60;

/** State of an object that is not there any more. */
const DELETED: Readiness = { state: 'failed', detail: 'something else has deleted it' };

/** Requests under way at the same time. */
const PARALLEL_SENDS = 8;

/** An object under way. */
interface Track {
  /** Resolves when the object was sent, with its outcome if it will not be. */
  readonly sent: Promise<Outcome | undefined>;
  readonly outcome: Promise<Outcome>;
}

/** Sends the objects of a platform in launch order: each as soon as everything that it waits for is ready. */
export class Run {
  private readonly tracks = new Map<Change, Track>();
  private readonly byName: ReadonlyMap<string, Change>;
  private readonly slots = new Slots(PARALLEL_SENDS);
  private readonly started = Date.now();

  constructor(private readonly props: RunProps) {
    this.byName = new Map(props.changes.map((change) => [change.object.name, change]));
  }

  /** Sends an object and everything before it. @returns when it is ready, or when it will not be */
  public settle(change: Change): Promise<Outcome> {
    return this.track(change).outcome;
  }

  /** Sends all objects. */
  public async all(): Promise<readonly Outcome[]> {
    const outcomes = await Promise.all(this.props.changes.map((change) => this.settle(change)));
    return Promise.all(outcomes.map((outcome) => this.withPresentNote(outcome)));
  }

  /** A note is about the end: a claim is bound after its pod was created. */
  private async withPresentNote({ note, ...outcome }: Outcome): Promise<Outcome> {
    if (note === undefined) return outcome;
    const live = await this.props.cluster.find<LiveObject>(await this.pathOf(outcome.change));
    const present = live && readinessOf(live, 0).note;
    return { ...outcome, ...(present === undefined ? {} : { note: present }) };
  }

  private track(change: Change): Track {
    const known = this.tracks.get(change);
    if (known) return known;
    const sent = this.sendInOrder(change);
    const track = { sent, outcome: sent.then((failure) => failure ?? this.ready(change)) };
    this.tracks.set(change, track);
    return track;
  }

  private async sendInOrder(change: Change): Promise<Outcome | undefined> {
    const { signal, report } = this.props;
    const before = change.object.dependsOn.flatMap((name) => this.byName.get(name) ?? []);
    const reached = await Promise.all(before.map((earlier) => this.isReached(earlier)));
    if (signal.aborted) return { change, state: 'stopped' };
    if (!reached.every(Boolean)) return { change, state: 'blocked' };
    if (change.operation === 'completed') return { change, state: 'ready' };
    if (change.operation === 'unchanged') return undefined;
    try {
      await this.slots.use(() => this.send(change));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const failure = { change, state: 'failed' as const, detail: `the API server refuses it: ${error.message}` };
      report(failure);
      return failure;
    }
    report({ change, state: 'applied' });
    return undefined;
  }

  /** Resolves when what comes after an object may be sent, or never will be. */
  private async isReached(change: Change): Promise<boolean> {
    const { sent, outcome } = this.track(change);
    if (HOLDING_KINDS.includes(change.id.kind)) return (await outcome).state === 'ready';
    return (await sent) === undefined;
  }

  private async send(change: Change): Promise<void> {
    const { cluster, discovery, signal } = this.props;
    const path = await this.pathOf(change);
    const limit = this.secondsOf(change);
    if (change.operation === 'replace') await this.remove(path, limit);
    const { manifest } = change.object;
    const kept = replicasToHandOver(change);
    if (kept)
      await cluster.persist(applyCall(path, kept, { force: true, manager: 'faas-stack-scaling' }), limit, signal);
    await cluster.persist(applyCall(path, manifest, { force: change.force ?? false }), limit, signal);
    if (manifest.kind === 'CustomResourceDefinition') {
      const { group, versions } = manifest['spec'] as {
        readonly group: string;
        readonly versions: readonly { readonly name: string }[];
      };
      for (const version of versions) discovery.forget(`${group}/${version.name}`);
    }
  }

  /** Path of an object; a kind that was defined a moment ago is not served at once. */
  private async pathOf({ id }: Change): Promise<string> {
    const { discovery, signal } = this.props;
    for (let attempt = 0; attempt < SERVED_SECONDS; attempt++) {
      const path = await discovery.pathOf(id);
      if (path !== undefined) return path;
      if (signal.aborted) break;
      discovery.forget(id.apiVersion);
      await sleep(LOOK_SECONDS * 1000);
    }
    throw new ApiError(404, { message: `${id.apiVersion} ${id.kind} is not served` });
  }

  private async remove(path: string, seconds: number): Promise<void> {
    const { cluster, signal } = this.props;
    await cluster.persist({ method: 'DELETE', path, query: { propagationPolicy: 'Foreground' } }, seconds, signal);
    for (let passed = 0; passed < seconds && !signal.aborted; passed += LOOK_SECONDS) {
      if (!(await cluster.find(path))) return;
      await sleep(LOOK_SECONDS * 1000);
    }
  }

  /** Waits until an object is ready, with its reasons while it is not. */
  private async ready(change: Change): Promise<Outcome> {
    const { cluster, signal, report } = this.props;
    const path = await this.pathOf(change);
    const began = Date.now();
    const deadline = began + this.secondsOf(change) * 1000;
    let reasons: Reasons = { lines: [], final: false };
    for (let looks = 0; ; looks++) {
      const live = await cluster.find<LiveObject>(path, {}, this.secondsOf(change));
      const { state, detail, note } = live ? readinessOf(live, began) : DELETED;
      if (state === 'ready') {
        if (looks > 0 || change.operation !== 'unchanged') report({ change, state: 'ready' });
        return { change, state, ...(note === undefined ? {} : { note }) };
      }
      if (looks % CAUSES_SECONDS === 0 && live) reasons = await new Causes(cluster, this.started).of(live);
      const late = Date.now() >= deadline;
      if (state === 'failed' || reasons.final || late) {
        const text = late && state !== 'failed' ? `${detail} after ${this.secondsOf(change)} s` : detail;
        if (live && looks % CAUSES_SECONDS !== 0) reasons = await new Causes(cluster, this.started).of(live);
        const failure = { change, state: 'failed' as const, ...(text === undefined ? {} : { detail: text }), reasons };
        report(failure);
        return failure;
      }
      if (signal.aborted) return { change, state: 'stopped', ...(detail === undefined ? {} : { detail }), reasons };
      report({ change, state: 'waiting', ...(detail === undefined ? {} : { detail }), reasons });
      await sleep(LOOK_SECONDS * 1000, undefined, { signal }).catch(() => undefined);
    }
  }

  private secondsOf({ object }: Change): number {
    const own = object.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
    return Math.min(own, this.props.timeoutSeconds ?? own);
  }
}

/**
 * The number of pods to hand over before an autoscaler decides on it: server-side apply resets a field that its manager no longer sends.
 */
function replicasToHandOver({ live, object, operation }: Change): Manifest | undefined {
  if (operation !== 'update' || !object.ownedByOthers?.includes('spec.replicas')) return undefined;
  const owned = live?.metadata.managedFields?.some(ownsReplicas) ?? false;
  if (!owned || object.manifest['spec'] === undefined) return undefined;
  const { apiVersion, kind, metadata } = object.manifest;
  const { name, namespace } = metadata;
  const identity = { name, ...(namespace === undefined ? {} : { namespace }) };
  return { apiVersion, kind, metadata: identity, spec: { replicas: live?.spec?.['replicas'] } };
}

function ownsReplicas({ manager, operation, fieldsV1 }: ManagedFields): boolean {
  return manager === 'faas-stack' && operation === 'Apply' && fieldsV1?.['f:spec']?.['f:replicas'] !== undefined;
}
