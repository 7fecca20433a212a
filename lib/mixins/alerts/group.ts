import { seriesOf, type MetricSource } from '../../catalogue/sources';
import { trimmed, type Alert } from './alert';
import type { Rule, Select, SourcedRule } from './rule';

/** A series that Prometheus computes at every evaluation. */
export interface RecordingRule {
  /** Name of the series, `level:metric:operations` (Prometheus, "Recording rules"). */
  readonly record: string;
  /** Labels besides those of the expression. @default - none. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly expr: (inputs: { readonly select: Select }) => string;
}

/** Rules that are evaluated together, one after the other. */
export interface RuleGroup {
  readonly name: string;
  /** Time between two evaluations, e.g. `3m`. @default - that of the Prometheus. */
  readonly interval?: string;
  /** By name. */
  readonly alerts: Readonly<Record<string, Alert>>;
  readonly records: readonly RecordingRule[];
}

/** What a group may say. */
interface GroupContent<A extends Record<string, Alert>> {
  readonly interval?: string;
  readonly alerts?: A;
  readonly records?: readonly RecordingRule[];
}

/** A group of rules. Alerts are named by their keys. */
export function group<const A extends Record<string, Alert> = Record<never, never>>(
  name: string,
  { interval, alerts, records = [] }: GroupContent<A>,
): {
  readonly name: string;
  readonly interval?: string;
  readonly alerts: A;
  readonly records: readonly RecordingRule[];
} {
  return { name, interval, alerts: (alerts ?? {}) as A, records };
}

/** A recording rule as it is written, and its sources. */
export function recordingRule({ record, labels, expr }: RecordingRule): SourcedRule {
  const sources = new Set<MetricSource>();
  const select: Select = (source, ...matchers) => {
    sources.add(source);
    return seriesOf(source, ...matchers);
  };
  const rule: Rule = { record, expr: trimmed(expr({ select })), ...(labels ? { labels: { ...labels } } : {}) };
  return { rule, sources: [...sources] };
}
