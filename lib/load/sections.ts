import type { ConfigPath } from '../platform/mistake';
import { platformSchema, type Platform } from '../platform/model';
import { childSchema, knownKeys, type Schema } from './forms';

/**
 * The outermost sections of a platform that have all of some keys, found by the schema: free-form values, such as manifests, may use
 * the same keys.
 */
export function sectionsWith<T>(platform: Platform, ...keys: string[]): [ConfigPath, T][] {
  const within = (value: unknown, schema: Schema, path: ConfigPath): [ConfigPath, T][] => {
    if (!schema || typeof value !== 'object' || value === null) return [];
    const known = knownKeys(schema);
    if (keys.every((key) => known.includes(key))) return [[path, value as T]];
    const isList = Array.isArray(value);
    return Object.entries(value).flatMap(([key, inner]) => {
      const part = isList ? Number(key) : key;
      return within(inner, childSchema(schema, part), [...path, part]);
    });
  };
  return within(platform, platformSchema, []);
}
