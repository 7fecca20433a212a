import { CLUSTER_SECRETS } from '../../kube/annotations';
import { finding, type Check, type Finding } from '../finding';
import { fieldsOf, itemsAt, textAt, textsAt, valueAt } from '../read/loose';
import { namespaceOf, reasonFor } from '../read/monitoring-objects';
import { objectsOfKind, type CheckedObject, type Subject } from '../subject';

type Fields = Readonly<Record<string, unknown>>;

/** Roles of the cluster itself, which grant more on purpose. */
const SYSTEM = /^(system:|cluster-admin$|admin$|edit$|view$)/;

/** Roles grant what a component needs: nothing with which it could take more, and nothing to no one. */
export const roles: Check = (subject) => {
  const all = ['Role', 'ClusterRole'].flatMap((kind) => objectsOfKind(subject, kind));
  const bound = boundRoles(subject);
  return all
    .filter(({ manifest }) => !SYSTEM.test(manifest.metadata.name))
    .flatMap((role) => [
      ...itemsAt(role.manifest, 'rules').flatMap((rule, index) => escalations(role, rule, index)),
      ...unbound(role, bound),
    ]);
};

const has = (rule: Fields, key: string, ...words: readonly string[]): boolean =>
  textsAt(rule, key).some((word) => word === '*' || words.includes(word));

/** Rights with which a program can give itself others (Kubernetes, "Role Based Access Control Good Practices"). */
function escalations(role: CheckedObject, rule: Fields, index: number): Finding[] {
  const isCluster = role.manifest.kind === 'ClusterRole';
  const isNamed = textsAt(rule, 'resourceNames').length > 0;
  const all = ['verbs', 'resources', 'apiGroups'].filter((key) => textsAt(rule, key).includes('*'));
  const verbs = textsAt(rule, 'verbs');
  const rights: readonly (readonly [applies: boolean, right: string])[] = [
    [all.includes('resources') && all.includes('apiGroups'), 'everything: resources and apiGroups are *'],
    [verbs.includes('escalate') || verbs.includes('bind'), 'escalate or bind: roles with more rights than its own'],
    [verbs.includes('impersonate'), 'impersonate: the rights of other users'],
    [has(rule, 'resources', 'nodes/proxy') && isCore(rule), 'nodes/proxy: commands in every pod of a node'],
    [
      textsAt(rule, 'resources').includes('serviceaccounts/token') && has(rule, 'verbs', 'create') && !isNamed,
      'create serviceaccounts/token: the rights of every ServiceAccount',
    ],
    [
      isCluster &&
        isCore(rule) &&
        textsAt(rule, 'resources').includes('secrets') &&
        has(rule, 'verbs', 'get', 'list', 'watch') &&
        !isNamed &&
        reasonFor(role, CLUSTER_SECRETS) === undefined,
      `read every Secret of a namespace or of the cluster, as it is bound`,
    ],
  ];
  // A rule for everything has the other rights, too.
  const granted = rights.filter(([applies]) => applies).slice(0, all.includes('resources') ? 1 : undefined);
  return granted.map(([, right]) =>
    finding('FS-420', role, `grants ${right}`, 'name the resources, verbs and objects that the program needs', [
      'rules',
      index,
    ]),
  );
}

const isCore = (rule: Fields): boolean => has(rule, 'apiGroups', '');

/** Roles that bindings among the manifests name, as their kind, namespace and name. */
function boundRoles(subject: Subject): ReadonlySet<string> {
  return new Set(
    ['RoleBinding', 'ClusterRoleBinding'].flatMap((kind) =>
      objectsOfKind(subject, kind).map((binding) => {
        const [role = '', name = ''] = ['kind', 'name'].map((key) => textAt(binding.manifest, 'roleRef', key));
        return role === 'Role' ? `Role ${namespaceOf(binding)}/${name}` : `${role} ${name}`;
      }),
    ),
  );
}

/** A role without a binding; an aggregated one, or one that is aggregated into others, needs none. */
function unbound(role: CheckedObject, bound: ReadonlySet<string>): Finding[] {
  const { kind, metadata } = role.manifest;
  const isAggregated =
    Object.keys(fieldsOf(valueAt(role.manifest, 'aggregationRule'))).length > 0 ||
    Object.keys(metadata.labels ?? {}).some((label) => label.includes('/aggregate-'));
  const name = kind === 'Role' ? `Role ${namespaceOf(role)}/${metadata.name}` : `ClusterRole ${metadata.name}`;
  if (isAggregated || bound.has(name)) return [];
  return [finding('FS-421', role, 'is bound to nothing here', 'add its binding, or remove the role')];
}
