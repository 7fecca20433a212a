import type { OpenWhisk } from '../platform/model';
import { parseSize } from '../text/quantity';
import { largestMessageBytes } from './payload';
import { consumerGroups, TOPIC_NAMES, topicGroups, type TopicGroup, type TopicName } from './kafka-topics';

const MIB = 2 ** 20;
const GIB = 2 ** 30;

/** OpenWhisk's own settings (common/scala/src/main/resources/application.conf, whisk.kafka.topics): the largest useful ones. */
const MAX_SEGMENT_BYTES = 512 * MIB;
const MAX_RETENTION_BYTES = GIB;

const MIN_SEGMENT_BYTES = 4 * MIB;
/** Most segments retained. A partition takes one more: only a complete segment is deleted, once the others suffice. */
const SEGMENTS_RETAINED = 3;

/** Fraction of a volume for topics and offsets. The rest is the file system's own, and for messages until the next deletion. */
const USABLE = 0.85;

/** `__consumer_offsets` (Kafka, offsets.topic.num.partitions, and segments before, during and after a compaction). */
const OFFSETS_PARTITIONS = 50;
const OFFSETS_SEGMENTS = 3;
const OFFSETS_FRACTION = 1 / 1024;
const MAX_OFFSETS_SEGMENT_BYTES = 100 * MIB;

/** Settings of a topic under Kafka's names. */
export interface TopicSettings {
  readonly segmentBytes?: number;
  readonly retentionBytes?: number;
  readonly retentionMs?: number;
}

/** Segment size of `__consumer_offsets`, in bytes: a commit after each read fills segments until they are compacted. */
export function offsetsSegmentBytes(volumeBytes: number): number {
  return Math.floor(Math.min(MAX_OFFSETS_SEGMENT_BYTES, Math.max(MIB, volumeBytes * OFFSETS_FRACTION)));
}

/** Settings of all topics. */
export type Topics = Readonly<Record<TopicName, TopicSettings>>;

/** Topics whose messages hold the parameters or the result of an activation. */
export const ACTIVATION_TOPICS: readonly TopicName[] = ['completed', 'invoker', 'scheduler', 'creationAck'];

/**
 * Settings of all topics. A setting that the platform file does not have follows from the size of the volume: equal segments, at most
 * OpenWhisk's own. Where these would not hold an activation, its topics get the smallest that do, and the other topics the rest. An
 * external Kafka has only the settings of the file.
 */
export function topicSettings(openwhisk: OpenWhisk): Topics {
  const { external, topics } = openwhisk.kafka;
  const given = Object.fromEntries(TOPIC_NAMES.map((name) => [name, topics[name]])) as Topics;
  if (external) return given;
  const names = topicGroups(openwhisk).map(({ name }) => name);
  const equal = sizedSettings(openwhisk, given);
  const least = 2 ** Math.ceil(Math.log2(largestMessageBytes(openwhisk)));
  if (equal.segmentBytes >= least) return complete(given, names, equal);
  const ofActivations = names.filter((name) => ACTIVATION_TOPICS.includes(name));
  const larger = complete(given, ofActivations, { segmentBytes: least, retentionBytes: least });
  return complete(larger, names, sizedSettings(openwhisk, larger));
}

/** Adds settings to topics that have none. */
function complete(topics: Topics, names: readonly TopicName[], settings: TopicSettings): Topics {
  return { ...topics, ...Object.fromEntries(names.map((name) => [name, { ...settings, ...topics[name] }])) };
}

/** Segment and retention of topics without settings, for the space that the others leave. */
function sizedSettings(openwhisk: OpenWhisk, topics: Topics): Required<Omit<TopicSettings, 'retentionMs'>> {
  const groups = topicGroups(openwhisk);
  const partitionsWithout = (setting: 'segmentBytes' | 'retentionBytes'): number =>
    sum(groups, ({ name, onOneBroker }) => (topics[name][setting] === undefined ? onOneBroker : 0));
  const space = Math.max(0, topicSpace(openwhisk) - bytesOf(groups, topics));
  const [segments, retentions] = [partitionsWithout('segmentBytes'), partitionsWithout('retentionBytes')];
  const affordable = space / Math.max(1, segments + retentions * SEGMENTS_RETAINED);
  const segmentBytes = Math.max(MIN_SEGMENT_BYTES, powerOfTwo(affordable));
  const left = (space - segments * segmentBytes) / (Math.max(1, retentions) * segmentBytes);
  const retained = Math.min(SEGMENTS_RETAINED, Math.max(1, Math.floor(left)));
  return { segmentBytes, retentionBytes: Math.min(MAX_RETENTION_BYTES, retained * segmentBytes) };
}

/** Space that the topics may take on one broker, in bytes. */
export function topicBytes(openwhisk: OpenWhisk): number {
  return bytesOf(topicGroups(openwhisk), topicSettings(openwhisk));
}

/** Each partition takes its retention and one segment. */
function bytesOf(groups: readonly TopicGroup[], topics: Topics): number {
  return sum(groups, ({ name, onOneBroker }) => {
    const { segmentBytes = 0, retentionBytes = 0 } = topics[name];
    return onOneBroker * (segmentBytes + retentionBytes);
  });
}

/** Smallest volume of a broker for the topics, in bytes. */
export function requiredVolumeBytes(openwhisk: OpenWhisk): number {
  const topics = topicBytes(openwhisk);
  const offsets = OFFSETS_SEGMENTS * offsetsPartitions(openwhisk);
  const withSmallest = (topics + offsets * MIB) / USABLE;
  return withSmallest * OFFSETS_FRACTION <= MIB ? withSmallest : topics / (USABLE - offsets * OFFSETS_FRACTION);
}

/** Space on a volume for the topics, in bytes. */
function topicSpace(openwhisk: OpenWhisk): number {
  const { bytes } = parseSize(openwhisk.kafka.size);
  return bytes * USABLE - OFFSETS_SEGMENTS * offsetsPartitions(openwhisk) * offsetsSegmentBytes(bytes);
}

function offsetsPartitions(openwhisk: OpenWhisk): number {
  return Math.min(OFFSETS_PARTITIONS, consumerGroups(openwhisk));
}

/** The largest power of two up to a number, so that a little more or less space changes nothing. */
function powerOfTwo(bytes: number): number {
  return Math.min(MAX_SEGMENT_BYTES, 2 ** Math.floor(Math.log2(Math.max(1, bytes))));
}

function sum(groups: readonly TopicGroup[], bytes: (group: TopicGroup) => number): number {
  return groups.reduce((total, group) => total + bytes(group), 0);
}
