import type { Manifest } from '../../../lib/kube/synthesis';

/** Keys that lead to a value. */
export type Path = readonly (string | number)[];

/** A value at a path, to be set, or to be removed where there is none. */
export interface Change {
  readonly path: Path;
  readonly value?: unknown;
}

/** A way of spoiling manifests, and the places where it can be done. */
export interface MutationKind {
  readonly name: string;
  /** Changes of one object, each a mutant. */
  readonly places?: (manifest: Manifest, all: readonly Manifest[]) => readonly Change[];
  /** Whether the whole object is left out. */
  readonly removes?: (manifest: Manifest, all: readonly Manifest[]) => boolean;
  /** Objects that are added beside one. */
  readonly adds?: (manifest: Manifest, all: readonly Manifest[]) => readonly Manifest[];
}

/** Spoilt manifests. */
export interface Mutant {
  readonly kind: string;
  readonly manifests: readonly Manifest[];
  /** The object that was spoilt, as it was. */
  readonly victim: Manifest;
  /** Names of the objects that were added. */
  readonly added: readonly string[];
  /** The place, for messages. */
  readonly place: string;
}

/** A mutant that is made when it is looked at: all at once would take much memory. */
export interface Candidate {
  readonly kind: string;
  readonly make: () => Mutant;
}

/** Everything that can be spoilt. */
export function candidates(all: readonly Manifest[], kinds: readonly MutationKind[]): Candidate[] {
  return kinds.flatMap((kind) => all.flatMap((victim, index) => candidatesOf(all, kind, victim, index)));
}

function candidatesOf(all: readonly Manifest[], kind: MutationKind, victim: Manifest, index: number): Candidate[] {
  const { name, places, removes, adds } = kind;
  const candidate = (
    place: string,
    manifests: () => readonly Manifest[],
    added: readonly string[] = [],
  ): Candidate => ({
    kind: name,
    make: () => ({ kind: name, manifests: manifests(), victim, added, place: `${describe(victim)} ${place}` }),
  });
  return [
    // A value that is already there changes nothing.
    ...(places?.(victim, all) ?? [])
      .filter(({ path, value }) => !isEqual(at(victim, ...path)[0]?.value, value))
      .map(({ path, value }) =>
        candidate(path.join('.'), () => [
          ...all.slice(0, index),
          changed(victim, path, value) as Manifest,
          ...all.slice(index + 1),
        ]),
      ),
    ...(removes?.(victim, all) ? [candidate('whole', () => all.filter((one) => one !== victim))] : []),
    ...(adds?.(victim, all) ?? []).map((added) => candidate('copy', () => [...all, added], [added.metadata.name])),
  ];
}

function isEqual(one: unknown, other: unknown): boolean {
  return other !== undefined && JSON.stringify(one) === JSON.stringify(other);
}

/** An object in messages. */
function describe({ kind, metadata }: Manifest): string {
  return `${kind}/${metadata.name}`;
}

function changed(root: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(root)) {
    const list = root as unknown[];
    const index = Number(key);
    const next = changed(list[index], rest, value);
    return [...list.slice(0, index), ...(next === undefined ? [] : [next]), ...list.slice(index + 1)];
  }
  const { [key]: inner, ...others } = (root ?? {}) as Record<string, unknown>;
  const next = changed(inner, rest, value);
  // Keys keep their order.
  return next === undefined ? others : { ...(root as object), [key]: next };
}

/** All values with their paths, lists and objects included. */
export function everything(root: unknown, path: Path = []): { readonly path: Path; readonly value: unknown }[] {
  const inner =
    typeof root === 'object' && root !== null
      ? Object.entries(root).flatMap(([key, value]) =>
          everything(value, [...path, Array.isArray(root) ? Number(key) : key]),
        )
      : [];
  return [{ path, value: root }, ...inner];
}

/** Values at the end of a path, `*` for every key or index. */
export function at(root: unknown, ...pattern: Path): { readonly path: Path; readonly value: unknown }[] {
  const walk = (value: unknown, [key, ...rest]: Path, path: Path): { path: Path; value: unknown }[] => {
    if (key === undefined) return value === undefined ? [] : [{ path, value }];
    if (typeof value !== 'object' || value === null) return [];
    const keys = key === '*' ? Object.keys(value).map((one) => (Array.isArray(value) ? Number(one) : one)) : [key];
    return keys.flatMap((one) => walk((value as Record<string | number, unknown>)[one], rest, [...path, one]));
  };
  return walk(root, pattern, []);
}

/** Path of the specification of an object's pods. */
export function podPath({ kind }: Manifest): Path | undefined {
  switch (kind) {
    case 'CronJob':
      return ['spec', 'jobTemplate', 'spec', 'template', 'spec'];
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'Job':
      return ['spec', 'template', 'spec'];
    default:
      return undefined;
  }
}

/** Values in the specification of an object's pods. */
export function inPods(manifest: Manifest, ...pattern: Path): { readonly path: Path; readonly value: unknown }[] {
  const pods = podPath(manifest);
  return pods ? at(manifest, ...pods, ...pattern) : [];
}

/** Values in the main containers of an object's pods. */
export function inContainers(manifest: Manifest, ...pattern: Path): { readonly path: Path; readonly value: unknown }[] {
  return inPods(manifest, 'containers', '*', ...pattern);
}

/** Changes of all texts that are found. */
export function typos(found: readonly { readonly path: Path; readonly value: unknown }[]): Change[] {
  return found.flatMap(({ path, value }) => (typeof value === 'string' ? [{ path, value: typo(value) }] : []));
}

/** Two letters in the middle change places, or one is added where that would change nothing. */
export function typo(text: string): string {
  const middle = Math.floor(text.length / 2);
  for (let index = middle; index < text.length - 1; index++) {
    const [a = '', b = ''] = [text.charAt(index), text.charAt(index + 1)];
    if (a !== b && /[a-z]/.test(a) && /[a-z]/.test(b)) {
      return text.slice(0, index) + b + a + text.slice(index + 2);
    }
  }
  return `${text}x`;
}
