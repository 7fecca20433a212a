import { DEFAULT_SETTINGS } from './controller-settings';
import { DEFAULT_BEHAVIOR, type Behavior } from './hpa';
import { simulate, type Change, type SimulationInput, type SimulationResult } from './simulation';

/** Seconds within which replicas that are needed again should not have been removed: twice the usual window. */
export const FLAP_SECONDS = 600;

/** From how many on it is flapping, and not a load that came back once. */
const FLAPPING = 2;

/** Windows to try, in seconds: the API server takes no longer one. */
const WINDOWS = [60, 120, 180, 300, 600, 900, 1200, 1800, 2700, 3600];

/** Replicas that were removed, and soon needed again. */
export interface Flap {
  /** Time when the last replicas were removed, in seconds. */
  readonly down: number;
  /** Time when replicas were added again, in seconds. */
  readonly up: number;
}

/** A `behavior` that reduces flapping under the same load. */
export interface CalmerBehavior {
  readonly behavior: Behavior;
  readonly result: SimulationResult;
  readonly flaps: number;
}

/** Each time when replicas were added less than {@link FLAP_SECONDS} after some were removed. */
export function flapsOf(changes: readonly Change[]): Flap[] {
  return changes.flatMap((change, index) => {
    const before = changes[index - 1];
    const turned = before && before.to < before.from && change.to > change.from;
    return turned && change.time - before.time < FLAP_SECONDS ? [{ down: before.time, up: change.time }] : [];
  });
}

/** Whether replicas come and go. */
export function isFlapping(flaps: readonly Flap[]): boolean {
  return flaps.length >= FLAPPING;
}

/**
 * The shortest scale-down window that stops the flapping, or reduces it most; undefined if none helps. Each candidate
 * is simulated.
 */
export function calm(input: SimulationInput, result: SimulationResult): CalmerBehavior | undefined {
  const { behavior } = input.hpa;
  const base = behavior ?? DEFAULT_BEHAVIOR;
  const { downscaleStabilization = DEFAULT_SETTINGS.downscaleStabilization } = input.controller ?? {};
  const now = behavior?.scaleDown.stabilizationWindowSeconds ?? downscaleStabilization;
  let best: CalmerBehavior | undefined;
  for (const window of WINDOWS) {
    if (window <= now || best?.flaps === 0) continue;
    const calmer = { ...base, scaleDown: { ...base.scaleDown, stabilizationWindowSeconds: window } };
    const tried = simulate({ ...input, hpa: { ...input.hpa, behavior: calmer } });
    const flaps = flapsOf(tried.changes).length;
    if (flaps < (best?.flaps ?? flapsOf(result.changes).length)) best = { behavior: calmer, result: tried, flaps };
  }
  return best;
}
