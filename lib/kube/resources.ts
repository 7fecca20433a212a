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

/** The typed form of {@link Resources} for a container. */
export function toRequirements(resources: Resources): k8s.ResourceRequirements {
  return { requests: quantities(resources.requests), limits: quantities(resources.limits) };
}

function quantities(amounts: Amounts): Record<string, k8s.Quantity> {
  return { cpu: k8s.Quantity.fromString(amounts.cpu), memory: k8s.Quantity.fromString(amounts.memory) };
}

/** Resources of the small helpers (init containers and Jobs that run one shell script). */
export const SCRIPT_RESOURCES: Resources = {
  requests: { cpu: '10m', memory: '32Mi' },
  limits: { cpu: '200m', memory: '128Mi' },
};
