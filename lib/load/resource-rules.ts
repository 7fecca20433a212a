import type { Resources } from '../kube/resources';
import { parseQuantity } from '../text/quantity';
import type { ConfigPath } from '../platform/mistake';
import { platformSchema } from '../platform/model';
import type { Rule } from '../platform/rule';
import { childSchema, knownKeys, type Schema } from './forms';

/** Refuses requests above their limits, which the API server would refuse, in every part of the platform. */
export const requestsWithinLimits: Rule = (platform) =>
  resourcesIn(platform, platformSchema, []).flatMap(([path, { requests, limits }]) =>
    (['cpu', 'memory'] as const)
      .filter((kind) => parseQuantity(requests[kind]) > parseQuantity(limits[kind]))
      .map((kind) => ({
        path: [...path, 'requests', kind],
        problem: `${requests[kind]} is more than the limit of ${limits[kind]}`,
        allowed: `at most ${limits[kind]}`,
        fix: `write ${limits[kind]} or less, or raise ${[...path, 'limits', kind].join('.')}`,
      })),
  );

/** All resources within a value, found by its schema: free-form values, such as manifests, may use the same keys. */
function resourcesIn(value: unknown, schema: Schema, path: ConfigPath): [ConfigPath, Resources][] {
  const keys = knownKeys(schema);
  if (keys.includes('requests') && keys.includes('limits')) return [[path, value as Resources]];
  const isList = Array.isArray(value);
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return entries.flatMap(([key, inner]) => {
    const part = isList ? Number(key) : key;
    return resourcesIn(inner, childSchema(schema, part), [...path, part]);
  });
}
