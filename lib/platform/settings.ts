import type { PlatformSettings } from '../kube/platform-chart';
import { IMAGES, OPENWHISK_IMAGES, OPENWHISK_TAGS, type ImageName } from '../catalogue/images';
import type { Platform } from './model';

/** What all charts of a platform share. @param namespace - that of OpenWhisk, unless it says otherwise. */
export function settingsOf(platform: Platform, namespace = platform.namespace): PlatformSettings {
  const { registry, pullPolicy, pullSecrets } = platform.images;
  return {
    instance: platform.name,
    namespace,
    clusterDomain: platform.cluster.domain,
    images: {
      registry,
      pullPolicy,
      pullSecrets,
      versions: imageVersions(platform),
      overrides: platform.images.overrides,
    },
    placement: platform.placement,
    persistence: platform.persistence,
    waits: platform.launchOrder,
  };
}

/** All images, with OpenWhisk's own in the generation that the platform chooses. */
function imageVersions({ openwhisk }: Platform): Record<ImageName, string> {
  const tag = openwhisk.imageTag ?? OPENWHISK_TAGS[openwhisk.actorSystem];
  const own = OPENWHISK_IMAGES.map((name) => [name, IMAGES[name].replace(/:[^:]+$/, `:${tag}`)]);
  return { ...IMAGES, ...(Object.fromEntries(own) as Partial<Record<ImageName, string>>) };
}
