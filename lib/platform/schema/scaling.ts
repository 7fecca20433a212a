import { z } from 'zod';
import { anyObjectName, apiVersion, kind, labelValue, line, topicName } from './values';
import { count, dnsLabel, labelKey } from './common';
import { kafkaTriggerShape, kedaSchema, prometheusTriggerShape } from './keda';

/** The target of a metric, as a Kubernetes quantity. */
const amount = () =>
  z
    .union([
      z.number().positive({ error: 'a number above 0' }),
      z.string().regex(/^(?=.*[1-9])\d+(\.\d+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/, {
        error: 'an amount above 0 in Kubernetes notation, such as 100, 500m or 1Gi',
      }),
    ])
    .transform(String);

const resourceTarget = (what: string, defaultNote: string) =>
  z
    .strictObject({
      utilization: count(1, 1000)
        .optional()
        .describe('Average utilization, in percent of the requests. Above 100 only if limits exceed requests.'),
      average: amount().optional().describe(`Average usage per pod, such as ${what}; instead of utilization.`),
      container: dnsLabel()
        .optional()
        .describe(
          'Measure only this container, without its sidecars (ContainerResource metric, GA since Kubernetes 1.30). Default: the whole pod.',
        ),
    })
    .optional()
    .describe(defaultNote);

const customMetric = z
  .strictObject({
    metric: z
      .string()
      .regex(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/, { error: 'the name of a series as Prometheus stores it' })
      .describe('Name of the series in Prometheus. A counter (…_total) is used as its rate per second.'),
    from: z
      .enum(['pods', 'object', 'external'])
      .default('pods')
      .describe(
        'Metric type: of the scaled pods (Pods), of one other object (Object), or of nothing in the cluster (External).',
      ),
    object: z
      .strictObject({
        apiVersion: apiVersion().default('v1').describe('API group and version.'),
        kind: kind().describe('Kind, such as Service.'),
        name: anyObjectName().describe('Name; the series have it in the label named like the kind, in lower case.'),
      })
      .optional()
      .describe('The object, with from: object.'),
    labels: z
      .record(labelKey(), labelValue().describe('Value of the label.'))
      .default({})
      .describe('Labels that the series must have.'),
    average: amount()
      .optional()
      .describe('Target average per pod (averageValue): the sum is divided by the number of pods.'),
    value: amount().optional().describe('Target of the metric as a whole (value); not possible for pods.'),
    ...prometheusTriggerShape,
  })
  .describe('A metric in Prometheus.');

const kafkaLag = z
  .strictObject({
    topic: topicName().describe('Topic.'),
    group: line(249).describe('Consumer group.'),
    lag: count(1, 100_000_000).describe('Target lag per pod, in messages.'),
    ...kafkaTriggerShape,
  })
  .describe('A Kafka topic and the target lag of a consumer group.');

const rules = (what: string, defaults: string) =>
  z
    .strictObject({
      windowSeconds: count(0, 3600)
        .optional()
        .describe(`Stabilization window, in seconds: ${what} only if all recommendations within it agree. ${defaults}`),
      select: z
        .enum(['Max', 'Min', 'Disabled'])
        .optional()
        .describe(
          'Which policy applies if there are several: the one that allows the largest change (Max), or the smallest (Min). Default: Max.',
        ),
      policies: z
        .array(
          z
            .strictObject({
              type: z.enum(['Pods', 'Percent']).describe('Whether value is a number of pods or a percentage of them.'),
              value: count(1, 100_000).describe('Maximum change within the period.'),
              periodSeconds: count(1, 1800).describe('Length of the period, in seconds.'),
            })
            .describe('A scaling policy.'),
        )
        .min(1)
        .optional()
        .describe("Scaling policies. Default: Kubernetes' defaults."),
      tolerance: z
        .number()
        .min(0)
        .max(1)
        .refine((ratio) => Math.abs(ratio * 1000 - Math.round(ratio * 1000)) < 1e-9, {
          error: 'a ratio with at most three decimals, such as 0.05',
        })
        .optional()
        .describe(
          'Deviation from the target that changes nothing, as a ratio; from cluster.version "1.35" on. Default: the setting of the controller, usually 0.1.',
        ),
    })
    .prefault({});

/** Horizontal scaling of a workload. */
export const scalingShape = {
  min: count(0, 1000)
    .default(1)
    .describe(
      'Minimum number of pods. 0 only with a metric that exists without pods, and with engine: keda or a cluster.version of 1.37 or later.',
    ),
  max: count(1, 1000).describe('Maximum number of pods.'),
  cpu: resourceTarget('500m', 'CPU target. Default if no metric is given: utilization 70.'),
  memory: resourceTarget('512Mi', 'Memory target. Default: not used.'),
  metrics: z.array(customMetric).default([]).describe('Metrics in Prometheus; the one that yields the most pods wins.'),
  kafkaLag: z.array(kafkaLag).default([]).describe('Kafka topics scaled by consumer lag.'),
  behavior: z
    .strictObject({
      scaleUp: rules('pods are added', 'Default: 0.').describe('Scale-up behavior.'),
      scaleDown: rules('pods are removed', 'Default: 300.').describe('Scale-down behavior.'),
    })
    .prefault({})
    .describe('Scaling behavior: how fast the number of pods may change.'),
  engine: z
    .enum(['hpa', 'keda'])
    .default('hpa')
    .describe(
      'hpa: a HorizontalPodAutoscaler. keda: a ScaledObject for KEDA, which must be in the cluster; it can scale to and from 0.',
    ),
  keda: kedaSchema,
};

/** The scaling of a component: without it, the number of pods is `replicas`. */
export const componentScaling = (note = '') =>
  z
    .strictObject(scalingShape)
    .optional()
    .describe(`Scale by load, instead of a fixed number of replicas. Default: replicas.${note}`);

/** Horizontal scaling of a workload. */
export type Scaling = NonNullable<z.output<ReturnType<typeof componentScaling>>>;
