import { synthesizeLoaded } from '../render';
import type { Synthesis } from '../kube/synthesis';
import { readText, toPlatform, type LoadedPlatform } from '../load/load';
import { PlatformFileError, valueAt, type ConfigPath, type Mistake } from '../platform/mistake';
import { platformSchema, type PlatformInput } from '../platform/model';
import { isMapping, type Mapping } from '../platform/profiles';
import { parseYamlFile, type YamlFile } from '../load/yaml-file';

/** A value that takes the place of a platform's own. */
export interface Override {
  /** Where it is set, as messages name it, e.g. `faas-stack:openwhisk.invoker.replicas`. */
  readonly key: string;
  readonly path: ConfigPath;
  readonly value: unknown;
}

/** A platform: the name of its file, or what the file would say. */
export type PlatformSource = string | PlatformInput;

/** Name in messages of a platform that does not come from a file. */
const PROGRAM = 'platform';

/** A platform before it is checked. */
export interface RawPlatform extends YamlFile {
  readonly file: string;
}

/** Reads the source of a platform. @throws PlatformFileError if it is not a file, or not YAML. */
export function readSource(source: PlatformSource, fix: string): RawPlatform {
  if (typeof source !== 'string') return { value: { ...source }, lineOf: () => undefined, file: PROGRAM };
  return { ...parseYamlFile(readText(source, fix), source), file: source };
}

/** The name of a platform's instance, before it is known to be right. */
export function instanceOf({ value }: RawPlatform, overrides: readonly Override[]): string {
  const name = last(overrides, ({ path }) => path.length === 1 && path[0] === 'name')?.value ?? value['name'];
  return typeof name === 'string' ? name : platformSchema.shape.name.parse(undefined);
}

/**
 * Renders a platform with overrides. @throws PlatformFileError with all mistakes; a mistake in an override is reported
 * under its key. @throws FindingsError if the checks of the rendered platform fail.
 */
export function renderWith(
  raw: RawPlatform,
  overrides: readonly Override[],
): { readonly loaded: LoadedPlatform; readonly synthesis: Synthesis } {
  const value = structuredClone(raw.value);
  for (const { path, value: other } of overrides) setAt(value, path, other);
  try {
    const isOverridden = (path: ConfigPath): boolean => overrides.some((override) => isWithin(path, override.path));
    const lineOf: YamlFile['lineOf'] = (path) => (isOverridden(path) ? undefined : raw.lineOf(path));
    const loaded = toPlatform({ value, lineOf }, raw.file);
    return { loaded, synthesis: synthesizeLoaded(loaded) };
  } catch (error) {
    if (!(error instanceof PlatformFileError)) throw error;
    const mistakes = error.mistakes.map((mistake) => underKey(mistake, raw.value, overrides));
    throw new PlatformFileError(raw.file, mistakes);
  }
}

/** Replaces the line of a mistake in an override with the place where the override is set. */
function underKey(mistake: Mistake, value: Mapping, overrides: readonly Override[]): Mistake {
  const { path } = mistake;
  if (!path) return mistake;
  const own = valueAt(value, path) !== undefined;
  const override =
    last(overrides, (candidate) => isWithin(path, candidate.path)) ??
    (own ? undefined : last(overrides, (candidate) => isWithin(candidate.path, path)));
  if (!override) return mistake;
  const { problem, allowed, fix } = mistake;
  const below = path.slice(override.path.length);
  return { file: override.key, ...(below.length > 0 ? { path: below } : {}), problem, allowed, fix };
}

/** Of several overrides, the last one counts. */
function last(overrides: readonly Override[], matches: (override: Override) => boolean): Override | undefined {
  return overrides.filter(matches).at(-1);
}

function isWithin(path: ConfigPath, outer: ConfigPath): boolean {
  return outer.every((part, index) => path[index] === part);
}

/** Sets a value at a path and creates missing objects on the way; any other value on the way is replaced. */
function setAt(root: Mapping, path: ConfigPath, value: unknown): void {
  let parent = root;
  for (const part of path.slice(0, -1)) {
    const child = parent[part];
    const mapping = isMapping(child) ? child : {};
    parent[part] = mapping;
    parent = mapping;
  }
  const name = path.at(-1);
  if (name !== undefined) parent[name] = value;
}
