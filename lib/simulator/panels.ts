import { columnOf } from './columns';
import type { Hpa } from './hpa';
import type { SimulationResult } from './simulation';
import { unitOf, type Unit } from './units';

/** A diagram of something over time. */
export interface Panel {
  readonly title: string;
  readonly unit: Unit;
  readonly series: readonly Series[];
  /** Values to compare the series with. */
  readonly marks: readonly Mark[];
}

/** A value for each sync; undefined where there was none. */
export interface Series {
  readonly name: string;
  readonly values: readonly (number | undefined)[];
}

/** A horizontal line. */
export interface Mark {
  readonly name: string;
  readonly value: number;
}

/** Panels of a simulation, from cause to effect: demand, replicas, utilisation, and unserved demand if there was any. */
export function panelsOf(hpa: Hpa, { syncs, changes }: SimulationResult): readonly Panel[] {
  const { metrics } = hpa;
  const [served] = metrics;
  const scaledTo = new Map(changes.map(({ time, to }) => [time, to]));
  const demands = metrics.map((metric, index) => ({
    title: `demand: ${columnOf(metric)}`,
    unit: unitOf(metric),
    series: [{ name: columnOf(metric), values: syncs.map(({ demand }) => demand[index]) }],
    marks: [],
  }));
  const unserved: Panel = {
    title: 'unserved demand',
    unit: unitOf(served),
    series: [{ name: 'unserved', values: syncs.map((sync) => sync.unserved) }],
    marks: [],
  };
  return [
    ...demands,
    {
      title: 'replicas',
      unit: 'number',
      series: [
        // A sync changes them at once.
        { name: 'replicas', values: syncs.map(({ time, replicas }) => scaledTo.get(time) ?? replicas) },
        { name: 'ready', values: syncs.map(({ ready }) => ready) },
      ],
      marks: [
        { name: 'min', value: hpa.minReplicas },
        { name: 'max', value: hpa.maxReplicas },
      ],
    },
    {
      title: 'utilisation, in percent of the target',
      unit: 'percent',
      marks: [{ name: 'target', value: 100 }],
      series: metrics.map((metric, index) => ({
        name: columnOf(metric),
        values: syncs.map(({ measured }) => {
          const value = measured[index];
          return value === undefined ? undefined : Math.round((value * 100) / metric.target.value);
        }),
      })),
    },
    ...(syncs.some((sync) => sync.unserved > 0) ? [unserved] : []),
  ];
}
