import { selects, type LabelSelector } from '../checks/read/label-selector';
import { EXTERNAL_TARGET } from '../kube/annotations';
import { nearest } from '../text/nearest';
import { SimulationInputError } from './input-error';
import type { Mistake, ValuePath } from '../text/input-file';
import { readHpa, type Hpa, type HpaOptions } from './hpa';
import type { KedaScaling } from './keda-operator';
import { sameNamespace, type Locate, type Manifest } from './objects';
import {
  containerNames,
  containersOf,
  cpuLimit,
  nameOf,
  requestOf,
  withAmounts,
  type PodAmounts,
  type Workload,
} from './pod-resources';
import { hpaNameOf, kedaHpa } from './scaled-object';
import type { Target } from './simulation';

/** Overrides of the manifests. */
export interface TargetOptions extends PodAmounts, Pick<HpaOptions, 'refusesZero'> {
  /** @default - the target's `replicas`, within the bounds of the HPA */
  readonly initialReplicas?: number;
  /**
   * Capacity of a pod, in the unit of the first metric. @default - for CPU the limits of its containers, otherwise
   * unlimited
   */
  readonly capacity?: number;
  /** Place of a value in the file that the user wrote. @default - the path within the object */
  readonly locate?: Locate;
}

/** An HPA and what it scales. */
export interface Scaled {
  readonly hpa: Hpa;
  readonly target: Target;
  /** Settings of KEDA, if it created the HPA. */
  readonly keda?: KedaScaling;
}

/**
 * Finds an HPA by its name, or the ScaledObject that KEDA makes it of, and its target, among the objects of `file`.
 *
 * @throws SimulationInputError when there is no such HPA, it is wrong, or its target is missing or without the requests that
 * its targets are percentages of.
 */
export function findScaled(manifests: readonly unknown[], name: string, file: string, options: TargetOptions): Scaled {
  const objects = manifests.filter(isManifest);
  const scaler = findScaler(objects, name, file);
  const locate = options.locate ?? ((_, path) => ({ path }));
  const fail = (manifest: Manifest, mistakes: readonly Mistake[]): never => {
    throw new SimulationInputError(
      file,
      mistakes.map((mistake) => ({ ...mistake, ...locate(manifest, mistake.path ?? []) })),
    );
  };
  const check = (manifest: Manifest, mistakes: readonly Mistake[]): void => {
    if (mistakes.length > 0) fail(manifest, mistakes);
  };
  const created = isScaledObject(scaler) ? kedaHpa(scaler, (mistakes) => fail(scaler, mistakes)) : undefined;
  const pathInScaler = (path: ValuePath): ValuePath => (created ? inScaledObject(path) : path);
  const { refusesZero } = options;
  const hpa = readHpa(created?.manifest ?? scaler, file, {
    ...(refusesZero !== undefined && { refusesZero }),
    located: (mistake) => ({ ...mistake, ...locate(scaler, pathInScaler(mistake.path ?? [])) }),
  });
  const found = findTarget(objects, hpa, scaler);
  const { kind, name: targetName } = hpa.target;
  const workload = found ?? { kind, metadata: { name: targetName } };
  if (found) check(found, [...selectorMistakes(found, objects), ...containerMistakes(found, options)]);
  else check(scaler, absenceMistakes(scaler, workload, pathInScaler(['spec', 'scaleTargetRef']), options));
  const { keda } = created ?? {};
  const amounts = withAmounts(workload, options);
  const { requests, mistakes } = requestsOf(hpa, amounts, found !== undefined);
  check(
    scaler,
    mistakes.map((mistake) => ({ ...mistake, path: pathInScaler(mistake.path ?? []) })),
  );
  return { hpa, target: { requests, ...replicasAndCapacity(hpa, amounts, keda, options) }, ...(keda && { keda }) };
}

const HPA = 'HorizontalPodAutoscaler';

function isScaledObject({ kind }: Manifest): boolean {
  return kind === 'ScaledObject';
}

function isManifest(object: unknown): object is Manifest {
  return typeof object === 'object' && object !== null;
}

/** Whether an object is an HPA, or KEDA makes one of it. */
export function isScaler(object: unknown): object is Manifest {
  return isManifest(object) && (object.kind === HPA || isScaledObject(object));
}

function findScaler(objects: readonly Manifest[], name: string, file: string): Manifest {
  const scalers = objects.filter(isScaler);
  const named = (wanted: (scaler: Manifest) => string | undefined): Manifest[] =>
    scalers.filter((scaler) => {
      const own = wanted(scaler);
      return own !== undefined && [own, `${scaler.metadata?.namespace}/${own}`].includes(name);
    });
  const exact = named(hpaName);
  const found = exact.length > 0 ? exact : named(({ metadata }) => metadata?.name);
  const [first, second] = found;
  if (first && !second) return first;
  if (!first) throw new SimulationInputError(file, [unknownHpa(name, hpaNames(objects))]);
  const allowed = found.map((scaler) => `${scaler.metadata?.namespace}/${hpaName(scaler)}`).join(', ');
  const problem = `there are ${found.length} HorizontalPodAutoscalers '${name}'`;
  throw new SimulationInputError(file, [{ problem, allowed, fix: 'say one of these with --hpa' }]);
}

function hpaName(scaler: Manifest): string | undefined {
  return isScaledObject(scaler) ? hpaNameOf(scaler) : scaler.metadata?.name;
}

/** Names of all HPAs among some objects, with those that KEDA creates. */
export function hpaNames(manifests: readonly unknown[]): string[] {
  return manifests.filter(isScaler).flatMap((scaler) => hpaName(scaler) ?? []);
}

function unknownHpa(name: string, names: readonly string[]): Mistake {
  const problem = `there is no ${HPA} '${name}'`;
  if (names.length === 0) {
    return { problem: `${problem}, nor any other`, fix: 'enable one, or give a file that has one with --manifest' };
  }
  const near = nearest(name, names) ?? names.find((other) => other.includes(name));
  return { problem, allowed: names.join(', '), fix: near ? `say --hpa ${near}` : 'say one of these with --hpa' };
}

function findTarget(objects: readonly Manifest[], { target }: Hpa, scaler: Manifest): Workload | undefined {
  return objects.find(
    (object) => object.kind === target.kind && object.metadata?.name === target.name && sameNamespace(object, scaler),
  );
}

/** A path of the HPA that KEDA creates, in the ScaledObject. */
function inScaledObject([spec = 'spec', section, ...rest]: ValuePath): ValuePath {
  if (section === 'behavior') return [spec, 'advanced', 'horizontalPodAutoscalerConfig', section, ...rest];
  if (section === 'metrics') return [spec, 'triggers'];
  return section === undefined ? [spec] : [spec, section, ...rest];
}

/** A target that is in no file is described by options; where the HPA says that it is elsewhere, they may be left out. */
function absenceMistakes(scaler: Manifest, workload: Workload, path: ValuePath, options: TargetOptions): Mistake[] {
  const { requests, limits, capacity, initialReplicas } = options;
  const described = [requests, limits, capacity, initialReplicas].some((option) => option !== undefined);
  if (described || scaler.metadata?.annotations?.[EXTERNAL_TARGET] !== undefined) return [];
  const problem = `${nameOf(workload)}, which it scales, is not there`;
  const fix =
    'correct the name, describe its pods, such as --requests cpu=200m, or add its manifest with --manifest <file>';
  return [{ path, problem, fix }];
}

/** The controller takes all pods that the target's selector matches for its own (`scale.status.selector`). */
function selectorMistakes(target: Workload, objects: readonly Manifest[]): Mistake[] {
  const selector = (target as { spec?: { selector?: LabelSelector } }).spec?.selector;
  if (!selector) return [];
  const others = objects.filter(
    (object) => nameOf(object) !== nameOf(target) && sameNamespace(object, target) && isSelected(object, selector),
  );
  return others.map((other) => ({
    path: ['spec', 'selector'],
    problem: `the selector of ${nameOf(target)} also matches the pods of ${nameOf(other)}, which the HPA then measures, too`,
    fix: 'give the pods of each workload a label of their own, and select by it',
  }));
}

interface PodOwner {
  readonly spec?: {
    readonly template?: { readonly metadata?: { readonly labels?: Readonly<Record<string, string>> } };
  };
}

function isSelected(object: Manifest, selector: LabelSelector): boolean {
  const labels = (object as PodOwner).spec?.template?.metadata?.labels;
  return labels !== undefined && selects(selector, labels);
}

function containerMistakes(workload: Workload, amounts: PodAmounts): Mistake[] {
  const known = containersOf(workload).map(({ name }) => name);
  return containerNames(amounts)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      problem: `${nameOf(workload)} has no container '${name}', which --requests or --limits names`,
      allowed: known.join(', '),
      fix: "write one of these before the '/'",
    }));
}

/** Requests of a pod for each metric, and why some that are needed are unknown. */
function requestsOf(
  hpa: Hpa,
  workload: Workload,
  isThere: boolean,
): { readonly requests: Target['requests']; readonly mistakes: readonly Mistake[] } {
  const mistakes: Mistake[] = [];
  const requests = hpa.metrics.map((metric, index) => {
    if (metric.target.type !== 'Utilization') return undefined;
    const request = requestOf(metric, workload);
    if (typeof request === 'number' && request > 0) return request;
    const { name, container } = metric;
    const problem = typeof request === 'string' ? request : `the pods of ${nameOf(workload)} request 0 ${name}`;
    const key = container === undefined ? name : `${container}/${name}`;
    const describe = `describe its pods, such as --requests ${key}=${name === 'cpu' ? '200m' : '128Mi'}`;
    mistakes.push({
      path: ['spec', 'metrics', index],
      problem: isThere
        ? `${problem}, and the target is a percentage of the requests`
        : `the target is a percentage of the requests of ${key}, and ${nameOf(workload)} is not there`,
      fix: isThere
        ? `add requests.${name} to every container, or take an averageValue for the target`
        : `${describe}, or add its manifest with --manifest <file>`,
    });
    return undefined;
  });
  return { requests, mistakes };
}

function replicasAndCapacity(
  hpa: Hpa,
  workload: Workload,
  keda: KedaScaling | undefined,
  { initialReplicas, capacity }: TargetOptions,
): Omit<Target, 'requests'> {
  const fewest = keda ? (keda.idleReplicas ?? keda.minReplicas) : hpa.minReplicas;
  const replicas = Math.min(Math.max(workload.spec?.replicas ?? 1, fewest), hpa.maxReplicas);
  const limit = capacity === undefined ? cpuLimit(hpa, workload) : { metric: 0, perPod: capacity };
  return { initialReplicas: initialReplicas ?? replicas, ...(limit && { capacity: limit }) };
}
