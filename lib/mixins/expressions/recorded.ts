import type { Expression } from './expression';

/** A series that Prometheus computes at every evaluation. */
export interface RecordingRule {
  /** Name of the series, `level:metric:operations` (Prometheus, "Recording rules"). */
  readonly record: string;
  /** Labels in addition to the expression's. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  readonly expr: Expression;
}

/** The series of a recording rule. It depends on all sources of the rule. */
export function recorded({ record, expr }: RecordingRule, ...matchers: readonly string[]): Expression {
  return {
    text: matchers.length > 0 ? `${record}{${matchers.join(',')}}` : record,
    sources: expr.sources,
    where: (...more) => recorded({ record, expr }, ...matchers, ...more),
  };
}
