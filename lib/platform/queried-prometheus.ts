import type { Platform } from './model';

/** Why no Prometheus answers queries, and what to do. */
export interface NoPrometheus {
  readonly reason: string;
  /** The state that it follows from, after a list of what is allowed in it. */
  readonly state: string;
  readonly fix: string;
}

/** Why a platform has no Prometheus that answers queries; undefined if it has one. */
export function noPrometheus({ monitoring }: Pick<Platform, 'monitoring'>): NoPrometheus | undefined {
  if (!monitoring.enabled)
    return { reason: 'monitoring is off', state: 'without monitoring', fix: 'set monitoring.enabled: true' };
  if (monitoring.prometheus.mode === 'agent')
    return {
      reason: 'with monitoring.prometheus.mode: agent, it answers no query',
      state: 'with an agent',
      fix: 'remove monitoring.prometheus.mode',
    };
  return undefined;
}
