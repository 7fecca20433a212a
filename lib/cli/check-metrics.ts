import { LISTED_VERSIONS, listFor, metricList, type MetricList } from '../mixins/stability/metric-list';
import { minorOf } from '../mixins/stability/lifecycle';
import { metricReport, stateMetricUses, type StateMetricUse, type UserReport } from '../checks/metric-report';
import type { Subject } from '../checks/subject';
import { UserError } from '../text/user-error';
import { describeReport } from './metric-report-text';

/** Formats of the report. */
export const REPORT_FORMATS = ['text', 'json'] as const;

/** Options of `check --metrics`. */
export interface MetricOptions {
  /** Version of Kubernetes that the report is about. @default - the platform's `cluster.version` */
  readonly kubernetes?: string;
  /** Version before an upgrade. @default - the report is about one version. */
  readonly from?: string;
  /** @default text */
  readonly format?: (typeof REPORT_FORMATS)[number];
}

/** A report, and whether something in it is broken. */
export interface MetricsResult {
  readonly output: string;
  readonly broken: boolean;
}

/**
 * Reports what rules, panels and queries read of Kubernetes' own metrics, and what of it a version, or an upgrade, breaks.
 *
 * @param version - version of the cluster, for a report without one of its own.
 * @throws for a version without a list
 */
export function checkMetrics(
  subject: Subject,
  version: string | undefined,
  options: MetricOptions = {},
): MetricsResult {
  const { kubernetes, from, format = 'text' } = options;
  const to = kubernetes === undefined ? listFor(version ?? LISTED_VERSIONS.at(-1) ?? '') : metricList(kubernetes);
  const before = from === undefined ? undefined : metricList(from);
  if (before) assertOlder(before, to);
  const report = metricReport(subject, { to, ...(before ? { from: before } : {}) });
  const broken = report.some(({ problems }) => problems.length > 0);
  const stateMetrics = stateMetricUses(subject);
  const output =
    format === 'json' ? asJson(report, stateMetrics, to, before) : describeReport(report, stateMetrics, to, before);
  return { output, broken };
}

function assertOlder(from: MetricList, to: MetricList): void {
  if (minorOf(from.version) < minorOf(to.version)) return;
  const older = LISTED_VERSIONS.filter((version) => minorOf(version) < minorOf(to.version));
  throw new UserError(
    `--from ${from.version} is not older than Kubernetes ${to.version}; allowed: ${older.join(', ') || 'none, it is the oldest listed version'}`,
  );
}

function asJson(
  report: readonly UserReport[],
  stateMetrics: readonly StateMetricUse[],
  to: MetricList,
  from: MetricList | undefined,
): string {
  const users = report.map(({ user: { object, name, severity }, metrics, problems }) => {
    const { kind, metadata } = object.manifest;
    return {
      name,
      object: `${kind}/${metadata.name}`,
      ...(object.file === undefined ? {} : { file: object.file, line: object.line }),
      ...(severity ? { severity } : {}),
      metrics,
      problems,
    };
  });
  return JSON.stringify(
    { kubernetes: to.version, ...(from ? { from: from.version } : {}), sources: to.sources, users, stateMetrics },
    null,
    2,
  );
}
