import { nearest } from '../text/nearest';
import { SimulationInputError } from './input-error';
import type { Mistake } from '../text/input-file';
import { readHpa, type Hpa, type Metric } from './hpa';
import { isQuantity, milliValue } from '../text/quantity';
import type { Capacity, Target } from './simulation';

/** A Kubernetes object, as far as the simulator looks into it. */
interface Manifest {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
}

type Amounts = Readonly<Record<string, string | number>>;

interface Resources {
  readonly requests?: Amounts;
  readonly limits?: Amounts;
}

interface Container {
  readonly name: string;
  readonly restartPolicy?: string;
  readonly resources?: Resources;
}

interface Workload extends Manifest {
  readonly spec?: {
    readonly replicas?: number;
    readonly template?: {
      readonly spec?: {
        readonly containers?: readonly Container[];
        readonly initContainers?: readonly Container[];
        readonly resources?: Resources;
      };
    };
  };
}

/** Overrides of the manifests. */
export interface TargetOptions {
  /** @default - the target's `replicas`, within the bounds of the HPA */
  readonly initialReplicas?: number;
  /**
   * Capacity of a pod, in the unit of the first metric. @default - for CPU the limits of its containers, otherwise
   * unlimited
   */
  readonly capacity?: number;
}

/** An HPA and what it scales. */
export interface Scaled {
  readonly hpa: Hpa;
  readonly target: Target;
}

const HPA = 'HorizontalPodAutoscaler';

/**
 * Finds an HPA by its name, and what it scales, among the objects of `file`.
 *
 * @throws SimulationInputError when there is no such HPA, it is wrong, or its target is missing or without the requests that
 * its targets are percentages of.
 */
export function findScaled(manifests: readonly unknown[], name: string, file: string, options: TargetOptions): Scaled {
  const objects = manifests.filter((object): object is Manifest => typeof object === 'object' && object !== null);
  const found = objects.filter(({ kind }) => kind === HPA);
  const manifest = found.find(({ metadata }) => metadata?.name === name);
  if (!manifest) throw new SimulationInputError(file, [unknownHpa(name, found)]);
  const hpa = readHpa(manifest, file);
  const { kind, name: targetName } = hpa.target;
  const workload = objects.find(
    (object) =>
      object.kind === kind &&
      object.metadata?.name === targetName &&
      object.metadata.namespace === manifest.metadata?.namespace,
  );
  if (!workload) {
    const problem = `${kind}/${targetName}, which it scales, is not there`;
    const path = ['spec', 'scaleTargetRef'];
    throw new SimulationInputError(file, [{ path, problem, fix: 'correct the name, or add the object' }]);
  }
  return { hpa, target: targetOf(hpa, workload, file, options) };
}

/** Names of all HPAs among some objects. */
export function hpaNames(manifests: readonly unknown[]): string[] {
  return manifests
    .filter((object): object is Manifest => typeof object === 'object' && object !== null)
    .flatMap(({ kind, metadata }) => (kind === HPA && metadata?.name !== undefined ? [metadata.name] : []));
}

function unknownHpa(name: string, found: readonly Manifest[]): Mistake {
  const names = found.flatMap(({ metadata }) => metadata?.name ?? []);
  const problem = `there is no ${HPA} '${name}'`;
  if (names.length === 0) {
    return { problem: `${problem}, nor any other`, fix: 'enable one, or give a file that has one with --manifest' };
  }
  const near = nearest(name, names) ?? names.find((other) => other.includes(name));
  return { problem, allowed: names.join(', '), fix: near ? `say --hpa ${near}` : 'say one of these with --hpa' };
}

function targetOf(hpa: Hpa, workload: Workload, file: string, { initialReplicas, capacity }: TargetOptions): Target {
  const mistakes: Mistake[] = [];
  const requests = hpa.metrics.map((metric, index) => {
    if (metric.target.type !== 'Utilization') return undefined;
    const request = requestOf(metric, workload);
    if (typeof request === 'number' && request > 0) return request;
    const problem = typeof request === 'string' ? request : `the pods of ${nameOf(workload)} request 0 ${metric.name}`;
    mistakes.push({
      path: ['spec', 'metrics', index],
      problem: `${problem}, and the target is a percentage of the requests`,
      fix: `add requests.${metric.name} to every container, or take an averageValue for the target`,
    });
    return undefined;
  });
  if (mistakes.length > 0) throw new SimulationInputError(file, mistakes);
  const replicas = Math.min(Math.max(workload.spec?.replicas ?? 1, hpa.minReplicas), hpa.maxReplicas);
  const limit = capacity === undefined ? cpuLimit(hpa, workload) : { metric: 0, perPod: capacity };
  return { initialReplicas: initialReplicas ?? replicas, requests, ...(limit && { capacity: limit }) };
}

/** Containers that run as long as the pod: sidecars are written as init containers. */
function containersOf(workload: Workload): readonly Container[] {
  const { containers = [], initContainers = [] } = workload.spec?.template?.spec ?? {};
  return [...containers, ...initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always')];
}

/** Requests of a pod, in thousandths, or why they are unknown (replica_calculator.go, `calculateRequests`). */
function requestOf({ name, container }: Metric, workload: Workload): number | string {
  const ofPod = workload.spec?.template?.spec?.resources?.requests?.[name];
  if (container === undefined && ofPod !== undefined && isQuantity(ofPod)) return milliValue(ofPod);
  const containers = containersOf(workload).filter((one) => container === undefined || one.name === container);
  if (containers.length === 0) return `${nameOf(workload)} has no container ${container ?? ''}`.trimEnd();
  let sum = 0;
  for (const { name: containerName, resources } of containers) {
    // The API server takes the limit for a request that is not there.
    const request = resources?.requests?.[name] ?? resources?.limits?.[name];
    if (request === undefined) return `container ${containerName} of ${nameOf(workload)} requests no ${name}`;
    if (!isQuantity(request)) {
      return `container ${containerName} of ${nameOf(workload)} requests '${request}' of ${name}, which is not a quantity`;
    }
    sum += milliValue(request);
  }
  return sum;
}

/** The CPU that a pod can use, where every container has a limit. */
function cpuLimit(hpa: Hpa, workload: Workload): Capacity | undefined {
  const metric = hpa.metrics.findIndex(({ type, name }) => type.endsWith('Resource') && name === 'cpu');
  if (metric < 0) return undefined;
  const container = hpa.metrics[metric]?.container;
  const limits = containersOf(workload)
    .filter(({ name }) => container === undefined || name === container)
    .map(({ resources }) => resources?.limits?.['cpu']);
  if (limits.length === 0) return undefined;
  let sum = 0;
  for (const limit of limits) {
    if (limit === undefined || !isQuantity(limit)) return undefined;
    sum += milliValue(limit);
  }
  return { metric, perPod: sum / 1000 };
}

function nameOf({ kind, metadata }: Manifest): string {
  return `${kind}/${metadata?.name}`;
}
