import { parse } from 'yaml';
import type { AdapterConfig } from '../autoscaling/adapter-rules';
import { EXTERNAL_TARGET } from '../kube/annotations';
import { isQuantity, parseQuantity } from '../text/quantity';
import { findObject, isForeign, objectsOfKind, type CheckedObject, type Subject } from './subject';
import { selectorsOf } from '../promql/expression';
import { finding, type Check, type Finding } from './finding';
import { isDeclared } from './read/made';
import { lastingContainers, type ContainerManifest, type PodManifest } from './read/manifests';
import { SeriesOfApp } from './read/series';

/** The parts of a HorizontalPodAutoscaler and of a ScaledObject that are looked at. */
interface ScalerSpec {
  readonly scaleTargetRef: { readonly kind?: string; readonly name: string };
  readonly metrics?: readonly MetricManifest[];
  readonly triggers?: readonly TriggerManifest[];
}

/** A trigger of KEDA. */
interface TriggerManifest {
  readonly type: string;
  readonly metricType?: string;
  readonly metadata: Readonly<Record<string, string>>;
}

interface TargetManifest {
  readonly type: string;
  readonly averageUtilization?: number;
}

interface MetricManifest {
  readonly type: string;
  readonly resource?: { readonly name: string; readonly target: TargetManifest };
  readonly containerResource?: { readonly name: string; readonly container: string; readonly target: TargetManifest };
  readonly pods?: { readonly metric: { readonly name: string } };
  readonly object?: { readonly metric: { readonly name: string } };
  readonly external?: { readonly metric: { readonly name: string } };
}

interface TargetSpec {
  readonly replicas?: number;
  readonly template?: PodManifest;
}

const SCALERS = ['HorizontalPodAutoscaler', 'ScaledObject'];

/**
 * Every scaler has a scalable target without another scaler and without `replicas`; a utilization target has requests
 * and is within the limits; and every metric is served by an API.
 */
export const autoscaling: Check = (subject) => {
  const scalers = SCALERS.flatMap((kind) => objectsOfKind(subject, kind));
  if (scalers.length === 0) return [];
  return [
    ...rivals(scalers),
    ...scalers.flatMap((scaler) => targetFindings(subject, scaler)),
    ...metricFindings(subject, scalers),
  ];
};

/** Whether the target is an object of a kind without a known shape, which may be scaled, too. */
function isCustom({ others = [] }: Subject, kind: string, name: string, namespace?: string): boolean {
  return others.some(
    ({ manifest }) =>
      manifest.kind === kind && manifest.metadata.name === name && manifest.metadata.namespace === namespace,
  );
}

function specOf({ manifest }: CheckedObject): ScalerSpec {
  return { scaleTargetRef: { kind: '', name: '' }, ...(manifest['spec'] as Partial<ScalerSpec> | undefined) };
}

/** The metrics of the HorizontalPodAutoscaler, or of the one that KEDA creates from triggers of CPU and memory. */
function metricsOf(scaler: CheckedObject): readonly MetricManifest[] {
  const { metrics, triggers = [] } = specOf(scaler);
  return metrics ?? triggers.flatMap(resourceOf);
}

/** KEDA, pkg/scalers/cpu_memory_scaler.go, `GetMetricSpecForScaling`. */
function resourceOf({ type: name, metricType, metadata: { value, containerName } }: TriggerManifest): MetricManifest[] {
  if (!['cpu', 'memory'].includes(name) || metricType !== 'Utilization') return [];
  const target = { type: metricType, averageUtilization: Number(value) };
  return containerName
    ? [{ type: 'ContainerResource', containerResource: { name, container: containerName, target } }]
    : [{ type: 'Resource', resource: { name, target } }];
}

function targetKey(scaler: CheckedObject): string {
  // KEDA scales Deployments unless another kind is named.
  const { kind = 'Deployment', name } = specOf(scaler).scaleTargetRef;
  return `${kind}/${name} in namespace ${scaler.manifest.metadata.namespace}`;
}

function rivals(scalers: readonly CheckedObject[]): Finding[] {
  const firsts = new Map<string, CheckedObject>();
  return scalers.flatMap((scaler) => {
    const first = firsts.get(targetKey(scaler));
    if (!first) {
      firsts.set(targetKey(scaler), scaler);
      return [];
    }
    const { kind, metadata } = first.manifest;
    // A second object of one name is the finding of the check `unique-names`.
    if (kind === scaler.manifest.kind && metadata.name === scaler.manifest.metadata.name) return [];
    const problem = `scales ${targetKey(scaler)}, as ${kind}/${metadata.name} does: they would undo each other's work`;
    return [finding('FS-302', scaler, problem, 'make one scaler of them, with the metrics of both')];
  });
}

function targetFindings(subject: Subject, scaler: CheckedObject): Finding[] {
  // KEDA scales Deployments unless another kind is named.
  const { kind = 'Deployment', name } = specOf(scaler).scaleTargetRef;
  const { namespace, annotations } = scaler.manifest.metadata;
  if (kind === 'DaemonSet') {
    const problem = `cannot scale DaemonSet/${name}: it has one pod on each node`;
    return [finding('FS-303', scaler, problem, 'remove the scaler')];
  }
  const target = findObject(subject, kind, name, namespace);
  if (!target && isCustom(subject, kind, name, namespace)) return [];
  if (!target) {
    const fix = `correct the name, or say by the annotation ${EXTERNAL_TARGET} who makes it`;
    const problem = `scales ${targetKey(scaler)}, which is not there`;
    return annotations?.[EXTERNAL_TARGET] || isDeclared(subject, scaler, kind, name)
      ? []
      : [finding('FS-303', scaler, problem, fix)];
  }
  const { replicas, template } = (target.manifest['spec'] ?? {}) as TargetSpec;
  const fixed = `has replicas ${replicas}, although ${scaler.manifest.kind}/${scaler.manifest.metadata.name} scales it`;
  return [
    ...(replicas === undefined
      ? []
      : [finding('FS-304', target, `${fixed}: each apply would reset the number of pods`, 'leave replicas out')]),
    ...metricsOf(scaler).flatMap((metric) =>
      utilizationFindings(scaler, metric, template?.spec ? lastingContainers(template) : []),
    ),
  ];
}

/** A percentage of the requests (Kubernetes, "Horizontal Pod Autoscaling", "Algorithm details"). */
function utilizationFindings(
  scaler: CheckedObject,
  { resource, containerResource }: MetricManifest,
  all: readonly ContainerManifest[],
): Finding[] {
  const measured = containerResource ?? resource;
  if (!measured || measured.target.averageUtilization === undefined) return [];
  const { name } = measured;
  const wanted = measured.target.averageUtilization;
  const containers = containerResource
    ? all.filter((container) => container.name === containerResource.container)
    : all;
  if (containers.length === 0) {
    const names = all.map((container) => container.name).join(', ');
    const problem = `looks at container '${containerResource?.container}', which ${targetKey(scaler)} does not have`;
    return [finding('FS-305', scaler, problem, `write one of ${names}`)];
  }
  const without = containers.filter(({ resources }) => resources?.requests?.[name] === undefined);
  if (without.length > 0) {
    const names = without.map((container) => container.name).join(', ');
    const problem = `wants ${wanted} % of the requests of ${name}, and there is none in: ${names}`;
    return [finding('FS-305', scaler, problem, 'give each container a request, or use a target of average')];
  }
  const requested = total(containers, 'requests', name);
  const most = Math.floor((total(containers, 'limits', name) / requested) * 100);
  return wanted <= most || !Number.isFinite(requested)
    ? []
    : [
        finding(
          'FS-305',
          scaler,
          `wants ${wanted} % of the requests of ${name}, of which the limits allow ${most} %: no pod is ever added`,
          `write ${most} or less, or raise the limits`,
        ),
      ];
}

/** The sum of the containers' limits; infinite if one has no limit. */
function total(containers: readonly ContainerManifest[], kind: 'requests' | 'limits', name: string): number {
  return containers.reduce((sum, { resources }) => {
    const amount = resources?.[kind]?.[name] as string | number | undefined;
    // The check `amounts` reports amounts of another form.
    return sum + (amount !== undefined && isQuantity(amount) ? parseQuantity(amount) : Infinity);
  }, 0);
}

function metricFindings(subject: Subject, scalers: readonly CheckedObject[]): Finding[] {
  const used = scalers.flatMap((scaler) =>
    (specOf(scaler).metrics ?? []).flatMap((metric) => answered(scaler, metric)),
  );
  if (used.length === 0) return [];
  // Other manifests need not hold the metrics API of their cluster.
  if (isForeign(subject)) return [];
  const config = adapterConfigOf(subject);
  const series = new SeriesOfApp(subject);
  return used.flatMap(({ scaler, name, list }) => {
    const rule = config?.[list].find((candidate) => candidate.name.as === name);
    if (!rule) {
      const problem = `scales by the metric ${name}, which no metrics API serves`;
      return [
        finding('FS-306', scaler, problem, 'name a series of the platform, so that prometheus-adapter answers for it'),
      ];
    }
    const [selector] = selectorsOf(rule.seriesQuery);
    const metric = selector?.metric ?? '';
    const there =
      selector && (series.isKnown(metric) || series.recorded.has(metric) || series.bringing(selector).length > 0);
    if (there) return [];
    const problem = `scales by ${rule.seriesQuery}, which nothing in this platform serves`;
    return [finding('FS-306', scaler, problem, 'turn on what serves it, or scale by another metric')];
  });
}

interface UsedMetric {
  readonly scaler: CheckedObject;
  readonly name: string;
  /** The rules that could answer for it. */
  readonly list: 'rules' | 'externalRules';
}

function answered(scaler: CheckedObject, { pods, object, external }: MetricManifest): UsedMetric[] {
  const custom = pods ?? object;
  if (custom) return [{ scaler, name: custom.metric.name, list: 'rules' }];
  return external ? [{ scaler, name: external.metric.name, list: 'externalRules' }] : [];
}

function adapterConfigOf({ objects }: Subject): AdapterConfig | undefined {
  const found = objects.find(
    ({ manifest: { kind, metadata } }) =>
      kind === 'ConfigMap' && metadata.labels?.['app.kubernetes.io/name'] === 'prometheus-adapter',
  );
  const data = found?.manifest['data'] as Record<string, string> | undefined;
  return data ? (parse(data['config.yaml'] ?? '') as AdapterConfig) : undefined;
}
