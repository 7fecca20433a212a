import type { MetricSource } from '../../catalogue/sources';
import { alert, type Alert } from './alert';
import { optional, promql, series, type Expression } from '../expressions/expression';

/**
 * An alert for a Kubernetes component without any instance that answers; `consequence` describes the effect, `unless` a state
 * of the cluster without that effect.
 */
export function componentDown(
  source: MetricSource,
  component: string,
  consequence: string,
  unless?: Expression,
): Alert {
  const down = promql`absent(${series(source, 'up')} == 1)`;
  return alert({
    levels: [{ severity: 'critical', for: '15m' }],
    summary: `Prometheus cannot scrape any ${component}`,
    description: `Prometheus has not scraped any ${component} for {for}. If none runs, ${consequence}.`,
    expr: unless ? promql`${down}\nunless on () (${optional(unless)})` : down,
  });
}

/** An alert for each instance of a part of Kubernetes that does not answer. */
export function instanceUnreachable(source: MetricSource, component: string): Alert {
  return alert({
    levels: [{ severity: 'warning', for: '15m' }],
    summary: `Prometheus cannot scrape a ${component}`,
    description: `The ${component} at {{ $labels.instance }} could not be scraped for {for}.`,
    expr: promql`${series(source, 'up')} == 0`,
  });
}
