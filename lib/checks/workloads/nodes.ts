import { finding, type Check, type Finding } from '../finding';
import { selects } from '../read/label-selector';
import { fieldsOf, itemsAt, numberAt, textAt, valueAt } from '../read/loose';
import { loosePods, type LoosePods } from '../read/loose-pods';
import type { Nodes, Subject } from '../subject';
import {
  groupsOf,
  isEverywhere,
  LASTING,
  nodesOf,
  requestsEverywhere,
  RESOURCES,
  roomOf,
  shown,
  type Amounts,
  type Group,
} from './node-room';
import { isMore, podCounts } from './pod-counts';

/** Pods fit the nodes that the user names, or that are among the manifests. */
export const nodes: Check = (subject) => {
  const all = nodesOf(subject);
  const everywhere = loosePods(subject).filter(isEverywhere);
  if (all.length === 0) return hostPorts(subject, everywhere);
  const beside = requestsEverywhere(subject);
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

const count = (all: readonly Nodes[]): number => all.reduce((sum, one) => sum + one.count, 0);

function fits(each: Amounts, source: LoosePods | undefined, node: Nodes, beside: Amounts): boolean {
  const { labels } = node;
  const selector = Object.entries(fieldsOf(source?.spec['nodeSelector']));
  if (labels && selector.some(([key, value]) => labels[key] !== value)) return false;
  return RESOURCES.every((resource) => !isMore(each[resource] + beside[resource], node[resource]));
}

function tooMuch(groups: readonly Group[], all: readonly Nodes[], beside: Amounts, resource: keyof Amounts): Finding[] {
  const need = ({ pods, each }: Group): number => pods * each[resource];
  const needed = groups.reduce((sum, group) => sum + need(group), 0);
  const present = roomOf(all, beside, resource);
  const [largest] = [...groups].sort((a, b) => need(b) - need(a));
  if (!largest || !isMore(needed, present)) return [];
  const [all_, left, part] = [needed, present, need(largest)].map((amount) => shown(amount, resource));
  const problem = `all pods together request ${all_} of ${resource}, and the nodes have ${left} beside the DaemonSets; the largest part, ${part}, is for this`;
  return [finding('FS-344', largest.object, problem, 'lower requests or replicas, or add nodes')];
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
