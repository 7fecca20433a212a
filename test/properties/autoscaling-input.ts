import * as fc from 'fast-check';
import type { PlatformInput } from '../../lib/platform/model';
import { pods } from './arbitraries';

type AutoscalingInput = NonNullable<PlatformInput['autoscaling']>;
type ScalingInput = Omit<NonNullable<AutoscalingInput['scalers']>[number], 'name' | 'namespace' | 'target'>;

/** Settings of KEDA. */
const keda: fc.Arbitrary<ScalingInput['keda']> = fc.record({
  pollingSeconds: fc.integer({ min: 1, max: 60 }),
  idle: fc.constantFrom(undefined, 0),
  paused: fc.constantFrom(undefined, true),
  fallback: fc.constantFrom(undefined, { replicas: 2 }),
  cron: fc
    .constant({ timezone: 'Europe/Berlin', start: '0 8 * * 1-5', end: '0 18 * * 1-5', replicas: 6 })
    .map((period) => [period]),
});

/** Settings of a scaler that KEDA carries out. */
const byKeda: fc.Arbitrary<Pick<ScalingInput, 'engine' | 'max' | 'keda' | 'kafkaLag'>> = fc.record({
  engine: fc.constant('keda'),
  max: fc.constant(6),
  keda,
  kafkaLag: fc
    .record({
      topic: fc.constant('orders'),
      group: fc.constant('billing'),
      lag: fc.integer({ min: 1, max: 100 }),
      servers: fc.constant('kafka.shop:9093').map((server) => [server]),
      sasl: fc.constantFrom(undefined, { mechanism: 'PLAIN' as const, existingSecret: 'kafka-user' }),
      tls: fc.constantFrom(undefined, {}, { caSecret: 'kafka-ca' }),
      activation: fc.constantFrom(undefined, 5),
    })
    .map((lag) => [lag]),
});

/** Metrics in Prometheus, which the platform has if it is monitored. */
const metrics = fc.constantFrom<ScalingInput['metrics'][]>(
  undefined,
  [{ metric: 'shop_orders_total', average: 10 }],
  [
    { metric: 'shop_queue_length', from: 'external', labels: { queue: 'orders' }, value: '30' },
    {
      metric: 'shop_visits_total',
      from: 'object',
      object: { kind: 'Service', name: 'shop' },
      average: 5,
    },
  ],
);

/** A scaling by CPU, memory and other metrics. */
const byMetrics: fc.Arbitrary<ScalingInput> = fc.record({
  min: pods(2),
  max: fc.integer({ min: 2, max: 5 }),
  cpu: fc.constantFrom({ utilization: 60 }, { average: '500m' }),
  memory: fc.constantFrom(undefined, { average: '1Gi' }),
  metrics,
  behavior: fc.constantFrom(
    {},
    {
      scaleUp: { windowSeconds: 60, tolerance: 0.05 },
      scaleDown: { policies: [{ type: 'Pods' as const, value: 1, periodSeconds: 60 }] },
    },
  ),
});

const scaling: fc.Arbitrary<ScalingInput> = fc
  .tuple(byMetrics, fc.option(byKeda, { nil: undefined }))
  .map(([metrics, more]) => (more ? { ...metrics, ...more, behavior: {} } : metrics));

/** The scaling of a component, or a fixed number of pods. */
export const componentScaling: fc.Arbitrary<ScalingInput | undefined> = fc.option(scaling, { nil: undefined });

/** Scalers of workloads of the user's own, in a namespace of their own. */
const scalers: fc.Arbitrary<AutoscalingInput['scalers']> = fc.option(
  scaling.map((one) => [{ name: 'shop', namespace: 'shop', target: { name: 'shop' }, ...one }]),
  { nil: [] },
);

/** Any autoscaling without a mistake on a cluster whose kubelets' certificates are self-signed, or not. */
export const autoscaling = (selfSigned: boolean, monitored: boolean): fc.Arbitrary<AutoscalingInput> =>
  fc.record({
    namespace: fc.constantFrom('autoscaling', 'scaling'),
    resourceMetrics: monitored
      ? fc.constantFrom('none', 'metrics-server', 'prometheus-adapter')
      : fc.constantFrom('none', 'metrics-server'),
    tls: fc.constantFrom<NonNullable<AutoscalingInput['tls']>>(
      {},
      { existingSecret: 'my-autoscaling-tls', insecure: true },
      { certManager: { issuer: 'my-issuer' } },
    ),
    metricsServer: fc.record({ replicas: pods(3), insecureKubelets: fc.constant(selfSigned) }),
    prometheusAdapter: fc.record({ replicas: pods(3) }),
    scalers,
    demonstration: fc.record({ enabled: fc.boolean(), utilization: fc.integer({ min: 40, max: 60 }) }),
  });
