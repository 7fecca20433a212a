import type { Env } from '../kube/env';
import { ANYWHERE } from '../kube/network';
import type { PlatformSettings } from '../kube/platform-chart';
import type { ContainerProps } from '../kube/pod';
import { SCRIPT_RESOURCES } from '../kube/resources';
import { TMP, type Mount } from '../kube/storage';
import type { OpenWhisk } from '../platform/model';
import { containerFactoryEnv, type ContainerFactory } from './container-factory';
import { runtimeImages, runtimesOf } from './runtime-images';

/** The node's Docker engine, and what the container factory reads of it (OpenWhisk, DockerContainerFactory). */
const MOUNTS: readonly Mount[] = [
  { volume: { name: 'cgroup', hostPath: '/sys/fs/cgroup', type: 'Directory' }, path: '/sys/fs/cgroup' },
  { volume: { name: 'runc', hostPath: '/run/runc', type: 'DirectoryOrCreate' }, path: '/run/runc' },
  { volume: { name: 'dockerrootdir', hostPath: '/var/lib/docker/containers', type: 'Directory' }, path: '/containers' },
];
const SOCKET: Mount = {
  volume: { name: 'dockersock', hostPath: '/var/run/docker.sock', type: 'Socket' },
  path: '/var/run/docker.sock',
};

/** Deadline for pulling all runtimes on a node, in seconds. */
const PULL_DEADLINE_SECONDS = 1800;

/**
 * Actions as containers of the node's Docker engine. The invoker is as powerful as that engine: root on the node. Its containers
 * are outside of Kubernetes, so no network policy holds for them.
 */
export function dockerFactory(spec: OpenWhisk, settings: PlatformSettings): ContainerFactory {
  const { dns } = spec.actions;
  const credentials = registryCredentials(settings);
  return {
    env: {
      ...containerFactoryEnv(spec, settings),
      // Paused by the engine: runc would need the PID namespace of the node, and the engine's folder of its state.
      CONFIG_whisk_docker_containerFactory_useRunc: 'false',
      ...credentials?.env,
    },
    mounts: [...MOUNTS, SOCKET, ...(credentials ? [{ ...credentials.mount, readOnly: true }] : [])],
    rights: {},
    // The containers' addresses are the Docker network's.
    connectsTo: [ANYWHERE],
    security: {
      uid: 0,
      rootReason: "it drives the node's Docker engine through its socket",
      hostReason: "the Docker engine and its containers are the node's",
    },
    prepares: [pullRuntimes(spec, settings, credentials)],
    setUp: dns.inheritInvokerConfig ? INHERIT_DNS : '',
    invokerName: { field: 'spec.nodeName' },
  };
}

/** Passes the name servers of the invoker's pod to action containers, as variables numbered from 0. */
const INHERIT_DNS = `number() { local index=0 value; for value in $2; do export "$1_$index=$value"; index=$((index + 1)); done; }
field() { sed -n "s/^$1 *//p" "\${RESOLV_CONF:-/etc/resolv.conf}"; }
args=CONFIG_whisk_containerFactory_containerArgs
number "\${args}_dnsServers" "$(field nameserver)"
number "\${args}_dnsSearch" "$(field search)"
number "\${args}_dnsOptions" "$(field options)"
`;

/** Credentials of the registries: the client of the engine, which pulls images of users too, reads one file. */
interface RegistryCredentials {
  readonly env: Env;
  /** Where the file is. */
  readonly mount: Mount;
  /** The pull secrets that the file is made of. */
  readonly secrets: readonly Mount[];
}

function registryCredentials({ images }: PlatformSettings): RegistryCredentials | undefined {
  if (images.pullSecrets.length === 0) return undefined;
  const mount: Mount = { volume: { name: 'docker-config', scratchMiB: 1 }, path: '/docker-config' };
  return {
    env: { DOCKER_CONFIG: mount.path },
    mount,
    secrets: images.pullSecrets.map((name, index) => ({
      volume: { name: `pull-secret-${index}`, secret: { name }, items: { '.dockerconfigjson': 'config.json' } },
      path: `/pull-secrets/${index}`,
    })),
  };
}

/** Pulls every runtime before the invoker starts, so that no first activation waits for an image. */
function pullRuntimes(
  spec: OpenWhisk,
  { images }: PlatformSettings,
  credentials?: RegistryCredentials,
): ContainerProps {
  const prefix = images.registry ? `${images.registry}/` : '';
  return {
    name: 'docker-pull-runtimes',
    image: 'ow-utils',
    command: ['/bin/bash', '-c', `set -u\n${credentials ? MERGE_CREDENTIALS : ''}${PULL_SCRIPT}`],
    args: ['pull', ...runtimeImages(runtimesOf(spec, images)).map((image) => `${prefix}${image}`)],
    env: { HOME: TMP.path, DEADLINE_SECONDS: String(PULL_DEADLINE_SECONDS), ...credentials?.env },
    mounts: [SOCKET, TMP, ...(credentials ? [credentials.mount, ...credentials.secrets] : [])],
    resources: SCRIPT_RESOURCES,
  };
}

/** Merges the pull secrets into one file. The client of ow-utils reads the user from the field `auth` only (Docker 1.12, cliconfig). */
const MERGE_CREDENTIALS = `(umask 077 && jq --slurp '{auths: (map(.auths // {}) | add |
  map_values(.auth //= ("\\(.username):\\(.password)" | @base64)))}' "\${PULL_SECRETS:-/pull-secrets}"/*/config.json \\
  >"$DOCKER_CONFIG/config.json") || exit 1
`;

/** The client of ow-utils is of version 1.12 in both generations, whose `pull` has no flag `--quiet` (tools/ow-utils/Dockerfile). */
const PULL_SCRIPT = `for image in "$@"; do
  until docker pull "$image" >/dev/null; do
    if [ "$SECONDS" -ge "$DEADLINE_SECONDS" ]; then
      echo "gave up after $SECONDS s: the image $image cannot be pulled; is the registry reachable from this node?" >&2
      exit 1
    fi
    sleep 10
  done
  echo "$image is on this node"
done
echo "all $# runtimes are on this node"
`;
