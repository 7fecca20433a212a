import { nearest } from '../../text/nearest';
import type { Option, Options } from './option';
import { CLUSTER } from './options/cluster';
import { COMPONENTS } from './options/components';
import { ELASTICSEARCH } from './options/elasticsearch';
import { MONITORING } from './options/monitoring';
import { PLACEMENT } from './options/placement';
import { PROVIDERS } from './options/providers';
import { STORES } from './options/stores';
import { WHISK } from './options/whisk';

/**
 * Every option of the OpenWhisk Helm chart 1.0.1, including undeclared options that it reads, and declared ones that it
 * ignores.
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

/** The option or section that a misspelt name most likely means; undefined when none is near. */
export function nearestOption(name: string): string | undefined {
  return nearest(name, [...NAMES.filter((option) => !option.endsWith('*')), ...SECTIONS]);
}
