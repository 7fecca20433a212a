import { z } from 'zod';
import { toMistakes } from '../load/issues';
import type { Mistake, ValuePath } from '../text/input-file';
import type { KedaScaling } from './keda-operator';
import type { Manifest } from './objects';

/** Name of the HPA that KEDA creates for a ScaledObject (controllers/keda/hpa.go, `getHPAName`). */
export function hpaNameOf(manifest: Manifest): string {
  const { advanced } = ((manifest as { spec?: unknown }).spec ?? {}) as { advanced?: AdvancedName };
  return advanced?.horizontalPodAutoscalerConfig?.name ?? `keda-hpa-${manifest.metadata?.name}`;
}

interface AdvancedName {
  readonly horizontalPodAutoscalerConfig?: { readonly name?: string };
}

const replicas = z.int().min(0);
const seconds = z.int().min(0);
const triggerSchema = z.object({
  type: z.string().min(1),
  metricType: z.enum(['Utilization', 'AverageValue', 'Value']).optional(),
  metadata: z.record(z.string(), z.string()),
});
/** The fields that the simulator reads, with the defaults of KEDA (apis/keda/v1alpha1, pkg/scaling/executor/scale_executor.go). */
const manifestSchema = z.object({
  metadata: z.object({ name: z.string().min(1), annotations: z.record(z.string(), z.string()).default({}) }),
  spec: z.object({
    scaleTargetRef: z.object({
      name: z.string().min(1),
      kind: z.string().default('Deployment'),
      apiVersion: z.string().default('apps/v1'),
    }),
    pollingInterval: z.int().min(1).default(30),
    cooldownPeriod: seconds.default(300),
    idleReplicaCount: replicas.optional(),
    minReplicaCount: replicas.optional(),
    maxReplicaCount: replicas.default(100),
    fallback: z
      .object({
        failureThreshold: z.int().min(0),
        replicas,
        behavior: z
          .enum(['static', 'currentReplicas', 'currentReplicasIfHigher', 'currentReplicasIfLower'])
          .default('static'),
      })
      .optional(),
    advanced: z
      .object({
        horizontalPodAutoscalerConfig: z.object({ behavior: z.unknown().optional() }).optional(),
        scalingModifiers: z.unknown().optional(),
      })
      .optional(),
    triggers: z.array(triggerSchema).min(1),
  }),
});

type ScaledObject = z.infer<typeof manifestSchema>;
type Trigger = z.infer<typeof triggerSchema>;
type Metadata = Trigger['metadata'];

/** How KEDA makes an external metric of a trigger. */
interface ExternalTrigger {
  readonly metric: (metadata: Metadata) => string;
  /** Key of the target, and its value where it is missing. */
  readonly threshold?: string;
  readonly defaultThreshold?: string;
  /** Key of the value that the trigger is active above. */
  readonly activation?: string;
}

/** The external triggers that are simulated (KEDA 2.17.2, pkg/scalers, `GetMetricSpecForScaling` and `GetMetricsAndActivity`). */
const EXTERNAL: Readonly<Record<string, ExternalTrigger>> = {
  prometheus: { metric: () => 'prometheus', threshold: 'threshold', activation: 'activationThreshold' },
  kafka: {
    metric: ({ topic, consumerGroup }) => (topic ? `kafka-${topic}` : `kafka-${consumerGroup}-topics`),
    threshold: 'lagThreshold',
    defaultThreshold: '10',
    activation: 'activationLagThreshold',
  },
  // Its value is `desiredReplicas` from start to end, and each replica takes 1 of it.
  cron: {
    metric: ({ timezone, start = '', end = '' }) => `cron-${timezone}-${cronName(start)}-${cronName(end)}`,
    defaultThreshold: '1',
  },
};

const RESOURCES = ['cpu', 'memory'];

/** The HPA that KEDA creates, as a manifest, and what KEDA does besides. */
export interface KedaHpa {
  readonly manifest: object;
  readonly keda: KedaScaling;
}

/**
 * The HPA that KEDA makes of a ScaledObject (KEDA 2.17.2, controllers/keda/hpa.go).
 *
 * @throws what `fail` throws, with everything that KEDA would refuse, or that is not simulated.
 */
export function kedaHpa(manifest: Manifest, fail: (mistakes: readonly Mistake[]) => never): KedaHpa {
  const parsed = manifestSchema.safeParse(manifest);
  if (!parsed.success) return fail(parsed.error.issues.flatMap((issue) => toMistakes(issue, manifest, manifestSchema)));
  const { spec } = parsed.data;
  const metrics = spec.triggers
    .map((trigger, index) => ({ trigger, index, spec: metricOf(trigger, index) }))
    // As the API server sees them in the HPA: KEDA sorts them by their type.
    .sort((a, b) => (a.spec.type < b.spec.type ? -1 : a.spec.type > b.spec.type ? 1 : 0));
  const mistakes = [...specMistakes(parsed.data), ...spec.triggers.flatMap(triggerMistakes)];
  if (mistakes.length > 0) return fail(mistakes);
  const { minReplicaCount = 0, maxReplicaCount, scaleTargetRef, advanced, idleReplicaCount, fallback } = spec;
  const behavior = advanced?.horizontalPodAutoscalerConfig?.behavior;
  return {
    manifest: {
      metadata: { name: hpaNameOf(manifest) },
      spec: {
        scaleTargetRef,
        minReplicas: Math.max(minReplicaCount, 1),
        maxReplicas: maxReplicaCount,
        metrics: metrics.map((metric) => metric.spec),
        ...(behavior !== undefined && { behavior }),
      },
    },
    keda: {
      pollingInterval: spec.pollingInterval,
      cooldownPeriod: spec.cooldownPeriod,
      minReplicas: minReplicaCount,
      activation: metrics.map(({ trigger }) => activationOf(trigger)),
      ...(idleReplicaCount !== undefined && { idleReplicas: idleReplicaCount }),
      ...(fallback && { fallback }),
    },
  };
}

interface MetricSpec {
  readonly type: string;
  readonly [source: string]: unknown;
}

function metricOf({ type, metricType, metadata }: Trigger, index: number): MetricSpec {
  const external = EXTERNAL[type];
  if (external) {
    const key = metricType === 'Value' ? 'value' : 'averageValue';
    const amount = Math.trunc(Number(thresholdOf(external, metadata)) * 1000);
    const target = { type: metricType ?? 'AverageValue', [key]: `${amount}m` };
    const name = `s${index}-${external.metric(metadata).replace(/[/.:%()]/g, '-')}`;
    return { type: 'External', external: { metric: { name }, target } };
  }
  const wanted = metricType ?? metadata['type'];
  const value = metadata['value'] ?? '';
  const target =
    wanted === 'Utilization'
      ? { type: wanted, averageUtilization: Number(value) }
      : { type: wanted, averageValue: value };
  const container = metadata['containerName'];
  return container === undefined
    ? { type: 'Resource', resource: { name: type, target } }
    : { type: 'ContainerResource', containerResource: { name: type, container, target } };
}

function thresholdOf({ threshold, defaultThreshold }: ExternalTrigger, metadata: Metadata): string | undefined {
  return (threshold === undefined ? undefined : metadata[threshold]) ?? defaultThreshold;
}

/** In thousandths; undefined for a resource of the pods. */
function activationOf({ type, metadata }: Trigger): number | undefined {
  const external = EXTERNAL[type];
  if (!external) return undefined;
  return external.activation === undefined ? 0 : Number(metadata[external.activation] ?? 0) * 1000;
}

function cronName(schedule: string): string {
  return schedule.replaceAll(' ', '').replaceAll('*', 'x').replaceAll('/', 'Sl').replaceAll('?', 'Qm');
}

const PAUSED = ['autoscaling.keda.sh/paused', 'autoscaling.keda.sh/paused-replicas'];

/** Values that KEDA refuses (apis/keda/v1alpha1/scaledobject_types.go), or that are not simulated. */
function specMistakes({ metadata: { annotations }, spec }: ScaledObject): Mistake[] {
  const { minReplicaCount, maxReplicaCount, idleReplicaCount, fallback, triggers, advanced } = spec;
  const mistakes: Mistake[] = [];
  const paused = PAUSED.find((name) => Object.hasOwn(annotations, name) && annotations[name] !== 'false');
  if (paused) {
    const problem = `KEDA pauses, and deletes the HPA: the annotation ${paused} is '${annotations[paused]}'`;
    mistakes.push({ path: ['metadata', 'annotations', paused], problem, fix: 'simulate it without the annotation' });
  }
  if (advanced?.scalingModifiers !== undefined) {
    const path = ['spec', 'advanced', 'scalingModifiers'];
    const fix = 'remove it, or simulate the HPA of the cluster: kubectl get hpa -o yaml, with --manifest';
    mistakes.push({ path, problem: 'a formula is not simulated', fix });
  }
  // The minimum of the HPA; KEDA takes 0 for one that is not given (`CheckReplicaCountBoundsAreValid`).
  const fewest = minReplicaCount === undefined ? 0 : Math.max(minReplicaCount, 1);
  if (Math.max(fewest, 1) > maxReplicaCount) {
    const problem = `maxReplicaCount ${maxReplicaCount} is below minReplicaCount, which is ${Math.max(fewest, 1)}`;
    mistakes.push({ path: ['spec', 'maxReplicaCount'], problem, fix: `write ${Math.max(fewest, 1)} or more` });
  }
  if (idleReplicaCount !== undefined && idleReplicaCount >= fewest) {
    const problem = `idleReplicaCount ${idleReplicaCount} is not below minReplicaCount, which is ${fewest}`;
    mistakes.push({ path: ['spec', 'idleReplicaCount'], problem, fix: 'write 0, and 1 or more for minReplicaCount' });
  }
  const averages = triggers.some(
    ({ type, metricType = 'AverageValue' }) => EXTERNAL[type] && metricType === 'AverageValue',
  );
  if (fallback && !averages) {
    const problem = 'it needs a trigger other than cpu and memory with the metricType AverageValue';
    mistakes.push({ path: ['spec', 'fallback'], problem, fix: 'remove it, or add such a trigger' });
  }
  return mistakes;
}

function triggerMistakes({ type, metricType, metadata }: Trigger, index: number): Mistake[] {
  const path = (...rest: ValuePath): ValuePath => ['spec', 'triggers', index, ...rest];
  const external = EXTERNAL[type];
  if (external) {
    if (metricType === 'Utilization') {
      const problem = `'Utilization' is not possible for a trigger of type ${type}`;
      return [{ path: path('metricType'), problem, allowed: 'AverageValue, Value', fix: 'write one of these' }];
    }
    const { threshold, activation } = external;
    return [
      ...(threshold ? numberMistakes(path('metadata', threshold), thresholdOf(external, metadata), 'above') : []),
      ...(activation ? numberMistakes(path('metadata', activation), metadata[activation] ?? '0', 'from') : []),
    ];
  }
  if (!RESOURCES.includes(type)) {
    const allowed = [...Object.keys(EXTERNAL), ...RESOURCES].join(', ');
    const fix = 'simulate the HPA of the cluster: kubectl get hpa -o yaml, with --manifest';
    return [{ path: path('type'), problem: `the trigger type '${type}' is not simulated`, allowed, fix }];
  }
  const wanted = metricType ?? metadata['type'];
  if (wanted !== 'Utilization' && wanted !== 'AverageValue') {
    const problem = wanted === undefined ? 'is missing' : `'${wanted}' is not possible for a trigger of type ${type}`;
    return [{ path: path('metricType'), problem, allowed: 'Utilization, AverageValue', fix: 'write one of these' }];
  }
  if (wanted === 'AverageValue') return [];
  return numberMistakes(path('metadata', 'value'), metadata['value'], 'above');
}

function numberMistakes(path: ValuePath, value: string | undefined, bound: 'above' | 'from'): Mistake[] {
  const allowed = bound === 'above' ? 'a number above 0' : 'a number from 0 on';
  if (value === undefined) return [{ path, problem: 'is missing', allowed, fix: 'add it' }];
  const number = Number(value);
  if (value.trim() !== '' && Number.isFinite(number) && (bound === 'above' ? number > 0 : number >= 0)) return [];
  return [{ path, problem: `'${value}' is not possible`, allowed, fix: 'write such a number, in quotes' }];
}
