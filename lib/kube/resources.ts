import { k8s } from './k8s';

/** CPU and memory in Kubernetes' notation, e.g. `{ cpu: '250m', memory: '512Mi' }`. */
export interface Amounts {
  /** CPU, in cores or, with the suffix `m`, in millicores. */
  readonly cpu: string;
  /** Memory, in bytes or with a suffix such as `Mi`. */
  readonly memory: string;
}

/** Resource requests and limits of a container. */
export interface Resources {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

/** Disk of a container besides its volumes, in MiB: its log, and what it writes to its root file system. */
const DISK = {
  /** Log of a container at the defaults of the kubelet (`containerLogMaxSize` 10Mi, `containerLogMaxFiles` 5), and a margin. */
  request: 64,
  /** Four times the largest log of the managed services (5 files of 50Mi), since a burst is rotated late. */
  limit: 1024,
};

/**
 * Requests and limits of a container as Kubernetes takes them.
 *
 * @param scratchMiB - sizes of the volumes on the node's disk that the container mounts. The kubelet evicts a pod whose logs and
 * volumes exceed the sum of the limits of its containers.
 */
export function requirements(
  resources: Resources,
  scratchMiB: number,
): Record<keyof Resources, Record<string, string>> {
  return {
    requests: { ...resources.requests, 'ephemeral-storage': `${DISK.request}Mi` },
    limits: { ...resources.limits, 'ephemeral-storage': `${DISK.limit + scratchMiB}Mi` },
  };
}

/** The typed form of {@link requirements}. */
export function toRequirements(resources: Resources, scratchMiB: number): k8s.ResourceRequirements {
  const { requests, limits } = requirements(resources, scratchMiB);
  return { requests: quantities(requests), limits: quantities(limits) };
}

function quantities(amounts: Readonly<Record<string, string>>): Record<string, k8s.Quantity> {
  return Object.fromEntries(Object.entries(amounts).map(([name, text]) => [name, k8s.Quantity.fromString(text)]));
}

/** Resources of the small helpers (init containers and Jobs that run one shell script). */
export const SCRIPT_RESOURCES: Resources = {
  requests: { cpu: '10m', memory: '32Mi' },
  limits: { cpu: '200m', memory: '128Mi' },
};
