import { isMapping, type Mapping } from '../../platform/profiles';
import type { Option } from './option';
import { isSection, optionAt } from './table';

/** A key of the user's that is decided about as a whole. */
export interface Key {
  readonly path: readonly string[];
  readonly value: unknown;
  /** @default - the chart has no such option. */
  readonly option?: Option;
  /** Whether the chart has options below it: a null there takes all of them away. */
  readonly isSection: boolean;
}

/** The keys of values: each option of the chart and, for unknown ones, their parent key. */
export function keysOf(value: Mapping, path: readonly string[] = []): Key[] {
  return Object.entries(value).flatMap(([name, inner]) => {
    const here = [...path, name];
    const option = optionAt(here);
    const section = isSection(here);
    if (!option && section && isMapping(inner)) return keysOf(inner, here);
    return [{ path: here, value: inner, option, isSection: section }];
  });
}
