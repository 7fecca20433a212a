import { filledRows } from '../filled-rows';
import { flapsOf } from '../flapping';
import type { Change } from '../simulation';
import { SimulatedWorkload } from '../workload';
import { replicasFor, type Scaling, type WayInput } from './way';

/** Requests per second below which a shortage is noise of binary fractions. */
const LEAST_MISSING = 1e-9;

/** Service and cost of a way of scaling, for one function. */
export interface Outcome extends Scaling {
  /** Requests that no replica could answer when they came. */
  readonly unserved: number;
  /** All requests. */
  readonly demanded: number;
  /** Replicas times seconds. */
  readonly replicaSeconds: number;
  /** Longest time without enough replicas, in seconds: the time to capacity. */
  readonly longestShortage: number;
  readonly highest: number;
  /** Most replicas removed at once. */
  readonly largestDrop: number;
  /** How often replicas were removed and needed again soon. */
  readonly flaps: number;
}

/** Replicas at each time, after all changes until then; the times ascend. */
export function replicasAt({ initialReplicas, changes }: Scaling, times: readonly number[]): number[] {
  const steps = changes.map(({ time, to }) => ({ time, value: to }));
  return valuesAt([{ time: -Infinity, value: initialReplicas }, ...steps], times);
}

/** The value of a step function at each time; steps and times ascend. */
export function valuesAt(
  steps: readonly { readonly time: number; readonly value: number }[],
  times: readonly number[],
): number[] {
  let place = 0;
  return times.map((time) => {
    for (let next = steps[place + 1]; next && next.time <= time; next = steps[place + 1]) place += 1;
    return steps[place]?.value ?? 0;
  });
}

/** Replicas that the load needs at each time, and no more: what the ways are measured against. */
export function neededScaling({ trace, capacity, until }: WayInput, index: number): Scaling {
  const rows = filledRows(trace).map(({ time, values }) => ({
    time,
    needed: replicasFor(values[index] ?? 0, capacity),
  }));
  const changes = rows.slice(1).flatMap(({ time, needed }, place): Change[] => {
    const from = rows[place]?.needed ?? 0;
    return from === needed || time > until ? [] : [{ time, from, to: needed }];
  });
  return { initialReplicas: rows[0]?.needed ?? 0, changes };
}

/** Follows the load and the replicas of one function; new replicas answer requests once they are ready. */
export function outcomeOf(scaling: Scaling, input: WayInput, index: number): Outcome {
  const { trace, capacity, podStart, until } = input;
  const { initialReplicas, changes } = scaling;
  const rows = filledRows(trace);
  const workload = new SimulatedWorkload(initialReplicas, { startSeconds: podStart }, 0);
  const totals = { unserved: 0, demanded: 0, replicaSeconds: 0, longestShortage: 0 };
  let [now, row, change, demand, shortage] = [0, 0, 0, 0, 0];
  for (;;) {
    const times = [until, rows[row]?.time, changes[change]?.time, workload.nextReady];
    const next = Math.max(now, Math.min(...times.map((time) => time ?? Infinity)));
    const seconds = next - now;
    const missing = Math.max(0, demand - workload.ready * capacity);
    totals.unserved += missing * seconds;
    totals.demanded += demand * seconds;
    totals.replicaSeconds += workload.replicas * seconds;
    if (seconds > 0) shortage = missing > LEAST_MISSING ? shortage + seconds : 0;
    totals.longestShortage = Math.max(totals.longestShortage, shortage);
    now = next;
    if (now >= until) break;
    for (let at = rows[row]; at && at.time <= now; at = rows[row]) {
      demand = at.values[index] ?? 0;
      row += 1;
    }
    for (let at = changes[change]; at && at.time <= now; at = changes[change]) {
      workload.scale(now, at.to);
      change += 1;
    }
    while (workload.nextReady <= now) workload.makeReady([]);
  }
  return {
    ...scaling,
    ...totals,
    highest: changes.reduce((most, { to }) => Math.max(most, to), initialReplicas),
    largestDrop: changes.reduce((most, { from, to }) => Math.max(most, from - to), 0),
    flaps: flapsOf(changes).length,
  };
}
