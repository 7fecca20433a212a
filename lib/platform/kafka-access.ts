import type { OpenWhisk, Platform } from './model';

/** Security of a Kafka, with the names of Secrets in the namespace of OpenWhisk. */
export type KafkaAccess = Pick<NonNullable<OpenWhisk['kafka']['external']>, 'sasl' | 'tls'>;

/** Why a platform has no Kafka, and what to do; undefined if it has one. */
export function noKafka({ openwhisk }: Platform): { readonly reason: string; readonly fix: string } | undefined {
  if (!openwhisk.enabled) return { reason: 'without OpenWhisk', fix: 'set openwhisk.enabled: true' };
  return openwhisk.lean ? { reason: 'in lean mode', fix: 'set openwhisk.lean: false' } : undefined;
}

/** How clients connect to the Kafka of a platform: an external one, or the platform's own. */
export function kafkaAccess({ name, security, openwhisk: { kafka } }: Platform): KafkaAccess {
  if (kafka.external) return kafka.external;
  if (!security.internalTLS) return {};
  return {
    tls: { caSecret: security.certificates.existingSecret ?? `${name}-kafka-tls` },
    sasl: { mechanism: 'PLAIN', existingSecret: `${name}-kafka.auth` },
  };
}
