import { nearest } from '../../text/nearest';
import type { Option, Options } from './option';
import { CLUSTER } from './options/cluster';
import { COMPONENTS } from './options/components';
import { ELASTICSEARCH } from './options/elasticsearch';
import { FORKS } from './options/forks';
import { MONITORING } from './options/monitoring';
import { PLACEMENT } from './options/placement';
import { PROVIDERS } from './options/providers';
import { STORES } from './options/stores';
import { WHISK } from './options/whisk';

/**
 * Every option of the OpenWhisk Helm chart 1.0.1, including undeclared options that it reads, declared ones that it
 * ignores, and options that its forks add.
 */
export const OPTIONS: Options = {
  ...WHISK,
  ...CLUSTER,
  ...STORES,
  ...COMPONENTS,
  ...PLACEMENT,
  ...MONITORING,
  ...PROVIDERS,
  ...ELASTICSEARCH,
  ...FORKS,
};

const NAMES = Object.keys(OPTIONS);

/** A map, so that a key such as `constructor` is nothing but a key. */
const BY_NAME = new Map(Object.entries(OPTIONS));

/** Every section, such as `whisk` and `whisk.limits`. */
const SECTIONS = new Set(
  NAMES.flatMap((name) => {
    const parts = name.split('.');
    return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
  }),
);

/** The chart's top-level keys. */
export const TOP_KEYS: readonly string[] = [...new Set(NAMES.map((name) => name.split('.')[0] ?? name))];

/** Whether options are below a path. */
export const isSection = (path: readonly string[]): boolean => path.length === 0 || SECTIONS.has(path.join('.'));

/** The option at a path. */
export function optionAt(path: readonly string[]): Option | undefined {
  return BY_NAME.get(path.join('.')) ?? BY_NAME.get([...path.slice(0, -1), '*'].join('.'));
}

/** Every name that a hint may give. */
const PLACES: readonly string[] = [...NAMES.filter((option) => !option.endsWith('*')), ...SECTIONS];

/**
 * The option or section that an unknown key most likely means: the same name further down, at the top or anywhere, or a similar
 * name; undefined when none is near.
 */
export function nearestOption(path: readonly string[]): string | undefined {
  const last = path.at(-1) ?? '';
  // Annotations have a domain in front of a slash, unlike any option.
  if (last.includes('/')) return 'whisk.ingress.annotations';
  if (TOP_KEYS.includes(last)) return last;
  const sameName = PLACES.filter((place) => place.toLowerCase().endsWith(`.${last.toLowerCase()}`));
  if (path.length === 1 && sameName.length > 0) return onlyShallowest(sameName);
  const parent = [...path.slice(0, -1), ''].join('.');
  return (
    onlyShallowest(sameName.filter((place) => place.startsWith(parent))) ??
    onlyShallowest(sameName) ??
    nearest(path.join('.'), PLACES)
  );
}

/** The name with the fewest parts; undefined if there are several, or none. */
function onlyShallowest(names: readonly string[]): string | undefined {
  const depthOf = (name: string): number => name.split('.').length;
  const [first, ...others] = names.filter((name) => names.every((other) => depthOf(name) <= depthOf(other)));
  return others.length === 0 ? first : undefined;
}
