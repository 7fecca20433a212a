import type { MetricSource } from '../../catalogue/sources';
import { percent, promql, series, type Expression } from '../expressions/expression';

/** Requests to an aggregated API server that it answered with a server error, in percent, by resource. */
export function failedRequests(source: MetricSource): Expression {
  const requests = (...matchers: readonly string[]): Expression =>
    promql`sum by (resource) (rate(${series(source, 'apiserver_request_total', ...matchers)}[5m]))`;
  return percent(requests('code=~"5.."'), requests());
}
