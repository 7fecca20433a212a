import { noKafka } from '../../platform/kafka-access';
import type { ConfigPath, Mistake } from '../../platform/mistake';
import type { Platform } from '../../platform/model';
import { kafkaTriggerShape, prometheusTriggerShape } from '../../platform/schema/keda';
import type { Scaling } from '../../platform/schema/scaling';
import { cronMistakes } from './cron-rules';
import { kafkaOf, securityOf } from './kafka-trigger';

/** Mistakes in the settings of KEDA of one scaler. */
export function kedaMistakes(platform: Platform, path: ConfigPath, scaling: Scaling, namespace: string): Mistake[] {
  if (scaling.engine === 'hpa') return withoutKeda(path, scaling);
  return [
    ...cronMistakes(path, scaling),
    ...idleMistakes(path, scaling),
    ...fallbackMistakes(path, scaling),
    ...prometheusMistakes(path, scaling),
    ...scaling.kafkaLag.flatMap((lag, index) => [
      ...partitionMistakes([...path, 'kafkaLag', index], lag),
      ...authenticationMistakes(platform, [...path, 'kafkaLag', index], lag, namespace),
    ]),
  ];
}

type KafkaLag = Scaling['kafkaLag'][number];

/** Settings that a HorizontalPodAutoscaler does not have. */
function withoutKeda(path: ConfigPath, scaling: Scaling): Mistake[] {
  const given = (value: object, shape: object): string[] =>
    Object.entries(value).flatMap(([key, inner]) => (Object.hasOwn(shape, key) && inner !== undefined ? [key] : []));
  const paths = [
    ...(scaling.keda ? [['keda']] : []),
    ...scaling.metrics.flatMap((metric, index) =>
      given(metric, prometheusTriggerShape).map((key) => ['metrics', index, key]),
    ),
    ...scaling.kafkaLag.flatMap((lag, index) => given(lag, kafkaTriggerShape).map((key) => ['kafkaLag', index, key])),
  ];
  return paths.map((own) => ({
    path: [...path, ...own],
    problem: 'a HorizontalPodAutoscaler does not have it',
    allowed: 'with engine: keda',
    fix: 'set engine: keda where KEDA is in the cluster, or remove it',
  }));
}

/** KEDA, "Scaling Deployments", `idleReplicaCount`: due to the HorizontalPodAutoscaler, 0 is the only supported value. */
function idleMistakes(path: ConfigPath, { min, keda }: Scaling): Mistake[] {
  const idle = keda?.idle;
  if (idle === undefined) return [];
  const least = Math.max(1, min);
  if (idle === 0) return [];
  return [
    {
      path: [...path, 'keda', 'idle'],
      problem: idle >= least ? `${idle} is not below min, which is ${min}` : `KEDA does not support ${idle}`,
      allowed: '0',
      fix: 'write 0, or remove it to keep min pods',
    },
  ];
}

/** KEDA 2.17.2, `CheckFallbackValid`; pkg/fallback/fallback.go, `doFallback`: it computes with the whole part of a target. */
function fallbackMistakes(path: ConfigPath, { max, metrics, kafkaLag, keda }: Scaling): Mistake[] {
  const fallback = keda?.fallback;
  if (!fallback) return [];
  const at = [...path, 'keda', 'fallback'];
  const averages = metrics.flatMap(({ average }, index) => (average === undefined ? [] : [{ average, index }]));
  return [
    ...(averages.length + kafkaLag.length > 0
      ? []
      : [
          {
            path: at,
            problem: 'no trigger has a fallback: CPU, memory, a value and a period have none',
            allowed: 'fallback with kafkaLag, or with a metric that has an average',
            fix: 'remove it, or add such a metric',
          },
        ]),
    ...(fallback.replicas > max
      ? [
          {
            path: [...at, 'replicas'],
            problem: `${fallback.replicas} is above max, which is ${max}`,
            allowed: `at most ${max}`,
            fix: `write ${max} or less, or raise max`,
          },
        ]
      : []),
    ...averages
      .filter(({ average }) => !isWhole(average))
      .map(({ average, index }) => ({
        path: [...path, 'metrics', index, 'average'],
        problem: `${average} is not a whole number: with fallback, KEDA computes with its whole part`,
        allowed: 'a whole number with fallback',
        fix: 'choose a larger unit for the metric, or remove fallback',
      })),
  ];
}

/** Whether a quantity has no fraction; of the suffixes, only m makes one. */
function isWhole(quantity: string): boolean {
  return /^\d+([kMGT]i?)?$/.test(quantity) || /^\d+000m$/.test(quantity);
}

/** KEDA 2.17.2, authentication_types.go (`exclusiveSet`), prometheus_scaler.go and authentication_helpers.go. */
function prometheusMistakes(path: ConfigPath, { keda }: Scaling): Mistake[] {
  const server = keda?.prometheus;
  if (!server) return [];
  const { bearerTokenSecret, basicAuthSecret, certificateSecret, caSecret, insecure } = server;
  const at = [...path, 'keda', 'prometheus'];
  return [
    ...(bearerTokenSecret && basicAuthSecret
      ? [
          {
            path: [...at, 'basicAuthSecret'],
            problem: 'there is a bearer token, too, and KEDA sends one of the two',
            allowed: 'bearerTokenSecret or basicAuthSecret',
            fix: 'remove one of them',
          },
        ]
      : []),
    ...(caSecret && !bearerTokenSecret && !basicAuthSecret && !certificateSecret
      ? [
          {
            path: [...at, 'caSecret'],
            problem: 'KEDA ignores CA certificates without authentication',
            allowed: 'caSecret with bearerTokenSecret, basicAuthSecret or certificateSecret',
            fix: 'add one of them, or give the CA to the operator of KEDA (--ca-dir) and remove it',
          },
        ]
      : []),
    ...(insecure && (caSecret ?? certificateSecret)
      ? [
          {
            path: [...at, 'insecure'],
            problem: 'KEDA ignores it with caSecret or certificateSecret, and verifies the server',
            allowed: 'insecure without them',
            fix: 'remove it, or remove them',
          },
        ]
      : []),
  ];
}

/** KEDA 2.17.2, kafka_scaler.go, `parseKafkaMetadata`. */
function partitionMistakes(path: ConfigPath, { idleConsumers, onlyPartitionsWithLag }: KafkaLag): Mistake[] {
  if (!idleConsumers || !onlyPartitionsWithLag) return [];
  return [
    {
      path: [...path, 'idleConsumers'],
      problem: 'it contradicts onlyPartitionsWithLag, which allows no pod without a partition',
      allowed: 'one of the two',
      fix: 'remove one of them',
    },
  ];
}

/** KEDA authenticates with Secrets of the scaler's namespace. */
function authenticationMistakes(platform: Platform, path: ConfigPath, lag: KafkaLag, namespace: string): Mistake[] {
  if (lag.servers || noKafka(platform)) return [];
  const kafka = kafkaOf(platform);
  const { sasl, tls } = securityOf(lag, kafka, namespace);
  const elsewhere = `KEDA reads Secrets in namespace ${namespace} only, and the platform has its own in ${kafka.namespace}`;
  return [
    ...(kafka.sasl && !sasl
      ? [
          {
            path,
            problem: `the Kafka of the platform requires ${kafka.sasl.mechanism}: ${elsewhere}`,
            allowed: 'kafkaLag with sasl',
            fix: `add sasl: {mechanism: ${kafka.sasl.mechanism}, existingSecret: <a copy of ${kafka.sasl.existingSecret} in ${namespace}>}`,
          },
        ]
      : []),
    ...(kafka.tls && !tls
      ? [
          {
            path,
            problem: `the Kafka of the platform requires TLS with its CA: ${elsewhere}`,
            allowed: 'kafkaLag with tls',
            fix: `add tls: {caSecret: <a copy of ${kafka.tls.caSecret} in ${namespace}>}`,
          },
        ]
      : []),
  ];
}
