import { filledRows } from '../filled-rows';
import type { Panel } from '../panels';
import { pictureOf } from '../svg';
import { amount } from '../text-table';
import type { Comparison } from './comparison';
import { replicasAt, valuesAt, type Outcome } from './outcome';

/** Draws a comparison: the load, then a panel per way with its replicas. All panels of replicas have the same scale. */
export function drawWays({ input, needed, ways }: Comparison): string {
  const { trace, capacity, podStart, until } = input;
  const { columns } = trace;
  const rows = filledRows(trace);
  const outcomes = [...needed, ...ways.flatMap(({ functions }) => functions)];
  const times = timesOf(
    [...rows.map(({ time }) => time), ...outcomes.flatMap(({ changes }) => changes.map(({ time }) => time))],
    until,
  );
  const demand: Panel = {
    title: 'requests per second',
    unit: 'number',
    series: columns.map((name, index) => ({
      name,
      values: valuesAt(
        rows.map(({ time, values }) => ({ time, value: values[index] ?? 0 })),
        times,
      ),
    })),
    marks: [],
  };
  const replicasOf = (outcome: Outcome): number[] => replicasAt(outcome, times);
  const top = Math.max(...outcomes.map(({ highest }) => highest));
  const panels = ways.map(({ name, functions }): Panel => ({
    title: `replicas: ${name}`,
    unit: 'number',
    series: [
      ...functions.map((outcome, index) => ({
        name: columns.length === 1 ? 'replicas' : (columns[index] ?? ''),
        values: replicasOf(outcome),
      })),
      // With several functions, the lines of needed replicas would hide the others.
      ...(columns.length === 1 ? needed.map((outcome) => ({ name: 'needed', values: replicasOf(outcome) })) : []),
    ],
    marks: [],
    top,
  }));
  const caption = [`${amount(capacity)} requests per second per replica, ready after ${podStart} s`];
  return pictureOf({ caption, times, panels: [demand, ...panels] });
}

/** The times of all changes in their order, and the end. */
function timesOf(times: readonly number[], until: number): number[] {
  return [...new Set([...times.filter((time) => time < until), until])].sort((one, other) => one - other);
}
