import type { Check } from '../finding';
import { alertRoutes } from './alert-routes';
import { histogramForms, metricStability } from './metric-stability';
import { metrics } from './metrics';
import { monitors } from './monitors';
import { probeAccess } from './probe-access';
import { promql } from './promql';
import { scrapeAccess } from './scrape-access';
import { verifiedScrapes } from './verified-scrapes';

/** Checks of monitors, rules and dashboards. */
export const MONITORING_CHECKS: readonly Check[] = [
  promql,
  metrics,
  monitors,
  scrapeAccess,
  probeAccess,
  alertRoutes,
  verifiedScrapes,
  metricStability,
  histogramForms,
];
