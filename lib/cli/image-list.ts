import { AMD64_ONLY } from '../catalogue/image-architectures';
import type { ImageName } from '../catalogue/images';
import { fromRegistry, withDigest } from '../kube/images';
import type { Synthesis } from '../kube/synthesis';
import { publicRuntimeImages, runtimesOf } from '../openwhisk/runtime-images';
import type { Platform } from '../platform/model';
import { imageVersions } from '../platform/settings';

/** An image that nodes pull for a platform. */
export interface ListedImage {
  /** The reference that the nodes pull. */
  readonly image: string;
  /** The same image in its public registry; `image` itself for one that the platform file names. */
  readonly source: string;
  /** Architectures that it is published for; unknown for an image that the platform file names. */
  readonly architectures?: readonly string[];
}

/** Flags of the Prometheus Operator with images of the pods that it makes. */
const IMAGE_FLAG = /^--(?:prometheus-config-reloader|thanos-default-base-image)=(.+)$/;

/** All images of a platform, sorted: of its pods, of the pods that the Prometheus Operator makes, and the runtimes of actions. */
export function imagesOf(platform: Platform, { objects }: Synthesis): ListedImage[] {
  const { registry, digests } = platform.images;
  const own = Object.entries(imageVersions(platform)).map(([name, source]) => ({ name: name as ImageName, source }));
  const runtimes = platform.openwhisk.enabled ? publicRuntimeImages(runtimesOf(platform.openwhisk, { digests })) : [];
  const known = new Map<string, Omit<ListedImage, 'image'>>([
    ...own.map(({ name, source }) => {
      const pinned = withDigest(source, digests);
      const architectures = AMD64_ONLY[name] ? ['amd64'] : ['amd64', 'arm64'];
      return [fromRegistry(pinned, registry), { source: pinned, architectures }] as const;
    }),
    ...runtimes.map((source) => [runtimeIn(source, registry), { source, architectures: ['amd64'] }] as const),
  ]);
  const used = new Set(objects.flatMap(({ manifest }) => referencesIn(manifest)));
  for (const runtime of runtimes) used.add(runtimeIn(runtime, registry));
  return [...used].sort().map((image) => ({ image, ...(known.get(image) ?? { source: image }) }));
}

/** OpenWhisk's registry of runtimes holds for images that name none (ExecManifest, `resolveImageName`). */
function runtimeIn(source: string, registry: string | undefined): string {
  return source.startsWith('docker.io/') ? fromRegistry(source, registry) : source;
}

function referencesIn(value: unknown): string[] {
  if (typeof value === 'string') return IMAGE_FLAG.exec(value)?.slice(1) ?? [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === 'image' && typeof part === 'string' ? [part] : referencesIn(part),
  );
}
