import { InvalidArgumentError } from 'commander';
import { parseGoDuration } from '../text/go-duration';
import { isQuantity, parseQuantity } from '../text/quantity';

/** Feature gates of the horizontal pod autoscaler. */
const HPA_GATES = ['HPAConfigurableTolerance', 'HPAScaleToZero'] as const;

/** A feature gate of the horizontal pod autoscaler. */
export type HpaGate = (typeof HPA_GATES)[number];

/** Parses the number given to an option, 0 or more. */
export function amount(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) throw new InvalidArgumentError('Write 0 or more.');
  return value;
}

/** Parses a number above 0. */
export function positive(text: string): number {
  const value = amount(text);
  if (value === 0) throw new InvalidArgumentError('Write more than 0.');
  return value;
}

/** Parses a whole number, 0 or more. */
export function wholeNumber(text: string): number {
  const value = amount(text);
  if (!Number.isInteger(value)) throw new InvalidArgumentError('Write a whole number.');
  return value;
}

/** Parses a quantity of CPU into cores. */
export function cores(text: string): number {
  if (!isQuantity(text)) throw new InvalidArgumentError('Write a quantity such as 500m or 2.');
  return parseQuantity(text);
}

/** Parses a duration of a Go program into seconds, as kube-controller-manager reads its flags. */
export function duration(text: string): number {
  const seconds = parseGoDuration(text);
  if (seconds === undefined) throw new InvalidArgumentError('Write a duration with its unit, such as 30s or 5m0s.');
  return seconds;
}

/** Parses a duration above 0. */
export function period(text: string): number {
  const seconds = duration(text);
  if (seconds < 1) throw new InvalidArgumentError('Write 1s or more.');
  return seconds;
}

/** Parses quantities by name, such as `cpu=200m,memory=128Mi`. */
export function amounts(text: string): Readonly<Record<string, string>> {
  return pairs(text, isQuantity, 'Write quantities by resource, such as cpu=200m,memory=128Mi or app/cpu=200m.');
}

/** Parses feature gates, as Kubernetes' components read them, such as `HPAScaleToZero=true`. */
export function featureGates(text: string): Readonly<Partial<Record<HpaGate, boolean>>> {
  const gates = pairs(text, (value) => /^(true|false)$/.test(value), 'Write gates such as HPAScaleToZero=true.');
  const unknown = Object.keys(gates).find((gate) => !(HPA_GATES as readonly string[]).includes(gate));
  if (unknown) throw new InvalidArgumentError(`Unknown gate '${unknown}'; allowed: ${HPA_GATES.join(', ')}.`);
  return Object.fromEntries(Object.entries(gates).map(([gate, value]) => [gate, value === 'true']));
}

function pairs(text: string, isValid: (value: string) => boolean, form: string): Readonly<Record<string, string>> {
  const entries = text.split(',').map((pair) => {
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(pair.trim()) ?? [];
    if (name === '' || !isValid(value)) throw new InvalidArgumentError(`'${pair}' has another form. ${form}`);
    return [name, value] as const;
  });
  return Object.fromEntries(entries);
}
