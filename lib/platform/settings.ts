import type { PlatformSettings } from '../kube/platform-chart';
import { IMAGES, OPENWHISK_TAGS, openWhiskImages, type ImageName } from '../catalogue/images';
import { MYSQL_IMAGES } from '../catalogue/mysql';
import type { Platform } from './model';
import { dnsNamespaceOf, namespacesOf, type PlatformPart } from './namespaces';

/** The settings that all charts of a platform share, in the namespace of one part. */
export function settingsOf(platform: Platform, part: PlatformPart = 'openwhisk'): PlatformSettings {
  const { registry, pullPolicy, pullSecrets } = platform.images;
  const { enabled, prometheus } = platform.monitoring;
  const { namespace, podLabels } = (enabled && prometheus.existing) || {};
  return {
    instance: platform.name,
    namespace: namespacesOf(platform)[part].namespace,
    kubernetesVersion: platform.cluster.version,
    clusterDomain: platform.cluster.domain,
    dnsNamespace: dnsNamespaceOf(platform),
    dnsAddresses: platform.cluster.dnsAddresses,
    dnsPorts: platform.cluster.dnsPorts,
    apiServerPorts: platform.cluster.apiServerPorts,
    ipFamilies: platform.cluster.ipFamilies,
    ingressController: platform.cluster.ingressController,
    images: {
      registry,
      pullPolicy,
      pullSecrets,
      versions: imageVersions(platform),
      overrides: platform.images.overrides,
      digests: platform.images.digests,
    },
    placement: platform.placement,
    persistence: platform.persistence,
    waits: platform.launchOrder,
    fixedUsers: platform.security.fixedUsers,
    userNamespaces: platform.security.userNamespaces,
    appArmor: platform.security.appArmor,
    ...(namespace && podLabels ? { scraper: { namespace, selector: podLabels } } : {}),
  };
}

/** All images, OpenWhisk's own with the tag or the generation, and MySQL of the version, that the platform chooses. */
export function imageVersions({ openwhisk, mysql }: Platform): Record<ImageName, string> {
  return {
    ...IMAGES,
    ...openWhiskImages(openwhisk.imageTag ?? OPENWHISK_TAGS[openwhisk.actorSystem]),
    mysql: MYSQL_IMAGES[mysql.version],
  };
}
