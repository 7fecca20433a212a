import { parseQuantity } from '../text/quantity';
import { Size } from '../text/size';
import type { Manifest, Synthesis } from './synthesis';

/** Permanent demand of a platform on its cluster. Jobs end, so they do not count. */
export interface Footprint {
  /** Pods by the kind and name of their workload, e.g. `StatefulSet/owdev-kafka`. A DaemonSet counts as one pod. */
  readonly pods: ReadonlyMap<string, number>;
  /** Sum of the memory requests. */
  readonly memory: Size;
  /** Sum of the claims. */
  readonly volumes: Size;
}

interface Requests {
  readonly resources?: { readonly requests?: Readonly<Record<string, string>> };
}

interface Claim {
  readonly spec?: Requests;
}

/** The part of a workload, a custom resource of the Prometheus Operator, or a claim that makes demands. */
interface Spec extends Requests {
  readonly replicas?: number;
  readonly shards?: number;
  readonly template?: { readonly spec?: { readonly containers?: readonly Requests[] } };
  readonly volumeClaimTemplates?: readonly Claim[];
  readonly storage?: { readonly volumeClaimTemplate?: Claim };
}

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Prometheus', 'PrometheusAgent', 'Alertmanager'];

/** Computes the footprint of a synthesized platform. */
export function footprintOf({ objects }: Synthesis): Footprint {
  const manifests = objects.map(({ manifest }) => manifest);
  const workloads = manifests.filter(({ kind }) => WORKLOADS.includes(kind));
  const claims = manifests.filter(({ kind }) => kind === 'PersistentVolumeClaim');
  return {
    pods: new Map(workloads.map((workload) => [`${workload.kind}/${workload.metadata.name}`, replicasOf(workload)])),
    memory: sum(workloads.map((workload) => replicasOf(workload) * memoryOf(workload))),
    volumes: sum([
      ...workloads.map((workload) => replicasOf(workload) * claimsOf(workload)),
      ...claims.map((claim) => requested(specOf(claim), 'storage')),
    ]),
  };
}

const specOf = (manifest: Manifest): Spec => manifest['spec'] as Spec;

function replicasOf(workload: Manifest): number {
  const { replicas = 1, shards = 1 } = specOf(workload);
  return replicas * shards;
}

function memoryOf(workload: Manifest): number {
  const spec = specOf(workload);
  const containers = spec.template?.spec?.containers ?? [spec];
  return total(containers.map((container) => requested(container, 'memory')));
}

function claimsOf(workload: Manifest): number {
  const { volumeClaimTemplates = [], storage } = specOf(workload);
  const claims = [...volumeClaimTemplates, ...(storage?.volumeClaimTemplate ? [storage.volumeClaimTemplate] : [])];
  return total(claims.map(({ spec = {} }) => requested(spec, 'storage')));
}

const requested = ({ resources }: Requests, name: 'memory' | 'storage'): number =>
  parseQuantity(resources?.requests?.[name] ?? '0');

const total = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);

const sum = (bytes: readonly number[]): Size => Size.bytes(total(bytes));
