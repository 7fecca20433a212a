import { z } from 'zod';
import { count, labelKey } from './common';

/** An amount that a metric is held at, in Kubernetes' notation. */
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
        .describe('Average use, in percent of the requests. Above 100 only where the limits are above the requests.'),
      average: amount().optional().describe(`Average use of a pod, such as ${what}; instead of utilization.`),
      container: z
        .string()
        .optional()
        .describe('Only this container counts, not its sidecars (GA since Kubernetes 1.30). Default: the whole pod.'),
    })
    .optional()
    .describe(defaultNote);

const customMetric = z
  .strictObject({
    metric: z
      .string()
      .regex(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/, { error: 'the name of a series as Prometheus stores it' })
      .describe('Name of the series in Prometheus. A counter (…_total) is taken as its rate, per second.'),
    from: z
      .enum(['pods', 'object', 'external'])
      .default('pods')
      .describe('Whose metric it is: of the pods that are scaled, of one other object, or of nothing in the cluster.'),
    object: z
      .strictObject({
        apiVersion: z.string().default('v1').describe('API group and version.'),
        kind: z.string().min(1).describe('Kind, such as Service.'),
        name: z.string().min(1).describe('Name; its series carry it in the label that is the kind in lower case.'),
      })
      .optional()
      .describe('The object, with from: object.'),
    labels: z
      .record(labelKey(), z.string().describe('Value of the label.'))
      .default({})
      .describe('Labels that the series must have.'),
    average: amount().optional().describe('What each pod is to have of it; the sum is divided by the pods.'),
    value: amount().optional().describe('What it is held at as a whole; not possible for pods.'),
  })
  .describe('A metric in Prometheus.');

const kafkaLag = z
  .strictObject({
    topic: z.string().min(1).describe('Topic.'),
    group: z.string().min(1).describe('Consumer group.'),
    lag: count(1, 100_000_000).describe('Messages that each pod may be behind.'),
  })
  .describe('A topic of Kafka, and how far behind it a group of consumers may be.');

const rules = (what: string, defaults: string) =>
  z
    .strictObject({
      windowSeconds: count(0, 3600)
        .optional()
        .describe(
          `Stabilization window, in seconds: ${what} only when all recommendations within it say so. ${defaults}`,
        ),
      select: z
        .enum(['Max', 'Min', 'Disabled'])
        .optional()
        .describe('Which policy counts where several apply: the one that changes most, or least. Default: Max.'),
      policies: z
        .array(
          z
            .strictObject({
              type: z.enum(['Pods', 'Percent']).describe('Whether value is a number of pods or a percentage of them.'),
              value: count(1, 100_000).describe('How many may come or go within the period.'),
              periodSeconds: count(1, 1800).describe('Length of the period, in seconds.'),
            })
            .describe('A limit of the speed.'),
        )
        .min(1)
        .optional()
        .describe("Limits of the speed. Default: Kubernetes' own."),
    })
    .prefault({});

/** How the number of a workload's pods follows the load. */
export const scalingShape = {
  min: count(0, 1000)
    .default(1)
    .describe('Fewest pods. 0 only with engine: keda, and a metric that is there without pods.'),
  max: count(1, 1000).describe('Most pods.'),
  cpu: resourceTarget('500m', 'Keep the use of CPU at this. Default, where no metric is given: utilization 70.'),
  memory: resourceTarget('512Mi', 'Keep the use of memory at this. Default: it does not count.'),
  metrics: z.array(customMetric).default([]).describe('Metrics in Prometheus; the one that asks for most pods counts.'),
  kafkaLag: z.array(kafkaLag).default([]).describe('Topics of Kafka whose messages are waited for.'),
  behavior: z
    .strictObject({
      scaleUp: rules('pods are added', 'Default: 0.').describe('How fast pods may be added.'),
      scaleDown: rules('pods are removed', 'Default: 300.').describe('How fast pods may be removed.'),
    })
    .prefault({})
    .describe('How fast the number of pods may change.'),
  engine: z
    .enum(['hpa', 'keda'])
    .default('hpa')
    .describe(
      'hpa: a HorizontalPodAutoscaler. keda: a ScaledObject for KEDA, which must be in the cluster; it can scale to and from 0.',
    ),
};

/** The scaling of a component: without it, the number of pods is `replicas`. */
export const componentScaling = (note = '') =>
  z
    .strictObject(scalingShape)
    .optional()
    .describe(`Let the load decide the number of pods, instead of replicas. Default: replicas.${note}`);

/** How the number of a workload's pods follows the load. */
export type Scaling = NonNullable<z.output<ReturnType<typeof componentScaling>>>;
