import type { MetricDependency, StateMetricUse, UserReport } from '../checks/metric-report';
import { kubeStateMetrics } from '../mixins/kube-state-metrics/metrics';
import { ALPHA_REASONS } from '../mixins/stability/alpha-reasons';
import type { MetricList } from '../mixins/stability/metric-list';

const CLASSES = ['stable', 'beta', 'alpha', 'internal', undefined] as const;

/** The report as text: what is broken, then how many metrics of each class are read, then who reads metrics without guarantees. */
export function describeReport(
  report: readonly UserReport[],
  stateMetrics: readonly StateMetricUse[],
  to: MetricList,
  from?: MetricList,
): string {
  const metrics = metricsOf(report);
  return [
    `Kubernetes ${to.version}: ${plural(report.length, 'rule, panel or query reads', 'rules, panels and queries read')} ${metrics.size} of its metrics`,
    ...classLines(metrics),
    '',
    ...brokenLines(report, to, from),
    ...alphaLines(metrics),
    ...stateLines(stateMetrics),
  ].join('\n');
}

/** A metric, and the names of what reads it. */
interface ReadMetric {
  readonly metric: MetricDependency;
  readonly readers: readonly string[];
}

function metricsOf(report: readonly UserReport[]): ReadonlyMap<string, ReadMetric> {
  const found = new Map<string, ReadMetric>();
  for (const { user, metrics } of report) {
    for (const metric of metrics) {
      const readers = found.get(metric.name)?.readers ?? [];
      found.set(metric.name, { metric, readers: [...new Set([...readers, user.name])] });
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function classLines(metrics: ReadonlyMap<string, ReadMetric>): string[] {
  return CLASSES.flatMap((stability) => {
    const count = [...metrics.values()].filter(({ metric }) => metric.stability === stability).length;
    return count === 0 ? [] : [`  ${(stability?.toUpperCase() ?? 'cAdvisor').padEnd(9)}${count}`];
  });
}

function brokenLines(report: readonly UserReport[], to: MetricList, from: MetricList | undefined): string[] {
  const broken = report.filter(({ problems }) => problems.length > 0);
  const what = from ? `The upgrade from ${from.version} to ${to.version}` : `Kubernetes ${to.version}`;
  if (broken.length === 0) return [`${what} breaks none of them.`];
  return [
    `${what} breaks ${broken.length} of them:`,
    ...broken.flatMap(({ user, problems }) => {
      const { kind, metadata } = user.object.manifest;
      const severity = user.severity ? `, ${user.severity}` : '';
      return [
        `  ${user.name} (${kind}/${metadata.name}${severity})`,
        ...problems.flatMap(({ problem, fix, through }) => [
          `    ${problem}${through ? `, in record ${through}` : ''}`,
          `      fix: ${fix}`,
        ]),
      ];
    }),
  ];
}

function alphaLines(metrics: ReadonlyMap<string, ReadMetric>): string[] {
  const alpha = [...metrics.values()].filter(({ metric }) => metric.stability === 'alpha');
  if (alpha.length === 0) return [];
  return [
    '',
    'Any release may change or remove what is ALPHA:',
    ...alpha.flatMap(({ metric: { name, deprecated }, readers }) => [
      `  ${name}${deprecated ? ` (deprecated since ${deprecated})` : ''}: ${readers.join(', ')}`,
      ...(ALPHA_REASONS[name] ? [`    ${ALPHA_REASONS[name]}`] : ['    warning: no reason is given for its use']),
    ]),
  ];
}

function stateLines(all: readonly StateMetricUse[]): string[] {
  const experimental = all.filter(({ isStable }) => !isStable);
  if (all.length === 0) return [];
  return [
    '',
    `kube-state-metrics ${kubeStateMetrics.version}: ${plural(all.length, 'metric is', 'metrics are')} read, ${all.length - experimental.length} of them STABLE`,
    ...(experimental.length > 0 ? ['Any release may change or remove what is EXPERIMENTAL:'] : []),
    ...experimental.map(({ name, readers }) => `  ${name}: ${readers.join(', ')}`),
  ];
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
