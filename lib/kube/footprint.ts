import { parseQuantity } from '../text/quantity';
import { Size } from '../text/size';
import { ScaledWorkloads } from './scaled';
import type { Manifest, SynthesizedObject } from './synthesis';

/** Permanent demand of objects on their cluster. Jobs end, so they do not count. */
export interface Footprint {
  /** Pods by the kind and name of their workload, e.g. `StatefulSet/owdev-kafka`. A DaemonSet counts as one pod. */
  readonly pods: ReadonlyMap<string, number>;
  /** Sum of the CPU requests, in cores. */
  readonly cpu: number;
  /** Sum of the memory requests. */
  readonly memory: Size;
  /** Sum of the claims. */
  readonly volumes: Size;
}

type Resource = 'cpu' | 'memory' | 'storage';

interface Requests {
  readonly resources?: { readonly requests?: Readonly<Record<string, string>> };
}

interface Claim {
  readonly spec?: Requests;
}

interface PodSpec {
  readonly containers?: readonly Requests[];
  readonly initContainers?: readonly (Requests & { readonly restartPolicy?: string })[];
}

/** The part of a workload, a custom resource of the Prometheus Operator, or a claim that makes demands. */
interface Spec extends Requests {
  readonly replicas?: number;
  readonly shards?: number;
  readonly template?: { readonly spec?: PodSpec };
  readonly volumeClaimTemplates?: readonly Claim[];
  readonly storage?: { readonly volumeClaimTemplate?: Claim };
}

/** Kinds whose pods stay. */
export const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Prometheus', 'PrometheusAgent', 'Alertmanager'];

/** Computes the footprint of synthesized objects; of scaled workloads with the least number of pods. */
export function footprintOf(
  { objects }: { readonly objects: readonly SynthesizedObject[] },
  scalers = objects,
): Footprint {
  const manifests = objects.map(({ manifest }) => manifest);
  const scaled = new ScaledWorkloads(scalers.map(({ manifest }) => manifest));
  const workloads = manifests
    .filter(({ kind }) => WORKLOADS.includes(kind))
    .map((workload) => ({ workload, pods: replicasOf(workload, scaled) }));
  const claims = manifests.filter(({ kind }) => kind === 'PersistentVolumeClaim');
  const requests = (resource: Resource): number =>
    total(workloads.map(({ workload, pods }) => pods * requestOf(workload, resource)));
  return {
    pods: new Map(workloads.map(({ workload, pods }) => [`${workload.kind}/${workload.metadata.name}`, pods])),
    cpu: requests('cpu'),
    memory: Size.bytes(requests('memory')),
    volumes: Size.bytes(
      total([
        ...workloads.map(({ workload, pods }) => pods * claimsOf(workload)),
        ...claims.map((claim) => requested(specOf<Spec>(claim), 'storage')),
      ]),
    ),
  };
}

/** Number of all pods. */
export function podsOf({ pods }: Footprint): number {
  return total([...pods.values()]);
}

const specOf = <T>(manifest: Manifest): T => manifest['spec'] as T;

function replicasOf(workload: Manifest, scaled: ScaledWorkloads): number {
  const { replicas, shards = 1 } = specOf<Spec>(workload);
  return (replicas ?? scaled.leastPods(workload) ?? 1) * shards;
}

function requestOf(workload: Manifest, resource: Resource): number {
  const spec = specOf<Spec>(workload);
  const { containers = [spec], initContainers = [] } = spec.template?.spec ?? {};
  return podAmount(
    initContainers.map((one) => ({ amount: requested(one, resource), sidecar: one.restartPolicy === 'Always' })),
    containers.map((container) => requested(container, resource)),
  );
}

/**
 * The amount that the scheduler reserves for a pod: of all containers together, or more while an init container runs beside the
 * sidecars that were started before it (Kubernetes, "Sidecar Containers", "Resource sharing within containers").
 */
export function podAmount(
  initContainers: readonly { readonly amount: number; readonly sidecar: boolean }[],
  containers: readonly number[],
): number {
  let sidecars = 0;
  let largest = 0;
  for (const { amount, sidecar } of initContainers) {
    largest = Math.max(largest, sidecars + amount);
    if (sidecar) sidecars += amount;
  }
  return Math.max(sidecars + total(containers), largest);
}

function claimsOf(workload: Manifest): number {
  const { volumeClaimTemplates = [], storage } = specOf<Spec>(workload);
  const claims = [...volumeClaimTemplates, ...(storage?.volumeClaimTemplate ? [storage.volumeClaimTemplate] : [])];
  return total(claims.map(({ spec = {} }) => requested(spec, 'storage')));
}

const requested = ({ resources }: Requests, name: Resource): number =>
  parseQuantity(resources?.requests?.[name] ?? '0');

const total = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);
