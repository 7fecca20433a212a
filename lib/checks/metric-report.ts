import type { Stability } from '../mixins/families/parse';
import { kubeStateMetrics } from '../mixins/kube-state-metrics/metrics';
import type { KubernetesMetric, MetricList } from '../mixins/stability/metric-list';
import { brokenBy, kubernetesMetric, problemsIn, type StabilityProblem } from '../mixins/stability/problems';
import { selectorUses, type SelectorUse } from '../promql/label-uses';
import { metricUsers, type MetricUser } from './read/metric-users';
import type { Subject } from './subject';

/** A metric of Kubernetes that a rule, a panel or a query depends on. */
export interface MetricDependency {
  readonly name: string;
  /** @default - cAdvisor does not classify its metrics. */
  readonly stability?: Stability;
  /** Version that deprecated it. @default - it is not deprecated. */
  readonly deprecated?: string;
}

/** A problem, and the record that it comes through. */
export interface DependencyProblem extends StabilityProblem {
  /** Record whose expression has the problem. @default - the expression itself has it. */
  readonly through?: string;
}

/** A rule, a panel or a query, with the metrics of Kubernetes that it depends on. */
export interface UserReport {
  readonly user: MetricUser;
  readonly metrics: readonly MetricDependency[];
  readonly problems: readonly DependencyProblem[];
}

/** Versions that a report is about. */
export interface ReportVersions {
  readonly to: MetricList;
  /** Version before the upgrade. @default - the report is about the version alone. */
  readonly from?: MetricList;
}

/** Every rule, panel and query that depends on metrics of Kubernetes, in the order of the manifests. */
export function metricReport(subject: Subject, { from, to }: ReportVersions): UserReport[] {
  const users = metricUsers(subject);
  const reached = new Reached(users);
  return users.flatMap((user) => {
    const uses = reached.from(user);
    const metrics = new Map<string, MetricDependency>();
    for (const { use } of uses) {
      const metric = kubernetesMetric(use, to) ?? kubernetesMetric(use);
      if (metric) metrics.set(metric.name, dependencyOn(metric));
    }
    if (metrics.size === 0) return [];
    const problems = uses.flatMap(({ use, through }) =>
      (from ? brokenBy(use, from, to) : problemsIn(use, to)).map((problem) => ({
        ...problem,
        ...(through ? { through } : {}),
      })),
    );
    const distinct = new Map(problems.map((problem) => [`${problem.problem} ${problem.through ?? ''}`, problem]));
    return [{ user, metrics: [...metrics.values()].sort(byName), problems: [...distinct.values()] }];
  });
}

function dependencyOn({ name, stability, deprecated }: KubernetesMetric): MetricDependency {
  return { name, ...(stability ? { stability } : {}), ...(deprecated ? { deprecated } : {}) };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}

/** A metric of kube-state-metrics, and what reads it. */
export interface StateMetricUse {
  readonly name: string;
  /** By the promise of kube-state-metrics: names and labels of stable metrics stay. */
  readonly isStable: boolean;
  readonly readers: readonly string[];
}

const STATE_METRICS = new Map(kubeStateMetrics.families.map(({ name, stability }) => [name, stability === 'stable']));

/** The metrics of kube-state-metrics that rules, panels and queries depend on, by name. */
export function stateMetricUses(subject: Subject): StateMetricUse[] {
  const users = metricUsers(subject);
  const reached = new Reached(users);
  const readers = new Map<string, Set<string>>();
  for (const user of users) {
    for (const { use } of reached.from(user)) {
      const { metric = '' } = use.selector;
      if (STATE_METRICS.has(metric)) readers.set(metric, (readers.get(metric) ?? new Set()).add(user.name));
    }
  }
  return [...readers]
    .map(([name, names]) => ({ name, isStable: STATE_METRICS.get(name) ?? false, readers: [...names] }))
    .sort(byName);
}

/** A selector that an expression depends on, itself or through a record. */
interface ReachedUse {
  readonly use: SelectorUse;
  readonly through?: string;
}

/** Follows expressions into the records that they use. */
class Reached {
  private readonly records = new Map<string, MetricUser[]>();
  private readonly ofRecords = new Map<string, readonly ReachedUse[]>();

  constructor(users: readonly MetricUser[]) {
    for (const user of users) {
      if (user.record) this.records.set(user.record, [...(this.records.get(user.record) ?? []), user]);
    }
  }

  /** The selectors of metrics that an expression depends on. */
  public from({ expr }: MetricUser): ReachedUse[] {
    return selectorUses(expr).flatMap((use): readonly ReachedUse[] => {
      const { metric } = use.selector;
      return metric !== undefined && this.records.has(metric) ? this.ofRecord(metric) : [{ use }];
    });
  }

  private ofRecord(name: string): readonly ReachedUse[] {
    const known = this.ofRecords.get(name);
    if (known) return known;
    // A record that uses itself adds nothing.
    this.ofRecords.set(name, []);
    const all = (this.records.get(name) ?? [])
      .flatMap((user) => this.from(user))
      .map(({ use, through }) => ({ use, through: through ?? name }));
    this.ofRecords.set(name, all);
    return all;
  }
}
