import { finding, type Check, type Finding } from '../finding';
import { fieldsOf } from '../read/loose';
import { loosePods } from '../read/loose-pods';
import { admitsOutside, mayConnect, policiesAbout, type NetworkPeer } from '../read/network-policies';
import type { CheckedObject, Subject } from '../subject';
import { edgesFromOutside, edgesOfPods, type NeededEdge } from './needed-edges';

/** Policies allow each connection that the manifests need, in both directions, and the resolution of names. */
export const networkAccess: Check = (subject) => [
  ...edgesOfPods(subject).flatMap((edge) => blockedPods(subject, edge)),
  ...edgesFromOutside(subject).flatMap((edge) => blockedOutside(subject, edge)),
  ...unresolved(subject),
];

const namesOf = (policies: readonly CheckedObject[]): string =>
  policies.map(({ manifest }) => `NetworkPolicy/${manifest.metadata.name}`).join(', ');

const labelText = ({ labels }: NetworkPeer): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');

const target = ({ to, port }: NeededEdge): string =>
  `port ${port.number} of ${to.object.manifest.kind}/${to.object.manifest.metadata.name}`;

function blockedPods(subject: Subject, edge: NeededEdge): Finding[] {
  const { from, to, port, object, need, isCertain } = edge;
  if (!from || from.spec['hostNetwork'] === true) return [];
  const { egress, ingress } = mayConnect(subject, from, to, port);
  const report = (peer: NetworkPeer, direction: 'Egress' | 'Ingress', fix: string): Finding => {
    const policies = namesOf(policiesAbout(subject, peer, direction));
    const problem = `${need}, and the ${direction.toLowerCase()} rules of ${policies} do not allow ${target(edge)}`;
    return finding(isCertain ? 'FS-220' : 'FS-225', object, problem, fix);
  };
  const where = (peer: NetworkPeer, home: string): string =>
    `pods with ${labelText(peer)}${peer.namespace === home ? '' : ` in namespace ${peer.namespace}`}`;
  return [
    ...(egress ? [] : [report(from, 'Egress', `allow egress to ${where(to, from.namespace)}, port ${port.number}`)]),
    ...(ingress
      ? []
      : [report(to, 'Ingress', `allow ingress from ${where(from, to.namespace)} to port ${port.number}`)]),
  ];
}

function blockedOutside(subject: Subject, edge: NeededEdge): Finding[] {
  const { to, port, object, need } = edge;
  if (admitsOutside(subject, to, port, object.manifest.kind === 'Ingress')) return [];
  const policies = namesOf(policiesAbout(subject, to, 'Ingress'));
  const problem = `${need}, and the ingress rules of ${policies} admit no client from outside to ${target(edge)}`;
  return [
    finding('FS-220', object, problem, `admit the clients to port ${port.number}: a rule without from, or an ipBlock`),
  ];
}

/** Pods that may connect to other pods, and cannot resolve a name. */
function unresolved(subject: Subject): Finding[] {
  return loosePods(subject).flatMap((pods) => {
    if (pods.spec['hostNetwork'] === true) return [];
    const policies = policiesAbout(subject, pods, 'Egress');
    const rules = policies.flatMap(({ manifest }) => egressRules(manifest['spec']));
    const toPods = rules.some(
      ({ to }) => Array.isArray(to) && to.some((peer) => fieldsOf(peer)['ipBlock'] === undefined),
    );
    const resolves = rules.some(({ ports }) => !Array.isArray(ports) || ports.length === 0 || ports.some(isDns));
    if (!toPods || resolves) return [];
    const problem = `may connect to other pods, and the egress rules of ${namesOf(policies)} do not let it resolve names`;
    return [
      finding('FS-221', pods.object, problem, 'allow egress to the DNS servers of the cluster, port 53 of UDP and TCP'),
    ];
  });
}

function egressRules(spec: unknown): readonly Readonly<Record<string, unknown>>[] {
  const { egress } = fieldsOf(spec);
  return Array.isArray(egress) ? egress.map(fieldsOf) : [];
}

/** CoreDNS' pods may listen on another port than their Service: OpenShift's do on 5353, and minimal images on 1053. */
function isDns(entry: unknown): boolean {
  const { port, endPort } = fieldsOf(entry);
  if (port === undefined || port === null) return true;
  if (typeof port === 'string') return port.includes('dns');
  if (typeof port !== 'number') return false;
  return DNS_PORTS.some((dns) => port === dns || (typeof endPort === 'number' && port <= dns && dns <= endPort));
}

const DNS_PORTS = [53, 1053, 5353, 8053];
