import type { Change } from './simulation';

/** Seconds within which replicas that are needed again should not have been removed: twice the usual window. */
export const FLAP_SECONDS = 600;

/** From how many on it is flapping, and not a load that came back once. */
const FLAPPING = 2;

/** Replicas that were removed, and soon needed again. */
export interface Flap {
  /** Time when the last replicas were removed, in seconds. */
  readonly down: number;
  /** Time when replicas were added again, in seconds. */
  readonly up: number;
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
