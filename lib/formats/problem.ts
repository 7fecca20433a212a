import { distance } from 'fastest-levenshtein';
import { nearest } from '../text/nearest';

const SHORTEST_NAME = 5;
const MOST_TYPOS = 2;

/** A mistake in a text, as the program that reads the text would report it. */
export interface FormatProblem {
  /** Line of the text, from 1. */
  readonly line: number;
  readonly problem: string;
  /** @default - what to do is plain from the problem. */
  readonly fix?: string;
  /** The program reads the text, but passes over what is written, or does so in some versions. @default false */
  readonly warning?: boolean;
  /** Reaction of the program. @default - it refuses the text, or reads past what is written if that is a warning. */
  readonly effect?: string;
}

/** The known name that a misspelt one means: fewer letters differ than in two names of one program. */
export function misspelt(name: string, known: readonly string[]): string | undefined {
  const meant = name.length < SHORTEST_NAME ? undefined : nearest(name, known);
  return meant !== undefined && distance(name, meant) <= MOST_TYPOS ? meant : undefined;
}

/** A problem about a name that the program does not know. */
export function unknownName(line: number, what: string, name: string, known: readonly string[]): FormatProblem {
  const meant = nearest(name, known);
  return {
    line,
    problem: `unknown ${what} '${name}'`,
    ...(meant === undefined ? {} : { fix: `did you mean '${meant}'?` }),
  };
}

/** A problem about one of few allowed values. */
export function notOneOf(line: number, what: string, value: string, allowed: readonly string[]): FormatProblem {
  const meant = nearest(value, allowed);
  return {
    line,
    problem: `${what} is '${value}'; allowed: ${allowed.join(', ')}`,
    ...(meant === undefined ? {} : { fix: `did you mean '${meant}'?` }),
  };
}

/** Line of a position in a text, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
