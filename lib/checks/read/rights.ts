import { findObject, objectsIn, objectsOfKind, perSubject, type CheckedObject, type Subject } from '../subject';
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
  const rules = rulesFor(subject, account, namespace);
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

/** The rules of all roles that a ServiceAccount has in a namespace, or in the whole cluster. */
export function rulesFor(subject: Subject, account: Account, namespace: string | undefined): readonly PolicyRule[] {
  const bindings = [
    ...objectsOfKind(subject, 'ClusterRoleBinding'),
    ...(namespace === undefined ? [] : objectsIn(subject, 'RoleBinding', namespace)),
  ];
  return bindings.filter((object) => binds(object, account)).flatMap((object) => rulesOf(subject, object));
}

/** Whether a list has a word, or `*` for all. */
export function includes(list: readonly string[], word: string): boolean {
  return list.includes(word) || list.includes('*');
}

function binds(object: CheckedObject, account: Account): boolean {
  return accountsOf(object).some(({ name, namespace }) => name === account.name && namespace === account.namespace);
}

function accountsOf(binding: CheckedObject): Account[] {
  const { subjects = [] } = binding.manifest as unknown as Binding;
  return subjects.flatMap(({ kind, name, namespace = namespaceOf(binding) }) =>
    kind === 'ServiceAccount' ? [{ name, namespace }] : [],
  );
}

/** The namespaces where a ServiceAccount may have rights: its own, and the namespaces of its RoleBindings. */
export function namespacesFor(subject: Subject, { name, namespace }: Account): ReadonlySet<string> {
  return new Set([namespace, ...(boundIn(subject).get(`${namespace}/${name}`) ?? [])]);
}

const boundIn = perSubject((subject: Subject) => {
  const namespaces = new Map<string, string[]>();
  for (const binding of objectsOfKind(subject, 'RoleBinding')) {
    for (const { name, namespace } of accountsOf(binding)) {
      const key = `${namespace}/${name}`;
      namespaces.set(key, [...(namespaces.get(key) ?? []), binding.manifest.metadata.namespace ?? '']);
    }
  }
  return namespaces;
});

function rulesOf(subject: Subject, binding: CheckedObject): readonly PolicyRule[] {
  const { kind = '', name = '' } = (binding.manifest as unknown as Binding).roleRef ?? {};
  const namespace = kind === 'ClusterRole' ? undefined : binding.manifest.metadata.namespace;
  const role = findObject(subject, kind, name, namespace);
  return (role?.manifest['rules'] ?? []) as readonly PolicyRule[];
}
