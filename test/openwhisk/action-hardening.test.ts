import { messageAbout, oneMistake } from '../load/message';
import { parsePlatform } from '../../lib/load/load';
import { Manifests } from '../support/platform';

interface Policy {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly matchConstraints: { readonly namespaceSelector: object; readonly objectSelector?: object };
    readonly mutations: readonly { readonly applyConfiguration: { readonly expression: string } }[];
  };
}

const BOTH = 'hardening: { seccomp: true, userNamespaces: true }';

function policyOf(actions: string): Policy {
  const [policy, ...others] = Manifests.of(`openwhisk: { actions: { ${actions} } }`).kind('MutatingAdmissionPolicy');
  expect(others).toEqual([]);
  return policy as unknown as Policy;
}

const inNamespace = (name: string): object => ({ matchLabels: { 'kubernetes.io/metadata.name': name } });

test('a policy hardens every pod in the namespace of action pods, and its binding has no exception', () => {
  const { metadata, spec } = policyOf(BOTH);
  expect(spec.matchConstraints).toMatchObject({
    namespaceSelector: inNamespace('openwhisk-actions'),
    resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
  });
  expect(spec.matchConstraints.objectSelector).toBeUndefined();
  const [binding] = Manifests.of(`openwhisk: { actions: { ${BOTH} } }`).kind('MutatingAdmissionPolicyBinding');
  expect(binding).toMatchObject({ spec: { policyName: metadata.name } });
  expect(Object.keys(binding?.['spec'] as object)).toEqual(['policyName']);
});

test('in the namespace of the platform, the policy leaves pods of the platform alone', () => {
  const { spec } = policyOf(`namespace: openwhisk, ${BOTH}`);
  expect(spec.matchConstraints).toMatchObject({
    namespaceSelector: inNamespace('openwhisk'),
    objectSelector: { matchLabels: { 'user-action-pod': 'true', release: 'owdev' } },
  });
});

test.each([
  ['seccomp: true', true, false],
  ['userNamespaces: true', false, true],
])('with %s the policy sets that field only', (keys, seccomp, hostUsers) => {
  const [mutation] = policyOf(`hardening: { ${keys} }`).spec.mutations;
  expect(mutation?.applyConfiguration.expression.includes('seccompProfile')).toBe(seccomp);
  expect(mutation?.applyConfiguration.expression.includes('hostUsers: false')).toBe(hostUsers);
});

test('an older cluster is refused, key by key', () => {
  const message = messageAbout(`cluster: { version: "1.35" }\nopenwhisk:\n  actions:\n    ${BOTH}`);
  expect(message.match(/hardening\.\w+: Kubernetes 1\.35/g)).toHaveLength(2);
  expect(messageAbout('cluster: { version: "1.35" }\nopenwhisk:\n  actions:\n    hardening: { seccomp: true }')).toBe(
    oneMistake(
      ':4 openwhisk.actions.hardening.seccomp: Kubernetes 1.35 (cluster.version) does not serve MutatingAdmissionPolicy in a stable version',
      'true from cluster.version "1.36" on',
      'remove it, or write the version of the cluster; docs/actions.md, "Seccomp and user namespaces", has another way',
    ),
  );
});

test('the profile production has the seccomp profile where the cluster serves the policy, and no user namespaces', () => {
  const hardening = (yaml: string): object => parsePlatform(yaml).platform.openwhisk.actions.hardening;
  expect(hardening('profile: production')).toEqual({ seccomp: true, userNamespaces: false });
  expect(hardening('profile: production\ncluster: { version: "1.35" }')).toMatchObject({ seccomp: false });
  expect(hardening('profile: production\nopenwhisk: { actions: { hardening: { seccomp: false } } }')).toMatchObject({
    seccomp: false,
  });
  expect(hardening('profile: standard')).toMatchObject({ seccomp: false });
});
