import { tokens } from '../../../lib/checks/security/tokens';
import { readManifests } from '../../../lib/manifests/read';

const BINDING = `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ kind: ServiceAccount, name: web }]
---
`;

/** What the check reports of a pod with these fields. */
function problems(fields: string, more = ''): string[] {
  const text = `${more}
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { ${fields} containers: [{ name: web, image: 'web:1' }] }
`;
  return tokens(readManifests([{ file: 'a.yaml', text }]).subject).map(
    ({ rule, problem, fix }) => `${rule} ${problem}; ${fix}`,
  );
}

test('a token without rights is a finding', () => {
  expect(problems('automountServiceAccountToken: true,')).toEqual([
    "FS-422 mounts a token of ServiceAccount 'default', which no role here grants anything; write automountServiceAccountToken: false, or bind a role",
  ]);
  expect(problems('serviceAccountName: web, automountServiceAccountToken: true,', BINDING)).toEqual([]);
  expect(problems('')).toEqual([]);
});

test('rights without a token are a finding', () => {
  const found = [
    "FS-423 has no token of ServiceAccount 'web', although roles grant it rights; write automountServiceAccountToken: true, or remove the binding",
  ];
  expect(problems('serviceAccountName: web, automountServiceAccountToken: false,', BINDING)).toEqual(found);
  const account = `
apiVersion: v1
kind: ServiceAccount
metadata: { name: web, namespace: shop }
automountServiceAccountToken: false
---`;
  expect(problems('serviceAccountName: web,', `${BINDING}${account}`)).toEqual(found);
  const projected = 'volumes: [{ name: token, projected: { sources: [{ serviceAccountToken: { path: token } }] } }],';
  expect(problems(`serviceAccountName: web, ${projected}`, `${BINDING}${account}`)).toEqual([]);
});
