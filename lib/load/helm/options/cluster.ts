import { isTrue, text, truth } from '../convert';
import { imageOptions, pullPolicy, registryOf } from '../images';
import { by, changed, mapped, obsolete, type Options, set, to, unneeded } from '../option';
import { credentials, REGISTRY_AUTH } from '../secrets';

/** Options below `k8s`, `docker`, `utility` and `busybox`: what is the same for all components. */
export const CLUSTER: Options = {
  'k8s.domain': to('cluster.domain', text),
  'k8s.dns': to('cluster.dnsService', text),
  'k8s.persistence.enabled': to('persistence.enabled', truth),
  'k8s.persistence.hasDefaultStorageClass': obsolete(
    "without persistence.storageClassName, the cluster's default class is taken",
  ),
  'k8s.persistence.explicitStorageClass': by(['persistence.storageClassName'], (value, { get }) => {
    if (value === '') return unneeded("empty: the cluster's default class");
    const setting = set('persistence.storageClassName', text(value));
    const ignored = isTrue(get('k8s.persistence.hasDefaultStorageClass') ?? true);
    return ignored ? changed('the chart ignored it while hasDefaultStorageClass was true', setting) : mapped(setting);
  }),
  'docker.registry.name': by(['images.registry'], (value) =>
    value === ''
      ? unneeded('empty: the public registries')
      : changed(
          'the platform runs other versions than the chart: mirror its images',
          set('images.registry', registryOf(value)),
        ),
  ),
  ...credentials(REGISTRY_AUTH),
  'docker.timezone': to('openwhisk.timezone', text),
  ...imageOptions('utility'),
  ...pullPolicy('utility'),
  ...imageOptions('busybox'),
};
