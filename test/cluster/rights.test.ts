import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Cluster } from './harness';
import { NAMESPACE, platformApp } from './platform-app';
import type { Manifest } from './wire-types';

const IDENTITY: ReadonlySet<Manifest['kind']> = new Set(['Namespace', 'ServiceAccount', 'Role', 'RoleBinding']);

/** One permission, as `<verb> <resource>[ <name>]`. */
type Right = string;

const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];
const RESOURCES = [
  'pods',
  'pods/log',
  'pods/exec',
  'events',
  'secrets',
  'configmaps',
  'services',
  'endpoints',
  'serviceaccounts',
  'persistentvolumeclaims',
  'deployments.apps',
  'statefulsets.apps',
  'jobs.batch',
  'networkpolicies.networking.k8s.io',
  'roles.rbac.authorization.k8s.io',
  'poddisruptionbudgets.policy',
];

const ACTION_PODS: Right[] = [
  'get pods',
  'list pods',
  'create pods',
  'patch pods',
  'delete pods',
  'get pods/log',
  'list events',
];
const DISCOVERY: Right[] = ['list pods'];

/** The ServiceAccount that creates action pods, which may do so in their namespace only. */
const CREATORS: Readonly<Record<string, string>> = {
  lean: 'owdev-core',
  standard: 'owdev-invoker',
  production: 'owdev-invoker',
};

/** What the ServiceAccounts of a platform may do in its namespace; those that are not named, nothing. */
const EXPECTED: Readonly<Record<string, Readonly<Record<string, readonly Right[]>>>> = {
  lean: { 'owdev-gen-secrets': ['create secrets'], 'owdev-gen-certs': ['create secrets'] },
  standard: {
    'owdev-gen-secrets': ['create secrets'],
    'owdev-gen-certs': ['create secrets'],
  },
  production: {
    'owdev-core': DISCOVERY,
    'owdev-gen-secrets': ['create secrets'],
    'owdev-gen-certs': ['create secrets'],
    'owdev-gen-internal-certs': ['create secrets'],
  },
};

for (const [profile, expected] of Object.entries(EXPECTED)) {
  describe(`the ServiceAccounts of the platform ${profile}`, () => {
    const app = platformApp(`profile: ${profile}`);
    const accounts = app.manifests.filter(({ kind }) => kind === 'ServiceAccount').map(({ metadata }) => metadata.name);
    let cluster: Cluster;

    before(async () => {
      cluster = await Cluster.start();
      await cluster.apply(app.manifests.filter(({ kind }) => IDENTITY.has(kind)));
    });
    after(() => cluster?.stop());

    it('have the permissions that their components need, and no others', async (t) => {
      let questions = 0;
      const allowedIn = async (namespace: string, account: string): Promise<Right[]> => {
        const allowed: Right[] = [];
        for (const resource of RESOURCES) {
          for (const verb of VERBS) {
            questions += 1;
            const may = await cluster.can(`${NAMESPACE}/${account}`, verb, resource, { namespace });
            if (may) allowed.push(`${verb} ${resource}`);
          }
        }
        return allowed.sort();
      };
      for (const account of accounts) {
        assert.deepEqual(await allowedIn(NAMESPACE, account), [...(expected[account] ?? [])].sort(), account);
        const inActions = account === CREATORS[profile] ? ACTION_PODS : [];
        assert.deepEqual(await allowedIn(`${NAMESPACE}-actions`, account), [...inActions].sort(), account);
      }
      t.diagnostic(`${questions} questions about ${accounts.length} accounts`);
    });

    it('have none in kube-system', async () => {
      for (const account of accounts) {
        for (const [verb, resource] of [
          ['get', 'pods'],
          ['create', 'pods'],
          ['create', 'secrets'],
          ['get', 'nodes'],
        ] as const) {
          const elsewhere = await cluster.can(`${NAMESPACE}/${account}`, verb, resource, { namespace: 'kube-system' });
          assert.equal(elsewhere, false, `${account} may ${verb} ${resource} in kube-system`);
        }
      }
    });

    it('let the secret jobs read only the Secrets that they create', async () => {
      const made = { 'owdev-gen-secrets': 'owdev-db.auth', 'owdev-gen-certs': 'owdev-nginx' };
      for (const [account, own] of Object.entries(made)) {
        for (const name of [...Object.values(made), 'other']) {
          const may = await cluster.can(`${NAMESPACE}/${account}`, 'get', 'secrets', { namespace: NAMESPACE, name });
          assert.equal(may, name === own, `${account} reads ${name}`);
        }
      }
    });
  });
}
