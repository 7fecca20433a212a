import { findObject, objectsIn, objectsOfKind, type CheckedObject, type Subject } from '../subject';
import { namespaceOf } from './monitoring-objects';

/** A rule of a Role or a ClusterRole. */
export interface PolicyRule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

interface Binding {
  readonly roleRef?: { readonly kind?: string; readonly name?: string };
  readonly subjects?: readonly { readonly kind: string; readonly name: string; readonly namespace?: string }[];
}

/** Permissions that a ServiceAccount requires. */
export interface Wish {
  readonly apiGroup: string;
  readonly resource: string;
  readonly verbs: readonly string[];
}

/** A ServiceAccount. */
export interface Account {
  readonly name: string;
  readonly namespace: string;
}

/**
 * Which of its wishes the roles of an app do not grant a ServiceAccount in a namespace, or in the whole cluster (Kubernetes, "Using
 * RBAC Authorization").
 */
export function denied(
  subject: Subject,
  account: Account,
  namespace: string | undefined,
  wishes: readonly Wish[],
): Wish[] {
  const bindings = [
    ...objectsOfKind(subject, 'ClusterRoleBinding'),
    ...(namespace === undefined ? [] : objectsIn(subject, 'RoleBinding', namespace)),
  ];
  const rules = bindings.filter((object) => binds(object, account)).flatMap((object) => rulesOf(subject, object));
  return wishes.filter(
    ({ apiGroup, resource, verbs }) =>
      !verbs.every((verb) =>
        rules.some(
          ({ apiGroups = [], resources = [], resourceNames = [], verbs: granted }) =>
            resourceNames.length === 0 &&
            includes(apiGroups, apiGroup) &&
            includes(resources, resource) &&
            includes(granted, verb),
        ),
      ),
  );
}

/** Whether a list has a word, or `*` for all. */
export function includes(list: readonly string[], word: string): boolean {
  return list.includes(word) || list.includes('*');
}

function binds(object: CheckedObject, account: Account): boolean {
  const { subjects = [] } = object.manifest as unknown as Binding;
  return subjects.some(
    ({ kind, name, namespace = namespaceOf(object) }) =>
      kind === 'ServiceAccount' && name === account.name && namespace === account.namespace,
  );
}

function rulesOf(subject: Subject, binding: CheckedObject): readonly PolicyRule[] {
  const { kind = '', name = '' } = (binding.manifest as unknown as Binding).roleRef ?? {};
  const namespace = kind === 'ClusterRole' ? undefined : binding.manifest.metadata.namespace;
  const role = findObject(subject, kind, name, namespace);
  return (role?.manifest['rules'] ?? []) as readonly PolicyRule[];
}
