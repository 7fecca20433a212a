import { isOlder, OLDEST_VERSION } from '../kube/kubernetes-versions';
import type { Rule } from '../platform/rule';

/** The cluster has a supported version. */
export const versionIsSupported: Rule = ({ cluster: { version } }) =>
  isOlder(version, OLDEST_VERSION)
    ? [
        {
          path: ['cluster', 'version'],
          problem: `Kubernetes ${version} is older than the oldest supported version`,
          allowed: `"${OLDEST_VERSION}" or later`,
          fix: 'upgrade the cluster, then write its version',
        },
      ]
    : [];
