import { columnOf } from './columns';
import { flapsOf } from './flapping';
import type { Hpa } from './hpa';
import { percentOfTarget } from './series';
import type { SimulationResult } from './simulation';
import { unitOf, type Unit } from './units';

/** A simulated HPA. */
export interface Run {
  readonly hpa: Hpa;
  readonly result: SimulationResult;
}

/** A second run under the same load, and what distinguishes it. */
export interface ComparedRun extends Run {
  readonly title: string;
}

/** A diagram of something over time. */
export interface Panel {
  readonly title: string;
  readonly unit: Unit;
  readonly series: readonly Series[];
  /** Values to compare the series with. */
  readonly marks: readonly Mark[];
  /** Times that a line marks: replicas were removed, and needed again. @default - none */
  readonly turns?: readonly number[];
  /** The upper end of the axis. @default - the highest value */
  readonly top?: number;
}

/** A value for each time; undefined where there was none. */
export interface Series {
  readonly name: string;
  readonly values: readonly (number | undefined)[];
}

/** A horizontal line. */
export interface Mark {
  readonly name: string;
  readonly value: number;
}

/** Letters of a metric's name in a title. */
const LONGEST_NAME = 60;

/** Names of the two runs of a comparison in legends. */
export const BASELINE = 'baseline';
export const COMPARED = 'compared';

/**
 * Panels of a simulation, from cause to effect: demand, replicas, utilisation, and unserved demand if there was any. With
 * a second run under the same load, each panel but the demand shows both.
 */
export function panelsOf(baseline: Run, compared?: Run): readonly Panel[] {
  const { hpa, result } = baseline;
  const runs = compared ? [baseline, compared] : [baseline];
  const nameOf = (run: Run, alone: string): string => (!compared ? alone : run === baseline ? BASELINE : COMPARED);
  const [served] = hpa.metrics;
  const demands = hpa.metrics.map((metric, index) => ({
    title: `demand: ${shortened(columnOf(metric))}`,
    unit: unitOf(metric),
    series: [{ name: columnOf(metric), values: result.syncs.map(({ demand }) => demand[index]) }],
    marks: [],
  }));
  const replicas: Panel = {
    title: 'replicas',
    unit: 'number',
    series: [
      // A sync changes them at once.
      ...runs.map((run) => ({
        name: nameOf(run, 'replicas'),
        values: run.result.syncs.map(({ desired }) => desired),
      })),
      ...(compared ? [] : [{ name: 'ready', values: result.syncs.map(({ ready }) => ready) }]),
    ],
    marks: runs.flatMap((run) => [
      { name: 'min', value: run.hpa.minReplicas },
      { name: 'max', value: run.hpa.maxReplicas },
    ]),
    turns: compared ? [] : flapsOf(result.changes).flatMap(({ down, up }) => [down, up]),
  };
  const utilisations = hpa.metrics.map((metric): Panel => ({
    title: `utilisation: ${shortened(columnOf(metric))}, in percent of the target`,
    unit: 'percent',
    marks: [{ name: 'target', value: 100 }],
    series: runs.map((run) => ({ name: nameOf(run, columnOf(metric)), values: utilisationOf(run, columnOf(metric)) })),
  }));
  const unserved: Panel = {
    title: 'unserved demand',
    unit: unitOf(served),
    series: runs.map((run) => ({
      name: nameOf(run, 'unserved'),
      values: run.result.syncs.map((sync) => sync.unserved),
    })),
    marks: [],
  };
  const hasUnserved = runs.some((run) => run.result.syncs.some((sync) => sync.unserved > 0));
  return [...demands, replicas, ...utilisations, ...(hasUnserved ? [unserved] : [])];
}

/** A name that leaves room for the rest of a title: its middle is left out if it is too long. */
function shortened(name: string): string {
  const half = LONGEST_NAME / 2;
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, half)}…${name.slice(-half + 1)}`;
}

/** Measurements in whole percent of the target. Two HPAs may have their metrics in another order. */
function utilisationOf({ hpa, result }: Run, column: string): (number | undefined)[] {
  const index = hpa.metrics.findIndex((metric) => columnOf(metric) === column);
  return result.syncs.map(({ measured }) => {
    const percent = percentOfTarget(measured[index], hpa.metrics[index]);
    return percent === undefined ? undefined : Math.round(percent);
  });
}
