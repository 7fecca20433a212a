import type { Metric } from './hpa';

/** Unit of a demand. */
export type DemandUnit = 'cores' | 'bytes' | 'number';

/** Unit of a diagram's values. */
export type Unit = DemandUnit | 'percent';

const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];
const DECIMAL = ['', 'k', 'M', 'G', 'T', 'P'];

/** The unit of a metric's demand. */
export function unitOf({ type, name }: Metric): DemandUnit {
  if (type !== 'Resource' && type !== 'ContainerResource') return 'number';
  return name === 'cpu' ? 'cores' : name === 'memory' || name === 'ephemeral-storage' ? 'bytes' : 'number';
}

/** A value of at most three significant digits with its unit, such as `0.25`, `900Mi`, `43.7M` and `75 %`. */
export function withUnit(value: number, unit: Unit): string {
  if (unit === 'percent') return `${rounded(value)} %`;
  const [step, names] = unit === 'bytes' ? [1024, BINARY] : [1000, DECIMAL];
  const power = Math.min(names.length - 1, Math.max(0, Math.floor(Math.log(Math.max(value, 1)) / Math.log(step))));
  return `${rounded(value / step ** power)}${names[power] ?? ''}`;
}

function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

/** A time in the largest unit that divides it, such as `45 s`, `7.5 min` and `24 h`. */
export function timeLabel(seconds: number, last: number): string {
  if (last >= 4 * 3600) return `${rounded(seconds / 3600)} h`;
  if (last >= 10 * 60) return `${rounded(seconds / 60)} min`;
  return `${rounded(seconds)} s`;
}

/** Times at equal, round distances from 0 to the last one at most. */
export function timeTicks(last: number): number[] {
  const step = STEPS.find((candidate) => last / candidate <= MOST_TICKS) ?? Math.ceil(last / MOST_TICKS / DAY) * DAY;
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, index) => index * step);
}

const MOST_TICKS = 8;
const DAY = 24 * 3600;

/** Distances between two ticks, in seconds. */
const STEPS = [1, 5, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 2 * 3600, 3 * 3600, 6 * 3600, 12 * 3600, DAY];
