import { podAmount } from '../../kube/footprint';
import { finding, type Check, type Finding } from '../finding';
import { selects } from '../read/label-selector';
import { amountOf, fieldsOf, itemsAt, labelsAt, numberAt, textAt, valueAt } from '../read/loose';
import { loosePods, type LoosePods } from '../read/loose-pods';
import { objectsOfKind, type CheckedObject, type Nodes, type Subject } from '../subject';
import { podCounts } from './pod-counts';

/** Resources that pods request of their nodes. */
const RESOURCES = ['cpu', 'memory'] as const;
type Amounts = Readonly<Record<(typeof RESOURCES)[number], number>>;

/** Pods that stay. */
interface Group {
  readonly object: CheckedObject;
  readonly pods: number;
  readonly each: Amounts;
  readonly source?: LoosePods;
}

const NONE: Amounts = { cpu: 0, memory: 0 };
const LASTING = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'Pod'];

/** Custom resources whose operator makes pods with their `resources`. */
const OPERATED = ['Prometheus', 'PrometheusAgent', 'Alertmanager'];

/** Pods fit the nodes that the user names, or that are among the manifests. */
export const nodes: Check = (subject) => {
  const all = [...(subject.nodes ?? []), ...objectsOfKind(subject, 'Node').flatMap(nodeOf)];
  const everywhere = loosePods(subject).filter(isEverywhere);
  if (all.length === 0) return hostPorts(subject, everywhere);
  const beside = total(everywhere.map((pods) => requestsOf(pods)));
  const groups = groupsOf(subject);
  const large = groups.filter(({ each, source }) => !all.some((node) => fits(each, source, node, beside)));
  return [
    ...large.map(({ object, each }) => {
      const problem = `a pod requests ${shown(each.cpu, 'cpu')} of cpu and ${shown(each.memory, 'memory')} of memory: no node has so much beside the DaemonSets`;
      return finding('FS-344', object, problem, 'lower its requests, or take larger nodes');
    }),
    ...(large.length > 0 ? [] : RESOURCES.flatMap((resource) => tooMuch(groups, all, beside, resource))),
    ...groups.flatMap((group) => keptApart(group, all)),
    ...hostPorts(subject, everywhere, count(all)),
  ];
};

function nodeOf({ manifest }: CheckedObject): Nodes[] {
  const size = fieldsOf(valueAt(manifest, 'status', 'allocatable') ?? valueAt(manifest, 'status', 'capacity'));
  const [cpu, memory] = [amountOf(size['cpu']) ?? 0, amountOf(size['memory']) ?? 0];
  return cpu > 0 && memory > 0 ? [{ count: 1, cpu, memory, labels: labelsAt(manifest, 'metadata', 'labels') }] : [];
}

const count = (all: readonly Nodes[]): number => all.reduce((sum, one) => sum + one.count, 0);

/** Whether a DaemonSet has a pod on each node. Taints keep it from some nodes, which then take no other pods without a toleration. */
function isEverywhere({ object, spec }: LoosePods): boolean {
  const selector = Object.entries(fieldsOf(spec['nodeSelector'])).map(([key, value]) => `${key}=${String(value)}`);
  const isLimited =
    selector.some((one) => one !== 'kubernetes.io/os=linux') || valueAt(spec, 'affinity', 'nodeAffinity') !== undefined;
  return object.manifest.kind === 'DaemonSet' && !isLimited;
}

function total(amounts: readonly Amounts[]): Amounts {
  return amounts.reduce((sum, { cpu, memory }) => ({ cpu: sum.cpu + cpu, memory: sum.memory + memory }), NONE);
}

function requestsOf({ containers }: LoosePods): Amounts {
  const [cpu, memory] = RESOURCES.map((resource) => {
    const of = (isInit: boolean): { amount: number; sidecar: boolean }[] =>
      containers
        .filter(({ path }) => path.includes('initContainers') === isInit)
        .map(({ fields, lasts }) => ({ amount: requestOf(fields, resource), sidecar: lasts }));
    return podAmount(
      of(true),
      of(false).map(({ amount }) => amount),
    );
  }) as [number, number];
  return { cpu, memory };
}

/** A limit without a request is one. */
function requestOf(fields: unknown, resource: string): number {
  const [request, limit] = ['requests', 'limits'].map((kind) => valueAt(fields, 'resources', kind, resource));
  return amountOf(request ?? limit) ?? 0;
}

function groupsOf(subject: Subject): Group[] {
  const counts = podCounts(subject);
  const own = loosePods(subject)
    .filter(({ object }) => LASTING.includes(object.manifest.kind))
    .map((source) => ({
      object: source.object,
      source,
      pods: counts.get(source.object) ?? 1,
      each: requestsOf(source),
    }));
  const operated = OPERATED.flatMap((kind) => objectsOfKind(subject, kind)).map((object) => ({
    object,
    pods: (counts.get(object) ?? 1) * (numberAt(object.manifest, 'spec', 'shards') ?? 1),
    each: { cpu: requestOf(object.manifest['spec'], 'cpu'), memory: requestOf(object.manifest['spec'], 'memory') },
  }));
  return [...own, ...operated].filter(({ pods }) => pods > 0);
}

/** Sums of fractions differ in their last digits. */
const isMore = (one: number, other: number): boolean => one > other * (1 + 1e-9);

function fits(each: Amounts, source: LoosePods | undefined, node: Nodes, beside: Amounts): boolean {
  const { labels } = node;
  const selector = Object.entries(fieldsOf(source?.spec['nodeSelector']));
  if (labels && selector.some(([key, value]) => labels[key] !== value)) return false;
  return RESOURCES.every((resource) => !isMore(each[resource] + beside[resource], node[resource]));
}

function tooMuch(groups: readonly Group[], all: readonly Nodes[], beside: Amounts, resource: keyof Amounts): Finding[] {
  const need = ({ pods, each }: Group): number => pods * each[resource];
  const needed = groups.reduce((sum, group) => sum + need(group), 0);
  const present = all.reduce((sum, node) => sum + node.count * Math.max(0, node[resource] - beside[resource]), 0);
  const [largest] = [...groups].sort((a, b) => need(b) - need(a));
  if (!largest || !isMore(needed, present)) return [];
  const [all_, left, part] = [needed, present, need(largest)].map((amount) => shown(amount, resource));
  const problem = `all pods together request ${all_} of ${resource}, and the nodes have ${left} beside the DaemonSets; the largest part, ${part}, is for this`;
  return [finding('FS-344', largest.object, problem, 'lower requests or replicas, or add nodes')];
}

function shown(amount: number, resource: keyof Amounts): string {
  return resource === 'cpu' ? `${Math.ceil(amount * 1000 - 1e-6)}m` : `${Math.ceil(amount / 2 ** 20)}Mi`;
}

/** Pods that may not share a node or a zone, and constraints that count more domains than there are. */
function keptApart({ object, source, pods }: Group, all: readonly Nodes[]): Finding[] {
  if (!source) return [];
  const { spec, labels, path } = source;
  const own = (selector: unknown): boolean => selector !== undefined && selects(fieldsOf(selector), labels);
  const report = (key: string, most: number, at: string): Finding[] => {
    if (pods <= most) return [];
    const problem = `has ${pods} pods, and by its ${at} over ${key}, the nodes take ${most}`;
    return [finding('FS-345', object, problem, 'lower replicas, add nodes, or make it a preference', [...path, at])];
  };
  const terms = itemsAt(spec, 'affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  const elsewhere = (term: unknown): boolean =>
    ['namespaces', 'namespaceSelector'].some((key) => valueAt(term, key) !== undefined);
  return [
    ...terms.flatMap((term) => {
      const key = textAt(term, 'topologyKey') ?? '';
      return own(term['labelSelector']) && !elsewhere(term) ? report(key, domains(all, key), 'affinity') : [];
    }),
    ...itemsAt(spec, 'topologySpreadConstraints').flatMap((one) => {
      const key = textAt(one, 'topologyKey') ?? '';
      const there = domains(all, key);
      // Only with too few domains is the least number of pods of a domain taken to be 0: otherwise, more pods spread further.
      const isShort = (numberAt(one, 'minDomains') ?? 1) > there;
      const isStrict = textAt(one, 'whenUnsatisfiable') !== 'ScheduleAnyway';
      return isShort && isStrict && own(one['labelSelector'])
        ? report(key, there * (numberAt(one, 'maxSkew') ?? 1), 'topologySpreadConstraints')
        : [];
    }),
  ];
}

/** The most domains of a key: nodes, or the values of a label of them where it is known. */
function domains(all: readonly Nodes[], key: string): number {
  if (key === 'kubernetes.io/hostname' || all.some(({ labels }) => !labels)) return count(all);
  return new Set(all.flatMap(({ labels }) => labels?.[key] ?? [])).size;
}

/** Ports of nodes: each is for one pod of a node. @param present - number of nodes; unknown, only DaemonSets are sure to meet */
function hostPorts(subject: Subject, everywhere: readonly LoosePods[], present?: number): Finding[] {
  const counts = podCounts(subject);
  const users = new Map<string, { readonly pods: LoosePods; readonly most: number }[]>();
  for (const pods of loosePods(subject)) {
    const isOnEach = everywhere.includes(pods);
    if (!isOnEach && !(present !== undefined && LASTING.includes(pods.object.manifest.kind))) continue;
    const most = isOnEach ? (present ?? 1) : (counts.get(pods.object) ?? 1);
    for (const port of portsOfNode(pods)) users.set(port, [...(users.get(port) ?? []), { pods, most }]);
  }
  return [...users].flatMap(([port, group]) => {
    const wanted = group.reduce((sum, { most }) => sum + most, 0);
    const last = group.at(-1)?.pods.object;
    if (!last || wanted <= (present ?? 1)) return [];
    const others = group
      .slice(0, -1)
      .map(({ pods: { object } }) => `${object.manifest.kind}/${object.manifest.metadata.name}`);
    const problem =
      others.length > 0
        ? `takes port ${port} of its nodes, as ${others.join(', ')} does: there are not enough nodes for both`
        : `takes port ${port} of its nodes in ${wanted} pods, and there are ${present ?? 1} nodes`;
    return [finding('FS-345', last, problem, 'take another port, or fewer replicas')];
  });
}

/** Ports of the node with their protocols, without ports of a single address. On the network of the node, every port is one. */
function portsOfNode({ spec, containers }: LoosePods): Set<string> {
  return new Set(
    containers
      .filter(({ lasts }) => lasts)
      .flatMap(({ fields }) => itemsAt(fields, 'ports'))
      .flatMap(({ hostPort, containerPort, hostIP, protocol = 'TCP' }) => {
        const port = hostPort ?? (spec['hostNetwork'] === true ? containerPort : undefined);
        return typeof port === 'number' && port > 0 && hostIP === undefined ? [`${port}/${String(protocol)}`] : [];
      }),
  );
}
