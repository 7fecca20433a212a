import type { CheckedObject, Subject } from '../subject';
import { namespaceOf } from './monitoring-objects';

/** A rule of a Role or a ClusterRole. */
export interface PolicyRule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

interface Binding {
  readonly roleRef: { readonly kind: string; readonly name: string };
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
  const rules = subject.objects
    .filter((object) => binds(object, account, namespace))
    .flatMap((object) => rulesOf(subject, object));
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

function binds(object: CheckedObject, account: Account, namespace: string | undefined): boolean {
  const { kind } = object.manifest;
  const here = kind === 'ClusterRoleBinding' || (kind === 'RoleBinding' && namespaceOf(object) === namespace);
  const { subjects = [] } = object.manifest as unknown as Binding;
  return (
    here &&
    subjects.some(
      (subject) =>
        subject.kind === 'ServiceAccount' && subject.name === account.name && subject.namespace === account.namespace,
    )
  );
}

function rulesOf({ objects }: Subject, binding: CheckedObject): readonly PolicyRule[] {
  const { kind, name } = (binding.manifest as unknown as Binding).roleRef;
  const role = objects.find(
    (object) =>
      object.manifest.kind === kind &&
      object.manifest.metadata.name === name &&
      (kind === 'ClusterRole' || namespaceOf(object) === namespaceOf(binding)),
  );
  return (role?.manifest['rules'] ?? []) as readonly PolicyRule[];
}
