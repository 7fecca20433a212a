import { seriesOf, type MetricSource } from '../../catalogue/sources';

/** A PromQL expression, and the sources that must be watched for it to have a result. */
export interface Expression {
  readonly text: string;
  readonly sources: readonly MetricSource[];
  /** The same expression with further matchers on each of its series. */
  readonly where: (...matchers: readonly string[]) => Expression;
}

/** A metric of a source, with further matchers: `series('etcd', 'etcd_server_has_leader', 'instance=~"$instance"')`. */
export function series(source: MetricSource, metric: string, ...matchers: readonly string[]): Expression {
  return {
    text: `${metric}${seriesOf(source, ...matchers)}`,
    sources: [source],
    where: (...more) => series(source, metric, ...matchers, ...more),
  };
}

/** A metric that several sources or Prometheus itself provide, such as `up` or `ALERTS`; it depends on no source. */
export function anySeries(metric: string, ...matchers: readonly string[]): Expression {
  return {
    text: `${metric}{${matchers.join(',')}}`,
    sources: [],
    where: (...more) => anySeries(metric, ...matchers, ...more),
  };
}

/** An expression composed of others: promql`sum by (pod) (${usage}) / ${limit}`. */
export function promql(parts: TemplateStringsArray, ...values: readonly (Expression | string | number)[]): Expression {
  const texts = values.map((value) => (typeof value === 'object' ? value.text : String(value)));
  return {
    text: withoutIndentation(parts.map((part, index) => part + (texts[index] ?? '')).join('')),
    sources: distinct(values.flatMap((value) => (typeof value === 'object' ? value.sources : []))),
    where: (...matchers) =>
      promql(parts, ...values.map((value) => (typeof value === 'object' ? value.where(...matchers) : value))),
  };
}

/** Expressions with an operator between them: `joined('\nor ', reads, writes)`. */
export function joined(operator: string, expressions: readonly Expression[]): Expression {
  const [first, ...rest] = expressions;
  if (!first) throw new Error(`there is no expression to join by '${operator.trim()}'; pass at least one`);
  return rest.reduce((left, right) => promql`${left}${operator}${right}`, first);
}

/** An expression that adds samples where its sources are watched; what uses it does not depend on them. */
export function optional({ text, where }: Expression): Expression {
  return { text, sources: [], where: (...matchers) => optional(where(...matchers)) };
}

/** An expression for platforms with a further source, the program that it is about, which it does not query. */
export function onlyWith(source: MetricSource, { text, sources, where }: Expression): Expression {
  return {
    text,
    sources: distinct([...sources, source]),
    where: (...matchers) => onlyWith(source, where(...matchers)),
  };
}

/** The ratio of a part to a whole; no sample where the whole is 0, as 0/0 would be compared without an error. */
export function share(part: Expression, whole: Expression): Expression {
  return promql`${part} / (${whole} > 0)`;
}

/** The ratio of a part to a whole, in percent. */
export function percent(part: Expression, whole: Expression): Expression {
  return promql`100 * ${share(part, whole)}`;
}

/** An expression without the indentation of the source file. */
function withoutIndentation(expr: string): string {
  return expr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
