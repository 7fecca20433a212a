import { address, type Endpoint } from '../../kube/endpoint';
import { kafkaAccess } from '../../platform/kafka-access';
import type { Platform } from '../../platform/model';
import { namespacesOf } from '../../platform/namespaces';
import type { KafkaLag } from '../metric';
import { certificatesOf, userOf } from './authentication';
import type { KedaTrigger } from './trigger';

/** The Kafka of the platform, as KEDA connects to it. */
export interface PlatformKafka {
  readonly endpoints: readonly Endpoint[];
  /** Namespace of the Secrets. */
  readonly namespace: string;
  /** @default - no authentication */
  readonly sasl?: KafkaLag['sasl'];
  /** @default - plain text */
  readonly tls?: KafkaLag['tls'];
}

/** Namespace and security of the platform's Kafka. */
export function kafkaOf(platform: Platform): Omit<PlatformKafka, 'endpoints'> {
  const { sasl, tls } = kafkaAccess(platform);
  return { namespace: namespacesOf(platform).openwhisk.namespace, sasl, tls };
}

/** Security of the connection to Kafka. */
type Security = Pick<KafkaLag, 'sasl' | 'tls'>;

/**
 * The security of a trigger. KEDA reads Secrets in the namespace of the scaler only, so the platform's own are of use there alone.
 */
export function securityOf(lag: KafkaLag, kafka: Omit<PlatformKafka, 'endpoints'>, namespace: string): Security {
  if (lag.servers) return lag;
  const isHome = namespace === kafka.namespace;
  return {
    sasl: lag.sasl ?? (isHome ? kafka.sasl : undefined),
    tls: lag.tls ?? (isHome || !kafka.tls?.caSecret ? kafka.tls : undefined),
  };
}

/** KEDA's names of the mechanisms (kafka_scaler.go, `kafkaSaslType`). */
const MECHANISMS = {
  PLAIN: 'plaintext',
  'SCRAM-SHA-256': 'scram_sha256',
  'SCRAM-SHA-512': 'scram_sha512',
} as const;

/** The lag of a consumer group, which KEDA reads from Kafka (KEDA 2.17.2, pkg/scalers/kafka_scaler.go). */
export function kafkaTrigger(lag: KafkaLag, servers: readonly string[], { sasl, tls }: Security): KedaTrigger {
  return {
    type: 'kafka',
    metadata: {
      bootstrapServers: servers.join(','),
      topic: lag.topic,
      consumerGroup: lag.group,
      lagThreshold: lag.lag,
      activationLagThreshold: lag.activation,
      offsetResetPolicy: lag.offsetReset,
      scaleToZeroOnInvalidOffset: lag.zeroOnInvalidOffset,
      limitToPartitionsWithLag: lag.onlyPartitionsWithLag,
      allowIdleConsumers: lag.idleConsumers,
      excludePersistentLag: lag.ignorePersistentLag,
      version: lag.version,
      partitionLimitation: lag.partitions,
      sasl: sasl && MECHANISMS[sasl.mechanism],
      tls: tls && 'enable',
      unsafeSsl: tls?.insecure,
    },
    parameters: [
      ...(sasl ? userOf(sasl.existingSecret) : []),
      ...certificatesOf(tls?.caSecret, tls?.certificateSecret),
    ],
  };
}

/** Addresses of the brokers of a trigger. */
export function brokersOf({ servers }: KafkaLag, kafka: PlatformKafka | undefined): readonly string[] | undefined {
  return servers ?? kafka?.endpoints.map(address);
}
