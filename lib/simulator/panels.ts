import { columnOf } from './columns';
import type { Hpa } from './hpa';
import type { SimulationResult } from './simulation';

/** A diagram of something over time. */
export interface Panel {
  readonly title: string;
  readonly series: readonly Series[];
  /** A line to compare the series with. @default - none. */
  readonly mark?: number;
}

/** A value for each sync; undefined where there was none. */
export interface Series {
  readonly name: string;
  readonly values: readonly (number | undefined)[];
}

/** Panels of a simulation, from cause to effect: demand, replicas, utilisation, unserved demand. */
export function panelsOf({ metrics }: Hpa, { syncs }: SimulationResult): readonly Panel[] {
  const demands = metrics.map((metric, index) => ({
    title: `demand: ${columnOf(metric)}`,
    series: [{ name: columnOf(metric), values: syncs.map(({ demand }) => demand[index]) }],
  }));
  return [
    ...demands,
    {
      title: 'replicas',
      series: [
        { name: 'replicas', values: syncs.map(({ replicas }) => replicas) },
        { name: 'ready', values: syncs.map(({ ready }) => ready) },
      ],
    },
    {
      title: 'utilisation, in percent of the target',
      mark: 100,
      series: metrics.map((metric, index) => ({
        name: columnOf(metric),
        values: syncs.map(({ measured }) => {
          const value = measured[index];
          return value === undefined ? undefined : Math.round((value * 100) / metric.target.value);
        }),
      })),
    },
    { title: 'unserved demand', series: [{ name: 'unserved', values: syncs.map(({ unserved }) => unserved) }] },
  ];
}
