import { z } from 'zod';
import { count, httpUrl, objectName } from './common';

const secret = (keys: string) =>
  objectName().describe(`Name of your Secret with ${keys}, in the namespace of the target.`);
const flag = (description: string) => z.boolean().optional().describe(description);

/** Fields of a consumer lag that only KEDA has. */
export const kafkaTriggerShape = {
  activation: count(0, 100_000_000)
    .optional()
    .describe('Lag above which the first pod starts (KEDA `activationLagThreshold`). Default: 0.'),
  servers: z
    .array(
      z
        .string()
        .regex(/^[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?:\d{1,5}$/, { error: '<host>:<port>, such as kafka.shop:9092' })
        .describe('Address of a broker, `<host>:<port>`.'),
    )
    .min(1)
    .optional()
    .describe("Brokers of another Kafka (KEDA `bootstrapServers`). Default: the platform's Kafka."),
  sasl: z
    .strictObject({
      mechanism: z
        .enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'])
        .describe('SASL mechanism. PLAIN sends the password in clear text, unless tls is set.'),
      existingSecret: secret('the keys username and password'),
    })
    .optional()
    .describe("Authenticate with SASL. Default: as the platform does, for the platform's Kafka."),
  tls: z
    .strictObject({
      caSecret: secret('the key ca.crt').optional(),
      certificateSecret: secret('the keys tls.crt and tls.key: a client certificate').optional(),
      insecure: flag('Do not verify the certificate of the broker (KEDA `unsafeSsl`). Default: false.'),
    })
    .optional()
    .describe("Connect with TLS. Default: as the platform does, for the platform's Kafka."),
  offsetReset: z
    .enum(['latest', 'earliest'])
    .optional()
    .describe(
      'Lag of a partition without a committed offset: latest: 1, so that a pod starts; earliest: all its messages (KEDA `offsetResetPolicy`). Default: latest.',
    ),
  zeroOnInvalidOffset: flag(
    'Count a partition without a committed offset as 0 instead of 1 (KEDA `scaleToZeroOnInvalidOffset`). Default: false.',
  ),
  onlyPartitionsWithLag: flag(
    'No more pods than partitions with a lag (KEDA `limitToPartitionsWithLag`). Default: false.',
  ),
  idleConsumers: flag('Allow more pods than partitions (KEDA `allowIdleConsumers`). Default: false.'),
  ignorePersistentLag: flag(
    'Ignore the lag of a partition whose offset has not moved since the last query (KEDA `excludePersistentLag`). Default: false.',
  ),
  version: z
    .string()
    .regex(/^(0\.\d+\.\d+\.\d+|[1-9]\d*\.\d+\.\d+)$/, { error: 'a version of Kafka, such as 2.5.0' })
    .optional()
    .describe('Protocol version; brokers of Kafka 4 need 2.1.0 or later (KEDA `version`). Default: 1.0.0.'),
  partitions: z
    .string()
    .regex(/^\d+(-\d+)?(,\d+(-\d+)?)*$/, { error: 'numbers and ranges of partitions, such as 0,3,5-9' })
    .optional()
    .describe('Partitions whose lag counts, such as `0,3,5-9` (KEDA `partitionLimitation`). Default: all.'),
};

/** Fields of a metric in Prometheus that only KEDA has. */
export const prometheusTriggerShape = {
  activation: z
    .number()
    .nonnegative()
    .optional()
    .describe('Value above which the first pod starts (KEDA `activationThreshold`). Default: 0.'),
  missing: z
    .enum(['zero', 'failure'])
    .optional()
    .describe(
      'Whether a query without a result is 0, or a failure that fallback handles (KEDA `ignoreNullValues`). Default: zero.',
    ),
};

const cronSchema = z
  .strictObject({
    timezone: z.string().min(1).describe('Time zone of start and end, such as Europe/Berlin (IANA).'),
    start: z
      .string()
      .describe('Begin of the period: minute, hour, day of month, month and day of week, such as `0 8 * * 1-5`.'),
    end: z.string().describe('End of the period, in the same form, such as `0 18 * * 1-5`.'),
    replicas: count(1, 1000).describe('Number of pods in the period at least (KEDA `desiredReplicas`).'),
  })
  .describe('A recurring period with a minimum number of pods.');

const prometheusSchema = z
  .strictObject({
    server: httpUrl().describe('URL of the server (KEDA `serverAddress`).'),
    bearerTokenSecret: secret('the key token').optional(),
    basicAuthSecret: secret('the keys username and password').optional(),
    certificateSecret: secret('the keys tls.crt and tls.key: a client certificate').optional(),
    caSecret: secret('the key ca.crt: the CA certificates that the server is verified against').optional(),
    insecure: flag('Do not verify the certificate of the server (KEDA `unsafeSsl`). Default: false.'),
  })
  .optional()
  .describe("Another Prometheus for the metrics of this scaler. Default: the platform's Prometheus.");

const settingsSchema = z.strictObject({
  pollingSeconds: count(1, 86400)
    .default(15)
    .describe('Interval between two queries, in seconds (KEDA `pollingInterval`).'),
  cooldownSeconds: count(0, 86400)
    .default(300)
    .describe('Delay from the last activity until there are 0 pods, in seconds (KEDA `cooldownPeriod`).'),
  initialCooldownSeconds: count(0, 86400)
    .optional()
    .describe('The same delay after the creation of the scaler (KEDA `initialCooldownPeriod`). Default: 0.'),
  idle: count(0, 1000)
    .optional()
    .describe('Number of pods without activity, below min; KEDA supports 0 (`idleReplicaCount`). Default: min.'),
  paused: flag('Keep the current number of pods (annotation `autoscaling.keda.sh/paused`). Default: false.'),
  pausedReplicas: count(0, 1000)
    .optional()
    .describe('Keep this number of pods (annotation `autoscaling.keda.sh/paused-replicas`). Default: autoscaling.'),
  fallback: z
    .strictObject({
      failures: count(0, 1000).default(3).describe('Consecutive failures to tolerate (KEDA `failureThreshold`).'),
      replicas: count(0, 1000).describe('Number of pods while a trigger fails.'),
      behavior: z
        .enum(['static', 'currentReplicas', 'currentReplicasIfHigher', 'currentReplicasIfLower'])
        .default('static')
        .describe('replicas, the current number of pods, or the higher or lower of both.'),
    })
    .optional()
    .describe('Number of pods while Prometheus or Kafka does not answer. Default: the current number.'),
  cron: z.array(cronSchema).default([]).describe('Recurring periods with a minimum number of pods.'),
  prometheus: prometheusSchema,
});

/** Settings of a ScaledObject. */
export const kedaSchema = settingsSchema.optional().describe('Settings of KEDA, with engine: keda.');

/** Settings of a ScaledObject. */
export type KedaSettings = z.output<typeof settingsSchema>;

/** Settings of a ScaledObject where the file has none. */
export const KEDA_DEFAULTS: KedaSettings = settingsSchema.parse({});
