import { z } from 'zod';
import { bytes, count, externalUrl, objectName, promDuration, resources, volumeSize } from './common';
import { claimRetention, severalPods, storageClassName } from './pods';

/** Settings of Prometheus. */
export const prometheusSchema = z
  .strictObject({
    replicas: count(1, 9).default(2).describe('Number of pods; each scrapes all targets.'),
    pods: severalPods(),
    size: volumeSize('50Gi'),
    storageClassName: storageClassName(),
    claimRetention: claimRetention(),
    claimSize: bytes()
      .optional()
      .describe(
        'Size that the claims still have after size was raised: the operator does not expand claims, and the default of retentionSize follows claimSize until you have done so (docs/monitoring.md, "Larger volumes"). Default: size.',
      ),
    retention: promDuration()
      .default('15d')
      .describe('Retention of samples (Prometheus `--storage.tsdb.retention.time`).'),
    retentionSize: z
      .string()
      .regex(/^\d+(KB|MB|GB|TB|PB)$/, { error: "a size in Prometheus' notation, such as 40GB" })
      .optional()
      .describe(
        'Size limit of the TSDB, beyond which the oldest blocks are deleted (`--storage.tsdb.retention.size`). Default: 85 % of claimSize.',
      ),
    scrapeInterval: promDuration().default('30s').describe('Scrape interval.'),
    evaluationInterval: promDuration().default('30s').describe('Evaluation interval of rules.'),
    nameValidationScheme: z
      .enum(['UTF8', 'Legacy'])
      .default('UTF8')
      .describe(
        'Allowed names of metrics and labels (Prometheus `metric_name_validation_scheme`). Legacy: only letters, digits, _ and colons, for a remote store that refuses other names.',
      ),
    externalUrl: externalUrl('Prometheus'),
    externalLabels: z
      .record(z.string(), z.string().describe('Value of the label.'))
      .default({})
      .describe('External labels, added to everything that leaves this Prometheus, such as `cluster: blue`.'),
    remoteWrite: z
      .array(
        z
          .strictObject({
            url: z.url({ protocol: /^https?$/, error: 'an http or https URL' }).describe('Remote-write endpoint.'),
            name: z.string().optional().describe('Name of the remote-write queue, in metrics and logs.'),
            basicAuthSecret: objectName()
              .optional()
              .describe('Secret in the monitoring namespace with the keys `username` and `password`.'),
            bearerTokenSecret: objectName()
              .optional()
              .describe('Secret in the monitoring namespace with the key `token`.'),
            keep: z
              .array(z.string().min(1).describe('RE2 expression, anchored.'))
              .default([])
              .describe('Metric names to send. Default: all.'),
          })
          .describe('A remote-write target.'),
      )
      .default([])
      .describe('Remote-write targets: long-term stores that samples are sent to.'),
    resources: resources({ requests: { cpu: '250m', memory: '1Gi' }, limits: { cpu: '2', memory: '3Gi' } }),
  })
  .prefault({})
  .describe('Prometheus: scrapes targets, stores samples and evaluates rules.');
