import type { ImageName } from '../catalogue/images';

/** Where images come from. */
export interface ImageSource {
  /** The reference of every image in the public registries. */
  readonly versions: Readonly<Record<ImageName, string>>;
  /** Registry, with an optional path, that takes the place of the registry of every image. @default - the public registries. */
  readonly registry?: string;
  /** Complete references that replace single images. @default - none. */
  readonly overrides?: Readonly<Partial<Record<ImageName, string>>>;
  /** Digests by reference in the public registries, or by override. @default - none: images are pinned by their tag. */
  readonly digests?: Readonly<Record<string, string>>;
}

/** The parts of an image reference, e.g. `quay.io` / `coreos/etcd` / `:v3.5.0`. */
export interface ImageReference {
  /** Registry host. Empty for Docker Hub. */
  readonly registry: string;
  /** Repository path without the registry. */
  readonly repository: string;
  /** `:tag`, `@digest` or both. Empty when the reference has neither. */
  readonly version: string;
}

/** Splits a reference the way container runtimes do: the first part is a registry when it has a dot or a colon, or is `localhost`. */
export function parseImage(reference: string): ImageReference {
  const [first = '', ...rest] = reference.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const path = hasRegistry ? rest.join('/') : reference;
  const [, repository = path, version = ''] = /^([^:@]+)(.*)$/.exec(path) ?? [];
  return { registry: hasRegistry ? first : '', repository, version };
}

/** Why a reference is not pinned; undefined if it has a digest, or a tag other than `latest` or `nightly`. */
export function whyUnpinned(reference: string): string | undefined {
  const { repository, version } = parseImage(reference);
  if (repository === '' || /\s/.test(reference)) return 'is not an image reference';
  if (version.includes('@sha256:')) return undefined;
  if (version === '' || version === ':') return 'has no tag';
  return /^:(latest|nightly)$/.test(version) ? `has the moving tag '${version.slice(1)}'` : undefined;
}

/** The reference that a cluster pulls for one of the platform's images. */
export function imageReference(name: ImageName, { versions, registry, overrides, digests }: ImageSource): string {
  const override = overrides?.[name];
  return override ? withDigest(override, digests) : fromRegistry(withDigest(versions[name], digests), registry);
}

/** A reference with its digest behind the tag, where there is one. */
export function withDigest(reference: string, digests: ImageSource['digests'] = {}): string {
  return Object.hasOwn(digests, reference) ? `${reference}@${digests[reference]}` : reference;
}

/** The same image in another registry; `reference` itself when none is given. */
export function fromRegistry(reference: string, registry?: string): string {
  if (!registry) return reference;
  const { repository, version } = parseImage(reference);
  return `${registry.replace(/\/+$/, '')}/${repository}${version}`;
}
