import type { Amendment } from '../kube/amend';
import type { k8s } from '../kube/k8s';

/** A scaling policy: limits the rate of added or removed pods. */
export interface ScalingPolicy {
  /** `Pods`: value is a number of pods. `Percent`: a percentage of the pods at the beginning of the period. */
  readonly type: 'Pods' | 'Percent';
  /** How many may come or go within the period; above 0. */
  readonly value: number;
  /** Length of the period, in seconds; 1 to 1800. */
  readonly periodSeconds: number;
}

/** How fast pods come, or go. */
export interface ScalingRules {
  /** Seconds within which all recommendations must agree; 0 to 3600. @default - 0 upwards, 300 downwards. */
  readonly windowSeconds?: number;
  /** Which policy counts where several apply: the one that changes most, or least; or no change at all. @default Max */
  readonly select?: 'Max' | 'Min' | 'Disabled';
  /** @default - upwards 4 pods or 100 % every 15 s, downwards 100 % every 15 s. */
  readonly policies?: readonly ScalingPolicy[];
  /**
   * Ratio of the current and the target value, besides 1, that changes nothing; feature gate HPAConfigurableTolerance.
   * @default - the controller's flag --horizontal-pod-autoscaler-tolerance, 0.1
   */
  readonly tolerance?: number;
}

/** How fast the number of pods may change. */
export interface ScalingBehavior {
  readonly scaleUp?: ScalingRules;
  readonly scaleDown?: ScalingRules;
}

/** The rules that every behavior spells out. */
type WrittenRules = Required<Omit<ScalingRules, 'tolerance'>>;

/**
 * Kubernetes' defaults (Kubernetes, "Horizontal Pod Autoscaling", "Default Behavior"). The window of `scaleDown` is the
 * default of the controller's flag --horizontal-pod-autoscaler-downscale-stabilization.
 */
export const DEFAULT_BEHAVIOR = {
  scaleUp: {
    windowSeconds: 0,
    select: 'Max',
    policies: [
      { type: 'Pods', value: 4, periodSeconds: 15 },
      { type: 'Percent', value: 100, periodSeconds: 15 },
    ],
  },
  scaleDown: { windowSeconds: 300, select: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] },
} as const satisfies Readonly<Record<keyof ScalingBehavior, WrittenRules>>;

/** A behavior completed with the defaults of a component. */
export function withDefaults({ scaleUp, scaleDown }: ScalingBehavior, defaults: ScalingBehavior): ScalingBehavior {
  return {
    scaleUp: { ...defaults.scaleUp, ...given(scaleUp) },
    scaleDown: { ...defaults.scaleDown, ...given(scaleDown) },
  };
}

/** The behavior as it is written: complete, so that it reads without knowing the defaults. */
export function toBehavior({ scaleUp, scaleDown }: ScalingBehavior): k8s.HorizontalPodAutoscalerBehaviorV2 {
  return {
    scaleUp: toRules({ ...DEFAULT_BEHAVIOR.scaleUp, ...given(scaleUp) }),
    scaleDown: toRules({ ...DEFAULT_BEHAVIOR.scaleDown, ...given(scaleDown) }),
  };
}

function toRules({ windowSeconds, select, policies }: WrittenRules): k8s.HpaScalingRulesV2 {
  return {
    stabilizationWindowSeconds: windowSeconds,
    selectPolicy: select,
    policies: policies.map((policy) => ({ ...policy })),
  };
}

/** Amendments that add the tolerances, a field newer than the generated types (Kubernetes 1.27). */
export function toleranceAmendments(behavior: ScalingBehavior): Amendment[] {
  return (['scaleUp', 'scaleDown'] as const).flatMap((direction) => {
    const tolerance = behavior[direction]?.tolerance;
    const path = `/spec/behavior/${direction}/tolerance`;
    return tolerance === undefined ? [] : [{ op: 'add', path, value: toQuantity(tolerance) }];
  });
}

/** A ratio of whole thousandths as the API server stores it: a second apply must not change it. */
function toQuantity(ratio: number): string {
  return Number.isInteger(ratio) ? String(ratio) : `${Math.round(ratio * 1000)}m`;
}

/** The defined values: an undefined one must not override a default. */
function given(rules: ScalingRules = {}): ScalingRules {
  return Object.fromEntries(Object.entries(rules).filter(([, value]) => value !== undefined));
}
