import { withDigest, type ImageSource } from '../kube/images';
import type { OpenWhisk } from '../platform/model';
import { DEFAULT_RUNTIMES, type RuntimeImage, type RuntimesManifest } from './runtimes';

/** The runtimes manifest of a platform, with the digests of its images behind their tags, which OpenWhisk takes as they are. */
export function runtimesOf({ runtimes }: OpenWhisk, { digests = {} }: Pick<ImageSource, 'digests'>): RuntimesManifest {
  const manifest = (runtimes ?? DEFAULT_RUNTIMES) as RuntimesManifest;
  if (Object.keys(digests).length === 0) return manifest;
  const pinned = (image: RuntimeImage): RuntimeImage => {
    const reference = publicReference(image);
    return { ...image, tag: image.tag + withDigest(reference, digests).slice(reference.length) };
  };
  const families = Object.entries(manifest.runtimes).map(
    ([family, kinds]) => [family, kinds.map((kind) => ({ ...kind, image: pinned(kind.image) }))] as const,
  );
  const { blackboxes } = manifest;
  return {
    ...manifest,
    runtimes: Object.fromEntries(families),
    ...(blackboxes ? { blackboxes: blackboxes.map(pinned) } : {}),
  };
}

/** Every image that an invoker may start, once, as `[registry/]prefix/name:tag`; none of a deprecated kind. */
export function runtimeImages(manifest: RuntimesManifest): string[] {
  return [...new Set(images(manifest).map(reference))];
}

/** The same images with the registry that they come from by default: Docker Hub. */
export function publicRuntimeImages(manifest: RuntimesManifest): string[] {
  return [...new Set(images(manifest).map(publicReference))];
}

function images({ runtimes, blackboxes = [] }: RuntimesManifest): RuntimeImage[] {
  const kinds = Object.values(runtimes).flat();
  return [...kinds.filter(({ deprecated }) => !deprecated).map(({ image }) => image), ...blackboxes];
}

function reference({ registry, prefix, name, tag }: RuntimeImage): string {
  return `${registry === undefined ? '' : `${registry}/`}${prefix}/${name}:${tag}`;
}

function publicReference(image: RuntimeImage): string {
  return reference({ registry: 'docker.io', ...image });
}
