import { ignoredIn } from '../../lib/load/load';
import type { ConfigPath } from '../../lib/platform/mistake';
import type { PlatformInput } from '../../lib/platform/model';
import type { Mapping } from '../../lib/platform/profiles';

/** A random platform without the values that others make meaningless, which are mistakes. */
export function withoutIgnored(input: PlatformInput): Mapping {
  // JSON has no undefined, which fast-check writes for a value that is left out.
  const file = JSON.parse(JSON.stringify(input)) as Mapping;
  return ignoredIn(file).reduce((left, { path }) => without(left, path), file);
}

/** An object without the value at a path. */
export function without(value: Mapping, [key = '', ...rest]: ConfigPath): Mapping {
  const { [key]: inner, ...others } = value;
  return rest.length === 0 || inner === undefined ? others : { ...others, [key]: without(inner as Mapping, rest) };
}
