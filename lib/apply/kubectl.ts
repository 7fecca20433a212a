import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isOlder, OLDEST_VERSION } from '../kube/kubernetes-versions';
import { UserError } from '../text/user-error';
import { ApiError, Cluster } from './cluster';

/** A cluster that cannot be used. */
class ClusterError extends UserError {
  public override readonly name = 'ClusterError';

  constructor(problem: string, fix: string) {
    super(`${problem}; nothing was changed\n  fix: ${fix}`);
  }
}

/** A connection to a cluster, and what it is connected to. */
export interface Connection {
  readonly cluster: Cluster;
  /** Context of the kubeconfig file. */
  readonly context: string;
  /** URL of the API server. */
  readonly server: string;
  /** Version of the API server, e.g. `v1.36.1`. */
  readonly version: string;
  close(): void;
}

const CHOOSE_CONTEXT = 'set KUBECONFIG, or name a context of `kubectl config get-contexts` with --context';

/** The parts of `kubectl config view --minify` that are read. */
interface Kubeconfig {
  readonly 'current-context'?: string;
  readonly clusters?: readonly { readonly cluster: { readonly server?: string } }[] | null;
}

/** Answer of `/version`. */
interface Version {
  readonly major: string;
  readonly minor: string;
  readonly gitVersion: string;
}

/** Seconds that the proxy may take to listen: login plugins run at the first request, not before. */
const PROXY_SECONDS = 20;

/**
 * Connects to a cluster through `kubectl proxy`, so that every login that works for kubectl works here: certificates, tokens, login
 * plugins, proxies. The socket is in a folder that only this user can open.
 *
 * @param context - context of the kubeconfig file; the current one if undefined
 * @throws ClusterError without kubectl, without a cluster, or if the cluster is too old
 */
export async function connect(context: string | undefined): Promise<Connection> {
  const chosen = context === undefined ? [] : [`--context=${context}`];
  const config = await kubeconfigOf(chosen);
  const folder = mkdtempSync(join(tmpdir(), 'faas-stack-'));
  const socket = join(folder, 'api');
  const proxy = spawn('kubectl', [...chosen, 'proxy', `--unix-socket=${socket}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // An interrupt is for this program: it lets requests under way end.
    detached: true,
  });
  const cluster = new Cluster(socket);
  const close = (): void => {
    cluster.close();
    proxy.kill();
    rmSync(folder, { recursive: true, force: true });
    process.removeListener('exit', close);
  };
  process.once('exit', close);
  try {
    await listening(proxy);
    const version = await versionOf(cluster, config.server);
    return { cluster, ...config, version, close };
  } catch (error) {
    close();
    throw error;
  }
}

async function kubeconfigOf(chosen: readonly string[]): Promise<{ context: string; server: string }> {
  let text: string;
  try {
    ({ stdout: text } = await promisify(execFile)('kubectl', [...chosen, 'config', 'view', '--minify', '-o', 'json']));
  } catch (error) {
    const { code, stderr = '' } = error as { readonly code?: unknown; readonly stderr?: string };
    if (code === 'ENOENT')
      throw new ClusterError('kubectl is not in the PATH', 'install kubectl, which holds the login to the cluster');
    throw new ClusterError(`kubectl knows no cluster: ${stderr.trim().replace(/^error: /, '')}`, CHOOSE_CONTEXT);
  }
  const config = JSON.parse(text) as Kubeconfig;
  const server = config.clusters?.[0]?.cluster.server;
  if (server === undefined) throw new ClusterError('kubectl knows no cluster', CHOOSE_CONTEXT);
  return { context: config['current-context'] ?? '', server };
}

/** Resolves when the proxy says that it listens. */
function listening(proxy: ChildProcess): Promise<void> {
  return new Promise((done, failed) => {
    let said = '';
    const fail = (problem: string): void =>
      failed(new ClusterError(`kubectl proxy ${problem}: ${said.trim()}`, 'run `kubectl version` to see the reason'));
    const timer = setTimeout(() => fail(`does not listen after ${PROXY_SECONDS} s`), PROXY_SECONDS * 1000);
    const read = (data: Buffer): void => {
      said += data.toString();
      if (!said.includes('Starting to serve')) return;
      clearTimeout(timer);
      done();
    };
    proxy.stdout?.on('data', read);
    proxy.stderr?.on('data', read);
    proxy.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with code ${code}`);
    });
  });
}

async function versionOf(cluster: Cluster, server: string): Promise<string> {
  let version: Version;
  try {
    version = await cluster.send<Version>({ method: 'GET', path: '/version' });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const problem = `The cluster at ${server} does not answer: ${error.message || `status ${error.status}`}`;
    throw new ClusterError(problem, 'start the cluster, log in, or choose another context with --context');
  }
  if (isOlder(`${version.major}.${parseInt(version.minor, 10)}`, OLDEST_VERSION)) {
    const problem = `The cluster at ${server} has Kubernetes ${version.gitVersion}; ${OLDEST_VERSION} or newer is supported`;
    throw new ClusterError(problem, 'upgrade the cluster, or choose another context with --context');
  }
  return version.gitVersion;
}
