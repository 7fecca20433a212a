import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Api } from '../cluster/api';
import { applyAll, type ApplyResult } from '../cluster/apply';
import type { Binaries } from '../cluster/build-tools';
import { startApiServer, startControllers, writeKubeconfig } from '../cluster/control-plane';
import { isTrue } from '../cluster/pod-state';
import { Processes } from '../cluster/processes';
import { Provisioner } from '../cluster/provisioner';
import { Resources } from '../cluster/resources';
import { until } from '../cluster/wait';
import type { Manifest, Node, Pod, Stored } from '../cluster/wire-types';
import { CGROUPS, CONTROL_PLANE, Host, makeNetwork } from './machine';
import { type NODE_TOOLS, RealNode } from './node';
import { systemObjects } from './system';

/** Programs of a cluster of real nodes. */
export type ClusterBinaries = Binaries<
  | (typeof NODE_TOOLS)[number]
  | 'etcd'
  | 'kube-apiserver'
  | 'kube-controller-manager'
  | 'kube-scheduler'
  | 'kubectl'
  | 'stand-in'
>;

/** What the runner hands over to the tests inside of their namespaces. */
export interface Inside {
  readonly folder: string;
  readonly cgroup: string;
  readonly binaries: ClusterBinaries;
  readonly archive: string;
}

/** Milliseconds after which a command of a test is given up. */
const COMMAND_TIMEOUT = 60_000;

/** Folder in which the volumes of a node are. */
const VOLUMES = '/mnt/volumes';

/** Two nodes with kubelets, and the control plane beside them. */
export class RealCluster {
  private constructor(
    readonly api: Api,
    readonly nodes: readonly RealNode[],
    readonly processes: Processes,
    private readonly inside: Inside,
    private readonly kubeconfig: string,
    private readonly provisioner: Provisioner,
  ) {}

  /** Starts a cluster with a core node and an invoker node, and returns when both are ready and resolve names. */
  static async start(inside: Inside): Promise<RealCluster> {
    mkdirSync(inside.folder, { recursive: true });
    const processes = new Processes(inside.folder);
    try {
      return await RealCluster.startWith(inside, processes);
    } catch (error) {
      const server = processes.tail('kube-apiserver', 5);
      process.stderr.write(`the cluster did not start: ${String(error)}\n--- kube-apiserver\n${server}\n`);
      processes.stop({ keepFolder: true });
      // Watches keep this process alive, and the namespaces end with it.
      process.exit(1);
    }
  }

  private static async startWith(inside: Inside, processes: Processes): Promise<RealCluster> {
    const { folder, binaries, cgroup, archive } = inside;
    makeNetwork();
    const hosts = [await Host.start(folder, processes, 'core', 0), await Host.start(folder, processes, 'invoker', 1)];
    for (const host of hosts) for (const other of hosts) if (host !== other) host.knows(other);
    const server = await startApiServer(folder, binaries, processes, {
      apiServerNames: [`IP:${CONTROL_PLANE}`],
      // The port that NetworkPolicies allow.
      apiServerPort: 6443,
      apiServerFlags: {
        'bind-address': '0.0.0.0',
        'advertise-address': CONTROL_PLANE,
        'endpoint-reconciler-type': 'master-count',
        'authorization-mode': 'Node,RBAC',
        'enable-admission-plugins': 'PodSecurity,NodeRestriction',
        // The control plane is outside of the nodes' Services.
        'enable-aggregator-routing': true,
        'kubelet-client-certificate': join(folder, 'pki', 'admin.crt'),
        'kubelet-client-key': join(folder, 'pki', 'admin.key'),
      },
    });
    await startControllers(folder, binaries, processes, server);
    const { api, certificates, ports } = server;
    const provisioner = new Provisioner(api, (id, node) => {
      hosts.find(({ name }) => name === node)?.run('mkdir', '-p', `${VOLUMES}/${id}`);
      return {
        local: { path: `${VOLUMES}/${id}` },
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }] },
            ],
          },
        },
      };
    });
    await provisioner.start();
    const kubeconfig = writeKubeconfig(
      join(folder, 'admin.kubeconfig'),
      ports.server,
      certificates.authority.cert,
      certificates.admin,
    );
    const nodes = hosts.map((host) => new RealNode(host, binaries, cgroup));
    for (const controller of readdirSync(CGROUPS))
      for (const { name } of hosts) mkdirSync(join(CGROUPS, controller, cgroup, name), { recursive: true });
    for (const node of nodes) node.startRuntime(archive);
    const cluster = new RealCluster(api, nodes, processes, inside, kubeconfig, provisioner);
    const { errors } = await cluster.apply(systemObjects(ports.server));
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    for (const node of nodes) {
      const role = node.host.name;
      await node.startKubelet(server, { 'openwhisk-role': role, 'topology.kubernetes.io/zone': `zone-${role}` }, []);
    }
    await cluster.systemReady();
    return cluster;
  }

  async apply(objects: readonly Manifest[]): Promise<ApplyResult> {
    return applyAll(this.api, new Resources(this.api), objects, {});
  }

  /** Runs kubectl and returns its output. */
  kubectl(...args: readonly string[]): string {
    return execFileSync(this.inside.binaries.kubectl, ['--kubeconfig', this.kubeconfig, ...args], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
      timeout: COMMAND_TIMEOUT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  async pods(namespace: string): Promise<Stored<Pod>[]> {
    return this.api.list<Pod>(`/api/v1/namespaces/${namespace}/pods`);
  }

  /** The last lines of each pod that is not ready. */
  async outputOfUnready(namespace: string): Promise<string> {
    const pods = (await this.pods(namespace)).filter(
      (pod) => pod.status?.phase !== 'Succeeded' && !isTrue(pod, 'Ready'),
    );
    return pods
      .map(({ metadata: { name } }) => {
        try {
          return `--- ${name}\n${this.kubectl('logs', '-n', namespace, name, '--all-containers', '--tail=8')}`;
        } catch (error) {
          return `--- ${name}: ${String(error).slice(0, 200)}`;
        }
      })
      .join('\n');
  }

  stop(): void {
    this.provisioner.stop();
    this.api.close();
    this.processes.stop({ keepFolder: true });
  }

  private async systemReady(): Promise<void> {
    const ready = async () => {
      this.processes.assertRunning();
      const nodes = await this.api.list<Node>('/api/v1/nodes');
      const pods = await this.pods('kube-system');
      return (
        nodes.length === this.nodes.length &&
        pods.length === 2 * nodes.length + 1 &&
        pods.every((pod) => isTrue(pod, 'Ready'))
      );
    };
    await until(ready, {
      timeoutSeconds: 120,
      what: 'both nodes and the pods of kube-system are ready',
      intervalMs: 500,
    });
  }
}
