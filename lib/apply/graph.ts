/** A node of the launch graph. */
export interface Node {
  readonly key: string;
  /** Keys of the nodes that it comes after. */
  readonly after: readonly string[];
  /** Whether it runs pods. */
  readonly isWorkload: boolean;
}

/** How many workloads come before each object, one after the other. */
export function levelsOf(nodes: readonly Node[]): ReadonlyMap<string, number> {
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const levels = new Map<string, number>();
  const levelOf = (node: Node): number => {
    const known = levels.get(node.key);
    if (known !== undefined) return known;
    // The graph of a platform has no cycles; an inventory that was changed by hand may have one.
    levels.set(node.key, 0);
    const before = node.after.map((key) => {
      const target = byKey.get(key);
      return target ? levelOf(target) + (target.isWorkload ? 1 : 0) : 0;
    });
    const level = Math.max(0, ...before);
    levels.set(node.key, level);
    return level;
  };
  nodes.forEach(levelOf);
  return levels;
}

/** Of the objects that are not ready, those that do not wait for another one of them, directly or not. */
export function rootCauses(nodes: readonly Node[], unready: ReadonlySet<string>): ReadonlySet<string> {
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const waits = new Map<string, boolean>();
  /** Whether anything before a node is not ready. */
  const isBehind = (key: string): boolean => {
    const known = waits.get(key);
    if (known !== undefined) return known;
    waits.set(key, false);
    const result = (byKey.get(key)?.after ?? []).some((before) => unready.has(before) || isBehind(before));
    waits.set(key, result);
    return result;
  };
  return new Set([...unready].filter((key) => !isBehind(key)));
}
