import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { toPlatform } from '../../lib/load/load';
import { PlatformFileError, type ConfigPath } from '../../lib/platform/mistake';
import type { Platform } from '../../lib/platform/model';
import { isMapping, type Mapping } from '../../lib/platform/profiles';
import type { Leaf } from './leaf-values';

/** One odd value in a platform file. */
interface OddValue {
  readonly leaf: Leaf;
  /** The leaf's place in this file, with its own keys. */
  readonly place: ConfigPath;
  readonly value: unknown;
}

/** A platform that is accepted while loading, and its odd values. */
export interface OddPlatform {
  readonly platform: Platform;
  readonly values: readonly OddValue[];
}

const ROOT = join(__dirname, '../../..');

/** A platform file of the repository, without amendments, which name objects. */
function platformFile(file: string): Mapping {
  const { amendments, ...rest } = parse(readFileSync(join(ROOT, file), 'utf8')) as Mapping;
  void amendments;
  return rest;
}

/**
 * A platform file with another value at each leaf that it has, less the values that are refused together with others.
 *
 * @param round - selects one of the values of each leaf: the longest, the shortest, and then others.
 */
export function oddPlatform(file: string, leaves: readonly Leaf[], round: number): OddPlatform {
  return withOddValues(platformFile(file), file, leaves, (leaf, index) => valueOf(leaf, index, round));
}

/** Shares of leaves with another value, in one of so many. */
const FEW = 40;

/**
 * A platform with another value at some of its leaves, less the values that are refused together with others.
 *
 * @param seed - selects the leaves and their values.
 */
export function somewhatOddPlatform(base: Mapping, leaves: readonly Leaf[], seed: number): OddPlatform {
  const chosen = leaves.filter((_, index) => (index * 7919 + seed) % FEW === 0);
  return withOddValues(base, 'platform.yaml', chosen, ({ values }, index) => values[(index + seed) % values.length]);
}

function withOddValues(
  base: Mapping,
  file: string,
  leaves: readonly Leaf[],
  valueAt: (leaf: Leaf, index: number) => unknown,
): OddPlatform {
  const { platform } = load(base, file);
  let values: readonly OddValue[] = leaves.flatMap((leaf, index): OddValue[] => {
    const place = placeIn(base, platform, leaf.path);
    return place ? [{ leaf, place, value: valueAt(leaf, index) }] : [];
  });
  for (;;) {
    try {
      return { platform: load(withValues(base, values), file).platform, values };
    } catch (error) {
      if (!(error instanceof PlatformFileError)) throw error;
      const refused = error.mistakes.map(({ path = [] }) => path);
      const left = refused.reduce(withoutRefused, values);
      if (left.length === values.length) throw error;
      values = left;
    }
  }
}

const load = (value: Mapping, file: string) => toPlatform({ value, lineOf: () => undefined }, join(ROOT, file));

/** The values without the one that a mistake is about, or else without half of those nearest to it. */
function withoutRefused(values: readonly OddValue[], path: ConfigPath): readonly OddValue[] {
  for (let depth = path.length; depth >= 0; depth--) {
    const section = path.slice(0, depth);
    const near = values.filter(({ place }) => isWithin(place, section) || isWithin(section, place));
    const suspects = near.slice(0, Math.ceil(near.length / 2));
    if (near.length > 0) return values.filter((value) => !suspects.includes(value));
  }
  return values;
}

function isWithin(path: ConfigPath, outer: ConfigPath): boolean {
  return outer.every((part, index) => path[index] === part);
}

function valueOf({ values }: Leaf, index: number, round: number): unknown {
  const sorted = [...values].sort((a, b) => String(b).length - String(a).length);
  if (round === 0) return sorted[0];
  if (round === 1) return sorted.at(-1);
  return sorted[(index + round * 7) % sorted.length];
}

/** The place of a leaf in a file; undefined where its section is in neither the file nor the defaults. */
function placeIn(file: Mapping, platform: Platform, path: ConfigPath): ConfigPath | undefined {
  const place: (string | number)[] = [];
  let inFile: unknown = file;
  let inPlatform: unknown = platform;
  for (const [depth, part] of path.entries()) {
    const isLast = depth === path.length - 1;
    const known = [inFile, inPlatform].find((one) => typeof one === 'object' && one !== null);
    const key = part === '*' ? (Object.keys(known ?? {})[0] ?? (isLast ? 'a' : undefined)) : part;
    if (key === undefined || known === undefined) return undefined;
    // A list of the defaults is replaced as a whole, so only its single values can be written.
    if (key === 0 && !isLast && !Array.isArray(inFile)) return undefined;
    place.push(key);
    inFile = (inFile as Mapping | undefined)?.[key];
    inPlatform = (inPlatform as Mapping | undefined)?.[key];
  }
  const present = inFile ?? inPlatform;
  return typeof present === 'object' && present !== null ? undefined : place;
}

function withValues(base: Mapping, values: readonly OddValue[]): Mapping {
  const file = structuredClone(base);
  for (const { place, value } of values) {
    let parent: Record<string | number, unknown> = file;
    for (const [depth, part] of place.slice(0, -1).entries()) {
      const inner = parent[part];
      if (!isMapping(inner) && !Array.isArray(inner)) parent[part] = typeof place[depth + 1] === 'number' ? [] : {};
      parent = parent[part] as Record<string | number, unknown>;
    }
    parent[place.at(-1) ?? ''] = value;
  }
  return file;
}
