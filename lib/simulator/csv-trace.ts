import { repetitions } from '../text/repeated';
import { SimulationInputError } from './input-error';
import type { Mistake } from '../text/input-file';
import { parseTime, timeMistake, timesOf } from './trace-times';
import { DEMAND, type Trace } from './trace';

/** Names of the first column. */
const TIMES = ['time_s', 'time', 'timestamp'];
const HEADER = `${TIMES[0]},${DEMAND}`;

/** Cell content if the metrics API has no value. */
const NO_VALUE = 'none';

/** The form of a number in a cell, as all programs write it. */
const NUMBER = /^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

interface Cells {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads a trace in CSV: a header, the time and a column for each metric, then a row for each time.
 *
 * @throws SimulationInputError with all rows that are wrong.
 */
export function readCsv(text: string, file: string, hold: boolean): Trace {
  const lines: Cells[] = text
    .split(/\r?\n/)
    .map((line, index) => ({ line: index + 1, cells: line.split(',').map((cell) => cell.trim()) }));
  while (lines.at(-1)?.cells.every((cell) => cell === '')) lines.pop();
  const [header, ...body] = lines;
  const fail = (mistakes: readonly Mistake[]): never => {
    throw new SimulationInputError(file, mistakes);
  };
  if (!header) return fail([{ problem: 'the file is empty', allowed: HEADER, fix: 'write this header and rows' }]);
  const wrongHeader = headerMistakes(header);
  if (wrongHeader.length > 0) fail(wrongHeader);
  const columns = header.cells.slice(1);
  const firstTime = body.find(({ cells: [time = ''] }) => parseTime(time))?.cells[0] ?? '';
  const mistakes = body.flatMap((row) => rowMistakes(row, header.cells, firstTime));
  if (mistakes.length > 0) fail(mistakes);
  const times = timesOf(
    body.map(({ line, cells: [written = ''] }) => ({ line, written })),
    { hold },
    fail,
  );
  const [first, ...others] = body.map(({ cells }, index) => ({
    time: times[index] ?? 0,
    values: cells.slice(1).map((cell) => (cell === NO_VALUE ? undefined : Number(cell))),
  }));
  if (!first) {
    return fail([{ line: header.line, problem: 'there is no row after the header', fix: 'write one, such as 0,1.5' }]);
  }
  return { columns, rows: [first, ...others] };
}

function headerMistakes({ line, cells }: Cells): Mistake[] {
  const [time = '', ...columns] = cells;
  const allowed = `${HEADER}, or ${TIMES[0]} and a column for each metric; also ${TIMES.slice(1).join(' or ')} for ${TIMES[0]}`;
  if (!TIMES.includes(time) || columns.length === 0 || columns.includes('')) {
    const fix = parseTime(time) ? `put the line '${HEADER}' before it` : 'write the header in this form';
    return [{ line, problem: `'${cells.join(',')}' is not a header of a trace`, allowed, fix }];
  }
  const isRepeated = repetitions(columns);
  const twice = columns.find((_, index) => isRepeated(index));
  if (twice === undefined) return [];
  return [{ line, problem: `the column ${twice} is listed twice`, fix: 'remove one' }];
}

function rowMistakes(
  { line, cells }: Cells,
  [timeColumn = '', ...columns]: readonly string[],
  first: string,
): Mistake[] {
  if (cells.every((cell) => cell === '')) return [{ line, problem: 'the row is empty', fix: 'remove it' }];
  if (cells.length !== columns.length + 1) {
    const problem = `the row has ${cells.length} values, the header ${columns.length + 1}`;
    return [{ line, problem, fix: 'write one value for each column, with a point in decimal fractions' }];
  }
  const [time = '', ...values] = cells;
  return [
    ...timeMistake(line, timeColumn, time, first),
    ...columns.flatMap((column, index) => cellMistakes(line, column, values[index] ?? '')),
  ];
}

function cellMistakes(line: number, column: string, cell: string): Mistake[] {
  if (cell === NO_VALUE) return [];
  if (cell === '') {
    const fix = `write the value, or ${NO_VALUE} when the metrics API has none then`;
    return [{ line, problem: `${column} has no value`, fix }];
  }
  if (!NUMBER.test(cell) || !Number.isFinite(Number(cell))) {
    return [{ line, problem: `${column} '${cell}' is not a number`, fix: 'write a number such as 1.5' }];
  }
  if (Number(cell) < 0) return [{ line, problem: `${column} ${cell} is below 0`, fix: 'write 0 or more' }];
  return [];
}
