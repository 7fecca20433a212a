import type { MetricSource } from '../../catalogue/sources';

/** How much an alert matters: someone must act now, soon, or should only know; `none` is for alerts about alerting itself. */
export const SEVERITIES = ['critical', 'warning', 'info', 'none'] as const;

/** How much an alert matters. */
export type Severity = (typeof SEVERITIES)[number];

/** A rule as a PrometheusRule object holds it. */
export interface Rule {
  /** Name of the alert. @default - it is a recording rule. */
  readonly alert?: string;
  /** Name of the recorded series. @default - it is an alert. */
  readonly record?: string;
  readonly expr: string;
  /** How long the expression must hold before the alert fires. @default - it fires at once. */
  readonly for?: string;
  /** How long an alert goes on after the expression no longer holds. @default - it ends at once. */
  readonly keep_firing_for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A rule and the sources that it requires. */
export interface SourcedRule {
  readonly rule: Rule;
  readonly sources: readonly MetricSource[];
}
