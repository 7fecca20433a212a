import type { ScalingRules } from './hpa';

/** A past change of the number of replicas. */
interface ScaleEvent {
  readonly time: number;
  /** Replicas added or removed, above 0. */
  readonly change: number;
  /** Set once it is older than every policy of its own direction: the next event takes its place. */
  outdated: boolean;
}

/** Scale-up limits of an HPA without a `behavior` in one sync: factor and minimum (horizontal.go). */
const GROWTH_FACTOR = 2;
const GROWTH_MINIMUM = 4;

/** The most replicas of an HPA without a behaviour after one sync. */
export function growthLimit(current: number): number {
  return Math.max(GROWTH_FACTOR * current, GROWTH_MINIMUM);
}

/**
 * Limit of the policies of a `behavior`, given the changes so far (horizontal.go,
 * `calculateScaleUpLimitWithScalingRules`, `calculateScaleDownLimitWithBehaviors`). A policy counts from the replicas
 * at the start of its period.
 */
export class ScalingLimits {
  private readonly ups: ScaleEvent[] = [];
  private readonly downs: ScaleEvent[] = [];

  constructor(
    private readonly scaleUp: ScalingRules,
    private readonly scaleDown: ScalingRules,
  ) {}

  /** The most replicas now, never below the current ones. */
  most(now: number, current: number): number {
    const { selectPolicy, policies } = this.scaleUp;
    if (selectPolicy === 'Disabled') return current;
    const limits = policies.map(({ type, value, periodSeconds }) => {
      const start = this.periodStart(now, current, periodSeconds);
      return type === 'Pods' ? start + value : Math.ceil(start * (1 + value / 100));
    });
    return Math.max(current, selectPolicy === 'Min' ? Math.min(...limits) : Math.max(...limits));
  }

  /** The fewest replicas now, never above the current ones. */
  fewest(now: number, current: number): number {
    const { selectPolicy, policies } = this.scaleDown;
    if (selectPolicy === 'Disabled') return current;
    const limits = policies.map(({ type, value, periodSeconds }) => {
      const start = this.periodStart(now, current, periodSeconds);
      return type === 'Pods' ? start - value : Math.trunc(start * (1 - value / 100));
    });
    return Math.min(current, selectPolicy === 'Min' ? Math.max(...limits) : Math.min(...limits));
  }

  /** Records a change. */
  record(now: number, from: number, to: number): void {
    const [events, rules] = to > from ? [this.ups, this.scaleUp] : [this.downs, this.scaleDown];
    const longest = Math.max(...rules.policies.map(({ periodSeconds }) => periodSeconds));
    let place = events.length;
    events.forEach((event, index) => {
      if (now - event.time >= longest) event.outdated = true;
      if (event.outdated) place = index;
    });
    events[place] = { time: now, change: Math.abs(to - from), outdated: false };
  }

  private periodStart(now: number, current: number, periodSeconds: number): number {
    return current - changeWithin(this.ups, now, periodSeconds) + changeWithin(this.downs, now, periodSeconds);
  }
}

function changeWithin(events: readonly ScaleEvent[], now: number, periodSeconds: number): number {
  let sum = 0;
  for (const { time, change } of events) if (now - time < periodSeconds) sum += change;
  return sum;
}
