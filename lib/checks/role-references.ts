import { finding, type Check, type Finding } from './finding';
import { missing } from './missing';
import { exists } from './read/made';
import { isForeign, objectsOfKind, type CheckedObject, type Subject } from './subject';

/** Every role of a binding exists, and every ServiceAccount. */
export const roleReferences: Check = (subject) =>
  ['RoleBinding', 'ClusterRoleBinding'].flatMap((kind) =>
    objectsOfKind(subject, kind).flatMap((binding) => [...role(subject, binding), ...accounts(subject, binding)]),
  );

interface Binding {
  readonly roleRef?: { readonly kind?: string; readonly name?: string };
  readonly subjects?: readonly { readonly kind?: string; readonly name: string; readonly namespace?: string }[];
}

function role(subject: Subject, binding: CheckedObject): Finding[] {
  const { kind = 'Role', name = '' } = (binding.manifest as unknown as Binding).roleRef ?? {};
  const namespace = kind === 'Role' ? binding.manifest.metadata.namespace : undefined;
  if (exists(subject, binding, kind, name, namespace)) return [];
  const names = objectsOfKind(subject, kind).map(({ manifest }) => manifest.metadata.name);
  return [missing('FS-107', binding, `${kind} '${name}'`, names)];
}

/** Namespaces without ServiceAccounts in the manifests belong to others. */
function accounts(subject: Subject, binding: CheckedObject): Finding[] {
  if (!isForeign(subject)) return [];
  const { subjects = [] } = binding.manifest as unknown as Binding;
  const home = binding.manifest.metadata.namespace;
  const all = objectsOfKind(subject, 'ServiceAccount');
  return subjects.flatMap(({ kind, name, namespace = home }) => {
    if (kind !== 'ServiceAccount' || exists(subject, binding, kind, name, namespace)) return [];
    const same = all.find(({ manifest }) => manifest.metadata.name === name);
    const neighbours = all.filter(({ manifest }) => manifest.metadata.namespace === namespace);
    if (!same && neighbours.length === 0) return [];
    const problem = `grants rights to ServiceAccount '${name}' in namespace ${namespace ?? ''}, which is not there`;
    const found = missing(
      'FS-112',
      binding,
      `ServiceAccount '${name}'`,
      neighbours.map(({ manifest }) => manifest.metadata.name),
    );
    const fix = same ? `write namespace: ${same.manifest.metadata.namespace ?? ''}` : found.fix;
    return [finding('FS-112', binding, problem, fix, ['subjects'])];
  });
}
