import { functionLabel, hasScaler, podsOfFunction, type PlatformFunction } from '../platform/functions';
import type { ConfigPath } from '../platform/mistake';
import type { Platform } from '../platform/model';
import type { ScalingBehavior } from './behavior';
import type { ScalingMetric } from './metric';
import { named } from './scaling-metrics';

/** A function that Kubernetes scales. */
export interface ScaledFunction {
  readonly name: string;
  readonly scaling: {
    readonly min: number;
    readonly max: number;
    readonly engine: 'hpa' | 'keda';
    readonly keda: undefined;
    readonly behavior: ScalingBehavior;
  };
  readonly metrics: readonly ScalingMetric[];
}

/** Invocations that a function has answered, whatever their status: an overloaded one answers with errors. */
const INVOCATIONS = 'gateway_function_invocation_total';

/** Where the file has no target. */
const DEFAULTS = { perPod: 5, utilization: 70 } as const;

/** How fast pods come and go. */
const PACES = {
  steady: {},
  talk: {
    scaleUp: { policies: [{ type: 'Pods', value: 5, periodSeconds: 60 }] },
    scaleDown: { windowSeconds: 0 },
  },
} as const satisfies Readonly<Record<NonNullable<PlatformFunction['scaling']['pace']>, ScalingBehavior>>;

/** The functions that Kubernetes scales; none without OpenFaaS. */
export function scaledFunctions(platform: Platform): ScaledFunction[] {
  if (!platform.openfaas.enabled) return [];
  return platform.functions.filter(hasScaler).map((one) => {
    const { mode, pace = 'steady' } = one.scaling;
    const { name, min, max } = podsOfFunction(one);
    const engine = mode === 'keda' ? 'keda' : 'hpa';
    return {
      name,
      scaling: { min, max, engine, keda: undefined, behavior: PACES[pace] },
      metrics: [metricOf(one, platform)],
    };
  });
}

function metricOf(one: PlatformFunction, platform: Platform): ScalingMetric {
  const { mode, perPod = DEFAULTS.perPod, utilization = DEFAULTS.utilization } = one.scaling;
  if (mode === 'cpu') return { type: 'resource', resource: 'cpu', target: { utilization } };
  return {
    ...named(INVOCATIONS),
    type: 'external',
    labels: { function_name: functionLabel(one, platform) },
    target: { average: toQuantity(perPod) },
  };
}

/** A number as the API server stores it. */
function toQuantity(value: number): string {
  return Number.isInteger(value) ? String(value) : `${Math.ceil(value * 1000)}m`;
}

/** The Deployments of functions that something of the platform scales, with the property that says so. */
export function scaledDeployments({
  openfaas,
  functions,
}: Platform): { path: ConfigPath; name: string; namespace: string }[] {
  return functions.flatMap(({ name, scaling: { mode } }, index) =>
    mode === 'none'
      ? []
      : [{ path: ['functions', index, 'scaling', 'mode'], name, namespace: openfaas.functionNamespace }],
  );
}
