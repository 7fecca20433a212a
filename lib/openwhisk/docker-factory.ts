import type { Env } from '../kube/env';
import { ANYWHERE } from '../kube/network';
import type { PlatformSettings } from '../kube/platform-chart';
import type { ContainerProps } from '../kube/pod';
import { SCRIPT_RESOURCES } from '../kube/resources';
import { TMP, type Mount } from '../kube/storage';
import type { OpenWhisk } from '../platform/model';
import { containerFactoryEnv, type ContainerFactory } from './container-factory';
import { DEFAULT_RUNTIMES, runtimeImages, type RuntimesManifest } from './runtimes';

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
  return {
    env: containerFactoryEnv(spec, settings),
    mounts: [...MOUNTS, SOCKET],
    permissions: [],
    // The containers' addresses are the Docker network's.
    connectsTo: [ANYWHERE],
    security: {
      uid: 0,
      rootReason: "it drives the node's Docker engine through its socket",
      hostReason: "the Docker engine and its containers are the node's",
    },
    prepares: [pullRuntimes(spec, settings)],
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

/** Pulls every runtime before the invoker starts, so that no first activation waits for an image. */
function pullRuntimes(spec: OpenWhisk, { images }: PlatformSettings): ContainerProps {
  const manifest = (spec.runtimes ?? DEFAULT_RUNTIMES) as RuntimesManifest;
  const prefix = images.registry ? `${images.registry}/` : '';
  const [pullSecret] = images.pullSecrets;
  const login: { env: Env; mounts: Mount[] } = pullSecret
    ? {
        env: { DOCKER_CONFIG: '/docker-config' },
        mounts: [
          {
            volume: {
              name: 'docker-config',
              secret: { name: pullSecret },
              items: { '.dockerconfigjson': 'config.json' },
            },
            path: '/docker-config',
          },
        ],
      }
    : { env: {}, mounts: [] };
  return {
    name: 'docker-pull-runtimes',
    image: 'ow-utils',
    command: ['/bin/bash', '-c', PULL_SCRIPT],
    args: ['pull', ...runtimeImages(manifest).map((image) => `${prefix}${image}`)],
    env: { HOME: TMP.path, DEADLINE_SECONDS: String(PULL_DEADLINE_SECONDS), ...login.env },
    mounts: [SOCKET, TMP, ...login.mounts],
    resources: SCRIPT_RESOURCES,
  };
}

const PULL_SCRIPT = `set -u
for image in "$@"; do
  until docker pull --quiet "$image"; do
    if [ "$SECONDS" -ge "$DEADLINE_SECONDS" ]; then
      echo "gave up after $SECONDS s: the image $image cannot be pulled; is the registry reachable from this node?" >&2
      exit 1
    fi
    sleep 10
  done
done
echo "all $# runtimes are there"
`;
