/** A load over time: each value holds until the next row. */
export interface Trace {
  /** Names of the columns after the time. */
  readonly columns: readonly string[];
  readonly rows: readonly [TraceRow, ...TraceRow[]];
}

/** The load from a time on. */
export interface TraceRow {
  /** In seconds. */
  readonly time: number;
  /** One per column: cores, bytes, or the metric's own unit; undefined when the metrics API has no value then. */
  readonly values: readonly (number | undefined)[];
}

/** The column that stands for the only metric of an HPA, whatever its name. */
export const DEMAND = 'demand';
