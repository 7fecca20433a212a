import { nearest } from '../../text/nearest';
import { familiesOf, sourcesOf } from '../../mixins/catalogue';
import { kubernetesMetric } from '../../mixins/stability/problems';
import { kubernetesSources } from '../../mixins/stability/sources';
import { outputLabels, parse, selectorsOf } from '../../promql/expression';
import { VARIABLE } from '../../promql/grafana';
import { canHave, uselessGroupings, type Labels } from '../../promql/labels';
import type { Selector } from '../../promql/selectors';
import { labelsInLegend, labelsInTemplate } from '../../promql/templates';
import { seriesOf, type MetricSource } from '../../catalogue/sources';
import { finding, type Check } from '../finding';
import { dashboardExpressions, ruleExpressions, type PlacedExpression } from '../read/expressions';
import { prometheuses } from '../read/monitoring-objects';
import { canMatch, isDropped, seriesLabels, sourcesAsked } from '../read/scrapes';
import { SeriesOfApp } from '../read/series';
import { isPlatform } from '../subject';

/**
 * Every metric of rules and dashboards is recorded by a rule or exposed by the sources that its selector matches, and
 * not dropped on the way; and every label in a matcher, a grouping, an annotation or a legend exists on the series.
 * Does nothing without a Prometheus, or for manifests that the platform did not make.
 */
export const metrics: Check = (subject) => {
  // Which programs the targets of other manifests run is unknown, and with it their metrics.
  if (!isPlatform(subject) || prometheuses(subject).length === 0) return [];
  const series = new SeriesOfApp(subject);
  const known = new Map<string, readonly SeriesProblem[]>();
  return [...ruleExpressions(subject), ...dashboardExpressions(subject)].flatMap((expression) => {
    const { object, at, where, expr, rule, legend, clusterLabel } = expression;
    // Releases of one chart have the same rules and dashboards.
    const key = JSON.stringify([expr, rule, legend, clusterLabel]);
    const problems = known.get(key) ?? problemsOf(series, expression);
    known.set(key, problems);
    return problems.map(({ problem, fix }) => finding('FS-602', object, `${where}: ${problem}`, fix, at));
  });
};

function problemsOf(series: SeriesOfApp, expression: PlacedExpression): SeriesProblem[] {
  const { expr, rule, legend, clusterLabel } = expression;
  const { tree, problems } = parse(expr);
  // Syntax errors are findings of the check `promql`.
  if (!tree || problems.length > 0) return [];
  const found = selectorsOf(expr).flatMap((selector) => selectorProblems(series, selector, clusterLabel));
  const groupings = uselessGroupings(tree.root, tree.source, series.inputs).map(({ label, possible }) =>
    noLabel(`groups by the label ${label}`, label, possible),
  );
  const texts = Object.values({ ...rule?.labels, ...(rule?.alert ? rule.annotations : {}) });
  const shown = [...texts.flatMap(labelsInTemplate), ...(legend ? labelsInLegend(legend) : [])].filter(
    (label) => label !== clusterLabel,
  );
  const unseen = shown.length === 0 ? [] : unseenLabels(series, expr, shown);
  const distinct = new Map([...found, ...groupings, ...unseen].map((problem) => [problem.problem, problem]));
  return [...distinct.values()];
}

/** The labels that are shown of an expression's result although its series do not have them. */
function unseenLabels(series: SeriesOfApp, expr: string, shown: readonly string[]): SeriesProblem[] {
  const atAll = outputLabels(expr);
  const here = outputLabels(expr, series.inputs);
  return (
    [...new Set(shown)]
      // Problems within the expression alone are findings of the check `promql`.
      .filter((label) => label !== '__name__' && canHave(atAll, label) && !canHave(here, label))
      .map((label) => noLabel(`shows the label ${label}`, label, here))
  );
}

interface SeriesProblem {
  readonly problem: string;
  readonly fix: string;
}

function selectorProblems(series: SeriesOfApp, selector: Selector, clusterLabel?: string): SeriesProblem[] {
  const { metric } = selector;
  if (metric?.includes(VARIABLE)) return [];
  if (metric === undefined) {
    const unwatched = selector.alternative && sourcesAsked(selector.matchers).length > 0;
    return unwatched || selectsSomething(series, selector) ? [] : [noJob(series, selector)];
  }
  if (series.isKnown(metric)) return [];
  if (!series.recorded.has(metric) && series.bringing(selector).length === 0) {
    // Of several sources in an expression, those that a platform does not watch have nothing to say.
    const unwatched = selector.alternative ? unwatchedSources(series, selector, metric) : [];
    return unwatched.length > 0 || isListed(series, selector) ? [] : [whyMissing(series, selector, metric)];
  }
  const possible = series.labelsOf(selector);
  return selector.matchers
    .filter(({ name }) => name !== '__name__' && name !== clusterLabel && !canHave(possible, name))
    .map(({ name }) => noLabel(`asks for the label ${name} of ${metric}`, name, possible));
}

/** Whether a scraped component of Kubernetes serves a metric in other versions; the check `metric-stability` knows which versions. */
function isListed({ scrapes }: SeriesOfApp, selector: Selector): boolean {
  const isKnown = sourcesOf(selector.metric ?? '').length > 0;
  if (isKnown || !kubernetesMetric({ selector, labels: [], buckets: [] })) return false;
  const sources: readonly string[] = kubernetesSources(selector.matchers) ?? [];
  return scrapes.some((scrape) => scrape.sources.some((source) => sources.includes(source)));
}

function noLabel(what: string, label: string, { names }: Labels): SeriesProblem {
  const known = [...names].sort();
  const near = nearest(label, known);
  return {
    problem: `${what}, which the series do not have`,
    fix: near ? `write ${near}` : `take one that they have: ${known.join(', ') || 'none'}`,
  };
}

function selectsSomething({ scrapes }: SeriesOfApp, { matchers }: Selector): boolean {
  return scrapes.some((scrape) => canMatch(scrape, matchers));
}

function noJob({ scrapes }: SeriesOfApp, { matchers }: Selector): SeriesProblem {
  const jobs = [...new Set(scrapes.flatMap(({ labels }) => labels.get('job') ?? []))].sort();
  const text = matchers.map(({ name, operator, value }) => `${name}${operator}"${value}"`).join(',');
  const asked = matchers.find(({ name }) => name === 'job')?.value;
  const near = asked === undefined ? undefined : nearest(asked, jobs);
  return {
    problem: `no monitor brings series with {${text}}`,
    fix: near ? `write job="${near}"` : `select what is scraped; jobs: ${jobs.join(', ') || 'none'}`,
  };
}

/** Why no scrape brings a metric. */
function whyMissing(series: SeriesOfApp, selector: Selector, metric: string): SeriesProblem {
  const { scrapes } = series;
  const asked = scrapes.filter((scrape) => canMatch(scrape, selector.matchers));
  const unwatched = unwatchedSources(series, selector, metric);
  if (unwatched.length > 0) return notWatched(metric, unwatched);
  if (scrapes.length > 0 && asked.length === 0) return noJob(series, selector);
  const dropping = asked.filter((scrape) => seriesLabels(scrape, metric) !== undefined && isDropped(scrape, metric));
  if (dropping[0]) {
    const { kind, metadata } = dropping[0].monitor.manifest;
    const problem = `${metric} is dropped by the metricRelabelings of ${kind}/${metadata.name}`;
    return { problem, fix: 'keep it there, or do not use it' };
  }
  const sources = sourcesOf(metric);
  const watched = sources.filter((source) => scrapes.some((scrape) => scrape.sources.includes(source)));
  const excluding = excludingMatcher(series, selector, metric);
  if (excluding) return excluding;
  if (watched.length > 0) {
    const matchers = watched.map((source) => seriesOf(source)).join(' or ');
    return { problem: `${metric} is not served by what the selector asks for`, fix: `select ${matchers}` };
  }
  if (sources.length > 0) return notWatched(metric, sources);
  const near = nearestMetric(series, metric);
  return {
    problem: `nothing is known to serve or record ${metric}`,
    fix: near ? `write ${near}, or name ${metric} in monitoring.knownMetrics` : `name it in monitoring.knownMetrics`,
  };
}

/** Labels that identify sources. */
const OF_SOURCES = ['job', 'metrics_path', 'container'];

/** A matcher of another label that keeps out all targets which serve a metric. */
function excludingMatcher({ scrapes }: SeriesOfApp, { matchers }: Selector, metric: string): SeriesProblem | undefined {
  const serving = scrapes.filter((scrape) => seriesLabels(scrape, metric) !== undefined);
  const excluding = matchers.find(
    (matcher) => !OF_SOURCES.includes(matcher.name) && !serving.some((scrape) => canMatch(scrape, [matcher])),
  );
  if (!excluding || serving.length === 0) return undefined;
  const { name, operator, value } = excluding;
  const values = [...new Set(serving.flatMap(({ labels }) => labels.get(name) ?? []))];
  const problem = `no target that serves ${metric} has ${name}${operator}"${value}"`;
  return { problem, fix: `write what they have: ${values.join(', ')}` };
}

/** The sources that a selector asks for by name, that serve the metric, and that nothing scrapes. */
function unwatchedSources({ scrapes }: SeriesOfApp, { matchers }: Selector, metric: string): MetricSource[] {
  const serving = sourcesOf(metric);
  return sourcesAsked(matchers).filter(
    (source) => serving.includes(source) && !scrapes.some(({ sources }) => sources.includes(source)),
  );
}

function notWatched(metric: string, sources: readonly MetricSource[]): SeriesProblem {
  const problem = `${metric} is served by ${sources.join(', ')}, which nothing watches`;
  return { problem, fix: 'watch it, or leave it out' };
}

function nearestMetric({ recorded, scrapes }: SeriesOfApp, metric: string): string | undefined {
  const served = [...new Set(scrapes.flatMap(({ sources }) => sources))].flatMap((source) =>
    familiesOf(source).flatMap(({ name, type }) =>
      type === 'histogram' || type === 'summary' ? [name, `${name}_count`, `${name}_sum`, `${name}_bucket`] : [name],
    ),
  );
  return nearest(metric, [...recorded.keys(), ...served]);
}
