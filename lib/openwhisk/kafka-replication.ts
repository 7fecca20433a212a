import type { OpenWhisk } from '../platform/model';

/** Copies of a topic that survive the loss of a broker, and cost no more than that. */
export const MAX_DEFAULT_REPLICATION = 3;

/** Copies of each of OpenWhisk's topics. */
export function replicationFactor({ external, replicas, replicationFactor: given }: OpenWhisk['kafka']): number {
  return given ?? (external ? 1 : Math.min(MAX_DEFAULT_REPLICATION, replicas));
}
