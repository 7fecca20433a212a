import { nearest } from '../text/nearest';
import { SimulationInputError } from './input-error';
import type { Mistake } from '../text/input-file';
import type { Hpa, Metric } from './hpa';
import { DEMAND, type Trace, type TraceRow } from './trace';

/** Name of a metric's column: the metric's name, prefixed with its container's. */
export function columnOf({ name, container }: Metric): string {
  return container === undefined ? name : `${container}/${name}`;
}

/**
 * Brings the columns of a trace into the order of an HPA's metrics; `file` is the trace's name in messages.
 *
 * @throws SimulationInputError when a metric has no column, or a column no metric.
 */
export function matchColumns(trace: Trace, hpa: Hpa, file: string): Trace {
  const names = hpa.metrics.map(columnOf);
  const { columns } = trace;
  const only = names.length === 1 && columns.length === 1 && columns[0] === DEMAND;
  const wanted = only ? [DEMAND] : names;
  const mistakes = [
    ...columns.filter((column) => !wanted.includes(column)).map((column) => unknownColumn(column, hpa, names)),
    ...wanted.filter((name) => !columns.includes(name)).map((name) => missingColumn(name, hpa)),
  ];
  if (mistakes.length > 0) throw new SimulationInputError(file, mistakes);
  const order = wanted.map((name) => columns.indexOf(name));
  const reorder = ({ time, values }: TraceRow): TraceRow => ({ time, values: order.map((index) => values[index]) });
  const [first, ...others] = trace.rows;
  return { columns: names, rows: [reorder(first), ...others.map(reorder)] };
}

function unknownColumn(column: string, hpa: Hpa, names: readonly string[]): Mistake {
  const problem =
    column === DEMAND
      ? `the column ${DEMAND} stands for a single metric, and ${hpa.name} scales on ${names.length}`
      : `${hpa.name} does not scale on '${column}'`;
  const near = nearest(column, names);
  const allowed = names.length === 1 ? `${names.join('')}, or ${DEMAND}` : names.join(', ');
  return { line: 1, problem, allowed, fix: near ? `write ${near}` : 'name the column for a metric, or remove it' };
}

function missingColumn(name: string, hpa: Hpa): Mistake {
  const problem = `no column for ${name}, on which ${hpa.name} scales`;
  return { line: 1, problem, fix: `add the column ${name}; its cells are 'none' where the metrics API has no value` };
}
