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
  | 'vanished targets';

/** The proof of an alert: series at which it fires, and ordinary ones at which it is silent. */
export interface AlertCase {
  readonly fires: Scenario & {
    /** Number of firing alerts of each severity, e.g. `{ warning: 1 }`. */
    readonly expect: Readonly<Partial<Record<Severity, number>>>;
    /** Labels of one of them, as its text uses them. @default - not looked at. */
    readonly labels?: Readonly<Record<string, string>>;
  };
  /** Near the edge: what is just not wrong, rather than nothing at all. @default - it always fires, as `Watchdog` does. */
  readonly silent?: Scenario;
  /** Further situations by name, such as `a planned scale-down`, and what fires. */
  readonly also?: Readonly<
    Record<
      string,
      Scenario & {
        /** @default - nothing */
        readonly expect?: Readonly<Partial<Record<Severity, number>>>;
      }
    >
  >;
  /** Kinds that do not apply, with the reason. @default - none */
  readonly exempt?: Readonly<Partial<Record<Kind, string>>>;
}

/** Cases by the name of the alert. */
export type AlertCases = Readonly<Record<string, AlertCase>>;
