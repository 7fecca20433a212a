import type { Platform, PlatformInput } from '../../platform/model';

type Leaf = string | number | boolean | readonly unknown[] | null | undefined;

type PathsOf<T> = T extends Leaf
  ? never
  : { [K in keyof T & string]-?: K | `${K}.${PathsOf<NonNullable<T[K]>>}` }[keyof T & string];

/** The sections that options of the chart lead to; the paths of all sections are more than TypeScript unites in a type. */
type Imported = Omit<PlatformInput, 'monitoring' | 'logging' | 'autoscaling'> & {
  readonly [Part in 'monitoring' | 'logging' | 'autoscaling']?: Pick<NonNullable<PlatformInput[Part]>, 'enabled'>;
};

/** The path of a value in the platform file, such as `openwhisk.kafka.replicas`; one that the schema lacks does not compile. */
export type Target = PathsOf<Imported>;

/** A value for the platform file. */
export interface Setting {
  readonly path: Target;
  /** Key, dots included, within an open object at the path. @default - the path leads to the value itself */
  readonly key?: string;
  readonly value: unknown;
  /** Written even if it is the default. @default false */
  readonly stated?: boolean;
}

/** Outcome of a key: taken over; taken over with a difference; not needed; unknown to the chart. */
export const STATUSES = ['mapped', 'changed', 'obsolete', 'unknown'] as const;

/** One of {@link STATUSES}. */
export type Status = (typeof STATUSES)[number];

/** Conversion result of one option of the chart. */
export interface Reading {
  readonly status: Exclude<Status, 'unknown'>;
  /** Values for the platform file. */
  readonly settings: readonly Setting[];
  /** Why it is not taken over unchanged. @default - it is */
  readonly reason?: string;
  /** Commands to run before the platform is applied. @default - none */
  readonly command?: string;
}

/** The user values, and the defaults of unset options. */
export interface Values {
  /** The value of an option, such as `kafka.replicaCount`; undefined when it is not written, or null. */
  readonly get: (option: string) => unknown;
  /** The platform without user values, in the chosen profile. */
  readonly defaults: Platform;
}

/** An option of the chart. */
export interface Option {
  /** Paths that it may set. */
  readonly targets: readonly Target[];
  /** Whether its value must not show anywhere. @default false */
  readonly secret?: boolean;
  /**
   * Converts a user value; `key` is the last part of its name. @throws WrongValue if it does not have the option's
   * form.
   */
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

/** An option that is not needed, whatever its value. */
export const obsolete = (reason: string): Option => ({ targets: [], read: () => unneeded(reason) });

/** Several options that are not needed, for the same reason. */
export function allObsolete(reason: string, options: readonly string[]): Options {
  return Object.fromEntries(options.map((option) => [option, obsolete(reason)]));
}

/**
 * An option that maps to a property of the platform file, possibly in another form. An empty string means the chart's
 * default.
 */
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
