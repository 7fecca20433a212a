import { isOlder, NEWEST_VERSION } from '../kube/kubernetes-versions';
import { describeMistake } from '../text/input-file';
import type { LoadedPlatform } from './load';

/** Warnings about values of a platform that is written all the same. */
export function warningsAbout(loaded: LoadedPlatform): string[] {
  return [...newerKubernetes(loaded), ...endedMySql(loaded)];
}

/** A version of Kubernetes that no test covers. */
function newerKubernetes({ platform, file, lineOf }: LoadedPlatform): string[] {
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

/** A version of MySQL without security updates. */
function endedMySql({ platform: { mysql }, file, lineOf }: LoadedPlatform): string[] {
  if (!mysql.enabled || mysql.external || mysql.version !== '8.0') return [];
  const path = ['mysql', 'version'];
  return [
    describeMistake(file, {
      path,
      line: lineOf(path),
      problem: 'MySQL 8.0 has had no security updates since April 2026',
      fix: "make a backup, and write '8.4': its server upgrades the data at its start (docs/mysql.md)",
    }),
  ];
}
