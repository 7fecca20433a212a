import { finding, type Check, type Finding } from '../finding';
import { selects } from '../read/label-selector';
import { fieldsOf, itemsAt, labelsAt, valueAt } from '../read/loose';
import { namespaceOf } from '../read/monitoring-objects';
import { targetPodsIn } from '../read/pods';
import { isDeclared } from '../read/made';
import { isForeign, objectsOfKind, type CheckedObject, type Subject } from '../subject';

/** The label that Kubernetes gives each Namespace, with its name. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

const PEERS = [
  ['ingress', 'from'],
  ['egress', 'to'],
] as const;

/**
 * The pods that a policy admits, or admits connections to, exist, where the manifests have pods in their namespace. Policies of a
 * synthesized platform come from the declared connections.
 */
export const policyPeers: Check = (subject) =>
  isForeign(subject)
    ? objectsOfKind(subject, 'NetworkPolicy').flatMap((policy) =>
        PEERS.flatMap(([direction, list]) =>
          itemsAt(policy.manifest, 'spec', direction).flatMap((rule, index) =>
            itemsAt(rule, list).flatMap((peer, place) =>
              peerFindings(subject, policy, peer, ['spec', direction, index, list, place]),
            ),
          ),
        ),
      )
    : [];

function peerFindings(
  subject: Subject,
  policy: CheckedObject,
  peer: unknown,
  at: readonly (string | number)[],
): Finding[] {
  const selector = fieldsOf(valueAt(peer, 'podSelector'));
  const namespace = namespaceMeant(policy, peer);
  if (namespace === undefined || Object.keys(selector).length === 0) return [];
  const pods = targetPodsIn(subject, namespace);
  if (pods.length === 0 || pods.some(({ labels }) => selects(selector, labels))) return [];
  if (isDeclared(subject, policy, 'Pod', policy.manifest.metadata.name)) return [];
  const labels = Object.entries(labelsAt(selector, 'matchLabels')).map(([key, value]) => `${key}=${value}`);
  const problem = `names pods with ${labels.join(', ') || 'labels'} in namespace ${namespace}, and there are none`;
  return [finding('FS-226', policy, problem, 'correct the labels, or remove the peer', at)];
}

/** The one namespace of a peer; none where its selector could choose several. */
export function namespaceMeant(policy: CheckedObject, peer: unknown): string | undefined {
  if (valueAt(peer, 'namespaceSelector') === undefined) return namespaceOf(policy);
  const { [NAMESPACE_NAME]: name, ...others } = labelsAt(peer, 'namespaceSelector', 'matchLabels');
  return Object.keys(others).length === 0 ? name : undefined;
}
