import { isOlder, NEWEST_VERSION } from '../kube/kubernetes-versions';
import { describeMistake } from '../text/input-file';
import type { LoadedPlatform } from './load';

/** Warnings about values of a platform that is written all the same: a version of Kubernetes that no test covers. */
export function warningsAbout({ platform, file, lineOf }: LoadedPlatform): string[] {
  const { version } = platform.cluster;
  if (!isOlder(NEWEST_VERSION, version)) return [];
  const path = ['cluster', 'version'];
  return [
    describeMistake(file, {
      path,
      line: lineOf(path),
      problem: `Kubernetes ${version} is newer than ${NEWEST_VERSION}, the newest tested version; it may have removed what the platform uses`,
      fix: 'update faas-stack, or try the platform on a cluster without users first',
    }),
  ];
}
