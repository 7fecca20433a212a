import type { MetricSource } from '../../catalogue/sources';
import { alert, type Alert } from './alert';
import { promql, series } from '../expressions/expression';

/** An alert for a Kubernetes component without any instance that answers; `consequence` describes the effect. */
export function componentDown(source: MetricSource, component: string, consequence: string): Alert {
  return alert({
    levels: [{ severity: 'critical', for: '15m' }],
    summary: `Prometheus cannot scrape any ${component}`,
    description: `Prometheus has not scraped any ${component} for {for}. If none runs, ${consequence}.`,
    expr: promql`absent(${series(source, 'up')} == 1)`,
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
