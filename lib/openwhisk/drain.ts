import type { OpenWhisk } from '../platform/model';
import { parseHoconDuration } from '../text/hocon-duration';

/** Time that the shutdown of the actor system and the removal of action pods take together, in seconds. */
export const SHUTDOWN_SECONDS = 60;

/** Time until the longest activation, and then the invoker, has ended, in seconds. */
export function longestDrain({ limits }: OpenWhisk): number {
  return Math.ceil(parseHoconDuration(limits.time.max) / 1000) + SHUTDOWN_SECONDS;
}

/** Termination grace period of an invoker, in seconds. */
export function drainSeconds(spec: OpenWhisk): number {
  return spec.invoker.drainSeconds ?? longestDrain(spec);
}
