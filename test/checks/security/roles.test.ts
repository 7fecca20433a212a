import { roles } from '../../../lib/checks/security/roles';
import { linesOf, subjectOf } from '../../support/subject';

const role = (rule: string, { kind = 'ClusterRole', name = 'a', metadata = '', more = '' } = {}): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata: { name: ${name} ${metadata} }\nrules: [${rule}]\n${more}`;

const binding = (kind = 'ClusterRole', name = 'a'): string =>
  `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}Binding\nmetadata: { name: a }\nroleRef: { kind: ${kind}, name: ${name} }\n`;

const lines = (yaml: string): string[] => linesOf(subjectOf(yaml), roles);

test.each([
  ['{ apiGroups: ["*"], resources: ["*"], verbs: [get] }', 'everything: resources and apiGroups are *'],
  [
    '{ apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [bind] }',
    'escalate or bind: roles with more rights than its own',
  ],
  ['{ apiGroups: [""], resources: [users], verbs: [impersonate] }', 'impersonate: the rights of other users'],
  ['{ apiGroups: [""], resources: [nodes/proxy], verbs: [get] }', 'nodes/proxy: commands in every pod of a node'],
  [
    '{ apiGroups: [""], resources: [serviceaccounts/token], verbs: [create] }',
    'create serviceaccounts/token: the rights of every ServiceAccount',
  ],
  [
    '{ apiGroups: [""], resources: [secrets], verbs: [list] }',
    'read every Secret of a namespace or of the cluster, as it is bound',
  ],
])('the rule %s is a finding', (rule, right) => {
  expect(lines(role(rule) + binding())).toEqual([
    `FS-420 ClusterRole/a: grants ${right}; name the resources, verbs and objects that the program needs`,
  ]);
});

test.each<[string, string]>([
  ['named Secrets', role('{ apiGroups: [""], resources: [secrets], resourceNames: [a], verbs: [get] }') + binding()],
  [
    'all Secrets, with a reason',
    role('{ apiGroups: [""], resources: [secrets], verbs: [get] }', {
      metadata: ', annotations: { faas-stack/cluster-secrets: it copies them }',
    }) + binding(),
  ],
  ['all verbs of one resource', role('{ apiGroups: [example.org], resources: [widgets], verbs: ["*"] }') + binding()],
  ['a role of the cluster', role('{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }', { name: 'cluster-admin' })],
  ['a Role and its binding', role('{ verbs: [get] }', { kind: 'Role' }) + binding('Role')],
  ['an aggregated role', role('', { more: 'aggregationRule: { clusterRoleSelectors: [{}] }\n' })],
  [
    'a role that is aggregated into others',
    role('', { metadata: ', labels: { rbac.authorization.k8s.io/aggregate-to-view: "true" }' }),
  ],
  ['null for all', role('null').replace('rules: [null]', 'rules: null') + binding()],
])('%s: no finding', (_, yaml) => expect(lines(yaml)).toEqual([]));

test.each(['Role', 'ClusterRole'])('a %s without a binding is a finding', (kind) => {
  expect(lines(role('{ verbs: [get] }', { kind }) + binding(kind, 'other'))).toEqual([
    `FS-421 ${kind}/a: is bound to nothing here; add its binding, or remove the role`,
  ]);
});
