import { familyOf, labelsOf, sourcesOf } from '../mixins/catalogue';
import type { MetricFamily } from '../mixins/families/parse';
import { USER_ACTIONS } from '../mixins/openwhisk/user-actions';
import { seriesOf, type MetricSource } from '../catalogue/sources';

/** A series in Prometheus that determines the number of pods. */
export interface ScalingSeries {
  /** Name in Prometheus. */
  readonly series: string;
  /** Sources that expose it, any of several. @default - no source of the catalogue */
  readonly sources: readonly MetricSource[];
  /** Whether it is a counter, so that its rate is used. */
  readonly counter: boolean;
  /** Name in the metrics API, which must not say that a rate is a total. */
  readonly apiName: string;
}

/** Time over which the rate of a counter is taken; at least two scrapes are in it, at intervals of up to one minute. */
const RATE_WINDOW = '2m';

/** Name of a user-defined counter, whose type is otherwise unknown (Prometheus, "Metric and label naming"). */
const COUNTER_NAME = /_total$/;

/** Facts about a series, by its name. */
export function scalingSeries(series: string): ScalingSeries {
  const sources = sourcesOf(series);
  const [source] = sources;
  const family = source && familyOf(source, series);
  const counter = family ? isCounter(family, series) : COUNTER_NAME.test(series);
  const name = series.replace(/:/g, '_');
  return { series, sources, counter, apiName: counter ? `${name.replace(/_total$/, '')}_per_second` : name };
}

/** A counter, or a part of a histogram or summary: all of them but its quantiles. */
function isCounter({ name, type }: MetricFamily, series: string): boolean {
  return type === 'counter' || ((type === 'histogram' || type === 'summary') && name !== series);
}

/** The selector of the series, with more matchers. Tests of invokers are not load that more pods would take. */
export function selectorOf({ series, sources }: ScalingSeries, ...matchers: readonly string[]): string {
  const [source] = sources;
  if (!source || sources.length > 1) return `{${matchers.join(',')}}`;
  const ofActions = source === 'user-events' && labelsOf(source, series)?.includes('action');
  return seriesOf(source, ...(ofActions ? [USER_ACTIONS] : []), ...matchers);
}

/** The value of a series, summed; `selector` with its braces, `by` as PromQL writes a grouping. */
export function sumOf({ series, counter }: ScalingSeries, selector: string, by = ''): string {
  const value = `${series}${selector}`;
  return `sum${by ? ` by (${by})` : ''} (${counter ? `rate(${value}[${RATE_WINDOW}])` : value})`;
}
