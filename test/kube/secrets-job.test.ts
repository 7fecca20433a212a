import { SecretsJob } from '../../lib/kube/secrets-job';
import { secretMade } from '../../lib/kube/milestone';
import type { SecretSpec } from '../../lib/kube/secrets';
import { createSecretsScript } from '../../lib/kube/secrets-script';
import { testChart } from '../support/chart';

const COMPONENT = { component: 'gen-secrets', program: 'openwhisk', partOf: 'openwhisk' };
const SECRETS: readonly SecretSpec[] = [
  { name: 'ow-db.auth', labels: {}, values: { password: { make: 'password' } } },
  { name: 'ow-nginx', labels: {}, certificateFor: 'api.example.org' },
];

/** An object as it is applied. */
interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly [field: string]: unknown;
}

interface JobManifest extends Manifest {
  readonly spec: {
    readonly activeDeadlineSeconds: number;
    readonly template: {
      readonly spec: {
        readonly serviceAccountName: string;
        readonly automountServiceAccountToken: boolean;
        readonly containers: readonly { readonly command: readonly string[]; readonly env: readonly object[] }[];
      };
    };
  };
}

const chart = testChart();
const job = new SecretsJob(chart, 'Secrets', { component: COMPONENT, secrets: SECRETS });
const manifests = chart.toJson() as Manifest[];

function theOnly<T extends Manifest>(kind: string): T {
  const found = manifests.filter((manifest) => manifest.kind === kind);
  expect(found).toHaveLength(1);
  return found[0] as T;
}

test('the Job may only create Secrets and read its own', () => {
  const role = theOnly('Role');
  expect(role['rules']).toEqual([
    { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
    { apiGroups: [''], resources: ['secrets'], verbs: ['get'], resourceNames: ['ow-db.auth', 'ow-nginx'] },
  ]);
  const { roleRef, subjects } = theOnly('RoleBinding');
  expect(roleRef).toEqual({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role.metadata.name });
  const account = theOnly('ServiceAccount').metadata.name;
  expect(subjects).toEqual([{ kind: 'ServiceAccount', name: account, namespace: 'ns' }]);
  expect(manifests.map(({ kind }) => kind)).not.toContain('ClusterRole');
});

test('the Job runs the script with its token, in its own namespace, for a limited time', () => {
  const { spec } = theOnly<JobManifest>('Job');
  const pod = spec.template.spec;
  expect(pod.serviceAccountName).toBe(theOnly('ServiceAccount').metadata.name);
  expect(pod.automountServiceAccountToken).toBe(true);
  expect(pod.containers).toHaveLength(1);
  expect(pod.containers[0]).toMatchObject({
    command: ['sh', '-c', createSecretsScript(SECRETS)],
    env: [{ name: 'NAMESPACE', value: 'ns' }],
  });
  expect(spec.activeDeadlineSeconds).toBe(600);
});

test('no manifest holds a Secret', () => {
  expect(manifests.map(({ kind }) => kind)).not.toContain('Secret');
});

test('a Secret of the Job is a milestone of the Job, enforced by the kubelet', () => {
  const secret = job.secret('ow-db.auth');
  expect(secret.madeBy?.stableName).toMatch(/^Job\//);
  expect(secretMade(secret)).toEqual({ name: 'ow-db-auth', provider: secret.madeBy, heldBy: 'kubelet' });
});

test('a Secret that the Job does not create is an error that names the ones it does', () => {
  expect(() => job.secret('other')).toThrow("The Job makes no Secret 'other'; it makes ow-db.auth, ow-nginx");
});
