import { finding, type Check, type Finding } from '../finding';
import { itemsAt, labelsAt, numberAt, textAt, textsAt, valueAt } from '../read/loose';
import { namespaceOf } from '../read/monitoring-objects';
import { matches } from '../read/manifests';
import type { CheckedObject, Subject } from '../subject';
import type { Manifest } from '../../kube/synthesis';
import { changesOf, type Change } from './changes';

/** Clients of a Service keep its address and its pods while it changes. */
export const serviceChanges: Check = (subject) =>
  changesOf(subject)
    .filter(({ after }) => after.kind === 'Service' && after.apiVersion === 'v1')
    .flatMap((change) => [
      ...addressFindings(change),
      ...typeFindings(change),
      ...portFindings(change),
      ...selectorFindings(subject, change),
    ]);

const HEADLESS = 'None';
const typeOf = (manifest: Manifest): string => textAt(manifest, 'spec', 'type') ?? 'ClusterIP';
const addressOf = (manifest: Manifest): string | undefined =>
  textAt(manifest, 'spec', 'clusterIP') || textsAt(manifest, 'spec', 'clusterIPs')[0];

/** The cluster IP, its family and the class of the load balancer (k8s.io/kubernetes, `ValidateServiceUpdate`). */
function addressFindings({ before, after, object }: Change): Finding[] {
  // An ExternalName has no address, and gets one with its next type.
  if (typeOf(before) === 'ExternalName' || typeOf(after) === 'ExternalName') return [];
  const fix = 'write a Service with another name beside it, or delete the old one before you apply';
  const [old, now] = [addressOf(before), addressOf(after)];
  const [oldFamily, family] = [before, after].map((one) => textsAt(one, 'spec', 'ipFamilies')[0]);
  const [oldClass, newClass] = [before, after].map((one) => textAt(one, 'spec', 'loadBalancerClass'));
  const staysBalanced = typeOf(before) === 'LoadBalancer' && typeOf(after) === 'LoadBalancer';
  return [
    ...(now !== undefined && now !== old
      ? [
          finding('FS-802', object, `changes spec.clusterIP to ${now}, and a Service keeps its address`, fix, [
            'spec',
            'clusterIP',
          ]),
        ]
      : []),
    ...(old === HEADLESS && now === undefined
      ? [
          finding(
            'FS-808',
            object,
            'leaves clusterIP: None out, and stays headless: the API server keeps the address of a Service',
            fix,
            ['spec'],
          ),
        ]
      : []),
    ...(family !== undefined && oldFamily !== undefined && family !== oldFamily
      ? [
          finding('FS-802', object, `changes the first of spec.ipFamilies, which cannot change`, fix, [
            'spec',
            'ipFamilies',
          ]),
        ]
      : []),
    ...(staysBalanced && oldClass !== newClass
      ? [
          finding('FS-802', object, 'changes spec.loadBalancerClass, which cannot change', fix, [
            'spec',
            'loadBalancerClass',
          ]),
        ]
      : []),
  ];
}

/** Addresses of each type that clients outside the cluster use. */
const OUTSIDE: Readonly<Record<string, readonly string[]>> = {
  LoadBalancer: ['the address of its load balancer', 'its node ports'],
  NodePort: ['its node ports'],
};

function typeFindings({ before, after, object }: Change): Finding[] {
  const kept = OUTSIDE[typeOf(after)] ?? [];
  const lost = (OUTSIDE[typeOf(before)] ?? []).filter((what) => !kept.includes(what));
  const becomesExternal = typeOf(before) !== 'ExternalName' && typeOf(after) === 'ExternalName';
  const all = [...lost, ...(becomesExternal ? ['its cluster IP'] : [])];
  if (all.length === 0) return [];
  const problem = `becomes a Service of type ${typeOf(after)}, and loses ${all.join(' and ')}`;
  const fix = `keep type: ${typeOf(before)}, or move the clients to another Service first`;
  return [finding('FS-808', object, problem, fix, ['spec', 'type'])];
}

/** Ports of the Service that its clients use and that it serves no longer. */
function portFindings({ before, after, object }: Change): Finding[] {
  const nodePorts = (manifest: Manifest): ReadonlyMap<number | undefined, number | undefined> =>
    new Map(itemsAt(manifest, 'spec', 'ports').map((port) => [numberAt(port, 'port'), numberAt(port, 'nodePort')]));
  const now = nodePorts(after);
  return [...nodePorts(before)].flatMap(([port, nodePort]) => {
    if (port === undefined) return [];
    if (!now.has(port)) {
      const fix = 'keep the port beside the new one until every client uses that one';
      return [finding('FS-808', object, `no longer has port ${port}, which clients may use`, fix, ['spec', 'ports'])];
    }
    const moved = now.get(port);
    if (nodePort === undefined || moved === undefined || moved === nodePort) return [];
    const problem = `moves port ${port} from node port ${nodePort} to ${moved}`;
    const fix = 'keep the node port, or change the clients outside the cluster with it';
    return [finding('FS-808', object, problem, fix, ['spec', 'ports'])];
  });
}

/** A selector that selects none of the pods that run: clients wait until the first new pod is ready. */
function selectorFindings({ before: earlier }: Subject, { before, after, object }: Change): Finding[] {
  const [old, now] = [labelsAt(before, 'spec', 'selector'), labelsAt(after, 'spec', 'selector')];
  if (Object.keys(now).length === 0) return [];
  const running = (earlier?.objects ?? [])
    .filter((owner) => namespaceOf(owner) === namespaceOf(object))
    .map((owner) => podLabels(owner))
    .filter((labels) => Object.keys(old).length > 0 && matches(old, labels));
  if (running.length === 0 || running.some((labels) => matches(now, labels))) return [];
  const problem = 'selects none of the pods that run now: it leads nowhere until new pods are ready';
  const fix = 'give the pods the new labels in one step, and change the selector in the next';
  return [finding('FS-811', object, problem, fix, ['spec', 'selector'])];
}

function podLabels({ manifest }: CheckedObject): Readonly<Record<string, string>> {
  return valueAt(manifest, 'spec', 'template') === undefined
    ? {}
    : labelsAt(manifest, 'spec', 'template', 'metadata', 'labels');
}
