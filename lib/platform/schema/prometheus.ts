import { z } from 'zod';
import { alertmanagersSchema } from './alertmanagers';
import { annotations, bytes, count, externalUrl, promDuration, resources, volumeSize } from './common';
import { existingPrometheusSchema } from './existing-prometheus';
import { claimRetention, severalPods, storageClassName } from './pods';
import { featuresSchema } from './prometheus-features';
import { limitsSchema, querySchema } from './prometheus-limits';
import { protectedIngress } from './protected-ingress';
import { receiversSchema } from './receivers';
import { remoteWriteSchema } from './remote-write';
import { thanosSchema } from './thanos';
import { labelName } from './values';

/** Settings of Prometheus. */
export const prometheusSchema = z
  .strictObject({
    mode: z
      .enum(['server', 'agent'])
      .default('server')
      .describe(
        'agent: Prometheus scrapes and sends samples to remoteWrite, without a database, rules and alerts (docs/monitoring.md, "Agent").',
      ),
    replicas: count(1, 9).default(2).describe('Number of pods, or of pods per shard; each scrapes the same targets.'),
    pods: severalPods(),
    existing: existingPrometheusSchema,
    shards: count(1, 64)
      .default(1)
      .describe(
        'Number of shards, each with replicas of its own. Targets of users are distributed; every shard scrapes all targets of the platform (docs/monitoring.md, "Shards").',
      ),
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
    outOfOrderWindow: promDuration()
      .optional()
      .describe('Age of samples that are accepted out of order (Prometheus `out_of_order_time_window`). Default: 0s.'),
    scrapeInterval: promDuration().default('30s').describe('Scrape interval.'),
    scrapeTimeout: promDuration().optional().describe('Timeout of a scrape; at most scrapeInterval. Default: 10s.'),
    evaluationInterval: promDuration().default('30s').describe('Evaluation interval of rules.'),
    ruleQueryOffset: promDuration()
      .optional()
      .describe('Offset of the evaluation of rules into the past, for samples that arrive late. Default: 0s.'),
    limits: limitsSchema,
    query: querySchema,
    nativeHistograms: z
      .boolean()
      .default(false)
      .describe('Scrapes native histograms, in addition to classic ones, which the rules of the platform use.'),
    exemplars: count(1, 100_000_000)
      .optional()
      .describe('Number of exemplars in memory, which turns their storage on. Default: none are stored.'),
    enableFeatures: featuresSchema,
    receivers: receiversSchema,
    logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('Log level.'),
    nameValidationScheme: z
      .enum(['UTF8', 'Legacy'])
      .default('UTF8')
      .describe(
        'Allowed names of metrics and labels (Prometheus `metric_name_validation_scheme`). Legacy: only letters, digits, _ and colons, for a remote store that refuses other names.',
      ),
    externalUrl: externalUrl('Prometheus'),
    ingress: protectedIngress('Prometheus'),
    externalLabels: z
      .record(labelName(), z.string().describe('Value of the label.'))
      .default({})
      .describe('External labels, added to everything that leaves this Prometheus, such as `cluster: blue`.'),
    remoteWrite: remoteWriteSchema,
    alertmanagers: alertmanagersSchema,
    serviceAccountAnnotations: annotations().describe(
      'Annotations of the ServiceAccount, for the identity at a cloud provider, such as `eks.amazonaws.com/role-arn`.',
    ),
    thanos: thanosSchema,
    resources: resources({ requests: { cpu: '250m', memory: '1Gi' }, limits: { cpu: '2', memory: '3Gi' } }),
  })
  .prefault({})
  .describe('Prometheus: scrapes targets, stores samples and evaluates rules.');
