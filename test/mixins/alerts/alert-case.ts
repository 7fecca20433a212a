import type { Severity } from '../../../lib/mixins/alerts/rule';

/** Series over time, and what the alert makes of them. */
export interface Scenario {
  /** Series and their samples in promtool's notation: `'up{job="etcd"}': '1x10 0x20'`, one sample a minute. */
  readonly series: Readonly<Record<string, string>>;
  /** When to look, e.g. `20m`. */
  readonly at: string;
}

/** Circumstances under which an alert must do the same; `kinds.ts` derives the series from those of the case. */
export type Kind =
  | 'a missed scrape in ten'
  | 'a second replica of the exporter'
  | 'a duplicate info series'
  | 'a restart'
  | 'vanished targets'
  | 'one node'
  | 'a planned deletion';

/** The proof of an alert: series at which it fires, and ordinary ones at which it is silent. */
export interface AlertCase {
  readonly fires: Scenario & {
    /** The first minute at which all of them fire. */
    readonly at: string;
    /** The first minute of the severities that fire before the others. @default - they all begin together */
    readonly since?: Readonly<Partial<Record<Severity, string>>>;
    /** Number of firing alerts of each severity, e.g. `{ warning: 1 }`. */
    readonly expect: Readonly<Partial<Record<Severity, number>>>;
    /** Labels of one of them, as its text uses them. @default - not looked at. */
    readonly labels?: Readonly<Record<string, string>>;
  };
  /** Near the edge: what is just not wrong, rather than nothing at all. @default - it always fires, as `Watchdog` does. */
  readonly silent?: Scenario;
  /**
   * The first minute at which none fires any more when the samples of `silent` follow on those of `fires` until its `at`.
   * @default - it always fires
   */
  readonly ends?: string;
  /** The first minute without the severities that end before the others. @default - they all end together */
  readonly until?: Readonly<Partial<Record<Severity, string>>>;
  /**
   * The first minute at which none fires any more when all series end after `at`, because their objects are deleted.
   * @default - it goes on, as `absent()` does
   */
  readonly gone?: string;
  /**
   * The first minute at which fewer fire when only the series of one metric end after `at`, by metric.
   * @default - `gone`; `optional` metrics are not needed
   */
  readonly fewer?: Readonly<Record<string, string>>;
  /** Labels that decide: series with another value of one of them are ignored. @default ['job'] */
  readonly decides?: readonly string[];
  /** Labels out of `decides` whose other values count as well, in what a ratio divides by: the response code. @default - none */
  readonly divided?: readonly string[];
  /** Metrics without which as many fire: each of the others must have the labels that decide. @default - none */
  readonly optional?: readonly string[];
  /** Values of labels with which series are ignored, e.g. `{ fstype: 'tmpfs' }`. @default - none */
  readonly ignores?: Readonly<Record<string, string>>;
  /** Further situations by name, such as `a planned scale-down`, and what fires. */
  readonly also?: Readonly<
    Record<
      string,
      Scenario & {
        /** @default - nothing */
        readonly expect?: Readonly<Partial<Record<Severity, number>>>;
        /** What fires at other times, e.g. `{ '69m': {} }`. @default - not looked at */
        readonly looks?: Readonly<Record<string, Readonly<Partial<Record<Severity, number>>>>>;
      }
    >
  >;
  /**
   * Other ways in which it fires, by name: another metric, the other generation of a program, another pair of windows. Each is proven
   * like the first. @default - it fires in one way
   */
  readonly variants?: Readonly<Record<string, Omit<AlertCase, 'variants'>>>;
  /** Kinds that do not apply, with the reason. @default - none */
  readonly exempt?: Readonly<Partial<Record<Kind, string>>>;
}

/** Cases by the name of the alert. */
export type AlertCases = Readonly<Record<string, AlertCase>>;
