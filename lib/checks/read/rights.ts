import { findObject, objectsOfKind, perSubject, type CheckedObject, type Subject } from '../subject';
import { grouped } from '../../text/grouped';
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
  const bindings = bindingsOf(subject).get(keyOf(account)) ?? [];
  return bindings
    .filter((object) => object.manifest.kind === 'ClusterRoleBinding' || namespaceOf(object) === namespace)
    .flatMap((object) => rulesOf(subject, object));
}

/** Whether a list has a word, or `*` for all. */
export function includes(list: readonly string[], word: string): boolean {
  return list.includes(word) || list.includes('*');
}

function accountsOf(binding: CheckedObject): Account[] {
  const { subjects = [] } = binding.manifest as unknown as Binding;
  return subjects.flatMap(({ kind, name, namespace = namespaceOf(binding) }) =>
    kind === 'ServiceAccount' ? [{ name, namespace }] : [],
  );
}

/** The namespaces where a ServiceAccount may have rights: its own, and the namespaces of its RoleBindings. */
export function namespacesFor(subject: Subject, account: Account): ReadonlySet<string> {
  const bindings = bindingsOf(subject).get(keyOf(account)) ?? [];
  return new Set([
    account.namespace,
    ...bindings.filter(({ manifest }) => manifest.kind === 'RoleBinding').map((binding) => namespaceOf(binding)),
  ]);
}

/** The bindings of each account, the ones of the whole cluster first. */
const bindingsOf = perSubject((subject: Subject): ReadonlyMap<string, readonly CheckedObject[]> => {
  const bindings = ['ClusterRoleBinding', 'RoleBinding'].flatMap((kind) => objectsOfKind(subject, kind));
  const pairs = bindings.flatMap((binding) =>
    [...new Set(accountsOf(binding).map(keyOf))].map((account) => ({ account, binding })),
  );
  const groups = grouped(pairs, ({ account }) => account);
  return new Map([...groups].map(([account, group]) => [account, group.map(({ binding }) => binding)]));
});

function keyOf({ name, namespace }: Account): string {
  return `${namespace}/${name}`;
}

function rulesOf(subject: Subject, binding: CheckedObject): readonly PolicyRule[] {
  const { kind = '', name = '' } = (binding.manifest as unknown as Binding).roleRef ?? {};
  const namespace = kind === 'ClusterRole' ? undefined : binding.manifest.metadata.namespace;
  const role = findObject(subject, kind, name, namespace);
  return (role?.manifest['rules'] ?? []) as readonly PolicyRule[];
}
