import { maxPods, scaleOf } from '../kube/scaling';
import type { OpenWhisk } from '../platform/model';
import { replicationFactor } from './kafka-replication';

/** Names of the groups of topics in the platform file. */
export const TOPIC_NAMES = [
  'cacheInvalidation',
  'completed',
  'events',
  'health',
  'invoker',
  'scheduler',
  'creationAck',
] as const satisfies readonly (keyof OpenWhisk['kafka']['topics'])[];

/** Name of a group of topics in the platform file. */
export type TopicName = (typeof TOPIC_NAMES)[number];

/** Topics with common settings. */
export interface TopicGroup {
  readonly name: TopicName;
  /** Number of topics, each with one partition (OpenWhisk, KafkaMessagingProvider.scala). */
  readonly topics: number;
  /** Largest number of their partitions on one broker. */
  readonly onOneBroker: number;
}

/** Invokers of the Docker container factory that the volume is divided among: one runs on each node, and their number is unknown. */
const INVOKERS_ON_NODES = 10;

/**
 * OpenWhisk's topics: each controller, invoker and scheduler has its own, and creates them before it reads or writes
 * (`ensureTopic` in Controller.scala, Invoker.scala and Scheduler.scala, ef725a6 and 1fae641).
 */
export function topicGroups({ controller, invoker, scheduler, kafka }: OpenWhisk): TopicGroup[] {
  const schedulers = scheduler.enabled ? scheduler.replicas : 0;
  const topics: Readonly<Record<TopicName, number>> = {
    cacheInvalidation: 1,
    completed: maxPods(scaleOf(controller)),
    events: 1,
    health: 1,
    invoker: invoker.containerFactory === 'docker' ? INVOKERS_ON_NODES : maxPods(scaleOf(invoker)),
    scheduler: schedulers,
    creationAck: schedulers,
  };
  const copies = replicationFactor(kafka) / kafka.replicas;
  return TOPIC_NAMES.map((name) => ({
    name,
    topics: topics[name],
    onOneBroker: Math.ceil(topics[name] * copies),
  })).filter((group) => group.topics > 0);
}

/** Largest number of consumer groups: one for each topic, but health and cacheInvalidation have one for each controller. */
export function consumerGroups(openwhisk: OpenWhisk): number {
  const controllers = maxPods(scaleOf(openwhisk.controller));
  return topicGroups(openwhisk).reduce((sum, { topics }) => sum + topics, 2 * (controllers - 1));
}
