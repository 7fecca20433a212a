import { finding, type Check, type Finding } from '../finding';
import { selects } from '../read/label-selector';
import { fieldsOf, itemsAt, labelsAt, numberAt, textAt, valueAt } from '../read/loose';
import { namespaceOf } from '../read/monitoring-objects';
import { mayConnect, type NetworkPort } from '../read/network-policies';
import type { TargetPods } from '../read/operated-pods';
import { targetPodsIn } from '../read/pods';
import { isDeclared } from '../read/made';
import { objectsOfKind, type CheckedObject, type Subject } from '../subject';
import { namespaceMeant } from './policy-peers';

const DIRECTIONS = [
  { field: 'ingress', peers: 'from' },
  { field: 'egress', peers: 'to' },
] as const;
type Direction = (typeof DIRECTIONS)[number]['field'];

/** A port, or a range of them, in a rule. */
interface RulePort {
  readonly port?: number | string;
  readonly endPort?: number;
  readonly protocol: string;
}

/**
 * Every rule of a policy is for a possible connection: its ports are among the ones that the pods at that end list, and the
 * policies at the other end allow it, too. Pods that are not among the manifests, or list no ports, may do anything.
 */
export const policyUse: Check = (subject) =>
  objectsOfKind(subject, 'NetworkPolicy').flatMap((policy) => {
    const own = podsOf(subject, policy);
    if (own.length === 0) return [];
    return DIRECTIONS.flatMap(({ field, peers }) =>
      itemsAt(policy.manifest, 'spec', field).flatMap((rule, index) => {
        const at = ['spec', field, index];
        const ports = portsIn(rule);
        const others = itemsAt(rule, peers).map((peer) => ({ peer, pods: peerPods(subject, policy, peer) }));
        const servers =
          field === 'ingress' ? own : others.every(({ pods }) => pods) ? others.flatMap(({ pods = [] }) => pods) : [];
        const idle = distinctPorts(ports).filter(
          (port) => servers.length > 0 && !servers.some((pods) => mayListen(pods, port)),
        );
        return [
          ...idle.map((port) => idlePort(policy, field, port, servers, at)),
          ...others.flatMap(({ peer, pods = [] }) =>
            idle.length === 0 ? oneSided(subject, policy, field, own, { peer, pods, ports, at }) : [],
          ),
        ];
      }),
    );
  });

function podsOf(subject: Subject, policy: CheckedObject): TargetPods[] {
  const selector = fieldsOf(valueAt(policy.manifest, 'spec', 'podSelector'));
  if (isDeclared(subject, policy, 'Pod', policy.manifest.metadata.name)) return [];
  return targetPodsIn(subject, namespaceOf(policy)).filter(
    (pods) => !pods.hostNetwork && selects(selector, pods.labels),
  );
}

/** The pods of a peer; undefined where others may be meant, too: a range of addresses, several namespaces, or pods that are not there. */
function peerPods(subject: Subject, policy: CheckedObject, peer: unknown): readonly TargetPods[] | undefined {
  const namespace = namespaceMeant(policy, peer);
  if (namespace === undefined || valueAt(peer, 'ipBlock') !== undefined) return undefined;
  const selector = fieldsOf(valueAt(peer, 'podSelector'));
  if (Object.keys(selector).length === 0) return undefined;
  const pods = targetPodsIn(subject, namespace).filter(({ labels }) => selects(selector, labels));
  return pods.length > 0 ? pods : undefined;
}

function portsIn(rule: unknown): RulePort[] {
  return itemsAt(rule, 'ports').flatMap((entry) => {
    const port = textAt(entry, 'port') ?? numberAt(entry, 'port');
    const endPort = numberAt(entry, 'endPort');
    const protocol = textAt(entry, 'protocol') ?? 'TCP';
    return port === undefined ? [] : [{ port, protocol, ...(endPort === undefined ? {} : { endPort }) }];
  });
}

/** Rules often repeat a port for TCP and UDP. */
function distinctPorts(ports: readonly RulePort[]): RulePort[] {
  return [...new Map(ports.map((one) => [`${one.port}-${one.endPort}`, one])).values()];
}

/** Whether pods have a port of a rule, or list none at all. That a container listens with the other protocol, too, need not be listed. */
function mayListen({ ports, hostNetwork }: TargetPods, wanted: RulePort): boolean {
  return hostNetwork || ports.length === 0 || ports.some(({ name, number }) => isWanted(wanted, { name, number }));
}

function isWanted({ port, endPort }: RulePort, { name, number }: Pick<NetworkPort, 'name' | 'number'>): boolean {
  if (typeof port === 'string') return port === name;
  return port === undefined || (endPort === undefined ? port === number : port <= number && number <= endPort);
}

const listed = (pods: TargetPods): string => `${pods.object.manifest.kind}/${pods.object.manifest.metadata.name}`;

function idlePort(
  policy: CheckedObject,
  direction: Direction,
  { port, endPort }: RulePort,
  servers: readonly TargetPods[],
  at: readonly (string | number)[],
): Finding {
  const written = endPort === undefined ? String(port) : `${port} to ${endPort}`;
  const known = [...new Set(servers.flatMap(({ ports }) => ports.map(({ number }) => number)))].join(', ');
  const owners = [...new Set(servers.map(listed))].join(', ');
  const problem = `its ${direction} rules allow port ${written}, which no container of ${owners} lists`;
  return finding('FS-227', policy, problem, `remove the port, or write one of ${known}`, at);
}

/** A rule that the policies at the other end leave without effect. */
function oneSided(
  subject: Subject,
  policy: CheckedObject,
  direction: Direction,
  own: readonly TargetPods[],
  {
    peer,
    pods,
    ports,
    at,
  }: { peer: unknown; pods: readonly TargetPods[]; ports: readonly RulePort[]; at: readonly (string | number)[] },
): Finding[] {
  const [clients, servers] = direction === 'ingress' ? [pods, own] : [own, pods];
  const isBlocked = (from: TargetPods, to: TargetPods): boolean => {
    if (from.hostNetwork || to.hostNetwork) return false;
    const tried = to.ports.filter(
      (port) => ports.length === 0 || ports.some((one) => one.protocol === port.protocol && isWanted(one, port)),
    );
    return (
      tried.length > 0 &&
      tried.every((port) => {
        const { egress, ingress } = mayConnect(subject, from, to, port);
        return direction === 'ingress' ? !egress : !ingress;
      })
    );
  };
  if (pods.length === 0 || !clients.every((from) => servers.every((to) => isBlocked(from, to)))) return [];
  const labels = Object.entries(labelsAt(peer, 'podSelector', 'matchLabels')).map(([key, value]) => `${key}=${value}`);
  const where = ports.length === 0 ? 'any port' : `port ${ports.map(({ port }) => port).join(', ')}`;
  const [verb, other, fix] =
    direction === 'ingress'
      ? (['admit', 'egress', 'allow the egress, or remove the peer'] as const)
      : (['lead to', 'ingress', 'admit these pods there, or remove the peer'] as const);
  const text = labels.join(', ') || 'labels';
  const problem = `its ${direction} rules ${verb} pods with ${text} at ${where}, and the ${other} rules of the other end do not allow it`;
  return [finding('FS-227', policy, problem, fix, at)];
}
