import type { SelectorUse } from '../../promql/label-uses';
import { hiddenFrom, isHidden, minorOf } from './lifecycle';
import { metricLists, type KubernetesMetric, type MetricList } from './metric-list';
import { REPLACEMENTS } from './replacements';
import { kubernetesSources } from './sources';

/** Kind of problem with a metric in a version of Kubernetes. */
export type StabilityProblemKind = 'missing' | 'hidden' | 'label' | 'bucket' | 'type';

/** Why a selector finds nothing, or something else, in a version of Kubernetes. */
export interface StabilityProblem {
  readonly kind: StabilityProblemKind;
  /** Series as the expression names it. */
  readonly series: string;
  readonly problem: string;
  readonly fix: string;
}

/** The metric of Kubernetes that a selector reads, in the newest list that has it; undefined for metrics of other programs. */
export function kubernetesMetric(use: SelectorUse, list?: MetricList): KubernetesMetric | undefined {
  const series = seriesOf(use);
  const sources = kubernetesSources(use.selector.matchers);
  if (series === undefined || sources?.length === 0) return undefined;
  const lists = list ? [list] : metricLists().reverse();
  const found = lists.map((one) => one.metricOf(series, sources)).find((metric) => metric !== undefined);
  // Without a job, a metric of the framework may be of any program: every client of the API server has work queues.
  return found && !sources && found.at.includes('all') ? undefined : found;
}

/** The problems of a selector in a version of Kubernetes. */
export function problemsIn(use: SelectorUse, list: MetricList): StabilityProblem[] {
  const series = seriesOf(use);
  if (series === undefined || !kubernetesMetric(use)) return [];
  const metric = kubernetesMetric(use, list);
  if (!metric) return [missing(use, series, list)];
  if (isHidden(metric, list.version)) return [hidden(series, metric, list)];
  return [...labelProblems(use, series, metric, list), ...bucketProblems(use, series, metric, list)];
}

/** The problems of a selector that an upgrade of Kubernetes brings: problems in the new version that the old one does not have. */
export function brokenBy(use: SelectorUse, from: MetricList, to: MetricList): StabilityProblem[] {
  const before = new Set(problemsIn(use, from).map(({ kind, problem }) => `${kind} ${problem}`));
  const after = problemsIn(use, to).filter(({ kind, problem }) => !before.has(`${kind} ${problem}`));
  return [...after, ...typeProblems(use, from, to)];
}

function seriesOf({ selector }: SelectorUse): string | undefined {
  return selector.metric;
}

function missing(use: SelectorUse, series: string, list: MetricList): StabilityProblem {
  const having = metricLists().filter((one) => kubernetesMetric(use, one));
  const [first] = having;
  const isOld = having.some(({ version }) => minorOf(version) < minorOf(list.version));
  const since = nextVersion(having.filter(({ version }) => minorOf(version) < minorOf(list.version)).at(-1));
  return {
    kind: 'missing',
    series,
    problem: isOld
      ? `${series} was removed in Kubernetes ${since}`
      : `${series} exists from Kubernetes ${first?.version ?? ''} on only`,
    fix:
      instead(use, series, list) ??
      (isOld ? 'remove it' : 'remove it, or state the version of the cluster that has it'),
  };
}

function hidden(series: string, metric: KubernetesMetric, list: MetricList): StabilityProblem {
  const { deprecated, stability = 'alpha' } = metric;
  return {
    kind: 'hidden',
    series,
    problem: `${series} is hidden from Kubernetes ${hiddenFrom(metric)} on: ${stability.toUpperCase()}, deprecated in ${deprecated}`,
    fix: replacementIn(series, list) ?? 'remove it',
  };
}

function labelProblems(
  use: SelectorUse,
  series: string,
  metric: KubernetesMetric,
  list: MetricList,
): StabilityProblem[] {
  const others = metricLists().flatMap((one) => {
    const other = kubernetesMetric(use, one);
    return other ? [{ version: one.version, metric: other }] : [];
  });
  return use.labels
    .filter((label) => !metric.labels.includes(label))
    .flatMap((label) => {
      const having = others.filter((other) => other.metric.labels.includes(label));
      const old = having.filter(({ version }) => minorOf(version) < minorOf(list.version));
      if (having.length === 0) return [];
      const lost = old.length > 0;
      return [
        {
          kind: 'label' as const,
          series,
          problem: lost
            ? `${series} has no label ${label} since Kubernetes ${nextVersion(old.at(-1))}`
            : `${series} has the label ${label} from Kubernetes ${having[0]?.version ?? ''} on only`,
          fix: `use one of its labels: ${metric.labels.join(', ') || 'it has none'}`,
        },
      ];
    });
}

function bucketProblems(
  use: SelectorUse,
  series: string,
  metric: KubernetesMetric,
  { version }: MetricList,
): StabilityProblem[] {
  if (metric.type !== 'histogram' || !series.endsWith('_bucket')) return [];
  return use.buckets
    .filter((bound) => !metric.buckets.includes(bound))
    .map((bound) => ({
      kind: 'bucket',
      series,
      problem: `${series} has no bucket le="${bound}" in Kubernetes ${version}`,
      fix: `use one of its buckets: ${metric.buckets.join(', ')}`,
    }));
}

function typeProblems(use: SelectorUse, from: MetricList, to: MetricList): StabilityProblem[] {
  const [before, after] = [kubernetesMetric(use, from), kubernetesMetric(use, to)];
  if (!before || !after || before.type === after.type) return [];
  const series = seriesOf(use) ?? '';
  const problem = `${series} was a ${before.type} in Kubernetes ${from.version} and is a ${after.type} in ${to.version}`;
  return [{ kind: 'type', series, problem, fix: 'rewrite the expression for the new type' }];
}

/** The metric to use instead, where a version does not serve the old one. */
function instead(use: SelectorUse, series: string, list: MetricList): string | undefined {
  const replacement = replacementIn(series, list);
  if (replacement) return replacement;
  // The other direction: the name that a version before a renaming has.
  const old = Object.keys(REPLACEMENTS).find((name) => REPLACEMENTS[name] === series);
  const metric = old === undefined ? undefined : list.metricOf(old, kubernetesSources(use.selector.matchers));
  return metric && !isHidden(metric, list.version) ? `use ${metric.name}` : undefined;
}

function replacementIn(series: string, list: MetricList): string | undefined {
  const part = /_(?:bucket|sum|count)$/.exec(series)?.[0] ?? '';
  const [name, suffix] = REPLACEMENTS[series] ? [series, ''] : [series.slice(0, series.length - part.length), part];
  const replacement = REPLACEMENTS[name];
  if (!replacement) return undefined;
  const [, metric = '', rest = ''] = /^(\w+)(.*)$/.exec(replacement) ?? [];
  return list.metricOf(`${metric}${suffix}`) ? `use ${metric}${suffix}${rest}` : undefined;
}

/** The version that follows a list's version. */
function nextVersion(list: { readonly version: string } | undefined): string {
  return list ? `1.${minorOf(list.version) + 1}` : '';
}
