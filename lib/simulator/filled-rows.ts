import type { Trace } from './trace';

/** The load from a time on, where each value is known. */
export interface FilledRow {
  /** In seconds. */
  readonly time: number;
  readonly values: readonly number[];
}

/** The rows of a trace. Where only the metrics API has no value, the load itself goes on. */
export function filledRows({ rows }: Trace): readonly FilledRow[] {
  let last: readonly number[] = [];
  return rows.map(({ time, values }) => {
    last = values.map((value, index) => value ?? last[index] ?? 0);
    return { time, values: last };
  });
}
