import { finding, type Check, type Finding } from '../finding';
import { itemsAt, textAt, valueAt } from '../read/loose';
import { loosePods, type LoosePods } from '../read/loose-pods';
import { namespaceOf } from '../read/monitoring-objects';
import { findObject, objectsOfKind, type Subject } from '../subject';

/** A pod has a token of its ServiceAccount exactly where roles grant the account something. */
export const tokens: Check = (subject) => {
  const bound = boundAccounts(subject);
  return loosePods(subject).flatMap((pods) => {
    const name = textAt(pods.spec, 'serviceAccountName') ?? 'default';
    const { object, path } = pods;
    const isBound = bound.has(`${pods.namespace}/${name}`);
    const wanted = valueAt(pods.spec, 'automountServiceAccountToken');
    const at = [...path, 'automountServiceAccountToken'];
    // Only what is written counts: by default Kubernetes mounts a token everywhere, and manifests of others rarely change that.
    if (wanted === true && !isBound) {
      const problem = `mounts a token of ServiceAccount '${name}', which no role here grants anything`;
      return [finding('FS-422', object, problem, 'write automountServiceAccountToken: false, or bind a role', at)];
    }
    return isBound ? withoutToken(subject, pods, name, at) : [];
  });
};

function withoutToken(subject: Subject, pods: LoosePods, name: string, at: readonly (string | number)[]): Finding[] {
  const account = findObject(subject, 'ServiceAccount', name, pods.object.manifest.metadata.namespace);
  const written =
    valueAt(pods.spec, 'automountServiceAccountToken') ??
    (account && valueAt(account.manifest, 'automountServiceAccountToken'));
  const isProjected = itemsAt(pods.spec, 'volumes').some((volume) =>
    itemsAt(volume, 'projected', 'sources').some((source) => source['serviceAccountToken'] !== undefined),
  );
  if (written !== false || isProjected) return [];
  const problem = `has no token of ServiceAccount '${name}', although roles grant it rights`;
  const fix = 'write automountServiceAccountToken: true, or remove the binding';
  return [finding('FS-423', pods.object, problem, fix, at)];
}

/** ServiceAccounts that a binding among the manifests names, as their namespace and name. */
function boundAccounts(subject: Subject): ReadonlySet<string> {
  return new Set(
    ['RoleBinding', 'ClusterRoleBinding'].flatMap((kind) =>
      objectsOfKind(subject, kind).flatMap((binding) =>
        itemsAt(binding.manifest, 'subjects').map(
          (one) => `${textAt(one, 'namespace') ?? namespaceOf(binding)}/${textAt(one, 'name')}`,
        ),
      ),
    ),
  );
}
