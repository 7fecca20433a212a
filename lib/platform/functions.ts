import type { Platform } from './model';

/** A function of the platform file. */
export type PlatformFunction = Platform['functions'][number];

/** The least and the largest number of pods of a function. */
export interface FunctionPods {
  readonly name: string;
  readonly min: number;
  readonly max: number;
}

/** The pods of one function. */
export function podsOfFunction({ name, scaling: { min, max = min } }: PlatformFunction): FunctionPods {
  return { name, min, max };
}

/** The pods of all functions that the platform runs, for what they need together, such as connections to a database. */
export function functionPods({ functions }: Pick<Platform, 'functions'>): FunctionPods[] {
  return functions.map(podsOfFunction);
}
