import { readText } from '../load/load';
import { requireBounds } from '../simulator/bounds';
import { SimulationInputError } from '../simulator/input-error';
import { readTrace } from '../simulator/read-trace';
import { rounded } from '../simulator/series';
import { autoscalerInputs } from '../simulator/ways/autoscalers';
import { compareWays, type Comparison } from '../simulator/ways/comparison';
import type { Outcome } from '../simulator/ways/outcome';
import { drawWays } from '../simulator/ways/picture';
import { reportWays } from '../simulator/ways/report';
import type { Way, WayInput } from '../simulator/ways/way';
import { WAYS } from '../simulator/ways/ways';
import type { Mistake } from '../text/input-file';
import { nearest } from '../text/nearest';
import { writeFile } from './write-file';

/** The name that stands for all ways. */
const ALL = 'all';

const NAME_TRACE = 'name an existing file with --trace; docs/scaling has some';

/** Options of `simulate --ways`. Times are in seconds. */
export interface SimulateWaysOptions {
  /** Names of ways to scale, joined by commas, or `all`. */
  readonly ways: string;
  /** File of the load: requests per second, one column per function. */
  readonly trace: string;
  /** Whether a value of the trace holds over rows that are missing. */
  readonly hold: boolean;
  /** Requests per second that a replica answers. */
  readonly capacity?: number;
  /** Time until a pod is ready. */
  readonly podStart: number;
  /** End of the simulation. @default - the time of the trace's last row */
  readonly until?: number;
  /** File to draw the chart into. @default - none. */
  readonly svg?: string;
  /** Whether to print JSON. */
  readonly json: boolean;
  /** Options that were given, and belong to an HPA. @default - none */
  readonly others?: readonly string[];
}

/**
 * Describes what several ways of scaling make of one load.
 *
 * @throws SimulationInputError when the trace or the options are wrong.
 */
export function simulateWays(options: SimulateWaysOptions): string {
  const { ways: names, capacity, others = [] } = options;
  const ways = waysNamed(names);
  const mistakes = [
    ...ways.mistakes,
    ...others.map(otherMistake),
    ...(capacity === undefined ? [MISSING_CAPACITY] : []),
  ];
  if (mistakes.length > 0 || capacity === undefined) throw new SimulationInputError('--ways', mistakes);
  const { trace: file, hold, podStart } = options;
  const trace = readTrace(readText(file, NAME_TRACE, SimulationInputError), file, { hold });
  const until = options.until ?? trace.rows.at(-1)?.time ?? 0;
  const input: WayInput = { trace, capacity, podStart, until };
  const end = options.until === undefined ? file : '--until';
  for (const one of autoscalerInputs(input)) requireBounds(one, { end, hpa: '--ways' });
  const comparison = compareWays(input, ways.found);
  if (options.svg !== undefined) {
    writeFile(options.svg, drawWays(comparison), { force: true, option: '--svg', remedy: 'remove this one' });
  }
  return options.json ? JSON.stringify(data(comparison)) : reportWays(comparison);
}

const MISSING_CAPACITY: Mistake = {
  problem: '--capacity is missing',
  fix: 'add the requests per second that a replica answers, such as --capacity 8',
};

function otherMistake(option: string): Mistake {
  return {
    file: option,
    problem: 'it has no effect on the ways of --ways, which have their own settings',
    fix: 'remove it, or --ways',
  };
}

/** The ways with these names, in the order of the list of all. */
function waysNamed(names: string): { found: Readonly<Record<string, Way>>; mistakes: readonly Mistake[] } {
  const wanted = names.split(',').map((name) => name.trim());
  const mistakes = wanted
    .filter((name) => name !== ALL && !Object.hasOwn(WAYS, name))
    .map((name): Mistake => {
      const near = nearest(name, Object.keys(WAYS));
      return {
        problem: `unknown way '${name}'`,
        allowed: `${ALL}, or some of ${Object.keys(WAYS).join(', ')}`,
        fix: near ? `write ${near}` : `write ${ALL}`,
      };
    });
  return {
    found: Object.fromEntries(Object.entries(WAYS).filter(([name]) => wanted.includes(ALL) || wanted.includes(name))),
    mistakes,
  };
}

/** The comparison for other programs. */
function data({ input, needed, ways }: Comparison): object {
  const { trace, capacity, podStart, until } = input;
  const ofFunctions = (outcomes: readonly Outcome[]): object[] =>
    outcomes.map(({ unserved, demanded, ...outcome }, index) => ({
      function: trace.columns[index],
      ...outcome,
      unserved: rounded(unserved),
      demanded: rounded(demanded),
    }));
  return {
    capacity,
    podStart,
    until,
    needed: ofFunctions(needed),
    ways: ways.map(({ name, title, functions }) => ({ name, title, functions: ofFunctions(functions) })),
  };
}
