import { filledRows } from '../filled-rows';
import type { Change } from '../simulation';
import { replicasFor, type Way } from './way';

/** OpenWhisk's invokers and the memory of an action, as far as they decide on its containers. */
export interface Invokers {
  readonly invokers: number;
  /** `whisk.container-pool.user-memory`, in MiB. */
  readonly userMemory: number;
  /** Memory of the action, in MiB. */
  readonly actionMemory: number;
  /** Activations that a container runs at a time (`concurrency` of the action). */
  readonly concurrency: number;
  /** Seconds that a container without activations is kept (`whisk.container-proxy.timeouts.idle-container`). */
  readonly idleSeconds: number;
}

/** OpenWhisk's defaults, and invokers for as many containers as the autoscalers' maximum. */
export const INVOKERS: Invokers = {
  invokers: 5,
  userMemory: 1024,
  actionMemory: 256,
  concurrency: 1,
  idleSeconds: 600,
};

/** Containers of one action: the first ones are busy, the last one has been idle longest. */
interface Pool {
  /** For each container, since when it is idle; undefined while it is busy. */
  readonly idleSince: (number | undefined)[];
  readonly changes: Change[];
  needed: number;
}

/**
 * Containers of actions (OpenWhisk, ContainerPool.scala): an activation takes a warm container, else it starts one as long as the
 * invokers have memory, else it evicts an idle one of another action. A container runs one activation at a time, and with
 * `concurrency` takes that many times the requests.
 */
export function invokerWay(settings: Invokers = INVOKERS): Way {
  const { invokers, userMemory, actionMemory, concurrency, idleSeconds } = settings;
  const most = invokers * Math.floor(userMemory / actionMemory);
  return {
    title: `containers of ${invokers} invokers, at most ${most}, kept for ${idleSeconds} s`,
    scale: ({ trace, capacity, until }) => {
      const pools = new Pools(trace.columns.length, most, idleSeconds);
      const perContainer = capacity * concurrency;
      filledRows(trace).forEach(({ time, values }) => {
        if (time > until) return;
        const needed = values.map((value) => replicasFor(value, perContainer));
        if (time === 0) pools.begin(needed);
        else pools.need(time, needed);
      });
      pools.expire(until);
      return pools.result();
    },
  };
}

/** The containers of all actions, which share the memory of the invokers. */
class Pools {
  private readonly pools: readonly Pool[];
  private initial: readonly number[] = [];

  constructor(
    actions: number,
    private readonly most: number,
    private readonly idleSeconds: number,
  ) {
    this.pools = Array.from({ length: actions }, () => ({ idleSince: [], changes: [], needed: 0 }));
  }

  /** Containers that exist when the trace begins. */
  begin(needed: readonly number[]): void {
    this.use(0, needed);
    this.initial = this.pools.map(({ idleSince }) => idleSince.length);
    for (const { changes } of this.pools) changes.length = 0;
  }

  /** Each action needs containers from a time on. */
  need(time: number, needed: readonly number[]): void {
    this.expire(time);
    this.use(time, needed);
  }

  /** Removes the containers that have been idle long enough by a time. */
  expire(time: number): void {
    for (const pool of this.pools) {
      for (let since = pool.idleSince.at(-1); since !== undefined && since + this.idleSeconds <= time;) {
        this.remove(pool, since + this.idleSeconds);
        since = pool.idleSince.at(-1);
      }
    }
  }

  result(): { readonly initialReplicas: number; readonly changes: readonly Change[] }[] {
    return this.pools.map(({ changes }, index) => ({
      initialReplicas: this.initial[index] ?? 0,
      changes: merged(changes),
    }));
  }

  private use(time: number, needed: readonly number[]): void {
    this.pools.forEach((pool, index) => {
      pool.needed = needed[index] ?? 0;
      pool.idleSince.forEach((since, place) => {
        pool.idleSince[place] = place < pool.needed ? undefined : (since ?? time);
      });
    });
    for (const pool of this.pools) {
      while (pool.idleSince.length < pool.needed && this.hasRoom(pool, time)) {
        pool.idleSince.push(undefined);
        record(pool, time, 1);
      }
    }
  }

  /** Whether memory for one more container is free, or an idle container of another action can be evicted. */
  private hasRoom(wanting: Pool, time: number): boolean {
    const used = this.pools.reduce((sum, { idleSince }) => sum + idleSince.length, 0);
    if (used < this.most) return true;
    const [evicted] = this.pools
      .filter((pool) => pool !== wanting && pool.idleSince.at(-1) !== undefined)
      .sort((one, other) => (one.idleSince.at(-1) ?? 0) - (other.idleSince.at(-1) ?? 0));
    if (!evicted) return false;
    this.remove(evicted, time);
    return true;
  }

  private remove(pool: Pool, time: number): void {
    pool.idleSince.pop();
    record(pool, time, -1);
  }
}

/** Records a container more or less; called after the list has changed. */
function record({ idleSince, changes }: Pool, time: number, difference: 1 | -1): void {
  changes.push({ time, from: idleSince.length - difference, to: idleSince.length });
}

/** Changes of one time as one change. */
function merged(changes: readonly Change[]): Change[] {
  const result: Change[] = [];
  for (const { time, from, to } of changes) {
    const last = result.at(-1);
    if (last?.time === time) result[result.length - 1] = { time, from: last.from, to };
    else result.push({ time, from, to });
  }
  return result.filter(({ from, to }) => from !== to);
}
