import { z } from 'zod';
import { toMistakes } from '../load/issues';
import { onSince } from '../kube/kubernetes-versions';
import { SimulationInputError } from './input-error';
import type { Mistake } from '../text/input-file';
import { milliValue, QUANTITY } from '../text/quantity';

/** A rule for one direction of scaling, complete. */
export interface ScalingRules {
  /** @default - the controller's for scaling down, 0 for scaling up */
  readonly stabilizationWindowSeconds?: number;
  readonly selectPolicy: 'Max' | 'Min' | 'Disabled';
  readonly policies: readonly ScalingPolicy[];
  /** As a fraction of the target. @default - the controller's. */
  readonly tolerance?: number;
}

/** How many replicas may be added or removed in a period. */
export interface ScalingPolicy {
  readonly type: 'Pods' | 'Percent';
  readonly value: number;
  readonly periodSeconds: number;
}

/** The rules of both directions. */
export interface Behavior {
  readonly scaleUp: ScalingRules;
  readonly scaleDown: ScalingRules;
}

/** A metric that an HPA scales on. */
export interface Metric {
  readonly type: 'Resource' | 'ContainerResource' | 'Pods' | 'Object' | 'External';
  /** Name of the resource or of the metric. */
  readonly name: string;
  /** The container whose resource it is. @default - the whole pod's. */
  readonly container?: string;
  readonly target: MetricTarget;
}

/** Target of a metric: percent of the requests for `Utilization`, otherwise thousandths. */
export interface MetricTarget {
  readonly type: 'Utilization' | 'AverageValue' | 'Value';
  readonly value: number;
}

/** A HorizontalPodAutoscaler (autoscaling/v2) with the API server's defaults. */
export interface Hpa {
  readonly name: string;
  readonly target: { readonly kind: string; readonly name: string };
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly metrics: readonly [Metric, ...Metric[]];
  /** @default - none: other limits hold than with one that says nothing. */
  readonly behavior?: Behavior;
}

const quantity = z.union([z.string().regex(QUANTITY, 'a quantity such as 250m, 2 or 512Mi'), z.number().min(0)]);
const replicas = z.int().min(1);
const targetSchema = z.strictObject({
  type: z.enum(['Utilization', 'AverageValue', 'Value']),
  averageUtilization: z.int().min(1).optional(),
  averageValue: quantity.optional(),
  value: quantity.optional(),
});
const identifier = z.strictObject({ name: z.string().min(1), selector: z.unknown().optional() });
const metricSchema = z.strictObject({
  type: z.enum(['Resource', 'ContainerResource', 'Pods', 'Object', 'External']),
  resource: z.strictObject({ name: z.string().min(1), target: targetSchema }).optional(),
  containerResource: z
    .strictObject({ name: z.string().min(1), container: z.string().min(1), target: targetSchema })
    .optional(),
  pods: z.strictObject({ metric: identifier, target: targetSchema }).optional(),
  object: z.strictObject({ metric: identifier, describedObject: z.unknown(), target: targetSchema }).optional(),
  external: z.strictObject({ metric: identifier, target: targetSchema }).optional(),
});
const rulesSchema = z.strictObject({
  stabilizationWindowSeconds: z.int().min(0).max(3600).optional(),
  selectPolicy: z.enum(['Max', 'Min', 'Disabled']).optional(),
  policies: z
    .array(
      z.strictObject({
        type: z.enum(['Pods', 'Percent']),
        value: z.int().min(1),
        periodSeconds: z.int().min(1).max(1800),
      }),
    )
    .min(1)
    .optional(),
  tolerance: quantity.optional(),
});
const specSchema = z.strictObject({
  scaleTargetRef: z.strictObject({
    apiVersion: z.string().optional(),
    kind: z.string().min(1),
    name: z.string().min(1),
  }),
  minReplicas: z.int().min(0).optional(),
  maxReplicas: replicas,
  metrics: z.array(metricSchema).optional(),
  behavior: z.strictObject({ scaleUp: rulesSchema.optional(), scaleDown: rulesSchema.optional() }).optional(),
});
const manifestSchema = z.object({ metadata: z.object({ name: z.string().min(1) }), spec: specSchema });

type HpaSpec = z.infer<typeof specSchema>;
type MetricSpec = z.infer<typeof metricSchema>;
type Target = z.infer<typeof targetSchema>;
type Rules = z.infer<typeof rulesSchema>;

/** The default metric (pkg/apis/autoscaling/v2/defaults.go). */
const DEFAULT_METRIC: Metric = { type: 'Resource', name: 'cpu', target: { type: 'Utilization', value: 80 } };

const DEFAULT_SCALE_UP: ScalingRules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
};

const DEFAULT_SCALE_DOWN: ScalingRules = {
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
};

/** Defaults of an empty `behavior`. */
export const DEFAULT_BEHAVIOR: Behavior = { scaleUp: DEFAULT_SCALE_UP, scaleDown: DEFAULT_SCALE_DOWN };

/** How an HPA is read. */
export interface HpaOptions {
  /** Completes mistakes with their place in a file. @default - the path within the HPA */
  readonly located?: (mistake: Mistake) => Mistake;
  /** Version of Kubernetes that refuses `minReplicas: 0`, as the feature gate HPAScaleToZero is off. @default - none */
  readonly refusesZero?: string;
}

/**
 * Reads a HorizontalPodAutoscaler of autoscaling/v2; `file` is where it comes from in messages.
 *
 * @throws SimulationInputError with everything that the API server would refuse.
 */
export function readHpa(
  manifest: unknown,
  file: string,
  { located = (mistake) => mistake, refusesZero }: HpaOptions = {},
): Hpa {
  const fail = (mistakes: readonly Mistake[]): never => {
    throw new SimulationInputError(file, mistakes.map(located));
  };
  const parsed = manifestSchema.safeParse(manifest);
  if (!parsed.success) {
    return fail(parsed.error.issues.flatMap((issue) => toMistakes(issue, manifest, manifestSchema)));
  }
  const { metadata, spec } = parsed.data;
  const mistakes = specMistakes(spec, refusesZero);
  if (mistakes.length > 0) fail(mistakes);
  const [first = DEFAULT_METRIC, ...others] = (spec.metrics ?? []).map(toMetric);
  const { behavior } = spec;
  return {
    name: metadata.name,
    target: { kind: spec.scaleTargetRef.kind, name: spec.scaleTargetRef.name },
    minReplicas: spec.minReplicas ?? 1,
    maxReplicas: spec.maxReplicas,
    metrics: [first, ...others],
    ...(behavior && {
      behavior: {
        scaleUp: withDefaults(behavior.scaleUp, DEFAULT_SCALE_UP),
        scaleDown: withDefaults(behavior.scaleDown, DEFAULT_SCALE_DOWN),
      },
    }),
  };
}

function withDefaults(rules: Rules | undefined, defaults: ScalingRules): ScalingRules {
  const { tolerance, ...given } = rules ?? {};
  return { ...defaults, ...given, ...(tolerance !== undefined && { tolerance: milliValue(tolerance) / 1000 }) };
}

/** The mistake of a minimum of 0 where the feature gate HPAScaleToZero is off. */
export function refusedZero(version?: string): Mistake {
  const since = onSince('HPAScaleToZero');
  const server = version === undefined ? 'the API server' : `the API server of Kubernetes ${version}`;
  return {
    problem: `${server} refuses 0: the feature gate HPAScaleToZero is off`,
    allowed: `1 or more; 0 from Kubernetes ${since} on`,
    fix: `write 1, or say --kubernetes-version ${since}, or --feature-gates HPAScaleToZero=true, if the cluster has it`,
  };
}

function specMistakes(spec: HpaSpec, refusesZero?: string): Mistake[] {
  const mistakes: Mistake[] = [];
  const { minReplicas = 1, maxReplicas, metrics = [], scaleTargetRef } = spec;
  if (minReplicas > maxReplicas) {
    const problem = `${maxReplicas} is below minReplicas, which is ${minReplicas}`;
    mistakes.push({ path: ['spec', 'maxReplicas'], problem, fix: `write ${minReplicas} or more` });
  }
  if (minReplicas === 0 && refusesZero !== undefined) {
    mistakes.push({ path: ['spec', 'minReplicas'], ...refusedZero(refusesZero) });
  }
  const ofNoPod = metrics.some(({ type }) => type === 'Object' || type === 'External');
  if (minReplicas === 0 && !ofNoPod) {
    const problem = '0 replicas have no pods to measure, and every metric is one of pods';
    mistakes.push({
      path: ['spec', 'minReplicas'],
      problem,
      fix: 'write 1 or more, or add an Object or External metric',
    });
  }
  if (scaleTargetRef.kind === 'DaemonSet') {
    const problem = 'a DaemonSet has one pod per node, and no number of replicas';
    mistakes.push({ path: ['spec', 'scaleTargetRef', 'kind'], problem, fix: 'scale a Deployment or a StatefulSet' });
  }
  metrics.forEach((metric, index) => mistakes.push(...metricMistakes(metric, ['spec', 'metrics', index])));
  return mistakes;
}

/** The key that belongs to a type of metric, and the targets that it can have. */
const SOURCES = {
  Resource: { key: 'resource', targets: ['Utilization', 'AverageValue'] },
  ContainerResource: { key: 'containerResource', targets: ['Utilization', 'AverageValue'] },
  Pods: { key: 'pods', targets: ['AverageValue'] },
  Object: { key: 'object', targets: ['Value', 'AverageValue'] },
  External: { key: 'external', targets: ['Value', 'AverageValue'] },
} as const;

const TARGET_KEYS = { Utilization: 'averageUtilization', AverageValue: 'averageValue', Value: 'value' } as const;

function metricMistakes(metric: MetricSpec, path: readonly (string | number)[]): Mistake[] {
  const { key, targets } = SOURCES[metric.type];
  const source = metric[key];
  if (!source) return [{ path: [...path, key], problem: 'is missing', fix: `add it: it says what ${metric.type} is` }];
  const { target } = source;
  const at = [...path, key, 'target'];
  const allowed: readonly string[] = targets;
  if (!allowed.includes(target.type)) {
    const problem = `'${target.type}' is not possible for a metric of type ${metric.type}`;
    return [{ path: [...at, 'type'], problem, allowed: allowed.join(', '), fix: 'write one of these' }];
  }
  const valueKey = TARGET_KEYS[target.type];
  const value = target[valueKey];
  if (value === undefined) {
    return [{ path: [...at, valueKey], problem: 'is missing', fix: `add it, or change type: ${target.type}` }];
  }
  if (milliValue(value) === 0)
    return [{ path: [...at, valueKey], problem: '0 is not a target', fix: 'write more than 0' }];
  return [];
}

function toMetric(spec: MetricSpec): Metric {
  const source = spec[SOURCES[spec.type].key];
  // `metricMistakes` has made sure of it.
  if (!source) throw new Error(`a metric of type ${spec.type} without its source`);
  const target = toTarget(source.target);
  const name = 'metric' in source ? source.metric.name : source.name;
  return { type: spec.type, name, target, ...('container' in source && { container: source.container }) };
}

function toTarget(target: Target): MetricTarget {
  const value = target[TARGET_KEYS[target.type]] ?? 0;
  return { type: target.type, value: target.type === 'Utilization' ? Number(value) : milliValue(value) };
}
