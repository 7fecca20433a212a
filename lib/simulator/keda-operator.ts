import type { Hpa } from './hpa';

/** Settings of a ScaledObject that KEDA carries out besides the HPA that it creates. */
export interface KedaScaling {
  /** Seconds between two looks at the triggers (`pollingInterval`). */
  readonly pollingInterval: number;
  /** Seconds from the last activity until the last replicas are removed (`cooldownPeriod`). */
  readonly cooldownPeriod: number;
  /** `minReplicaCount`, which may be 0. */
  readonly minReplicas: number;
  /** Replicas without activity (`idleReplicaCount`). @default - `minReplicas` */
  readonly idleReplicas?: number;
  /**
   * For each metric of the HPA, above which value its trigger is active, in thousandths; undefined for CPU and memory, which
   * are never active.
   */
  readonly activation: readonly (number | undefined)[];
  /** Replicas while the metrics of a trigger fail. @default - the HPA gets no value */
  readonly fallback?: KedaFallback;
}

/** Values that KEDA gives the HPA while a trigger fails. */
export interface KedaFallback {
  /** The HPA gets them from the query after this many failed ones on. */
  readonly failureThreshold: number;
  readonly replicas: number;
  readonly behavior: 'static' | 'currentReplicas' | 'currentReplicasIfHigher' | 'currentReplicasIfLower';
}

/**
 * The operator of KEDA for one ScaledObject (KEDA 2.17.2): it scales between no activity and some
 * (pkg/scaling/executor/scale_scaledobjects.go, `RequestScale`), and answers the HPA's queries
 * (pkg/fallback/fallback.go, `GetMetricsWithFallback`).
 */
export class KedaOperator {
  /** Time of the next look at the triggers, in seconds. */
  nextPoll = 0;
  private lastActive?: number;
  private readonly failures: number[];

  constructor(
    private readonly keda: KedaScaling,
    private readonly hpa: Hpa,
  ) {
    this.failures = hpa.metrics.map(() => 0);
  }

  /** Replicas of the target after a look at the triggers, given the values of the metrics in thousandths. */
  poll(current: number, value: (index: number) => number | undefined): number {
    const now = this.nextPoll;
    this.nextPoll += this.keda.pollingInterval;
    const { minReplicas, idleReplicas, activation, fallback } = this.keda;
    const values = activation.map((threshold, index) => (threshold === undefined ? undefined : value(index)));
    const external = activation.some((threshold) => threshold !== undefined);
    const failed = activation.some((threshold, index) => threshold !== undefined && values[index] === undefined);
    const active = !external || activation.some((threshold, index) => (values[index] ?? 0) > (threshold ?? Infinity));
    if (active) {
      const inactive = current === 0 || (idleReplicas !== undefined && current < minReplicas);
      // A failing trigger besides an active one keeps the time of the last activity.
      if (inactive || !failed) this.lastActive = now;
      return inactive ? Math.max(minReplicas, 1) : current;
    }
    if (failed && (fallback === undefined || fallback.replicas !== 0)) return current;
    const least = idleReplicas ?? minReplicas;
    if (current > least && (idleReplicas !== undefined || minReplicas === 0)) {
      return this.isCool(now) ? least : current;
    }
    return idleReplicas === undefined ? Math.max(current, minReplicas) : current;
  }

  /** A value for the HPA, given what the trigger has, in thousandths. */
  value(index: number, current: number, found: number | undefined): number | undefined {
    const failures = found === undefined ? (this.failures[index] ?? 0) + 1 : 0;
    this.failures[index] = failures;
    const { fallback } = this.keda;
    const target = this.hpa.metrics[index]?.target;
    if (found !== undefined || !fallback || target?.type !== 'AverageValue') return found;
    if (failures <= fallback.failureThreshold) return undefined;
    // KEDA cuts the fraction of the target off.
    return Math.trunc(target.value / 1000) * 1000 * fallbackReplicas(fallback, current);
  }

  /** Replicas that another program than KEDA set, without any activity, have no cooldown. */
  private isCool(now: number): boolean {
    return this.lastActive === undefined || this.lastActive + this.keda.cooldownPeriod <= now;
  }
}

function fallbackReplicas({ behavior, replicas }: KedaFallback, current: number): number {
  switch (behavior) {
    case 'static':
      return replicas;
    case 'currentReplicas':
      return current;
    case 'currentReplicasIfHigher':
      return Math.max(current, replicas);
    case 'currentReplicasIfLower':
      return Math.min(current, replicas);
  }
}
