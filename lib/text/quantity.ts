import { Size } from './size';

const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** The form of a Kubernetes quantity that is not negative (Kubernetes, "Quantity"). */
export const QUANTITY = /^\+?(\d+\.?\d*|\.\d+)(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?\d+))?$/;

/** Reports whether a value of a manifest is a quantity that {@link parseQuantity} reads. */
export function isQuantity(value: string | number): boolean {
  return QUANTITY.test(String(value));
}

/**
 * The number that a quantity stands for: cores for CPU, bytes for memory.
 *
 * @throws when the text is not a quantity.
 */
export function parseQuantity(quantity: string | number): number {
  const match = QUANTITY.exec(String(quantity));
  if (!match) throw new Error(`'${quantity}' is not a quantity; write for example 250m, 2, 512Mi or 1Gi`);
  const [, digits = '', binary, suffix, exponent] = match;
  if (binary) return Number(digits) * 2 ** (10 * (BINARY.indexOf(binary) + 1));
  // As one literal: 13 * 0.001 is not the number 0.013, and the two are compared with each other.
  return Number(`${digits}e${suffix ? (DECIMAL[suffix] ?? 0) : Number(exponent ?? 0)}`);
}

/**
 * A quantity of memory or storage.
 *
 * @throws when the text is not a quantity.
 */
export function parseSize(quantity: string): Size {
  return Size.bytes(parseQuantity(quantity));
}

/**
 * A quantity in thousandths, rounded up, as the controller counts metrics and targets (apimachinery, `Quantity.MilliValue`).
 *
 * @throws when the text is not a quantity.
 */
export function milliValue(quantity: string | number): number {
  return roundUp(parseQuantity(quantity) * 1000);
}

/** Largest distance from a whole number, as a ratio, that the rounding of binary fractions causes. */
const ROUNDING = 1e-12;

/** Rounds up to a whole number, ignoring the rounding error of binary fractions. */
export function roundUp(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) <= ROUNDING * whole ? whole : Math.ceil(value);
}
