import { z } from 'zod';
import { count, promDuration } from './common';

const limit = (max: number, description: string) =>
  count(1, max).optional().describe(`${description} Default: no limit.`);

/** Limits of scrapes. */
export const limitsSchema = z
  .strictObject({
    samples: limit(100_000_000, 'Samples of a scrape, after metric relabeling (Prometheus `sample_limit`).'),
    targets: limit(1_000_000, 'Targets of a scrape configuration (Prometheus `target_limit`).'),
    labels: limit(10_000, 'Labels of a sample (Prometheus `label_limit`).'),
    labelNameLength: limit(100_000, 'Length of the name of a label (Prometheus `label_name_length_limit`).'),
    labelValueLength: limit(10_000_000, 'Length of the value of a label (Prometheus `label_value_length_limit`).'),
    bodySize: z
      .string()
      .regex(/^\d+(\.\d+)?([KMGT]i?)?B$/, { error: "a size in Prometheus' notation, such as 50MB" })
      .optional()
      .describe('Uncompressed size of the response to a scrape (Prometheus `body_size_limit`). Default: no limit.'),
    keepDroppedTargets: limit(
      1_000_000,
      'Dropped targets per scrape configuration that stay visible in the user interface (Prometheus `keep_dropped_targets`).',
    ),
    enforced: z
      .boolean()
      .default(false)
      .describe('Caps the limits that monitors set themselves, too. Default: the limits of monitors take precedence.'),
  })
  .prefault({})
  .describe("Limits of each scrape, also of the platform's targets. A scrape beyond a limit fails.");

/** Limits of queries. */
export const querySchema = z
  .strictObject({
    maxConcurrency: count(1, 10_000).optional().describe('Concurrent queries at most. Default: 20.'),
    maxSamples: count(1, 10_000_000_000)
      .optional()
      .describe('Samples that a query loads into memory at most. Default: 50000000.'),
    timeout: promDuration().optional().describe('Timeout of a query. Default: 2m.'),
    lookbackDelta: promDuration()
      .optional()
      .describe('Age beyond which a sample no longer counts as the current value. Default: 5m.'),
  })
  .optional()
  .describe('Queries (Prometheus `--query.*`).');
