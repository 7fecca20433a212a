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

const FACTORS: Record<string, number> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** The form of a quantity that this stack accepts (Kubernetes, "Quantity", without exponents). */
const QUANTITY = /^(\d+(?:\.\d+)?)(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/;

/** The numeric value of a quantity: cores for CPU, bytes for memory. @throws if the text is not a quantity. */
export function parseQuantity(text: string): number {
  const match = QUANTITY.exec(text);
  if (!match) throw new Error(`'${text}' is not a quantity; write for example 250m, 2, 512Mi or 1Gi`);
  const [, digits, suffix = ''] = match;
  // Divided: 13 * 0.001 is not the number 0.013, and the two are compared with each other.
  return suffix === 'm' ? Number(digits) / 1000 : Number(digits) * (FACTORS[suffix] ?? 1);
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
