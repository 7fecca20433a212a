import { columnOf } from './columns';
import { flapsOf } from './flapping';
import type { Hpa, Metric } from './hpa';
import type { SimulationResult, Sync } from './simulation';
import { unitOf, type DemandUnit } from './units';

/** A simulation as data that other programs draw. Names and units are part of the interface: docs/simulator.md. */
export interface SimulationSeries {
  readonly hpa: { readonly name: string; readonly minReplicas: number; readonly maxReplicas: number };
  readonly metrics: readonly MetricDescription[];
  /** One value per sync of the controller in each list. */
  readonly series: {
    /** Seconds since the first sync. */
    readonly time: readonly number[];
    /** By column of the trace, in the metric's unit; null where the metrics API has no value. */
    readonly demand: Readonly<Record<string, readonly Value[]>>;
    /** By column, in percent of the target; null where nothing was measured. */
    readonly utilisation: Readonly<Record<string, readonly Value[]>>;
    /** Replicas before the sync. */
    readonly current: readonly number[];
    /** Replicas after the sync. */
    readonly desired: readonly number[];
    /** Pods that take load. */
    readonly ready: readonly number[];
    /** Demand that no pod can take, in the unit of the first metric. */
    readonly unserved: readonly number[];
  };
  /** In the order of time. */
  readonly events: readonly SimulationEvent[];
}

type Value = number | null;

/** A metric of the HPA. */
export interface MetricDescription {
  /** Its column in the trace. */
  readonly name: string;
  readonly type: Metric['type'];
  /** Unit of the demand. */
  readonly unit: DemandUnit;
  /** Percent of the requests for `Utilization`, otherwise in the unit of the demand. */
  readonly target: { readonly type: Metric['target']['type']; readonly value: number };
}

/** An event at a time. */
export type SimulationEvent =
  | {
      readonly time: number;
      readonly type: 'rescale';
      readonly from: number;
      readonly to: number;
      readonly by?: 'keda';
    }
  /** A metric without a measurement from one sync until before another one; null if it has none up to the end. */
  | { readonly time: number; readonly type: 'metric-failed'; readonly metric: string; readonly until: Value }
  /** Replicas are needed again that were removed at `removed`. */
  | { readonly time: number; readonly type: 'flap'; readonly removed: number };

/** The series and events of a simulation. */
export function seriesOf(hpa: Hpa, result: SimulationResult): SimulationSeries {
  const { syncs, changes } = result;
  const { name, minReplicas, maxReplicas, metrics } = hpa;
  const perMetric = (value: (sync: Sync, index: number) => number | undefined): Record<string, Value[]> =>
    Object.fromEntries(
      metrics.map((metric, index) => [columnOf(metric), syncs.map((sync) => rounded(value(sync, index)))]),
    );
  const events: SimulationEvent[] = [
    ...changes.map((change) => ({ type: 'rescale' as const, ...change })),
    ...metrics.flatMap((metric, index) => failuresOf(columnOf(metric), index, syncs)),
    ...flapsOf(changes).map(({ down, up }) => ({ type: 'flap' as const, time: up, removed: down })),
  ];
  return {
    hpa: { name, minReplicas, maxReplicas },
    metrics: metrics.map(describe),
    series: {
      time: syncs.map(({ time }) => time),
      demand: perMetric(({ demand }, index) => demand[index]),
      utilisation: perMetric(({ measured }, index) => percentOfTarget(measured[index], metrics[index])),
      current: syncs.map(({ replicas }) => replicas),
      desired: syncs.map(({ desired }) => desired),
      ready: syncs.map(({ ready }) => ready),
      unserved: syncs.map(({ unserved }) => rounded(unserved) ?? 0),
    },
    events: events.sort((a, b) => a.time - b.time),
  };
}

/** A measurement in percent of the target. */
export function percentOfTarget(measured: number | undefined, metric: Metric | undefined): number | undefined {
  return measured === undefined || !metric ? undefined : (measured * 100) / metric.target.value;
}

/** A number without the noise of binary fractions; null for one that is not there. */
export function rounded(value: number | undefined): Value {
  return value === undefined ? null : Number(value.toPrecision(12));
}

function describe(metric: Metric): MetricDescription {
  const { type, value } = metric.target;
  return {
    name: columnOf(metric),
    type: metric.type,
    unit: unitOf(metric),
    target: { type, value: type === 'Utilization' ? value : value / 1000 },
  };
}

function failuresOf(metric: string, index: number, syncs: readonly Sync[]): SimulationEvent[] {
  const failures: { time: number; type: 'metric-failed'; metric: string; until: Value }[] = [];
  let failed = false;
  for (const { time, measured } of syncs) {
    const fails = measured[index] === undefined;
    const last = failures.at(-1);
    if (fails && !failed) failures.push({ time, type: 'metric-failed', metric, until: null });
    else if (!fails && failed && last) last.until = time;
    failed = fails;
  }
  return failures;
}
