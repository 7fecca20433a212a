import type { Env } from '../kube/env';
import type { OpenWhisk } from '../platform/model';

/** OpenWhisk's own truncation size of results that are too large (OpenWhisk, `whisk.activation.payload.truncation`). */
const TRUNCATION_BYTES = 2 ** 20;

/** Metadata of a message besides its payload (OpenWhisk, `whisk.activation.serdes-overhead`). */
const OVERHEAD_BYTES = 6068;

/** Memory of a Kafka producer for messages that it has not sent; a larger message fails (Kafka, `buffer.memory`). */
const PRODUCER_BUFFER_BYTES = 32 * 2 ** 20;

/**
 * Environment with the size of parameters and results. A result that is too large is truncated before it is sent, so the truncation
 * size must not exceed the limit. OpenWhisk derives the sizes of Kafka's messages and topics from the limit, in both directions
 * (ActivationEntityLimit.scala). The default parameters of an action or a trigger have a limit of their own, 1 MiB in the akka
 * generation and a key in the pekko generation (Parameter.scala).
 */
export function payloadEnv({ actorSystem, limits: { activationPayloadMaxBytes: max } }: OpenWhisk): Env {
  return {
    CONFIG_whisk_activation_payload_max: String(max),
    CONFIG_whisk_activation_payload_truncation: String(Math.min(max, TRUNCATION_BYTES)),
    ...(actorSystem === 'pekko' ? { CONFIG_whisk_parameterSizeLimit: String(max) } : {}),
  };
}

/** Largest message with the parameters or the result of an activation, in bytes (OpenWhisk, ActivationEntityLimit.scala). */
export function largestMessageBytes({ limits }: OpenWhisk): number {
  return limits.activationPayloadMaxBytes + OVERHEAD_BYTES;
}

/** Environment of a producer whose buffer holds two of the largest messages, where Kafka's default does not. */
export function producerEnv(openwhisk: OpenWhisk): Env {
  const needed = 2 * largestMessageBytes(openwhisk);
  return needed > PRODUCER_BUFFER_BYTES ? { CONFIG_whisk_kafka_producer_bufferMemory: String(needed) } : {};
}
