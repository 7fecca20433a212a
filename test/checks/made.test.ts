import { references } from '../../lib/checks/references';
import { linesOf, subjectOf } from '../support/subject';

const pods = (kind: string, name: string, namespace: string, spec: string): string =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: { template: { spec: { ${spec} } } }\n`;

const READER = pods(
  'Deployment',
  'web',
  'shop',
  'containers: [{ name: web, envFrom: [{ secretRef: { name: web-auth } }] }]',
);

/** A Job of the namespace tools, whose script names no Secret. */
const MAKER = [
  pods('Job', 'maker', 'tools', 'serviceAccountName: maker, containers: [{ name: maker, args: [run] }]'),
  'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: maker, namespace: tools }\n',
];

const rights = (rule: string, account = 'maker', namespace = 'shop'): string[] => [
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: maker, namespace: ${namespace} }\nrules: [{ apiGroups: [""], ${rule} }]\n`,
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: maker, namespace: ${namespace} }\nroleRef: { kind: Role, name: maker }\nsubjects: [{ kind: ServiceAccount, name: ${account}, namespace: tools }]\n`,
];

const lines = (...documents: readonly string[]): string[] => linesOf(subjectOf(documents.join('---\n')), references);

const MISSING = [
  "FS-102 Deployment/web: refers to Secret 'web-auth', which is not there; correct the name, add it, or declare with --external what makes it",
];

test('a Secret that a program of another namespace may create by its name exists', () => {
  expect(lines(READER, ...MAKER)).toEqual(MISSING);
  expect(
    lines(READER, ...MAKER, ...rights('resources: [secrets], resourceNames: [web-auth], verbs: [create, patch]')),
  ).toEqual([]);
});

test('a Secret exists that a program may read by its name, if it may create any', () => {
  const roles = rights(
    'resources: [secrets], verbs: [create] }, { apiGroups: [""], resources: [secrets], resourceNames: [web-auth], verbs: [get]',
  );
  expect(lines(READER, ...MAKER, ...roles)).toEqual([]);
});

test.each([
  ['another name', rights('resources: [secrets], resourceNames: [web-authx], verbs: [create]')],
  ['any name, which the program does not say', rights('resources: [secrets], verbs: [create]')],
  ['another verb', rights('resources: [secrets], resourceNames: [web-auth], verbs: [get]')],
  ['another kind', rights('resources: [configmaps], resourceNames: [web-auth], verbs: [create]')],
  ['another namespace', rights('resources: [secrets], resourceNames: [web-auth], verbs: [create]', 'maker', 'tools')],
  ['another account', rights('resources: [secrets], resourceNames: [web-auth], verbs: [create]', 'other')],
])('the right to create a Secret with %s makes none', (_, roles) => {
  expect(lines(READER, ...MAKER, ...roles)).toEqual(MISSING);
});
