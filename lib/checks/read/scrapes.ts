import { findObject, type CheckedObject, type Subject } from '../subject';
import { labelsOf } from '../../mixins/catalogue';
import { selectorsOf } from '../../promql/expression';
import { VARIABLE } from '../../promql/grafana';
import { matchesRegex } from '../../promql/regex';
import type { LabelMatcher } from '../../promql/selectors';
import { METRIC_SOURCES, seriesOf, type MetricSource } from '../../catalogue/sources';
import {
  monitoringObjects,
  namespaceOf,
  specOf,
  type EndpointManifest,
  type MonitorSpec,
  type Relabeling,
} from './monitoring-objects';
import { dropsMetric, relabeled, type KnownLabels } from './relabeling';
import { resolveEndpoints, type Target } from './targets';

/** Series that a Prometheus scrapes from one endpoint of a monitor. */
export interface Scrape {
  readonly monitor: CheckedObject;
  /** The labels of the target. */
  readonly labels: KnownLabels;
  /** Whether scraped labels win on conflict with target labels (Prometheus `honor_labels`). */
  readonly honorLabels: boolean;
  /** The scraped source; undefined for a user-defined target. */
  readonly sources: readonly MetricSource[];
  readonly metricRelabelings: readonly Relabeling[];
}

/** The matchers that identify a source. */
const TOLD_BY = METRIC_SOURCES.map((source) => {
  const matchers = selectorsOf(seriesOf(source)).flatMap((selector) => selector.matchers);
  return { source, matchers };
});

/** Everything that is scraped in an app. */
export function scrapesOf(subject: Subject): Scrape[] {
  return [
    ...monitoringObjects(subject, 'ServiceMonitor', 'PodMonitor').flatMap((monitor) =>
      resolveEndpoints(subject, monitor).flatMap(({ endpoint, targets }) =>
        (targets.length > 0 ? targets : [undefined]).map((target) => toScrape(subject, monitor, endpoint, target)),
      ),
    ),
    ...monitoringObjects(subject, 'Probe', 'ScrapeConfig').map(jobScrape),
  ];
}

function toScrape(
  subject: Subject,
  monitor: CheckedObject,
  endpoint: EndpointManifest,
  target: Target | undefined,
): Scrape {
  const { path = '/metrics', port, honorLabels = false, relabelings = [], metricRelabelings = [] } = endpoint;
  const byPods = monitor.manifest.kind === 'PodMonitor';
  const { name } = monitor.manifest.metadata;
  const labels = new Map<string, string | undefined>([
    ['__metrics_path__', path],
    ['job', byPods ? `${namespaceOf(monitor)}/${name}` : (target?.service ?? undefined)],
    ['instance', undefined],
    ['namespace', target?.pods.namespace],
    ['pod', undefined],
    ['container', target?.port.container],
    ['endpoint', port],
    ...(byPods ? [] : [['service', target?.service] as const, ['node', undefined] as const]),
    ...jobFromLabel(subject, monitor, target),
  ]);
  return finished(monitor, relabeled(labels, relabelings), honorLabels, metricRelabelings);
}

/** The job that a label of the Service or of the pods gives. */
function jobFromLabel(
  subject: Subject,
  monitor: CheckedObject,
  target: Target | undefined,
): [string, string | undefined][] {
  const { jobLabel } = specOf<MonitorSpec>(monitor);
  if (!jobLabel) return [];
  if (!target) return [['job', undefined]];
  if (!target.service) return [['job', target.pods.labels[jobLabel]]];
  const service = findObject(subject, 'Service', target.service, target.pods.namespace);
  return [['job', service?.manifest.metadata.labels?.[jobLabel] ?? target.service]];
}

interface JobSpec {
  readonly jobName?: string;
  readonly honorLabels?: boolean;
  readonly relabelings?: readonly Relabeling[];
  readonly metricRelabelings?: readonly Relabeling[];
  readonly targets?: { readonly staticConfig?: { readonly labels?: Readonly<Record<string, string>> } };
}

/** A Probe or a ScrapeConfig. */
function jobScrape(object: CheckedObject): Scrape {
  const { jobName, honorLabels = false, relabelings, metricRelabelings = [], targets } = specOf<JobSpec>(object);
  const kind = object.manifest.kind === 'Probe' ? 'probe' : 'scrapeConfig';
  const job = jobName ?? `${kind}/${namespaceOf(object)}/${object.manifest.metadata.name}`;
  const labels = new Map<string, string | undefined>([
    ['job', job],
    ['instance', undefined],
    ...(kind === 'probe' ? [['namespace', namespaceOf(object)] as const] : []),
    ...Object.entries(targets?.staticConfig?.labels ?? {}),
  ]);
  return finished(object, relabeled(labels, relabelings), honorLabels, metricRelabelings);
}

function finished(
  monitor: CheckedObject,
  labels: KnownLabels,
  honorLabels: boolean,
  metricRelabelings: readonly Relabeling[],
): Scrape {
  const told = TOLD_BY.filter(({ matchers }) => matchers.every(({ name, value }) => labels.get(name) === value));
  // A sidecar shares the job of the program, and is distinguished by its container.
  const sidecars = told.filter(({ matchers }) => matchers.some(({ name }) => name === 'container'));
  const sources = (sidecars.length > 0 ? sidecars : told).map(({ source }) => source);
  return { monitor, labels, honorLabels, sources, metricRelabelings };
}

/** Labels of a target that its series do not bring themselves even where theirs would win. */
const OF_TARGET_ONLY = ['job', 'metrics_path'];

/** Whether matchers can match the series of a scrape, as far as the labels of its target show. */
export function canMatch({ labels, honorLabels }: Scrape, matchers: readonly LabelMatcher[]): boolean {
  return matchers.every(({ name, operator, value }) => {
    const actual = labels.get(name);
    const certain = OF_TARGET_ONLY.includes(name) || !honorLabels;
    if (actual === undefined || !certain || value.includes(VARIABLE)) return true;
    const equal = operator.endsWith('~') ? matchesRegex(value, actual) : actual === value;
    return equal !== operator.startsWith('!');
  });
}

/** The sources that a selector matches by their labels. */
export function sourcesAsked(matchers: readonly LabelMatcher[]): MetricSource[] {
  const asked = TOLD_BY.filter(({ matchers: told }) =>
    told.every(({ name, value }) =>
      matchers.some((matcher) => matcher.name === name && matcher.operator === '=' && matcher.value === value),
    ),
  );
  return asked.map(({ source }) => source);
}

/** The labels of a metric's series in a scrape; nothing where the scrape does not bring it. */
export function seriesLabels({ sources, labels, honorLabels }: Scrape, metric: string): string[] | undefined {
  const own = sources.map((source) => labelsOf(source, metric)).find((names) => names !== undefined);
  if (!own) return undefined;
  const targetLabels = [...labels.keys()].filter((name) => !name.startsWith('__'));
  // A label that both have is kept under this name, unless the series' own wins.
  const exported = honorLabels ? [] : own.filter((name) => labels.has(name)).map((name) => `exported_${name}`);
  return [...own, ...targetLabels, ...exported];
}

/** Whether a scrape brings a metric but drops it again. */
export function isDropped(scrape: Scrape, metric: string): boolean {
  return dropsMetric(metric, seriesLabels(scrape, metric) ?? [], scrape.metricRelabelings);
}
