import type { Subject } from '../checks/subject';
import { readTexts } from '../manifests/files';
import { readManifests } from '../manifests/read';
import { UserError } from '../text/user-error';
import { checkMetrics, REPORT_FORMATS, type MetricOptions, type MetricsResult } from './check-metrics';
import { compareScrapeFiles } from './compare-scrapes';
import { synthesizeFile } from './platform';

/** Options of `check` that are about metrics. */
export interface MetricCommand extends Omit<MetricOptions, 'format'> {
  /** @default false */
  readonly metrics?: boolean;
  readonly format?: string;
  /** Files of scrapes. @default - rules, boards and queries are looked at */
  readonly scrape?: readonly string[];
}

/**
 * Whether `check` is about metrics.
 *
 * @throws for an option that needs `--metrics`
 */
export function isAboutMetrics({ metrics, from, scrape }: MetricCommand): boolean {
  if (metrics) return true;
  const given = Object.entries({ from, scrape }).find(([, value]) => value !== undefined);
  if (given) throw new UserError(`--${given[0]} is about metrics; fix: add --metrics`);
  return false;
}

/**
 * Runs `check --metrics`.
 *
 * @param places files or folders of manifests; none for a platform file.
 */
export function metricCommand(places: readonly string[], file: string, options: MetricCommand): MetricsResult {
  const { scrape, format: given, ...versions } = options;
  const format = REPORT_FORMATS.find((one) => one === given);
  if (given !== undefined && !format) {
    throw new UserError(`--metrics has no report as ${given}; allowed: ${REPORT_FORMATS.join(', ')}`);
  }
  if (scrape && versions.from !== undefined)
    throw new UserError(
      '--from and --scrape exclude each other; fix: keep one, and give two files to compare two versions',
    );
  if (scrape) return compareScrapeFiles(scrape, versions.kubernetes);
  const { subject, version } = subjectOf(places, file);
  return checkMetrics(subject, version, { ...versions, format });
}

function subjectOf(
  places: readonly string[],
  file: string,
): { readonly subject: Subject; readonly version: string | undefined } {
  if (places.length > 0) return { subject: readManifests(readTexts(places), {}).subject, version: undefined };
  const { loaded, synthesis } = synthesizeFile(file);
  return { subject: synthesis, version: loaded.platform.cluster.version };
}
