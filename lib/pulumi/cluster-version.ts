import { request } from 'node:https';
import { isOlder, OLDEST_VERSION } from '../kube/kubernetes-versions';
import { ClusterError, type ClusterAddress } from './kubeconfig';

const TIMEOUT_MILLISECONDS = 5000;

/** The answer of an API server to `/version` (Kubernetes, version.Info). */
interface VersionInfo {
  readonly major: string;
  /** With a plus at the end, with some providers. */
  readonly minor: string;
  readonly gitVersion: string;
}

/**
 * Queries the version of a cluster before anything is created there. @returns a warning if the cluster does not answer:
 * it may not exist yet, or require a login that only the provider has. @throws ClusterError if it is too old.
 */
export async function checkVersion(address: ClusterAddress): Promise<string | undefined> {
  let version: VersionInfo;
  try {
    version = await versionOf(address);
  } catch (error) {
    return `The version of the cluster at ${address.server} is not known: ${(error as Error).message}. It has to be ${OLDEST_VERSION} or newer.`;
  }
  if (isOlder(`${version.major}.${parseInt(version.minor, 10)}`, OLDEST_VERSION)) {
    const problem = `The cluster at ${address.server} has Kubernetes ${version.gitVersion}; ${OLDEST_VERSION} or newer is supported`;
    throw new ClusterError(problem, 'upgrade the cluster, or choose another context');
  }
  return undefined;
}

function versionOf({ server, ca, cert, key, token }: ClusterAddress): Promise<VersionInfo> {
  return new Promise((done, failed) => {
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    const url = `${server.replace(/\/$/, '')}/version`;
    const sent = request(url, { ca, cert, key, headers, timeout: TIMEOUT_MILLISECONDS }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        if (response.statusCode !== 200) return failed(new Error(`it answered ${response.statusCode}`));
        try {
          done(JSON.parse(text) as VersionInfo);
        } catch {
          failed(new Error('its answer is not JSON'));
        }
      });
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer in ${TIMEOUT_MILLISECONDS / 1000} s`)));
    sent.on('error', failed);
    sent.end();
  });
}
