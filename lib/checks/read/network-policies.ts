import type { Subject } from '../subject';
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
  readonly podSelector: LabelSelector;
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

/** The policies that select pods for a direction. */
function policiesOf({ objects }: Subject, { namespace, labels }: NetworkPeer, direction: string): PolicySpec[] {
  return objects
    .filter(({ manifest }) => manifest.kind === 'NetworkPolicy' && manifest.metadata.namespace === namespace)
    .map(({ manifest }) => manifest['spec'] as PolicySpec)
    .filter((spec) => {
      const types = spec.policyTypes ?? ['Ingress', ...(spec.egress ? ['Egress'] : [])];
      return types.includes(direction) && selects(spec.podSelector, labels);
    });
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
