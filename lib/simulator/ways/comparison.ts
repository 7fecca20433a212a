import { neededScaling, outcomeOf, type Outcome } from './outcome';
import type { Way, WayInput } from './way';

/** Result of one way. */
export interface WayOutcome {
  readonly name: string;
  /** Its settings in a few words. */
  readonly title: string;
  /** One per function, in the order of the trace's columns. */
  readonly functions: readonly Outcome[];
}

/** Ways of scaling under the same load. */
export interface Comparison {
  readonly input: WayInput;
  /** Exactly the replicas that the load needs at each time, ready at once. */
  readonly needed: readonly Outcome[];
  readonly ways: readonly WayOutcome[];
}

/** Simulates ways of scaling under the same load. */
export function compareWays(input: WayInput, ways: Readonly<Record<string, Way>>): Comparison {
  const { columns } = input.trace;
  return {
    input,
    needed: columns.map((_, index) => outcomeOf(neededScaling(input, index), { ...input, podStart: 0 }, index)),
    ways: Object.entries(ways).map(([name, { title, scale }]) => ({
      name,
      title,
      functions: scale(input).map((scaling, index) => outcomeOf(scaling, input, index)),
    })),
  };
}
