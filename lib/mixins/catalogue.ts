import { METRIC_SOURCES, type MetricSource } from '../catalogue/sources';
import type { MetricFamily } from './families/parse';
import { METRICS } from '.';
import { SCRAPE_FAMILIES, SHARED_FAMILIES } from './families/shared';

/** A series of a family: a histogram has three, each under a name of its own. */
interface Series {
  readonly family: MetricFamily;
  /** The program's own labels, in source order. */
  readonly labels: readonly string[];
}

const SERIES: ReadonlyMap<MetricSource, ReadonlyMap<string, Series>> = new Map(
  METRIC_SOURCES.map((source) => [source, new Map(familiesOf(source).flatMap(seriesOf))]),
);

/** All families of a source, including shared families and families of the scrape itself. */
export function familiesOf(source: MetricSource): readonly MetricFamily[] {
  const { families, shares } = METRICS[source];
  return [...families, ...shares.flatMap((name) => SHARED_FAMILIES[name]), ...SCRAPE_FAMILIES];
}

/** The sources that serve a series, e.g. `apiserver_request_duration_seconds_bucket`; none when no one does. */
export function sourcesOf(metric: string): MetricSource[] {
  return METRIC_SOURCES.filter((source) => SERIES.get(source)?.has(metric));
}

/** The family of a source's series; `undefined` if the source has no such series. */
export function familyOf(source: MetricSource, metric: string): MetricFamily | undefined {
  return SERIES.get(source)?.get(metric)?.family;
}

/**
 * The labels that a source gives to a series, with `le` and `quantile`; `undefined` when the source has no such series. Those that
 * the scrape adds (`job`, `instance`, `namespace`, `pod`, …) are not among them.
 */
export function labelsOf(source: MetricSource, metric: string): readonly string[] | undefined {
  return SERIES.get(source)?.get(metric)?.labels;
}

/** The series of a family by name (Prometheus, "Exposition formats"). */
function seriesOf(family: MetricFamily): [string, Series][] {
  const { name, type, labels } = family;
  const plain = { family, labels };
  const counted: [string, Series][] = [
    [`${name}_sum`, plain],
    [`${name}_count`, plain],
  ];
  switch (type) {
    case 'histogram':
      return [[`${name}_bucket`, { family, labels: [...labels, 'le'] }], ...counted];
    case 'summary':
      return [[name, { family, labels: [...labels, 'quantile'] }], ...counted];
    default:
      return [[name, plain]];
  }
}
