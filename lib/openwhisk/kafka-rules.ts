import type { OpenWhisk } from '../platform/model';
import type { Rule } from '../platform/rule';
import { parseSize } from '../text/quantity';
import { ACTIVATION_TOPICS, requiredVolumeBytes } from './kafka-disk';
import { TOPIC_NAMES, topicGroups } from './kafka-topics';
import { largestMessageBytes } from './payload';

const topicsFit: Rule = ({ openwhisk }) => {
  const { lean, kafka } = openwhisk;
  if (lean || kafka.external) return [];
  const required = requiredVolumeBytes(openwhisk);
  if (parseSize(kafka.size).bytes >= required) return [];
  const least = roundedUp(required);
  const partitions = topicGroups(openwhisk).reduce((total, { onOneBroker }) => total + onOneBroker, 0);
  return [
    {
      path: ['openwhisk', 'kafka', 'size'],
      problem: `${kafka.size} cannot hold what the ${partitions} topics of a broker retain`,
      allowed: `at least ${least}: the retentionBytes and segmentBytes of each topic (openwhisk.kafka.topics), their number follows from the controllers, invokers and schedulers`,
      fix: `write ${least} or more${lowers(openwhisk.kafka.topics) ? ', or lower the settings of openwhisk.kafka.topics' : ''}`,
    },
  ];
};

function lowers(topics: OpenWhisk['kafka']['topics']): boolean {
  return TOPIC_NAMES.some((name) => {
    const { segmentBytes, retentionBytes } = topics[name];
    return segmentBytes !== undefined || retentionBytes !== undefined;
  });
}

/** A size for the platform file, in whole MiB or, from 10 GiB, in whole GiB. */
function roundedUp(bytes: number): string {
  const mebibytes = Math.ceil(bytes / 2 ** 20);
  return mebibytes < 10 * 1024 ? `${mebibytes}Mi` : `${Math.ceil(mebibytes / 1024)}Gi`;
}

const messagesFit: Rule = ({ openwhisk }) => {
  const largest = largestMessageBytes(openwhisk);
  return ACTIVATION_TOPICS.flatMap((topic) => {
    const { segmentBytes } = openwhisk.kafka.topics[topic];
    if (openwhisk.lean || segmentBytes === undefined || segmentBytes >= largest) return [];
    return [
      {
        path: ['openwhisk', 'kafka', 'topics', topic, 'segmentBytes'],
        problem: `${segmentBytes} bytes cannot hold an activation; the broker refuses a message larger than a segment`,
        allowed: `at least ${largest}: openwhisk.limits.activationPayloadMaxBytes and the envelope`,
        fix: `write ${largest} or more, or lower openwhisk.limits.activationPayloadMaxBytes`,
      },
    ];
  });
};

/** Rules about the space of Kafka. */
export const KAFKA_RULES: readonly Rule[] = [topicsFit, messagesFit];
