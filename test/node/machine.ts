import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Processes } from '../cluster/processes';
import { until } from '../cluster/wait';

/** Address of the control plane on the bridge that joins the nodes. */
export const CONTROL_PLANE = '10.89.0.1';

/** A host outside of the cluster, as it stands for the internet, and the address at which clouds serve credentials. */
export const OUTSIDE = '203.0.113.10';
export const METADATA = '169.254.169.254';

export const CGROUPS = '/sys/fs/cgroup';

const BRIDGE = 'cluster0';

/**
 * Makes the mounts of a node: the files that kubelet, containerd and pods leave behind stay in the folder of the node, and
 * mounts of pods are seen in this node only.
 */
const NODE_MOUNTS = `set -eu
folder=$1 name=$2
hostname "$name"
mount --make-rprivate /
for path in var/lib var/log run mnt; do
  mkdir -p "$folder/files/$path/upper" "$folder/files/$path/work"
  case $path in
    var/lib) mount -t overlay overlay -o "lowerdir=/$path,upperdir=$folder/files/$path/upper,workdir=$folder/files/$path/work" "/$path" ;;
    *) mount --bind "$folder/files/$path/upper" "/$path" ;;
  esac
done
mkdir -p /mnt/cgroup
mount --rbind /sys/fs/cgroup /mnt/cgroup
mount -t sysfs sysfs /sys
mount --rbind /mnt/cgroup /sys/fs/cgroup
umount -l /mnt/cgroup
mount --make-rshared /
echo ready >"$folder/mounted"
exec sleep infinity
`;

/** What a machine has lost when it starts again: rules, mounts, and what is in memory. */
const FORGET = `nft flush ruleset
awk '$2 ~ "^/(run/netns|run/containerd|var/lib/kubelet)/" { print $2 }' /proc/mounts | sort -r | xargs -r umount -l
rm -rf /run/netns /run/cni /run/containerd /run/containerd.sock /run/nri
`;

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/** Processes in a control group and those below it. */
function processesIn(controlGroup: string): number[] {
  if (!existsSync(controlGroup)) return [];
  const output = execFileSync('find', [controlGroup, '-name', 'cgroup.procs', '-exec', 'cat', '{}', '+'], {
    encoding: 'utf8',
  });
  return output.split('\n').filter(Boolean).map(Number);
}

/** Processes that see the mounts of a namespace. */
function processesOf(namespace: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/ns/mnt`) === namespace;
      } catch {
        return false;
      }
    })
    .map(Number);
}

function ip(...args: readonly string[]): void {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** A machine in the machine: a network, mount and UTS namespace in which a node's programs run. */
export class Host {
  private constructor(
    readonly name: string,
    readonly address: string,
    /** Range of the addresses of its pods. */
    readonly podRange: string,
    /** Folder with its files. */
    readonly folder: string,
    private readonly pid: number,
    private readonly processes: Processes,
  ) {}

  static async start(folder: string, processes: Processes, name: string, index: number): Promise<Host> {
    const own = join(folder, name);
    mkdirSync(own, { recursive: true });
    const script = join(own, 'mounts.sh');
    writeFileSync(script, NODE_MOUNTS);
    const mounted = join(own, 'mounted');
    processes.start(`${name}.host`, 'unshare', [
      '--mount',
      '--uts',
      '--net',
      '--ipc',
      '--propagation',
      'private',
      'sh',
      script,
      own,
      name,
    ]);
    await until(
      () => {
        processes.assertRunning();
        return existsSync(mounted);
      },
      { timeoutSeconds: 10, what: `the mounts of ${name}` },
    );
    const pid = processes.pids()[`${name}.host`] as number;
    const address = `10.89.0.${11 + index}`;
    const podRange = `10.244.${index + 1}.0/24`;
    const host = new Host(name, address, podRange, own, pid, processes);
    host.connect(index);
    return host;
  }

  /** Arguments of `nsenter` for a program on this host. */
  private enter(program: string, args: readonly string[]): string[] {
    return ['--target', String(this.pid), '--mount', '--uts', '--net', '--ipc', program, ...args];
  }

  /** Starts a program on this host. */
  start(name: string, program: string, args: readonly string[]): void {
    this.processes.start(`${this.name}.${name}`, 'nsenter', this.enter(program, args));
  }

  /** Kills everything that runs on this host, as a loss of power does, and forgets what is lost with it. */
  lose(controlGroups: readonly string[]): void {
    const own = readlinkSync(`/proc/${this.pid}/ns/mnt`);
    const lost = () => [...controlGroups.flatMap(processesIn), ...processesOf(own).filter((pid) => pid !== this.pid)];
    for (let pids = lost(), tries = 0; pids.length > 0 && tries < 50; pids = lost(), tries += 1) {
      for (const pid of pids) kill(pid);
      execFileSync('sleep', ['0.1']);
    }
    this.run('sh', '-c', FORGET);
  }

  /** Runs a program on this host, and returns its output. */
  run(program: string, ...args: readonly string[]): string {
    return execFileSync('nsenter', this.enter(program, args), {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 1 << 26,
      timeout: 120_000,
    });
  }

  private connect(index: number): void {
    const cable = `node${index}`;
    ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(this.pid));
    ip('link', 'set', cable, 'master', BRIDGE, 'up');
    ip('route', 'add', this.podRange, 'via', this.address, 'onlink', 'dev', BRIDGE);
    this.run('ip', 'link', 'set', 'lo', 'up');
    this.run('ip', 'address', 'add', `${this.address}/24`, 'dev', 'eth0');
    this.run('ip', 'link', 'set', 'eth0', 'up');
    this.run('ip', 'route', 'add', 'default', 'via', CONTROL_PLANE);
    this.run('sh', '-c', 'echo 1 >/proc/sys/net/ipv4/ip_forward');
  }

  /** Makes the pods of another node reachable. */
  knows(other: Host): void {
    this.run('ip', 'route', 'add', other.podRange, 'via', other.address);
  }
}

/** Makes the network of the machine that the control plane runs on. Everything is inside of this process' network namespace. */
export function makeNetwork(): void {
  ip('link', 'set', 'lo', 'up');
  ip('link', 'add', BRIDGE, 'type', 'bridge');
  ip('address', 'add', `${CONTROL_PLANE}/24`, 'dev', BRIDGE);
  ip('link', 'set', BRIDGE, 'up');
  ip('link', 'add', 'outside0', 'type', 'bridge');
  for (const address of [OUTSIDE, METADATA]) ip('address', 'add', `${address}/32`, 'dev', 'outside0');
  ip('link', 'set', 'outside0', 'up');
  writeFileSync('/proc/sys/net/ipv4/ip_forward', '1');
}
