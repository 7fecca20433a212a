import { UserError } from '../../text/user-error';
import { MINOR_VERSION } from './lifecycle';
import type { MetricType, Stability } from '../families/parse';
import { KUBERNETES_1_33 } from './lists/1.33';
import { KUBERNETES_1_34 } from './lists/1.34';
import { KUBERNETES_1_35 } from './lists/1.35';
import { KUBERNETES_1_36 } from './lists/1.36';
import { KUBERNETES_1_37 } from './lists/1.37';

/** A list as the harvest writes it. */
interface WrittenList {
  /** Minor version of Kubernetes. */
  readonly version: string;
  /** Modules that the definitions are from. */
  readonly sources: readonly string[];
  readonly metrics: string;
}

/** All lists, oldest first. */
const LISTS: readonly WrittenList[] = [
  KUBERNETES_1_33,
  KUBERNETES_1_34,
  KUBERNETES_1_35,
  KUBERNETES_1_36,
  KUBERNETES_1_37,
];

/** The minor versions with a list, oldest first. */
export const LISTED_VERSIONS: readonly string[] = LISTS.map(({ version }) => version);

/** A metric of Kubernetes in one of its versions. */
export interface KubernetesMetric {
  readonly name: string;
  readonly type: MetricType;
  /** @default - cAdvisor does not classify its metrics. */
  readonly stability?: Stability;
  /** Labels without `le`. */
  readonly labels: readonly string[];
  /**
   * Sources that serve it: names of metric sources, and `all` for what every component with Kubernetes' framework serves.
   */
  readonly at: readonly string[];
  /** Minor version that deprecated it. @default - it is not deprecated. */
  readonly deprecated?: string;
  /** Upper bounds of a histogram's buckets, without `+Inf`. */
  readonly buckets: readonly number[];
}

/** Suffixes of the series of histograms and summaries. */
const PART = /_(?:bucket|sum|count)$/;

/** The metrics of a version of Kubernetes. */
export class MetricList {
  public readonly version: string;
  public readonly sources: readonly string[];
  public readonly metrics: readonly KubernetesMetric[];
  private readonly byName = new Map<string, KubernetesMetric[]>();

  constructor({ version, sources, metrics }: WrittenList) {
    this.version = version;
    this.sources = sources;
    this.metrics = metrics.trim().split('\n').map(parseLine);
    for (const metric of this.metrics) this.byName.set(metric.name, [...(this.byName.get(metric.name) ?? []), metric]);
  }

  /** The metric of a series, such as `apiserver_request_duration_seconds_bucket`, as one of some sources serves it. */
  public metricOf(series: string, sources?: readonly string[]): KubernetesMetric | undefined {
    const found = [
      ...(this.byName.get(series) ?? []).filter(({ type }) => type !== 'histogram'),
      ...(this.byName.get(series.replace(PART, '')) ?? []).filter(
        ({ name, type }) =>
          name !== series && (type === 'histogram' || (type === 'summary' && !series.endsWith('_bucket'))),
      ),
    ];
    if (!sources) return found[0];
    return found.find(({ at }) => at.some((place) => place === 'all' || sources.includes(place)));
  }
}

function parseLine(line: string): KubernetesMetric {
  const [name = '', kind = '', labels = '', ...rest] = line.trim().split(' ');
  const [type, stability] = kind.split('/');
  const value = (key: string): string | undefined =>
    rest.find((part) => part.startsWith(`${key}=`))?.slice(key.length + 1);
  const deprecated = value('deprecated');
  return {
    name,
    type: type as MetricType,
    ...(stability ? { stability: stability as Stability } : {}),
    labels: labels === '-' ? [] : labels.split(','),
    at: (value('at') ?? '').split(','),
    ...(deprecated ? { deprecated } : {}),
    buckets: (value('le') ?? '').split(',').filter(Boolean).map(Number),
  };
}

const read = new Map<string, MetricList>();

/**
 * The list of a version of Kubernetes, such as `1.37`.
 *
 * @throws for a version without a list
 */
export function metricList(version: string): MetricList {
  const known = read.get(version);
  if (known) return known;
  const written = LISTS.find((list) => list.version === version);
  if (!written) {
    const form = MINOR_VERSION.test(version)
      ? `no list of metrics for Kubernetes ${version}`
      : `'${version}' is not a minor version`;
    throw new UserError(`${form}; listed versions: ${LISTED_VERSIONS.join(', ')}`);
  }
  const list = new MetricList(written);
  read.set(version, list);
  return list;
}

/** The list of a version, or the newest list for a later version. */
export function listFor(version: string): MetricList {
  return metricList(LISTED_VERSIONS.includes(version) ? version : (LISTED_VERSIONS.at(-1) ?? version));
}

/** All lists, oldest first. */
export function metricLists(): MetricList[] {
  return LISTED_VERSIONS.map(metricList);
}
