import { objectsIn, type CheckedObject, type Subject } from '../subject';
import { fieldsOf } from './loose';
import { namespaceLabels, selects, type LabelSelector } from './label-selector';

/** Pods as network policies see them. */
export interface NetworkPeer {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A port as network policies see it: the pod's, not the Service's. */
export interface NetworkPort {
  readonly number: number;
  /** @default - it has none. */
  readonly name?: string;
  /** @default TCP */
  readonly protocol?: string;
}

/** Whether pods may connect to others, and if not, whether egress or ingress is denied. */
export interface Connection {
  readonly egress: boolean;
  readonly ingress: boolean;
}

interface PolicyPeer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: object;
}

interface PolicyPort {
  readonly port?: number | string;
  readonly endPort?: number;
  readonly protocol?: string;
}

interface PolicySpec {
  readonly podSelector?: LabelSelector;
  readonly policyTypes?: readonly string[];
  readonly ingress?: readonly { readonly from?: readonly PolicyPeer[]; readonly ports?: readonly PolicyPort[] }[];
  readonly egress?: readonly { readonly to?: readonly PolicyPeer[]; readonly ports?: readonly PolicyPort[] }[];
}

/**
 * Whether the policies of an app let pods connect to a port of other pods (Kubernetes, "Network Policies"): where no policy
 * selects a pod for a direction, everything is allowed; otherwise one of those that do must allow it. Ranges of addresses are not
 * looked at: which address a pod has is not known before.
 */
export function mayConnect(subject: Subject, from: NetworkPeer, to: NetworkPeer, port: NetworkPort): Connection {
  const allows = (peers: readonly PolicyPeer[] | undefined, other: NetworkPeer, home: string): boolean =>
    !peers || peers.length === 0 || peers.some((peer) => isPeer(subject, peer, other, home));
  const fits = (ports: readonly PolicyPort[] | undefined): boolean =>
    !ports || ports.length === 0 || ports.some((candidate) => isPort(candidate, port));
  const outgoing = policiesOf(subject, from, 'Egress');
  const incoming = policiesOf(subject, to, 'Ingress');
  return {
    egress:
      outgoing.length === 0 ||
      outgoing.some(({ egress = [] }) =>
        egress.some(({ to: peers, ports }) => allows(peers, to, from.namespace) && fits(ports)),
      ),
    ingress:
      incoming.length === 0 ||
      incoming.some(({ ingress = [] }) =>
        ingress.some(({ from: peers, ports }) => allows(peers, from, to.namespace) && fits(ports)),
      ),
  };
}

/** The specifications of the policies that select pods for a direction. */
function policiesOf(subject: Subject, peer: NetworkPeer, direction: 'Egress' | 'Ingress'): PolicySpec[] {
  return policiesAbout(subject, peer, direction).map(
    ({ manifest }) => fieldsOf(manifest['spec']) as unknown as PolicySpec,
  );
}

/** The policies that select pods for a direction. */
export function policiesAbout(
  subject: Subject,
  { namespace, labels }: NetworkPeer,
  direction: 'Egress' | 'Ingress',
): CheckedObject[] {
  return objectsIn(subject, 'NetworkPolicy', namespace).filter(({ manifest }) => {
    const { policyTypes, egress, podSelector } = fieldsOf(manifest['spec']) as Partial<PolicySpec>;
    const types = policyTypes ?? ['Ingress', ...(egress ? ['Egress'] : [])];
    return types.includes(direction) && selects(podSelector ?? {}, labels);
  });
}

/**
 * Whether policies admit clients without pods to a port: from every address, or a range of addresses. A controller of Ingresses has pods,
 * in a namespace that may not be among the manifests.
 */
export function admitsOutside(subject: Subject, to: NetworkPeer, port: NetworkPort, mayBePods: boolean): boolean {
  const incoming = policiesOf(subject, to, 'Ingress');
  const isOutside = (peer: PolicyPeer): boolean => mayBePods || peer.ipBlock !== undefined;
  return (
    incoming.length === 0 ||
    incoming.some(({ ingress }) =>
      (ingress ?? []).some(
        ({ from, ports }) =>
          (!from || from.length === 0 || from.some(isOutside)) &&
          (!ports || ports.length === 0 || ports.some((candidate) => isPort(candidate, port))),
      ),
    )
  );
}

function isPeer(subject: Subject, peer: PolicyPeer, other: NetworkPeer, home: string): boolean {
  if (peer.ipBlock) return false;
  const inNamespace = peer.namespaceSelector
    ? selects(peer.namespaceSelector, namespaceLabels(subject, other.namespace))
    : other.namespace === home;
  return inNamespace && selects(peer.podSelector ?? {}, other.labels);
}

function isPort({ port, endPort, protocol = 'TCP' }: PolicyPort, wanted: NetworkPort): boolean {
  if (protocol !== (wanted.protocol ?? 'TCP')) return false;
  if (port === undefined) return true;
  if (typeof port === 'string') return port === wanted.name;
  return endPort === undefined ? port === wanted.number : port <= wanted.number && wanted.number <= endPort;
}
