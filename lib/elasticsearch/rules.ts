import { halfOf, MAX_HEAP_MIB } from './config';
import type { ConfigPath, Mistake } from '../platform/mistake';
import type { ElasticsearchNodes } from '../platform/schema/elasticsearch';

/**
 * The mistakes between the values of an Elasticsearch's nodes.
 *
 * @param section - path of the nodes in the platform file.
 * @param copies - number of copies of each shard on other nodes, and its path in the platform file.
 */
export function nodeMistakes(
  section: ConfigPath,
  nodes: ElasticsearchNodes,
  copies: { readonly path: ConfigPath; readonly number: number },
): Mistake[] {
  return [
    ...enoughMasters(section, nodes),
    ...heapLeavesMemory(section, nodes),
    ...copiesHaveNodes(section, nodes, copies),
  ];
}

function enoughMasters(section: ConfigPath, { replicas }: ElasticsearchNodes): Mistake[] {
  return replicas === 2
    ? [
        {
          path: [...section, 'replicas'],
          problem: '2 nodes elect a master only while both are up: one that is lost stops the other, too',
          allowed: '1, or 3 and more',
          fix: 'write 3, or 1 where what they keep may be away while the node is',
        },
      ]
    : [];
}

function heapLeavesMemory(section: ConfigPath, { heapMiB, resources }: ElasticsearchNodes): Mistake[] {
  if (heapMiB === undefined) return [];
  const most = Math.min(MAX_HEAP_MIB, halfOf(resources.limits.memory));
  if (heapMiB <= most) return [];
  return [
    {
      path: [...section, 'heapMiB'],
      problem:
        heapMiB > MAX_HEAP_MIB
          ? `${heapMiB} MiB are too many: from 31 GiB on, pointers take twice the space`
          : `${heapMiB} MiB are more than half of the memory limit of ${resources.limits.memory}`,
      allowed: `at most ${most}: the other half of the memory is for the files' cache`,
      fix: `leave it out, or raise ${section.join('.')}.resources.limits.memory`,
    },
  ];
}

function copiesHaveNodes(
  section: ConfigPath,
  { replicas }: ElasticsearchNodes,
  { path, number }: { readonly path: ConfigPath; readonly number: number },
): Mistake[] {
  return number < replicas
    ? []
    : [
        {
          path,
          problem: `${number} copies of each shard need ${number + 1} nodes; there are ${replicas}`,
          allowed: `at most ${replicas - 1}`,
          fix: `write ${replicas - 1}, or raise ${section.join('.')}.replicas`,
        },
      ];
}
