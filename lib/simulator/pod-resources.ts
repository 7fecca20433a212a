import { isQuantity, milliValue } from '../text/quantity';
import type { Hpa, Metric } from './hpa';
import type { Manifest } from './objects';
import type { Capacity } from './simulation';

/** Quantities by resource. */
export type Amounts = Readonly<Record<string, string | number>>;

interface Resources {
  readonly requests?: Amounts;
  readonly limits?: Amounts;
}

interface Container {
  readonly name: string;
  readonly restartPolicy?: string;
  readonly resources?: Resources;
}

/** A workload, as far as the simulator looks into it. */
export interface Workload extends Manifest {
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

/** Requests and limits that take precedence over the workload's own, by `<resource>` or `<container>/<resource>`. */
export type PodAmounts = Readonly<Partial<Record<keyof Resources, Amounts>>>;

const KINDS = ['requests', 'limits'] as const;

/** A workload with other amounts. A container that it does not have is added. */
export function withAmounts(workload: Workload, amounts: PodAmounts): Workload {
  const pod = workload.spec?.template?.spec ?? {};
  const containers = pod.containers ?? [];
  const known = [...containers, ...(pod.initContainers ?? [])].map(({ name }) => name);
  const added = containerNames(amounts).filter((name) => !known.includes(name));
  const changed = (container: Container): Container => ({
    ...container,
    resources: merged(container.resources, amounts, container.name),
  });
  const template = {
    ...workload.spec?.template,
    spec: {
      containers: [...containers, ...added.map((name) => ({ name }))].map(changed),
      initContainers: (pod.initContainers ?? []).map(changed),
      resources: merged(pod.resources, amounts, undefined),
    },
  };
  return { ...workload, spec: { ...workload.spec, template } };
}

/** Names of the containers that amounts are of. */
export function containerNames(amounts: PodAmounts): string[] {
  const keys = KINDS.flatMap((kind) => Object.keys(amounts[kind] ?? {}));
  return [...new Set(keys.flatMap((key) => split(key).container ?? []))];
}

/** The parts of a key: `<resource>` or `<container>/<resource>`. */
function split(key: string): { readonly container?: string; readonly resource: string } {
  const [container = '', ...resource] = key.split('/');
  return resource.length === 0 ? { resource: key } : { container, resource: resource.join('/') };
}

function merged(own: Resources = {}, amounts: PodAmounts, container: string | undefined): Resources {
  const of = (kind: keyof Resources): Amounts => {
    const wanted = Object.entries(amounts[kind] ?? {}).filter(([key]) => split(key).container === container);
    return { ...own[kind], ...Object.fromEntries(wanted.map(([key, value]) => [split(key).resource, value])) };
  };
  return { requests: of('requests'), limits: of('limits') };
}

/** Containers that run as long as the pod: sidecars are written as init containers. */
export function containersOf(workload: Workload): readonly Container[] {
  const { containers = [], initContainers = [] } = workload.spec?.template?.spec ?? {};
  return [...containers, ...initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always')];
}

/** Requests of a pod, in thousandths, or why they are unknown (replica_calculator.go, `calculateRequests`). */
export function requestOf({ name, container }: Metric, workload: Workload): number | string {
  const containers = containersOf(workload).filter((one) => container === undefined || one.name === container);
  const { requests, limits } = workload.spec?.template?.spec?.resources ?? {};
  // The API server takes the limit for a request that is not there.
  const byContainers = containers.some(({ resources }) => resources?.requests?.[name] !== undefined);
  const ofPod = requests?.[name] ?? (byContainers ? undefined : limits?.[name]);
  if (container === undefined && ofPod !== undefined && isQuantity(ofPod)) return milliValue(ofPod);
  if (containers.length === 0) return `${nameOf(workload)} has no container ${container ?? ''}`.trimEnd();
  let sum = 0;
  for (const { name: containerName, resources } of containers) {
    const request = resources?.requests?.[name] ?? resources?.limits?.[name];
    if (request === undefined) return `container ${containerName} of ${nameOf(workload)} requests no ${name}`;
    if (!isQuantity(request)) {
      return `container ${containerName} of ${nameOf(workload)} requests '${request}' of ${name}, which is not a quantity`;
    }
    sum += milliValue(request);
  }
  return sum;
}

/** The CPU that a pod can use, where it has a limit, or every container. */
export function cpuLimit(hpa: Hpa, workload: Workload): Capacity | undefined {
  const metric = hpa.metrics.findIndex(({ type, name }) => type.endsWith('Resource') && name === 'cpu');
  if (metric < 0) return undefined;
  const container = hpa.metrics[metric]?.container;
  const ofPod = workload.spec?.template?.spec?.resources?.limits?.['cpu'];
  if (container === undefined && ofPod !== undefined && isQuantity(ofPod))
    return { metric, perPod: milliValue(ofPod) / 1000 };
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

/** Kind and name of an object, as messages have it. */
export function nameOf({ kind, metadata }: Manifest): string {
  return `${kind}/${metadata?.name}`;
}
