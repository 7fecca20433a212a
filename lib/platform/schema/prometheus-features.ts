import { z } from 'zod';

/**
 * Feature flags that have an effect (Prometheus 3.16, cmd/prometheus/main.go, `setFeatureListOptions`); exemplars have an option of
 * their own.
 */
const FEATURES = [
  'concurrent-rule-eval',
  'created-timestamp-zero-ingestion',
  'delayed-compaction',
  'extra-scrape-metrics',
  'fast-startup',
  'histograms-st-encoding',
  'memory-snapshot-on-shutdown',
  'metadata-wal-records',
  'old-ui',
  'openmetrics2',
  'otlp-deltatocumulative',
  'otlp-native-delta-ingestion',
  'promql-binop-fill-modifiers',
  'promql-delayed-name-removal',
  'promql-experimental-functions',
  'promql-per-step-stats',
  'promql-unquoted-utf8-names',
  'query-cost',
  'search-api',
  'st-storage',
  'st-synthesis',
  'type-and-unit-labels',
  'use-start-timestamps',
  'use-uncached-io',
  'xor2-encoding',
  'zstd-scrape',
] as const;

/** Feature flags of Prometheus. */
export const featuresSchema = z
  .array(z.enum(FEATURES).describe('Name of a feature.'))
  .default([])
  .describe('Experimental features (Prometheus `--enable-feature`). Rules are type-checked without them.');
