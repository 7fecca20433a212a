import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Generation } from '../../../lib/openwhisk/contract/programs';
import type { Manifests } from '../../support/platform';
import type { Cluster } from '../harness';
import { Processes } from '../processes';
import { until } from '../wait';
import type { Manifest, Pod, Stored } from '../wire-types';
import { applicationConf } from './application-conf';
import { compiled, javaIn } from './java';
import { type FilteredPod, type NetworkPolicy, packetFilter } from './policy-filter';
import { PodNetwork, type PodSandbox } from './pod-network';

/** Components whose pods form a cluster, with the names of their actor systems in OpenWhisk. */
const SYSTEMS = { controller: 'controller-actor-system', scheduler: 'scheduler-actor-system' } as const;

type Component = keyof typeof SYSTEMS;

/** A namespace that the platform's own name and the test's folder are derived from. */
const NAMESPACE = 'openwhisk';

/** One member's view of the cluster: its members by address, with what it thinks of each. */
export type View = Readonly<Record<string, string>>;

/** A pod whose container is the test's own member of a cluster. */
export interface Member {
  readonly pod: Stored<Pod>;
  readonly ip: string;
  readonly sandbox: PodSandbox;
  /** Name of its process and of its log. */
  readonly process: string;
}

/** Options of {@link Members.start}. */
export interface MembersOptions {
  readonly cluster: Cluster;
  readonly manifests: Manifests;
  readonly generation: Generation;
  /** @default - the controllers */
  readonly component?: Component;
  /** Domain of the cluster whose name server answers. @default 'cluster.local' */
  readonly domain?: string;
  /** Whether the name server has names of pods, which CoreDNS may be told not to have. @default true */
  readonly podNames?: boolean;
}

/**
 * The pods of a StatefulSet as members of a cluster: the objects are those of the manifests, the addresses are those that the
 * objects have, and in each network namespace runs the library of OpenWhisk's generation with the pod's environment and token,
 * behind a packet filter that follows the NetworkPolicies.
 */
export class Members {
  readonly all: Member[] = [];
  private readonly hosts: string;
  /** Lines of the hosts file by the name of the pod. */
  private readonly hostLines = new Map<string, string>();
  private started = 0;

  private constructor(
    private readonly options: MembersOptions,
    private readonly processes: Processes,
    private readonly network: PodNetwork,
    folder: string,
    private readonly classPath: string,
  ) {
    this.hosts = join(folder, 'hosts');
  }

  /** Applies what the API server has to know, and starts a member in each pod. */
  static async start(options: MembersOptions): Promise<Members> {
    const { cluster, generation, component = 'controller' } = options;
    const folder = join(cluster.folder, `members-${generation}-${component}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'application.conf'), applicationConf(generation, component));
    const names = { 'import akka.': 'import org.apache.pekko.', AkkaManagement: 'PekkoManagement' };
    const classes = await compiled('ClusterMember', generation, folder, {
      replaced: generation === 'pekko' ? names : {},
    });
    // Members end in these tests, which the cluster's own programs must not.
    const processes = new Processes(folder);
    const network = await PodNetwork.start(processes, folder, cluster.ports['kube-apiserver']);
    const members = new Members(options, processes, network, folder, `${folder}:${classes}`);
    const { errors } = await cluster.apply(objectsOf(options));
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    const { replicas = 0 } = members.workload.spec;
    await cluster.ready(NAMESPACE, { timeoutSeconds: 120 });
    const pods = await members.running(replicas);
    for (const pod of pods) await members.prepare(pod);
    members.applyPolicies();
    for (const member of members.all) members.run(member);
    return members;
  }

  get component(): Component {
    return this.options.component ?? 'controller';
  }

  /** The port at which members talk, which is part of their addresses. */
  addressOf({ ip }: Member, port = 25520): string {
    return `${ip}:${port}`;
  }

  /** What a member has seen last. */
  viewOf({ process }: Member): View {
    const lines = this.processes.tail(process, 1_000_000).split('\n');
    const last = lines.filter((line) => line.startsWith('cluster ')).at(-1) ?? 'cluster ';
    const states = last.slice('cluster '.length).split(' ').filter(Boolean);
    return Object.fromEntries(
      states.map((state) => {
        const [address = '', status = ''] = state.split('=').map((text) => text.replace(/^.*@/, ''));
        return [address, status] as const;
      }),
    );
  }

  /** Waits until every member sees exactly all members up. */
  async formed({
    timeoutSeconds = 180,
    members = this.all,
  }: { timeoutSeconds?: number; members?: readonly Member[] } = {}): Promise<number> {
    const started = Date.now();
    const wanted = JSON.stringify(members.map((member) => [this.addressOf(member), 'Up']).sort());
    try {
      await until(
        () => members.every((member) => JSON.stringify(Object.entries(this.viewOf(member)).sort()) === wanted),
        { timeoutSeconds, what: 'all members see each other', intervalMs: 200 },
      );
    } catch (error) {
      throw new Error(members.map((member) => this.explain(member)).join('\n'), { cause: error });
    }
    return (Date.now() - started) / 1000;
  }

  /** Ends a member's program. */
  kill({ process: name }: Member, signal: NodeJS.Signals): void {
    const pid = this.processes.pids()[name];
    if (pid !== undefined) process.kill(pid, signal);
  }

  /** Starts a member that has been killed again in its pod, as the kubelet does with a container that dies. */
  async restart(member: Member): Promise<void> {
    await until(() => this.processes.pids()[member.process] === undefined, { what: `${member.process} has ended` });
    const again = { ...member, process: `member-${++this.started}-${member.ip}` };
    this.all.splice(this.all.indexOf(member), 1, again);
    this.run(again);
  }

  /** Deletes a pod whose program has ended, and starts a member in the one that the StatefulSet makes in its place. */
  async replace(member: Member): Promise<Member> {
    const { api } = this.options.cluster;
    const { name, uid } = member.pod.metadata;
    await api.send('DELETE', `/api/v1/namespaces/${NAMESPACE}/pods/${name}`, { gracePeriodSeconds: 0 });
    this.all.splice(this.all.indexOf(member), 1);
    const pods = async () => {
      const found = await this.running(this.all.length + 1);
      return found.find(({ metadata }) => metadata.name === name && metadata.uid !== uid);
    };
    const pod = await until(pods, { what: `${name} is there again` });
    const successor = await this.prepare(pod);
    this.applyPolicies();
    this.run(successor);
    return successor;
  }

  /** Ends the members and removes their pods. */
  async stop(): Promise<void> {
    this.network.stop();
    this.processes.stop();
    const { api } = this.options.cluster;
    const path = `/apis/apps/v1/namespaces/${NAMESPACE}/statefulsets/${this.workload.metadata.name}`;
    await api.send('DELETE', path, { propagationPolicy: 'Foreground' });
    await until(async () => (await api.find(path)) === undefined, { what: 'the pods are gone', timeoutSeconds: 180 });
  }

  private get workload() {
    return this.options.manifests.workload(this.component);
  }

  /** The running pods of the workload, by name. */
  private async running(count: number): Promise<Stored<Pod>[]> {
    const labels = Object.entries(this.workload.spec.selector?.matchLabels ?? {});
    const ours = async () => {
      const pods = await this.options.cluster.pods(NAMESPACE);
      const found = pods.filter(
        ({ metadata, status }) =>
          metadata.deletionTimestamp === undefined &&
          status?.phase === 'Running' &&
          labels.every(([key, value]) => metadata.labels?.[key] === value),
      );
      return found.length === count && found;
    };
    const pods = await until(ours, { what: `${count} pods of ${this.component} run` });
    return pods.sort((one, other) => one.metadata.name.localeCompare(other.metadata.name));
  }

  private async prepare(pod: Stored<Pod>): Promise<Member> {
    const { cluster, domain = 'cluster.local', podNames = true } = this.options;
    const ip = pod.status?.podIP ?? '';
    const { serviceAccountName } = this.workload.spec.template.spec as { serviceAccountName?: string };
    const { name } = pod.metadata;
    const sandbox = await this.network.sandbox(name, ip, {
      token: await cluster.tokenOf(`${NAMESPACE}/${serviceAccountName}`),
      'ca.crt': readFileSync(cluster.authority.cert, 'utf8'),
      namespace: NAMESPACE,
    });
    const podName = `${ip.replaceAll('.', '-')}.${NAMESPACE}.pod.${domain}`;
    // The successor of a pod has its name, and may have another address.
    this.hostLines.set(name, `${ip} ${podNames ? `${podName} ` : ''}${name}`);
    writeFileSync(this.hosts, ['127.0.0.1 localhost', ...this.hostLines.values(), ''].join('\n'));
    const member = { pod, ip, sandbox, process: `member-${++this.started}-${ip}` };
    this.all.push(member);
    return member;
  }

  /** Has every pod's filter follow the policies, now that all addresses are known. */
  private applyPolicies(): void {
    const policies = this.options.manifests.kind('NetworkPolicy') as unknown as NetworkPolicy[];
    const pods = this.all.map(({ ip, pod }): FilteredPod => ({ ip, labels: pod.metadata.labels ?? {} }));
    const own = policies.filter((policy) => (policy as unknown as Manifest).metadata.namespace === NAMESPACE);
    this.all.forEach(({ sandbox }, index) => sandbox.filter(packetFilter(own, pods[index] as FilteredPod, pods)));
  }

  private run({ sandbox, process: name }: Member): void {
    const { manifests, generation } = this.options;
    const options = [`-Djdk.net.hosts.file=${this.hosts}`];
    const pod = { manifests, generation, program: this.component, sandbox, classPath: this.classPath, options };
    this.processes.start(name, 'nsenter', javaIn(pod, 'ClusterMember', SYSTEMS[this.component]));
  }

  private explain(member: Member): string {
    return `--- ${member.process} sees ${JSON.stringify(this.viewOf(member))}\n${this.processes.tail(member.process, 8)}`;
  }
}

/** The objects of the component that are there before its pods, and its workload without what only other programs are for. */
function objectsOf({ manifests, component = 'controller' }: MembersOptions): Manifest[] {
  const workload = structuredClone(manifests.workload(component)) as unknown as Manifest & {
    spec: {
      template: { metadata: { annotations?: object }; spec: { initContainers?: object; serviceAccountName?: string } };
    };
  };
  const { template } = workload.spec;
  delete template.spec.initContainers;
  delete template.metadata.annotations;
  const account = template.spec.serviceAccountName;
  const kinds = ['ServiceAccount', 'Role', 'RoleBinding'];
  return [
    ...(manifests.kind('Namespace').filter(({ metadata }) => metadata.name === NAMESPACE) as Manifest[]),
    ...kinds.flatMap((kind) => manifests.kind(kind).filter(({ metadata }) => metadata.name === account) as Manifest[]),
    ...(manifests.kind('PriorityClass') as Manifest[]),
    workload,
  ];
}
