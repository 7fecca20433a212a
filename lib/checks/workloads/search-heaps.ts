import { MAX_HEAP_MIB } from '../../elasticsearch/config';
import { finding, type Check, type Finding } from '../finding';
import { amountOf, itemsAt, textAt, valueAt } from '../read/loose';
import { loosePods, type LooseContainer } from '../read/loose-pods';
import type { CheckedObject } from '../subject';
import { heapOf } from './program-sizes';

/** Variables with the options of the JVM of Elasticsearch and of OpenSearch. */
const OPTIONS = ['ES_JAVA_OPTS', 'OPENSEARCH_JAVA_OPTS'];

/**
 * The heap of Elasticsearch and OpenSearch is at most half of the memory, and small enough for compressed pointers (Elasticsearch reference,
 * "Set the JVM heap size"). A heap above the limit is for the check `program-sizes`.
 */
export const searchHeaps: Check = (subject) =>
  loosePods(subject).flatMap(({ object, containers }) =>
    containers.flatMap((container) => ofContainer(object, container)),
  );

function ofContainer(object: CheckedObject, { name, fields, path }: LooseContainer): Finding[] {
  const limit = valueAt(fields, 'resources', 'limits', 'memory');
  const memory = amountOf(limit) ?? Infinity;
  return itemsAt(fields, 'env').flatMap((variable, index) => {
    const option = textAt(variable, 'name') ?? '';
    const heap = OPTIONS.includes(option) ? heapOf(textAt(variable, 'value') ?? '') : { bytes: 0, written: '' };
    if (heap.bytes >= memory) return [];
    const where = `container '${name}': ${option} has a heap of ${heap.written}`;
    const at = [...path, 'env', index, 'value'];
    return [
      ...(heap.bytes > memory / 2
        ? [
            finding(
              'FS-347',
              object,
              `${where}, more than half of the memory limit of ${String(limit)}: too little is left for the cache of the files`,
              `write -Xmx${Math.floor(memory / 2 ** 21)}m or less, or raise resources.limits.memory`,
              at,
            ),
          ]
        : []),
      ...(heap.bytes > MAX_HEAP_MIB * 2 ** 20
        ? [
            finding(
              'FS-347',
              object,
              `${where}: from 31 GiB on, pointers take twice the space`,
              `write -Xmx${MAX_HEAP_MIB}m or less, and take more pods`,
              at,
            ),
          ]
        : []),
    ];
  });
}
