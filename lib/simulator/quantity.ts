const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** The form of a quantity that is not below 0 (Kubernetes, "Quantity"). */
export const QUANTITY = /^\+?(\d+\.?\d*|\.\d+)(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?\d+))?$/;

/** Reports whether a value of a manifest is a quantity that {@link milliValue} reads. */
export function isQuantity(value: string | number): boolean {
  return QUANTITY.test(String(value));
}

/**
 * A quantity in thousandths, rounded up, as the controller counts metrics and targets (apimachinery, `Quantity.MilliValue`).
 *
 * @throws when the text is not a quantity.
 */
export function milliValue(quantity: string | number): number {
  const match = QUANTITY.exec(String(quantity));
  if (!match) throw new Error(`'${quantity}' is not a quantity; write for example 250m, 2, 512Mi or 1Gi`);
  const [, number, binary, decimal, exponent] = match;
  const factor = binary
    ? 2 ** (10 * (BINARY.indexOf(binary) + 1))
    : 10 ** (decimal ? (DECIMAL[decimal] ?? 0) : Number(exponent ?? 0));
  return roundUp(Number(number) * factor * 1000);
}

/** How far from a whole number a value may be by the rounding of binary fractions alone, as a part of it. */
const ROUNDING = 1e-12;

/** Rounds up to a whole number, ignoring the rounding error of binary fractions. */
export function roundUp(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) <= ROUNDING * whole ? whole : Math.ceil(value);
}
