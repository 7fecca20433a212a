import { recordingRule } from '../alerts/group';
import { RULE_GROUPS } from '..';
import { trimmed } from '../alerts/alert';
import { seriesOf, type MetricSource } from '../../catalogue/sources';

/** A PromQL expression, and what must be watched for it to have a result. */
export interface Expression {
  readonly text: string;
  readonly sources: readonly MetricSource[];
}

const RECORDS = RULE_GROUPS.flatMap(({ records }) => records.map(recordingRule));

/** A metric of a source, with more matchers: `series('etcd', 'etcd_server_has_leader', 'instance=~"$instance"')`. */
export function series(source: MetricSource, metric: string, ...matchers: readonly string[]): Expression {
  return { text: `${metric}${seriesOf(source, ...matchers)}`, sources: [source] };
}

/**
 * A series that the platform's rules record. Its sources are those of its rule, and of the series that the rule uses.
 *
 * @throws for a series that no rule records
 */
export function recorded(record: string, ...matchers: readonly string[]): Expression {
  const text = matchers.length > 0 ? `${record}{${matchers.join(',')}}` : record;
  return { text, sources: sourcesOfRecord(record) };
}

function sourcesOfRecord(record: string): MetricSource[] {
  const rules = RECORDS.filter(({ rule }) => rule.record === record);
  if (rules.length === 0) throw new Error(`no rule records ${record}; write one, or ask for the metrics themselves`);
  const used = RECORDS.flatMap(({ rule: { record: other = '' } }) =>
    other !== record && rules.some(({ rule }) => rule.expr.includes(other)) ? [other] : [],
  );
  return distinct([...rules.flatMap(({ sources }) => sources), ...new Set(used)].flatMap(resolved));
}

function resolved(sourceOrRecord: string): MetricSource[] {
  return sourceOrRecord.includes(':') ? sourcesOfRecord(sourceOrRecord) : [sourceOrRecord as MetricSource];
}

/** A PromQL expression of others: promql`sum by (pod) (${usage}) / ${limit}`. */
export function promql(parts: TemplateStringsArray, ...values: readonly (Expression | string | number)[]): Expression {
  const texts = values.map((value) => (typeof value === 'object' ? value.text : String(value)));
  return {
    text: trimmed(parts.map((part, index) => part + (texts[index] ?? '')).join('')),
    sources: distinct(values.flatMap((value) => (typeof value === 'object' ? value.sources : []))),
  };
}

/** How fast a counter grows a second, over a time that fits the graph (Grafana, "Prometheus query editor", `$__rate_interval`). */
export function rate(counter: Expression): Expression {
  return promql`rate(${counter}[$__rate_interval])`;
}

/** How fast counters grow together a second, by labels. */
export function sumRate(labels: string, counter: Expression): Expression {
  return promql`sum by (${labels}) (${rate(counter)})`;
}

/** How fast all counters grow together a second. */
export function totalRate(counter: Expression): Expression {
  return promql`sum(${rate(counter)})`;
}

/** A quantile of a histogram's observations, by labels. @param labels none for all observations together */
export function quantile(q: number, labels: string, buckets: Expression): Expression {
  return promql`histogram_quantile(${q}, ${sumRate(labels === '' ? 'le' : `${labels}, le`, buckets)})`;
}

/** The mean of a histogram's or summary's observations, by labels. */
export function mean(labels: string, source: MetricSource, family: string, ...matchers: readonly string[]): Expression {
  const part = (suffix: string): Expression => sumRate(labels, series(source, `${family}_${suffix}`, ...matchers));
  return promql`${part('sum')} / (${part('count')} > 0)`;
}

/** The share of a part in a whole; no sample where the whole is nothing. */
export function share(part: Expression, whole: Expression): Expression {
  return promql`${part} / (${whole} > 0)`;
}

/** An expression without labels that is 0 where there is nothing: a counter of errors is missing until the first one. */
export function orZero(expression: Expression): Expression {
  return promql`(${expression} or vector(0))`;
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
