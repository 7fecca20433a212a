import { isOlder, NEWEST_VERSION, OLDEST_VERSION } from '../kube/kubernetes-versions';
import type { Mistake } from '../platform/mistake';
import type { Rule } from '../platform/rule';
import { describeMistake } from '../text/input-file';
import type { LoadedPlatform } from './load';

const PATH = ['cluster', 'version'];

/** The cluster has a supported version. */
export const versionIsSupported: Rule = ({ cluster: { version } }) =>
  isOlder(version, OLDEST_VERSION)
    ? [
        {
          path: PATH,
          problem: `Kubernetes ${version} is older than the oldest supported version`,
          allowed: `"${OLDEST_VERSION}" or later`,
          fix: 'upgrade the cluster, then write its version',
        },
      ]
    : [];

/** Warnings about values of a platform that is written all the same: a version that no test covers. */
export function warningsAbout({ platform, file, lineOf }: LoadedPlatform): string[] {
  const { version } = platform.cluster;
  if (!isOlder(NEWEST_VERSION, version)) return [];
  const warning: Mistake = {
    path: PATH,
    line: lineOf(PATH),
    problem: `Kubernetes ${version} is newer than ${NEWEST_VERSION}, the newest tested version; it may have removed what the platform uses`,
    fix: 'update faas-stack, or try the platform on a cluster without users first',
  };
  return [describeMistake(file, warning)];
}
