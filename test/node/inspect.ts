import { readFileSync } from 'node:fs';
import type { Pod, Stored } from '../cluster/wire-types';
import type { RealCluster } from './cluster';
import type { RealNode } from './node';

type Container = NonNullable<Pod['spec']>['containers'][number];

/** A running container, as the kernel sees its first process. */
export interface RunningContainer {
  /** Name like `owdev-redis-abc/redis`. */
  readonly name: string;
  readonly pod: Stored<Pod>;
  readonly container: string;
  readonly node: RealNode;
  readonly pid: number;
  readonly uid: number;
  /** Effective capabilities. */
  readonly capabilities: bigint;
  readonly noNewPrivileges: boolean;
  /** Whether system calls are filtered. */
  readonly seccomp: boolean;
  /** Whether its root file system is mounted read-only. */
  readonly readOnlyRoot: boolean;
}

/** Process ids of the running containers of a node, by container id. */
function tasksOf(node: RealNode): Map<string, number> {
  const lines = node.ctr('task', 'list').trim().split('\n').slice(1);
  return new Map(lines.map((line) => line.split(/\s+/)).map(([id = '', pid = '']) => [id, Number(pid)]));
}

/** The declaration of a container, be it one or a sidecar. */
export function containerOf({ pod, container }: Pick<RunningContainer, 'pod' | 'container'>): Container | undefined {
  const { containers = [], initContainers = [] } = pod.spec ?? {};
  return [...containers, ...initContainers].find(({ name }) => name === container);
}

/** All running containers of a namespace, sidecars included. */
export async function runningContainers(cluster: RealCluster, namespace: string): Promise<RunningContainer[]> {
  const tasks = new Map(cluster.nodes.map((node) => [node.host.name, { node, pids: tasksOf(node) }]));
  const pods = await cluster.pods(namespace);
  return pods.flatMap((pod) => {
    const found = tasks.get(pod.spec?.nodeName ?? '');
    const { containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {};
    return [...containerStatuses, ...initContainerStatuses].flatMap(({ name, containerID }) => {
      const pid = found?.pids.get((containerID ?? '').replace('containerd://', ''));
      if (found === undefined || pid === undefined) return [];
      return [
        { name: `${pod.metadata.name}/${name}`, pod, container: name, node: found.node, pid, ...kernelView(pid) },
      ];
    });
  });
}

function kernelView(pid: number): Omit<RunningContainer, 'name' | 'pod' | 'container' | 'node' | 'pid'> {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? '';
  const root = readFileSync(`/proc/${pid}/mountinfo`, 'utf8')
    .split('\n')
    .find((line) => line.split(' ')[4] === '/');
  return {
    uid: Number(field('Uid').split('\t')[1]),
    capabilities: BigInt(`0x${field('CapEff')}`),
    noNewPrivileges: field('NoNewPrivs') === '1',
    seccomp: field('Seccomp') === '2',
    readOnlyRoot: (root?.split(' ')[5] ?? '').split(',').includes('ro'),
  };
}
