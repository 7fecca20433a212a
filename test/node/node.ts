import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from '../cluster/build-tools';
import type { ApiServer } from '../cluster/control-plane';
import { writeKubeconfig } from '../cluster/control-plane';
import { CLUSTER_DNS, PAUSE_IMAGE } from './system';
import { CGROUPS, CONTROL_PLANE, type Host } from './machine';

/** The programs of a node. */
export const NODE_TOOLS = ['containerd', 'containerd-shim-runc-v2', 'ctr', 'kubelet'] as const;

/** A node that runs pods: containerd, runc and a kubelet on a host. */
export class RealNode {
  private readonly socket: string;
  private kubeletFlags: readonly string[] = [];

  constructor(
    readonly host: Host,
    private readonly binaries: Binaries<(typeof NODE_TOOLS)[number]>,
    /** Folder of the control groups of all nodes, below each controller. */
    private readonly cgroup: string,
  ) {
    this.socket = '/run/containerd.sock';
  }

  /** Ends the node as a loss of power does. */
  lose(): void {
    const groups = readdirSync(CGROUPS).map((controller) => join(CGROUPS, controller, this.cgroup, this.host.name));
    this.host.lose(groups);
  }

  /** Starts the programs of a node that was lost. */
  startAgain(): void {
    this.startContainerd('containerd-again');
    this.host.start('kubelet-again', this.binaries.kubelet, this.kubeletFlags);
  }

  /** Starts containerd and imports the images of an archive. */
  startRuntime(archive: string): void {
    this.startContainerd('containerd');
    this.ctr('image', 'import', '--snapshotter', 'overlayfs', archive);
  }

  private startContainerd(name: string): void {
    const { folder, podRange } = this.host;
    const network = join(folder, 'cni');
    mkdirSync(network, { recursive: true });
    writeFileSync(join(network, '10-pods.conflist'), JSON.stringify(networkOf(podRange)));
    const config = join(folder, 'containerd.toml');
    writeFileSync(config, containerdConfig(folder, this.socket, network));
    // The shim is found in the PATH.
    const path = `${join(this.binaries['containerd-shim-runc-v2'], '..')}:/usr/sbin:/usr/bin:/sbin:/bin`;
    this.host.start(name, 'env', [`PATH=${path}`, this.binaries.containerd, '--config', config]);
    this.host.run('sh', '-c', `for i in $(seq 200); do [ -S ${this.socket} ] && exit; sleep 0.1; done; exit 1`);
  }

  /** Runs containerd's client in the namespace of Kubernetes. */
  ctr(...args: readonly string[]): string {
    return this.host.run(this.binaries.ctr, '--address', this.socket, '--namespace', 'k8s.io', ...args);
  }

  /** Starts the kubelet, which registers the node with the labels and taints given. */
  async startKubelet(
    { certificates, ports }: ApiServer,
    labels: Readonly<Record<string, string>>,
    taints: readonly object[],
  ): Promise<void> {
    const { name, address, folder } = this.host;
    const { authority } = certificates;
    const client = await authority.issue(`${name}-kubelet`, { user: `system:node:${name}`, groups: ['system:nodes'] });
    const server = await authority.issue(`${name}-kubelet-server`, {
      user: name,
      serves: [`DNS:${name}`, `IP:${address}`],
    });
    const kubeconfig = writeKubeconfig(join(folder, 'kubeconfig'), ports.server, authority.cert, client, CONTROL_PLANE);
    const config = join(folder, 'kubelet.json');
    const content = {
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      address: '0.0.0.0',
      authentication: {
        anonymous: { enabled: false },
        webhook: { enabled: true },
        x509: { clientCAFile: authority.cert },
      },
      authorization: { mode: 'Webhook' },
      cgroupDriver: 'cgroupfs',
      cgroupRoot: `/${this.cgroup}/${name}`,
      failCgroupV1: false,
      clusterDNS: [CLUSTER_DNS],
      clusterDomain: 'cluster.local',
      containerRuntimeEndpoint: `unix://${this.socket}`,
      tlsCertFile: server.cert,
      tlsPrivateKeyFile: server.key,
      registerWithTaints: taints,
      resolvConf: '',
      volumePluginDir: join(folder, 'volume-plugins'),
      makeIPTablesUtilChains: false,
      // Without the capability CAP_SYS_RESOURCE no process may lower its value.
      oomScoreAdj: 0,
      evictionHard: { 'memory.available': '100Mi', 'nodefs.available': '1%' },
      imageGCHighThresholdPercent: 100,
      nodeStatusUpdateFrequency: '4s',
      containerLogMaxSize: '10Mi',
    };
    writeFileSync(config, JSON.stringify(content, undefined, 2));
    const flags = {
      config,
      kubeconfig,
      'root-dir': '/var/lib/kubelet',
      'hostname-override': name,
      'node-ip': address,
      'node-labels': Object.entries(labels)
        .map(([key, value]) => `${key}=${value}`)
        .join(','),
    };
    this.kubeletFlags = Object.entries(flags).map(([key, value]) => `--${key}=${value}`);
    this.host.start('kubelet', this.binaries.kubelet, this.kubeletFlags);
  }
}

/** Packets between two pods of a node go through the routing of the node, where policies are enforced. */
function networkOf(podRange: string): object {
  return {
    cniVersion: '0.4.0',
    name: 'pods',
    plugins: [
      {
        type: 'ptp',
        ipMasq: false,
        ipam: {
          type: 'host-local',
          ranges: [[{ subnet: podRange }]],
          routes: [{ dst: '0.0.0.0/0' }],
          dataDir: '/run/cni',
        },
      },
    ],
  };
}

function containerdConfig(folder: string, socket: string, network: string): string {
  return `version = 3
root = "${join(folder, 'containerd')}"
state = "/run/containerd"

[grpc]
address = "${socket}"

[plugins."io.containerd.cri.v1.images"]
snapshotter = "overlayfs"

[plugins."io.containerd.cri.v1.images".pinned_images]
sandbox = "${PAUSE_IMAGE}"

[plugins."io.containerd.cri.v1.runtime"]
# Without the capability CAP_SYS_RESOURCE runc cannot lower it.
restrict_oom_score_adj = true

[plugins."io.containerd.cri.v1.runtime".cni]
bin_dirs = ["/usr/lib/cni"]
conf_dir = "${network}"

[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"

[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
SystemdCgroup = false

[plugins."io.containerd.nri.v1.nri"]
socket_path = "/run/nri/nri.sock"
`;
}
