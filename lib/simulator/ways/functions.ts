import type { Trace } from '../trace';

/** The trace of one column. */
export function columnTrace({ columns, rows: [first, ...others] }: Trace, index: number): Trace {
  const only = ({ time, values }: Trace['rows'][number]): Trace['rows'][number] => ({ time, values: [values[index]] });
  return { columns: [columns[index] ?? ''], rows: [only(first), ...others.map(only)] };
}
