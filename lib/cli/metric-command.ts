import { UserError } from '../text/user-error';
import { checkMetrics, type MetricOptions, type MetricsResult } from './check-metrics';
import { compareScrapeFiles } from './compare-scrapes';
import { synthesizeFile } from './platform';

/** Options of `check` that are about metrics. */
export interface MetricCommand extends MetricOptions {
  readonly metrics: boolean;
  /** Files of scrapes. @default - rules, boards and queries are looked at */
  readonly scrape?: readonly string[];
}

/**
 * Whether `check` is about metrics.
 *
 * @throws for an option that needs `--metrics`
 */
export function isAboutMetrics({ metrics, kubernetes, from, scrape }: MetricCommand): boolean {
  if (metrics) return true;
  const given = Object.entries({ kubernetes, from, scrape }).find(([, value]) => value !== undefined);
  if (given) throw new UserError(`--${given[0]} is about metrics; fix: add --metrics`);
  return false;
}

/** Runs `check --metrics`. */
export function metricCommand(file: string, { scrape, ...options }: MetricCommand): MetricsResult {
  if (scrape && options.from !== undefined)
    throw new UserError(
      '--from and --scrape exclude each other; fix: keep one, and give two files to compare two versions',
    );
  if (scrape) return compareScrapeFiles(scrape, options.kubernetes);
  const { loaded, synthesis } = synthesizeFile(file);
  return checkMetrics(synthesis, loaded.platform.cluster.version, options);
}
