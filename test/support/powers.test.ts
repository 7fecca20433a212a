import type { Manifest, Synthesis } from '../../lib/kube/synthesis';
import { parsePlatform } from '../../lib/load/load';
import { powersOf } from './powers';

const { platform } = parsePlatform('profile: standard\nlogging: { enabled: false }');

const RBAC = 'rbac.authorization.k8s.io/v1';
const labels = { 'app.kubernetes.io/component': 'intruder' };

/** The powers of an account in the monitoring namespace with one rule in a namespace, or in the whole cluster. */
function powers(rule: object, namespace?: string): string[] {
  const kind = namespace === undefined ? 'ClusterRole' : 'Role';
  const metadata = { name: 'r', labels, ...(namespace === undefined ? {} : { namespace }) };
  const subjects = [{ kind: 'ServiceAccount', name: 'a', namespace: 'monitoring' }];
  const manifests = [
    { apiVersion: RBAC, kind, metadata, rules: [rule] },
    { apiVersion: RBAC, kind: `${kind}Binding`, metadata, roleRef: { kind, name: 'r' }, subjects },
  ];
  return of(manifests);
}

function of(manifests: readonly Manifest[]): string[] {
  const synthesis = { objects: manifests.map((manifest) => ({ manifest })) } as unknown as Synthesis;
  return powersOf(platform, synthesis).map(({ who, may }) => `${who} may ${may}`);
}

const core = (resource: string, ...verbs: string[]): object => ({ apiGroups: [''], resources: [resource], verbs });

test.each<[string, string[], string]>([
  ['pods', powers(core('pods', 'create'), 'openwhisk'), 'create pods (pods) in namespace'],
  [
    'workloads by a patch',
    powers(core('deployments', 'patch'), 'monitoring'),
    'create pods (deployments) in its namespace',
  ],
  [
    'custom resources that become pods',
    powers(core('prometheuses', 'update')),
    'create pods (prometheuses) in the whole cluster',
  ],
  [
    'shells in pods',
    powers(core('pods/exec', 'create'), 'logging'),
    'enter pods (pods/exec) in a namespace that the platform file names',
  ],
  ['reading Secrets', powers(core('secrets', 'list')), 'read every Secret in the whole cluster'],
  ['changing Secrets', powers(core('secrets', 'delete'), 'monitoring'), 'change every Secret in its namespace'],
  ['writing in kube-system', powers(core('configmaps', 'update'), 'kube-system'), 'update configmaps in kube-system'],
  ['writing in default', powers(core('services', 'create'), 'default'), 'create services in default'],
  ['impersonation', powers(core('users', 'impersonate')), 'impersonate users in the whole cluster'],
  ['approval', powers(core('signers', 'approve')), 'approve signers in the whole cluster'],
  [
    'tokens of accounts',
    powers(core('serviceaccounts/token', 'create'), 'openwhisk'),
    'create serviceaccounts/token in namespace',
  ],
  ['roles', powers(core('rolebindings', 'create'), 'monitoring'), 'create rolebindings in its namespace'],
])('%s are a power', (_, found, power) => {
  expect(found).toContain(`intruder may ${power}`);
});

test('wildcards are a power of their own', () => {
  expect(powers({ apiGroups: ['*'], resources: ['*'], verbs: ['*'] })).toEqual([
    'intruder may do anything ({"apiGroups":["*"],"resources":["*"],"verbs":["*"]}) in the whole cluster',
  ]);
});

test('reading its own Secrets by name, and questions to the API server, are not reported', () => {
  expect(powers({ ...core('secrets', 'get'), resourceNames: ['mine'] }, 'monitoring')).toEqual([]);
  expect(powers(core('tokenreviews', 'create'))).toEqual([]);
  expect(powers(core('pods', 'list', 'delete'), 'openwhisk')).toEqual([]);
});

test('access of a pod to its node is a power, with the path and whether it is written', () => {
  const container = {
    name: 'c',
    image: 'i',
    securityContext: { privileged: true },
    volumeMounts: [{ name: 'v', mountPath: '/v' }],
  };
  const spec = { hostNetwork: true, containers: [container], volumes: [{ name: 'v', hostPath: { path: '/etc' } }] };
  const pod = { metadata: { labels }, spec };
  expect(
    of([{ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'd', labels }, spec: { template: pod } }]),
  ).toEqual([
    'intruder may use the network of the node, the files of the node in /etc (read and write)',
    'intruder may run as a privileged container, root',
  ]);
});
