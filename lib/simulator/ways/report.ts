import { aligned, amount, difference, unservedShare } from '../text-table';
import { timeLabel, timeTicks } from '../units';
import type { Comparison } from './comparison';
import { replicasAt, type Outcome } from './outcome';

/** Name of the replicas that the load needs. */
const NEEDED = 'needed';

interface Row {
  readonly name: string;
  readonly outcome: Outcome;
}

/** Tables of a comparison: for each function, the replicas over time, and what each way served and cost. */
export function reportWays({ input, needed, ways }: Comparison): string {
  const { columns } = input.trace;
  const { capacity, podStart, until } = input;
  return [
    `${amount(capacity)} requests per second per replica, ready after ${podStart} s; 0 to ${until} s`,
    '',
    ...aligned(
      ways.map(({ name, title }) => [name, title]),
      'left',
    ),
    ...columns.flatMap((column, index) => {
      const rows = [
        { name: NEEDED, outcome: needed[index] },
        ...ways.map(({ name, functions }) => ({ name, outcome: functions[index] })),
      ].flatMap(({ name, outcome }): Row[] => (outcome ? [{ name, outcome }] : []));
      return ['', ...(columns.length > 1 ? [`${column}:`, ''] : []), ...overTime(rows, until), '', ...totals(rows)];
    }),
  ].join('\n');
}

function overTime(rows: readonly Row[], until: number): string[] {
  const times = timeTicks(until);
  return table([
    ['replicas', ...times.map((time) => timeLabel(time, until))],
    ...rows.map(({ name, outcome }) => [name, ...replicasAt(outcome, times).map(String)]),
  ]);
}

function totals(rows: readonly Row[]): string[] {
  const cheapest = rows[0]?.outcome.replicaSeconds ?? 0;
  return table([
    ['', 'unserved', 'longest shortage', 'highest', 'largest drop', 'steps', 'flaps', 'replica hours'],
    ...rows.map(({ name, outcome }) => [
      name,
      unservedShare(outcome),
      `${amount(outcome.longestShortage)} s`,
      String(outcome.highest),
      String(outcome.largestDrop),
      String(outcome.changes.length),
      String(outcome.flaps),
      `${amount(outcome.replicaSeconds / 3600)}${name === NEEDED || cheapest === 0 ? '' : ` (${difference(outcome.replicaSeconds / cheapest)})`}`,
    ]),
  ]);
}

/** Rows whose first cell is a name. */
function table(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(...rows.map(([name = '']) => name.length));
  return aligned(rows.map(([name = '', ...cells]) => [name.padEnd(width), ...cells]));
}
