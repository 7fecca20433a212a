import type { Platform, PlatformInput } from '../../platform/model';

type Leaf = string | number | boolean | readonly unknown[] | null | undefined;

type PathsOf<T> = T extends Leaf
  ? never
  : { [K in keyof T & string]-?: K | `${K}.${PathsOf<NonNullable<T[K]>>}` }[keyof T & string];

/** The path of a value in the platform file, such as `openwhisk.kafka.replicas`; one that the schema lacks does not compile. */
export type Target = PathsOf<PlatformInput>;

/** A value for the platform file. */
export interface Setting {
  readonly path: Target;
  /** Key of a mapping at the path that may have any, dots included. @default - the path is that of the value. */
  readonly key?: string;
  readonly value: unknown;
}

/** What became of a key: taken over; taken over with a difference; not needed; no option of the chart. */
export const STATUSES = ['mapped', 'changed', 'obsolete', 'unknown'] as const;

/** One of {@link STATUSES}. */
export type Status = (typeof STATUSES)[number];

/** What becomes of one option of the chart. */
export interface Reading {
  readonly status: Exclude<Status, 'unknown'>;
  /** Values for the platform file. */
  readonly settings: readonly Setting[];
  /** Why it is not simply taken over. @default - it is. */
  readonly reason?: string;
  /** What the user runs before the platform is applied. @default - nothing. */
  readonly command?: string;
}

/** All that the user wrote, and what holds where nothing is written. */
export interface Values {
  /** The value of an option, such as `kafka.replicaCount`; undefined when it is not written, or null. */
  readonly get: (option: string) => unknown;
  /** The platform without any value of the user's, in the profile that is chosen. */
  readonly defaults: Platform;
}

/** An option of the chart. */
export interface Option {
  /** What it may set. */
  readonly targets: readonly Target[];
  /** Whether its value must not show anywhere. @default false */
  readonly secret?: boolean;
  /** What becomes of a value of the user's; `key` is the last part of its name. @throws WrongValue when it is not of the option's form. */
  readonly read: (value: unknown, values: Values, key: string) => Reading;
}

/** Options by their names. A name that ends with `.*` stands for every key at its place. */
export type Options = Readonly<Record<string, Option>>;

/** A value for the platform file. */
export const set = (path: Target, value: unknown): Setting => ({ path, value });

/** The parts of a setting's path. */
export const partsOf = ({ path, key }: Setting): string[] => [...path.split('.'), ...(key === undefined ? [] : [key])];

/** Taken over. */
export const mapped = (...settings: Setting[]): Reading => ({ status: 'mapped', settings });

/** Taken over with a difference. */
export const changed = (reason: string, ...settings: Setting[]): Reading => ({ status: 'changed', reason, settings });

/** Not needed. */
export const unneeded = (reason: string): Reading => ({ status: 'obsolete', reason, settings: [] });

/** An option of which nothing is needed, whatever its value. */
export const obsolete = (reason: string): Option => ({ targets: [], read: () => unneeded(reason) });

/** Several options of which nothing is needed, for one reason. */
export function allObsolete(reason: string, options: readonly string[]): Options {
  return Object.fromEntries(options.map((option) => [option, obsolete(reason)]));
}

/** An option that is a property of the platform file, in another form at the most. An empty text is the chart's word for the default. */
export function to(target: Target, convert: (value: unknown) => unknown): Option {
  return {
    targets: [target],
    read: (value) =>
      value === '' ? { ...mapped(), reason: 'empty: the default' } : mapped(set(target, convert(value))),
  };
}

/** An option with a rule of its own. */
export const by = (targets: readonly Target[], read: Option['read']): Option => ({ targets, read });

/** An option whose only sensible value is the chart's default. */
export function only(expected: unknown, reason: string, otherwise: string): Option {
  return { targets: [], read: (value) => (value === expected ? unneeded(reason) : changed(otherwise)) };
}
