import type { ServedFamily } from '../families/exposition';
import { isHidden } from './lifecycle';
import type { KubernetesMetric, MetricList } from './metric-list';

/** How a family of one scrape is different in another one. */
export interface FamilyChange {
  readonly name: string;
  readonly what: 'gone' | 'new' | 'type' | 'class' | 'deprecated' | 'labels' | 'buckets';
  readonly text: string;
}

/** The differences between the families of two scrapes of a program, such as two versions of an API server. */
export function compareScrapes(before: readonly ServedFamily[], after: readonly ServedFamily[]): FamilyChange[] {
  const old = new Map(before.map((family) => [family.name, family]));
  const now = new Map(after.map((family) => [family.name, family]));
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((name): FamilyChange[] => {
    const [was, is] = [old.get(name), now.get(name)];
    if (!is) return [{ name, what: 'gone', text: `${name} is not served any more` }];
    if (!was) return [{ name, what: 'new', text: `${name} is new${is.stability ? `, ${classOf(is)}` : ''}` }];
    return changesOf(was, is);
  });
}

function changesOf(was: ServedFamily, is: ServedFamily): FamilyChange[] {
  const { name } = is;
  const lost = was.labels.filter((label) => !is.labels.includes(label));
  const gained = is.labels.filter((label) => !was.labels.includes(label));
  const sameLabels = lost.length + gained.length === 0;
  const bounds = (was.buckets ?? []).filter((bound) => is.buckets && !is.buckets.includes(bound));
  const changes: readonly (readonly [boolean, FamilyChange['what'], string])[] = [
    [was.type !== is.type, 'type', `was a ${was.type} and is a ${is.type}`],
    [was.stability !== is.stability, 'class', `was ${classOf(was)} and is ${classOf(is)}`],
    [
      was.deprecated !== is.deprecated && is.deprecated !== undefined,
      'deprecated',
      `is deprecated since Kubernetes ${is.deprecated}`,
    ],
    // A family without a series shows no labels.
    [!sameLabels && was.labels.length > 0 && is.labels.length > 0, 'labels', labelText(lost, gained)],
    [bounds.length > 0, 'buckets', `has no buckets le=${bounds.join(', ')} any more`],
  ];
  return changes.filter(([differs]) => differs).map(([, what, text]) => ({ name, what, text: `${name} ${text}` }));
}

function classOf({ stability }: { readonly stability?: string }): string {
  return stability ? stability.toUpperCase() : 'without a class';
}

function labelText(lost: readonly string[], gained: readonly string[]): string {
  return [
    ...(lost.length > 0 ? [`has lost the labels ${lost.join(', ')}`] : []),
    ...(gained.length > 0 ? [`has got the labels ${gained.join(', ')}`] : []),
  ].join(' and ');
}

/** Families that do not come from Kubernetes' framework: of the Go runtime, the process and libraries. */
const FOREIGN = /^(?:go|process|etcd_debugging|grpc|os|promhttp|net_conntrack)_/;

/**
 * Where a scrape of a component of Kubernetes contradicts the list of its version. A family that only the list has is
 * not a contradiction: many families appear with their first event.
 */
export function contradictions(served: readonly ServedFamily[], list: MetricList): string[] {
  return served
    .filter(({ name }) => !FOREIGN.test(name))
    .flatMap((family) => {
      const metric = list.metrics.find(({ name, at }) => name === family.name && at[0] !== 'kubelet-cadvisor');
      return metric ? differencesTo(metric, family, list) : [`${family.name} is served, and not in the list`];
    });
}

function differencesTo(metric: KubernetesMetric, family: ServedFamily, { version }: MetricList): string[] {
  const { name } = metric;
  const unknown = family.labels.filter((label) => !metric.labels.includes(label));
  const bounds = family.buckets ?? [];
  const sameBounds = bounds.length === 0 || roundedList(bounds) === roundedList(metric.buckets);
  return [
    ...(isHidden(metric, version) ? [`${name} is served although ${version} hides it`] : []),
    ...(metric.type === family.type ? [] : [`${name} is a ${family.type}, and a ${metric.type} in the list`]),
    // Some histograms of the API server have no class in their HELP text.
    ...(!family.stability || metric.stability === family.stability
      ? []
      : [`${name} is ${classOf(family)}, and ${classOf(metric)} in the list`]),
    ...((metric.deprecated ?? '') === (family.deprecated ?? '')
      ? []
      : [`${name} is deprecated since ${family.deprecated ?? '-'}, and ${metric.deprecated ?? '-'} in the list`]),
    ...(unknown.length === 0 ? [] : [`${name} has the labels ${unknown.join(', ')}, which the list lacks`]),
    ...(sameBounds
      ? []
      : [`${name} has the buckets ${bounds.join(', ')}, and ${metric.buckets.join(', ')} in the list`]),
  ];
}

/** Bounds without the last digits, where Go and JavaScript differ. */
function roundedList(bounds: readonly number[]): string {
  return bounds.map((bound) => Number(bound.toPrecision(12))).join();
}
