import { isObject } from '../text/fit';

type Value = Readonly<Record<string, unknown>>;

/**
 * The namespace that objects without one are meant for: charts leave it out of most objects, but bindings of roles have to name the
 * namespace of a ServiceAccount. Nothing where all ServiceAccounts have a namespace, or bindings name several.
 */
export function namespaceMeant(objects: readonly Value[]): string | undefined {
  const isHomeless = objects.some(
    ({ kind, metadata }) => kind === 'ServiceAccount' && isObject(metadata) && !metadata['namespace'],
  );
  if (!isHomeless) return undefined;
  const named = new Set(
    objects.flatMap(({ kind, subjects }) =>
      /^(Cluster)?RoleBinding$/.test(String(kind)) && Array.isArray(subjects)
        ? subjects.flatMap(namespaceOfAccount)
        : [],
    ),
  );
  const [only] = named;
  return named.size === 1 ? only : undefined;
}

function namespaceOfAccount(subject: unknown): string[] {
  if (!isObject(subject)) return [];
  const { kind, namespace } = subject;
  return kind === 'ServiceAccount' && typeof namespace === 'string' ? [namespace] : [];
}
