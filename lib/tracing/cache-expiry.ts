import type { Platform } from '../platform/model';
import { parseHoconDuration } from '../text/hocon-duration';

/** Time beyond the longest action: the container starts, and the result is stored, within the span. */
const MARGIN_SECONDS = 60;

/** Longest time that an action may take, in seconds. */
export function longestActionSeconds({ openwhisk: { limits } }: Pick<Platform, 'openwhisk'>): number {
  return Math.ceil(parseHoconDuration(limits.time.max) / 1000);
}

/** Time after which OpenWhisk drops a span that has not ended, in seconds. */
export function cacheExpirySeconds(platform: Pick<Platform, 'openwhisk' | 'tracing'>): number {
  return platform.tracing.openwhisk.cacheExpirySeconds ?? longestActionSeconds(platform) + MARGIN_SECONDS;
}
