import { podAmount } from '../../kube/footprint';
import { amountOf, fieldsOf, labelsAt, numberAt, valueAt } from '../read/loose';
import { loosePods, type LoosePods } from '../read/loose-pods';
import { objectsOfKind, type CheckedObject, type Nodes, type Subject } from '../subject';
import { podCounts } from './pod-counts';

/** Resources that pods request of their nodes. */
export const RESOURCES = ['cpu', 'memory'] as const;
/** Requests by resource. */
export type Amounts = Readonly<Record<(typeof RESOURCES)[number], number>>;

/** Pods that stay. */
export interface Group {
  readonly object: CheckedObject;
  readonly pods: number;
  readonly each: Amounts;
  readonly source?: LoosePods;
}

const NONE: Amounts = { cpu: 0, memory: 0 };

/** Kinds whose pods stay on some nodes. */
export const LASTING = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'Pod'];

/** Custom resources whose operator makes pods with their `resources`. */
const OPERATED = ['Prometheus', 'PrometheusAgent', 'Alertmanager'];

/** The nodes that the user names, and the ones among the manifests. */
export function nodesOf(subject: Subject): Nodes[] {
  return [...(subject.nodes ?? []), ...objectsOfKind(subject, 'Node').flatMap(nodeOf)];
}

function nodeOf({ manifest }: CheckedObject): Nodes[] {
  const size = fieldsOf(valueAt(manifest, 'status', 'allocatable') ?? valueAt(manifest, 'status', 'capacity'));
  const [cpu, memory] = [amountOf(size['cpu']) ?? 0, amountOf(size['memory']) ?? 0];
  return cpu > 0 && memory > 0 ? [{ count: 1, cpu, memory, labels: labelsAt(manifest, 'metadata', 'labels') }] : [];
}

/** Whether a DaemonSet has a pod on each node. Taints keep it from some nodes, which then take no other pods without a toleration. */
export function isEverywhere({ object, spec }: LoosePods): boolean {
  const selector = Object.entries(fieldsOf(spec['nodeSelector'])).map(([key, value]) => `${key}=${String(value)}`);
  const isLimited =
    selector.some((one) => one !== 'kubernetes.io/os=linux') || valueAt(spec, 'affinity', 'nodeAffinity') !== undefined;
  return object.manifest.kind === 'DaemonSet' && !isLimited;
}

/** Requests of the DaemonSets, which each node has. */
export function requestsEverywhere(subject: Subject): Amounts {
  const amounts = loosePods(subject).filter(isEverywhere).map(requestsOf);
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

/** Pods that stay, with their requests, by their objects. */
export function groupsOf(subject: Subject): Group[] {
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

/** Room of the nodes for other pods. @param beside - requests of the DaemonSets, on each node */
export function roomOf(all: readonly Nodes[], beside: Amounts, resource: keyof Amounts): number {
  return all.reduce((sum, node) => sum + node.count * Math.max(0, node[resource] - beside[resource]), 0);
}

/** An amount in messages. */
export function shown(amount: number, resource: keyof Amounts): string {
  return resource === 'cpu' ? `${Math.ceil(amount * 1000 - 1e-6)}m` : `${Math.ceil(amount / 2 ** 20)}Mi`;
}
