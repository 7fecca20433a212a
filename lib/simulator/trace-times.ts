import type { Mistake } from '../text/input-file';

/** The time of a row as the file has it, and its place there. */
interface WrittenTime {
  readonly line?: number;
  readonly written: string;
}

interface RowTime extends WrittenTime {
  /** In seconds since the first row. */
  readonly time: number;
}

/** The fix of a gap. */
const HOLD = 'add the rows, or say --hold to keep the last value';

/** How much further apart than the others two rows of a sampled trace may be. */
const GAP_FACTOR = 1.5;

/** Least share of the rows, and of the time, that steps of one length make up in a sampled trace. */
const SAMPLED = 0.5;

/** The first of these seconds since 1970 is in 2001, the last in 5138: smaller numbers count from the trace's own beginning. */
const UNIX_TIMES = [1e9, 1e11] as const;

const TIMESTAMP = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)?$/;

/** Whether a time counts from the beginning of the trace, from 1970, or is a timestamp of RFC 3339. */
type TimeForm = 'seconds' | 'unix' | 'timestamp';

const FORMS: Readonly<Record<TimeForm, string>> = {
  seconds: 'in seconds since the beginning',
  unix: 'a Unix time',
  timestamp: 'a timestamp',
};

/** The time of a cell in seconds, and its form; undefined when it has none of the forms. */
export function parseTime(cell: string): { readonly form: TimeForm; readonly seconds: number } | undefined {
  if (TIMESTAMP.test(cell)) return { form: 'timestamp', seconds: Date.parse(cell) / 1000 };
  const seconds = Number(cell);
  if (cell === '' || !Number.isFinite(seconds)) return undefined;
  return { form: Math.abs(seconds) >= UNIX_TIMES[0] ? 'unix' : 'seconds', seconds };
}

/** Mistakes in the time of one row; `first` is the cell of the first row. */
export function timeMistake(line: number, column: string, cell: string, first: string): Mistake[] {
  const time = parseTime(cell);
  const allowed = 'seconds since the beginning, a Unix time in seconds, or a timestamp such as 2024-05-01T10:00:00Z';
  if (!time || Number.isNaN(time.seconds)) {
    return [{ line, problem: `${column} '${cell}' is not a time`, allowed, fix: 'write it in one of these forms' }];
  }
  if (time.form === 'timestamp' && !/([Zz]|[+-]\d\d:\d\d)$/.test(cell)) {
    return [
      { line, problem: `${column} '${cell}' has no time zone`, allowed, fix: 'write Z at its end if it is in UTC' },
    ];
  }
  if (time.seconds < 0) return [{ line, problem: `${column} ${cell} is below 0`, fix: 'write 0 or more' }];
  if (time.seconds >= UNIX_TIMES[1]) {
    return [{ line, problem: `${column} ${cell} is in milliseconds`, allowed, fix: 'divide the times by 1000' }];
  }
  const wanted = parseTime(first)?.form;
  if (!wanted || time.form === wanted) return [];
  const problem = `${column} ${cell} is ${FORMS[time.form]}, and the first row is ${FORMS[wanted]}`;
  return [{ line, problem, fix: 'write all times in the same form' }];
}

/**
 * The times of rows that are all valid times, in seconds, from the first one on; `fail` gets the mistakes in their order. With
 * `sampled`, all rows must be equally far apart; otherwise only if the trace looks sampled.
 */
export function timesOf(
  rows: readonly WrittenTime[],
  { hold, sampled = false }: { readonly hold: boolean; readonly sampled?: boolean },
  fail: (mistakes: readonly Mistake[]) => never,
): number[] {
  const times = relativeTimes(rows.map(({ written }) => written));
  const mistakes = orderMistakes(
    rows.map((row, index) => ({ ...row, time: times[index] ?? 0 })),
    hold,
    sampled,
  );
  return mistakes.length > 0 ? fail(mistakes) : times;
}

/** Seconds that do not count from 1970 stay as they are: a trace that begins later lacks its beginning. */
function relativeTimes(cells: readonly string[]): number[] {
  const times = cells.map(parseTime);
  const [first] = times;
  const start = first === undefined || first.form === 'seconds' ? 0 : first.seconds;
  // Milliseconds: the differences of large binary fractions are not exact.
  return times.map((time) => Math.round(((time?.seconds ?? 0) - start) * 1000) / 1000);
}

function orderMistakes(rows: readonly RowTime[], hold: boolean, sampled: boolean): Mistake[] {
  const [first] = rows;
  if (first && first.time !== 0) {
    const fix = 'begin with a row for the time 0, or subtract the first time from all';
    return [{ line: first.line, problem: `the trace begins at ${first.written} s`, allowed: '0', fix }];
  }
  const steps = rows.slice(1).flatMap((to, index) => {
    const from = rows[index];
    return from ? [{ from, to, seconds: to.time - from.time }] : [];
  });
  const unsorted = steps.filter(({ seconds }) => seconds <= 0);
  if (unsorted.length > 0) {
    return unsorted.map(({ from, to, seconds }) => {
      const problem =
        seconds === 0 ? `the time ${to.written} is listed twice` : `the time ${to.written} comes after ${from.written}`;
      return { line: to.line, problem, fix: 'sort the rows by time, each time once' };
    });
  }
  const step = samplingStep(
    steps.map(({ seconds }) => seconds),
    sampled,
  );
  if (hold || step === undefined) return [];
  return steps
    .filter(({ seconds }) => seconds > step * GAP_FACTOR)
    .map(({ from, to }) => {
      const problem = `a gap: no row between ${from.written} and ${to.written}, where the others are ${step} s apart`;
      return { line: to.line, problem, fix: HOLD };
    });
}

/**
 * The distance of the rows of a sampled trace; undefined for one that only has a row where the load changes. Both can begin
 * with some rows at equal distances: these make up most of the time only of a sampled trace.
 */
function samplingStep(steps: readonly number[], sampled: boolean): number | undefined {
  const step = [...steps].sort((a, b) => a - b)[Math.floor((steps.length - 1) / 2)];
  if (step === undefined || sampled) return step;
  const regular = steps.filter((other) => Math.abs(other - step) < step / 10).length;
  const whole = steps.reduce((sum, seconds) => sum + seconds, 0);
  return regular > steps.length * SAMPLED && regular * step > whole * SAMPLED ? step : undefined;
}
