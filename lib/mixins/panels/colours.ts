import type { Threshold } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Limits, State } from './panels';

/** Colours for good, warning, bad and neutral: the same in all panels. */
const COLOURS = { good: 'green', watch: 'orange', bad: 'red', neutral: 'blue' } as const;

/** Legends whose series have the same colour on all boards; the others get theirs by their name. */
const BY_LEGEND: Readonly<Record<string, string>> = {
  Requested: 'yellow',
  Limit: 'orange',
  Used: 'blue',
  Available: 'green',
  Errors: 'red',
  Failed: 'red',
  Dropped: 'red',
  Received: 'blue',
  Sent: 'green',
  Read: 'blue',
  Written: 'green',
  '50th percentile': 'green',
  '95th percentile': 'orange',
  '99th percentile': 'red',
};

/** The fixed colour of a series; none for most. */
export function colourOf(legend: string): string | undefined {
  return BY_LEGEND[legend];
}

/** The colour of a state. */
export function stateColour({ is }: State): string {
  return is ? COLOURS[is] : COLOURS.neutral;
}

/** Thresholds in Grafana's form: the colour from each value on; the first colour is for all values below. */
export function thresholds(limits: Limits = {}): Threshold[] {
  const { warning, critical, below = false } = limits;
  if (warning === undefined && critical === undefined) return [{ value: null, color: COLOURS.neutral }];
  const step = (value: number | undefined, color: string): Threshold[] =>
    value === undefined ? [] : [{ value, color }];
  if (!below) {
    return [{ value: null, color: COLOURS.good }, ...step(warning, COLOURS.watch), ...step(critical, COLOURS.bad)];
  }
  // Low values are bad: each colour reaches up to the limit above it.
  const lowest = critical === undefined ? COLOURS.watch : COLOURS.bad;
  const highest = warning ?? critical;
  return [
    { value: null, color: lowest },
    ...(warning === undefined ? [] : step(critical, COLOURS.watch)),
    ...step(highest, COLOURS.good),
  ];
}
