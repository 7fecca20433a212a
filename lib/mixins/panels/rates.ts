import type { MetricSource } from '../../catalogue/sources';
import { promql, series, share, type Expression } from '../expressions/expression';

/** Growth of a counter per second, over a range that fits the graph (Grafana, "Prometheus query editor", `$__rate_interval`). */
export function rate(counter: Expression): Expression {
  return promql`rate(${counter}[$__rate_interval])`;
}

/** Growth of counters per second, summed by labels. */
export function sumRate(labels: string, counter: Expression): Expression {
  return promql`sum by (${labels}) (${rate(counter)})`;
}

/** Growth of all counters together per second. */
export function totalRate(counter: Expression): Expression {
  return promql`sum(${rate(counter)})`;
}

/** A quantile of a histogram's observations, by labels. @param labels empty for all observations together */
export function quantile(q: number, labels: string, buckets: Expression): Expression {
  return promql`histogram_quantile(${q}, ${sumRate(labels === '' ? 'le' : `${labels}, le`, buckets)})`;
}

/** The mean of a histogram's or summary's observations, by labels. */
export function mean(labels: string, source: MetricSource, family: string, ...matchers: readonly string[]): Expression {
  const part = (suffix: string): Expression => sumRate(labels, series(source, `${family}_${suffix}`, ...matchers));
  return share(part('sum'), part('count'));
}

/** An expression without labels that is 0 where no sample exists: a counter of errors is missing until the first one. */
export function orZero(expression: Expression): Expression {
  return promql`(${expression} or vector(0))`;
}
