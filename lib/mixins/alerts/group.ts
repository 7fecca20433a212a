import type { RecordingRule } from '../expressions/recorded';
import type { Alert } from './alert';
import type { SourcedRule } from './rule';

/** Rules that are evaluated together, one after the other. */
export interface RuleGroup {
  readonly name: string;
  /** Evaluation interval, e.g. `3m`. @default - the evaluation interval of the Prometheus */
  readonly interval?: string;
  /** By name. */
  readonly alerts: Readonly<Record<string, Alert>>;
  readonly records: readonly RecordingRule[];
}

/** Options of a group. */
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
  const rule = { record, expr: expr.text, ...(labels ? { labels: { ...labels } } : {}) };
  return { rule, sources: expr.sources };
}
