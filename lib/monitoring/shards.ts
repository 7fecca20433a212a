import type { RelabelConfig } from '../crds';
import type { Monitoring } from '../platform/model';
import type { SectionRule } from '../platform/rule';

/**
 * Relabelings that let every shard scrape a target (Prometheus Operator, "Scaling Prometheus", `__tmp_disable_sharding`). Rules are
 * evaluated by each shard: they join several programs, and an alert on absent series fires wherever a program is not scraped. All
 * targets of the platform therefore belong to every shard, and only targets of users are distributed.
 */
export function everyShard({ shards }: Pick<Monitoring['prometheus'], 'shards'>): RelabelConfig[] {
  return shards > 1 ? [{ targetLabel: '__tmp_disable_sharding', replacement: 'true' }] : [];
}

/** The targets of a shard outlive a pod. */
export const shardsAreReplicated: SectionRule<Monitoring> = ({ prometheus: { shards, replicas } }) =>
  shards > 1 && replicas < 2
    ? [
        {
          path: ['monitoring', 'prometheus', 'replicas'],
          problem: `each of the ${shards} shards has one pod, and its targets are not scraped while that pod restarts`,
          allowed: 'at least 2 with monitoring.prometheus.shards',
          fix: 'write replicas: 2, or remove monitoring.prometheus.shards',
        },
      ]
    : [];
