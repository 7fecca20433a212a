import type { Env } from '../kube/env';
import type { OpenWhisk } from '../platform/model';
import { payloadEnv } from './payload';

/** Environment with the limits that the controller enforces for each namespace and sequence (OpenWhisk, "System limits"). */
export function throttleEnv({ limits }: OpenWhisk): Env {
  return {
    LIMITS_ACTIONS_INVOKES_PERMINUTE: String(limits.actionsInvokesPerMinute),
    LIMITS_ACTIONS_INVOKES_CONCURRENT: String(limits.actionsInvokesConcurrent),
    LIMITS_TRIGGERS_FIRES_PERMINUTE: String(limits.triggersFiresPerMinute),
    LIMITS_ACTIONS_SEQUENCE_MAXLENGTH: String(limits.actionsSequenceMaxLength),
  };
}

/**
 * Environment with the limits of an action that every program reads. A variable `CONFIG_a_bC` becomes the configuration key `a.b-c`
 * (OpenWhisk, common/scala/transformEnvironment.sh).
 */
export function rangeLimitsEnv(openwhisk: OpenWhisk): Env {
  const { limits } = openwhisk;
  return {
    ...rangeEnv('timeLimit', limits.time),
    ...rangeEnv('memory', limits.memory),
    ...rangeEnv('concurrencyLimit', limits.concurrency),
    ...rangeEnv('logLimit', limits.log),
    ...payloadEnv(openwhisk),
  };
}

function rangeEnv(name: string, range: Record<'min' | 'max' | 'std', string | number>): Env {
  return {
    [`CONFIG_whisk_${name}_min`]: String(range.min),
    [`CONFIG_whisk_${name}_max`]: String(range.max),
    [`CONFIG_whisk_${name}_std`]: String(range.std),
  };
}
