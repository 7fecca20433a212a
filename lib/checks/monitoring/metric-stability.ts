import { listFor } from '../../mixins/stability/metric-list';
import { problemsIn, type StabilityProblem } from '../../mixins/stability/problems';
import { selectorUses } from '../../promql/label-uses';
import { finding, type Check } from '../finding';
import { metricUsers, type MetricUser } from '../read/metric-users';
import { nativeOnlyScrapes } from '../read/prometheus-files';
import type { RuleId } from '../rule-list';
import { versionFor, type CheckedObject } from '../subject';

const RULE_OF: Readonly<Record<StabilityProblem['kind'], RuleId>> = {
  missing: 'FS-701',
  hidden: 'FS-702',
  label: 'FS-703',
  bucket: 'FS-703',
  type: 'FS-703',
};

/**
 * The cluster's version of Kubernetes serves every metric of Kubernetes that rules, dashboards and queries use, with their labels and
 * buckets. A version newer than all lists is judged by the newest list.
 */
export const metricStability: Check = (subject) => {
  const known = new Map<string, readonly StabilityProblem[]>();
  return metricUsers(subject).flatMap((user) => {
    const version = versionFor(user.object, subject);
    if (version === undefined) return [];
    const key = `${version} ${user.expr}`;
    const problems = known.get(key) ?? problemsOf(user.expr, version);
    known.set(key, problems);
    return problems.map(({ kind, problem, fix }) =>
      finding(RULE_OF[kind], user.object, `${user.name}: ${problem} (cluster.version: "${version}")`, fix, user.at),
    );
  });
};

function problemsOf(expr: string, version: string): StabilityProblem[] {
  const list = listFor(version);
  const problems = selectorUses(expr).flatMap((use) => problemsIn(use, list));
  return [...new Map(problems.map((problem) => [problem.problem, problem])).values()];
}

/** Kinds that choose the form of scraped histograms; a Prometheus chooses it for all others. */
const STORES = ['Prometheus', 'PrometheusAgent'];
const SCRAPES = [...STORES, 'ServiceMonitor', 'PodMonitor', 'Probe', 'ScrapeConfig'];

interface HistogramForms {
  readonly scrapeNativeHistograms?: boolean;
  readonly scrapeClassicHistograms?: boolean;
}

const formsOf = ({ manifest }: CheckedObject): HistogramForms => manifest['spec'] ?? {};

/**
 * Where native histograms are scraped, classic ones are too, as long as an expression reads buckets: a program that serves both forms
 * is otherwise stored without series that end in `_bucket`.
 */
export const histogramForms: Check = (subject) => {
  const scrapes = subject.objects.filter(({ manifest }) => SCRAPES.includes(manifest.kind));
  const stores = scrapes.filter(({ manifest }) => STORES.includes(manifest.kind)).map(formsOf);
  const native = stores.some(({ scrapeNativeHistograms }) => scrapeNativeHistograms);
  const classic = stores.some(({ scrapeClassicHistograms }) => scrapeClassicHistograms);
  const without = scrapes.filter((object) => {
    const { scrapeNativeHistograms = native, scrapeClassicHistograms = classic } = formsOf(object);
    const says = formsOf(object).scrapeNativeHistograms === true || formsOf(object).scrapeClassicHistograms === false;
    return says && scrapeNativeHistograms && !scrapeClassicHistograms;
  });
  const inFiles = nativeOnlyScrapes(subject);
  const reader = without.length + inFiles.length > 0 ? metricUsers(subject).find(readsBuckets) : undefined;
  if (!reader) return [];
  return [
    ...without.map((object) =>
      finding(
        'FS-704',
        object,
        `scrapes native histograms without classic ones, and ${reader.name} reads buckets`,
        'add scrapeClassicHistograms: true, or leave native histograms off',
      ),
    ),
    ...inFiles.map(({ object, key, where }) =>
      finding(
        'FS-704',
        object,
        `'${key}', ${where}: scrapes native histograms without classic ones, and ${reader.name} reads buckets`,
        'add always_scrape_classic_histograms: true, or leave native histograms off',
        ['data', key],
      ),
    ),
  ];
};

function readsBuckets({ expr }: MetricUser): boolean {
  return selectorUses(expr).some(({ selector }) => selector.metric?.endsWith('_bucket'));
}
