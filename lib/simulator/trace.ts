import { SimulationInputError } from './input-error';
import type { Mistake } from '../text/input-file';

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
  /** One a column: cores, bytes, or the metric's own unit; undefined when the metrics API has no value then. */
  readonly values: readonly (number | undefined)[];
}

/** How a trace is read. */
export interface TraceOptions {
  /**
   * Whether a value holds over rows that are missing.
   * @default false
   */
  readonly hold?: boolean;
}

/** First column of every trace. */
const TIME = 'time_s';

/** Cell content if the metrics API has no value. */
const NO_VALUE = 'none';

/** The form of a number in a cell, as all programs write it. */
const NUMBER = /^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** How much further apart than the others two rows of a sampled trace may be. */
const GAP_FACTOR = 1.5;

/** Minimum ratio of rows at the same distance in a sampled trace. */
const SAMPLED = 0.5;

interface Cells {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads a trace in CSV: a header, `time_s` and a column for each metric, then a row for each time; `file` is its name in
 * messages.
 *
 * @throws SimulationInputError with all rows that are wrong.
 */
export function readTrace(text: string, file: string, { hold = false }: TraceOptions = {}): Trace {
  const lines: Cells[] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, index) => ({ line: index + 1, cells: line.split(',').map((cell) => cell.trim()) }));
  while (lines.at(-1)?.cells.every((cell) => cell === '')) lines.pop();
  const [header, ...body] = lines;
  const fail = (mistakes: readonly Mistake[]): never => {
    throw new SimulationInputError(file, mistakes);
  };
  if (!header)
    return fail([{ problem: 'the file is empty', allowed: `${TIME},demand`, fix: 'write this header and rows' }]);
  const wrongHeader = headerMistakes(header);
  if (wrongHeader.length > 0) fail(wrongHeader);
  const columns = header.cells.slice(1);
  const mistakes = body.flatMap((row) => rowMistakes(row, columns));
  if (mistakes.length > 0) fail(mistakes);
  const rows = body.map(({ cells }) => ({
    time: Number(cells[0]),
    values: cells.slice(1).map((cell) => (cell === NO_VALUE ? undefined : Number(cell))),
  }));
  const order = timeMistakes(rows, body, hold);
  if (order.length > 0) fail(order);
  const [first, ...others] = rows;
  if (!first) {
    return fail([{ line: header.line, problem: 'there is no row after the header', fix: 'write one, such as 0,1.5' }]);
  }
  return { columns, rows: [first, ...others] };
}

function headerMistakes({ line, cells }: Cells): Mistake[] {
  const [time, ...columns] = cells;
  const allowed = `${TIME},demand, or ${TIME} and a column for each metric`;
  if (time !== TIME || columns.length === 0 || columns.includes('')) {
    const fix = NUMBER.test(time ?? '') ? `put the line '${TIME},demand' before it` : 'write the header in this form';
    return [{ line, problem: `'${cells.join(',')}' is not a header of a trace`, allowed, fix }];
  }
  const twice = columns.find((column, index) => columns.indexOf(column) < index);
  if (twice === undefined) return [];
  return [{ line, problem: `the column ${twice} is listed twice`, fix: 'remove one' }];
}

function rowMistakes({ line, cells }: Cells, columns: readonly string[]): Mistake[] {
  if (cells.every((cell) => cell === '')) return [{ line, problem: 'the row is empty', fix: 'remove it' }];
  if (cells.length !== columns.length + 1) {
    const problem = `the row has ${cells.length} values, the header ${columns.length + 1}`;
    return [{ line, problem, fix: 'write one value for each column, with a point in decimal fractions' }];
  }
  const [time = '', ...values] = cells;
  return [
    ...numberMistakes(line, TIME, time),
    ...columns.flatMap((column, index) => cellMistakes(line, column, values[index] ?? '')),
  ];
}

function cellMistakes(line: number, column: string, cell: string): Mistake[] {
  if (cell === NO_VALUE) return [];
  if (cell === '') {
    const fix = `write the value, or ${NO_VALUE} when the metrics API has none then`;
    return [{ line, problem: `${column} has no value`, fix }];
  }
  return numberMistakes(line, column, cell);
}

function numberMistakes(line: number, column: string, cell: string): Mistake[] {
  if (!NUMBER.test(cell) || !Number.isFinite(Number(cell))) {
    return [{ line, problem: `${column} '${cell}' is not a number`, fix: 'write a number such as 1.5' }];
  }
  if (Number(cell) < 0) return [{ line, problem: `${column} ${cell} is below 0`, fix: 'write 0 or more' }];
  return [];
}

function timeMistakes(rows: readonly TraceRow[], body: readonly Cells[], hold: boolean): Mistake[] {
  const lineOf = (index: number): number | undefined => body[index]?.line;
  const [first] = rows;
  if (first && first.time !== 0) {
    const fix = 'begin with a row for the time 0, or subtract the first time from all';
    return [{ line: lineOf(0), problem: `the trace begins at ${first.time} s`, allowed: '0', fix }];
  }
  const steps = rows.slice(1).map(({ time }, index) => ({ index: index + 1, from: rows[index]?.time ?? 0, to: time }));
  const unsorted = steps.filter(({ from, to }) => to <= from);
  if (unsorted.length > 0) {
    return unsorted.map(({ index, from, to }) => {
      const problem = to === from ? `the time ${to} is listed twice` : `the time ${to} comes after ${from}`;
      return { line: lineOf(index), problem, fix: 'sort the rows by time, each time once' };
    });
  }
  const step = samplingStep(steps.map(({ from, to }) => to - from));
  if (hold || step === undefined) return [];
  return steps
    .filter(({ from, to }) => to - from > step * GAP_FACTOR)
    .map(({ index, from, to }) => {
      const problem = `a gap: no row between ${from} and ${to} s, where the others are ${step} s apart`;
      return { line: lineOf(index), problem, fix: 'add the rows, or say --hold to keep the last value' };
    });
}

/** The distance of the rows of a sampled trace; undefined for one that only has a row where the load changes. */
function samplingStep(steps: readonly number[]): number | undefined {
  const step = [...steps].sort((a, b) => a - b)[Math.floor((steps.length - 1) / 2)];
  if (step === undefined) return undefined;
  const regular = steps.filter((other) => Math.abs(other - step) < step / 10).length;
  return regular > steps.length * SAMPLED ? step : undefined;
}
