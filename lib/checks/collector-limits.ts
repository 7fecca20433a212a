import { about } from './collector-structure';
import type { Finding } from './finding';
import type { Collector } from './read/collectors';

/** Settings of the memory limiter; numbers or text with a variable. */
interface Limiter {
  readonly check_interval?: unknown;
  readonly limit_mib?: unknown;
  readonly spike_limit_mib?: unknown;
  readonly limit_percentage?: unknown;
  readonly spike_limit_percentage?: unknown;
}

/** A memory limiter has an interval, a limit, and a soft limit below it (OpenTelemetry Collector, memorylimiter/config.go). */
export function limiterFindings(collector: Collector, id: string, settings: unknown): Finding[] {
  const limiter = (settings ?? {}) as Limiter;
  const { check_interval: interval } = limiter;
  const problem = (text: string, fix: string): Finding => about(collector, 'FS-904', `${id} ${text}`, fix);
  return [
    ...(!interval || (typeof interval === 'string' && /^0[a-z]*$/.test(interval))
      ? [
          problem(
            'has no check_interval, and the collector does not start',
            `add check_interval: 1s to processors.${id}`,
          ),
        ]
      : []),
    ...(typeof interval === 'number' && interval > 0
      ? [
          problem(
            `reads the memory every ${interval} nanoseconds: check_interval has no unit`,
            `write ${interval}s into processors.${id}.check_interval`,
          ),
        ]
      : []),
    ...(!limiter.limit_mib && !limiter.limit_percentage && interval
      ? [
          problem(
            'has no limit, and the collector does not start',
            `add limit_percentage: 80 to processors.${id}, a share of the memory limit of the container`,
          ),
        ]
      : []),
    ...(['mib', 'percentage'] as const)
      .filter((unit) => isAbove(limiter[`spike_limit_${unit}`], limiter[`limit_${unit}`]))
      .map((unit) =>
        problem(
          `has a spike_limit_${unit} that is not below limit_${unit}, and the collector does not start`,
          `write a fifth of limit_${unit} into processors.${id}.spike_limit_${unit}`,
        ),
      ),
  ];
}

function isAbove(spike: unknown, limit: unknown): boolean {
  return typeof spike === 'number' && typeof limit === 'number' && limit > 0 && spike >= limit;
}
