import type { ConfigPath } from '../platform/mistake';
import { platformSchema, type Platform } from '../platform/model';
import { childSchema, knownKeys, type Schema } from './forms';

/** In place of a key or an index that the schema does not name. */
const ANY = Symbol('any');

type Pattern = readonly (string | typeof ANY)[];

/**
 * Finds the outermost sections of platforms that have all of some keys, by the schema: free-form values, such as manifests, may use
 * the same keys. The schema is searched once for all platforms.
 */
export function sectionsWith<T>(...keys: string[]): (platform: Platform) => [ConfigPath, T][] {
  const patterns = patternsIn(platformSchema, keys);
  return (platform) => patterns.flatMap((pattern) => matches(platform, pattern) as [ConfigPath, T][]);
}

function patternsIn(schema: Schema, keys: readonly string[]): Pattern[] {
  if (!schema) return [];
  const known = knownKeys(schema);
  if (keys.every((key) => known.includes(key))) return [[]];
  const children: [string | typeof ANY, Schema][] =
    known.length > 0
      ? known.map((key) => [key, childSchema(schema, key)])
      : [[ANY, childSchema(schema, 0) ?? childSchema(schema, '')]];
  return children.flatMap(([key, child]) => patternsIn(child, keys).map((rest): Pattern => [key, ...rest]));
}

function matches(value: unknown, [key, ...rest]: Pattern, path: ConfigPath = []): [ConfigPath, unknown][] {
  if (typeof value !== 'object' || value === null) return [];
  if (key === undefined) return [[path, value]];
  const entries = Object.entries(value).filter(([name]) => key === ANY || key === name);
  return entries.flatMap(([name, inner]) =>
    matches(inner, rest, [...path, Array.isArray(value) ? Number(name) : name]),
  );
}
