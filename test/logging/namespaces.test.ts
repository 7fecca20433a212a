import { podOwners } from '../../lib/checks/read/manifests';
import { Manifests } from '../support/platform';

const logging = (yaml = ''): Manifests => Manifests.of(`profile: lean\nlogging: { enabled: true${yaml} }`);

const EXTERNAL =
  ', kibana: { enabled: false }, elasticsearch: { external: { host: search.example.org, existingSecret: mine, caSecret: ca } }';

const levelsOf = (manifests: Manifests): Record<string, unknown> =>
  Object.fromEntries(
    manifests
      .kind('Namespace')
      .map(({ metadata: { name, labels } }) => [name, labels?.['pod-security.kubernetes.io/enforce']]),
  );

const byDefault = logging();

test('E2: logging is restricted, and Fluentd is in a privileged namespace with its Job only', () => {
  expect(levelsOf(byDefault)).toMatchObject({ logging: 'restricted', 'logging-nodes': 'privileged' });
  const inside = podOwners(byDefault.synthesis)
    .map(({ object: { manifest } }) => manifest)
    .filter(({ metadata }) => metadata.namespace === 'logging-nodes');
  expect(inside.map(({ kind, metadata }) => `${kind} ${metadata.labels?.['app.kubernetes.io/component']}`)).toEqual([
    'Job fluentd-secrets',
    'DaemonSet fluentd',
  ]);
  expect(byDefault.kind('NetworkPolicy').map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual(
    expect.arrayContaining(['logging-nodes/owdev-default-deny', 'logging-nodes/owdev-fluentd']),
  );
});

test('the init container for virtual memory needs a privileged namespace, which an external server does not', () => {
  const levels = levelsOf(logging(', elasticsearch: { virtualMemory: initContainer }'));
  expect(levels).toMatchObject({ logging: 'privileged', 'logging-nodes': 'privileged' });
  expect(levelsOf(logging(EXTERNAL))).toMatchObject({ logging: 'restricted', 'logging-nodes': 'privileged' });
});

test.each([
  ['generated', byDefault, ['owdev-elasticsearch-fluentd', 'owdev-elasticsearch-certificate']],
  [
    'provided',
    logging(', elasticsearch: { existingSecrets: { fluentd: mine } }'),
    ['mine', 'owdev-elasticsearch-certificate'],
  ],
  ['of an external server', logging(EXTERNAL), ['mine', 'ca']],
])('the Job may read the %s Secrets of Fluentd, and write the copy that Fluentd reads', (_, manifests, sources) => {
  const rolesOf = (namespace: string): unknown[] =>
    manifests
      .kind('Role')
      .filter(({ metadata }) => metadata.namespace === namespace && metadata.name.endsWith('owdev-fluentd-secrets'))
      .map(({ rules }) => rules);
  const secrets = { apiGroups: [''], resources: ['secrets'] };
  expect(rolesOf('logging')).toEqual([[{ ...secrets, verbs: ['get'], resourceNames: sources }]]);
  const own = { ...secrets, verbs: ['create', 'patch'], resourceNames: ['owdev-fluentd-secrets'] };
  expect(rolesOf('logging-nodes')).toEqual([[own]]);
  const fluentd = JSON.stringify(manifests.get('DaemonSet', 'fluentd'));
  const used = [...fluentd.matchAll(/"(?:secretKeyRef":\{"key":"[^"]+","name|secretName)":"([^"]+)"/g)].map(
    ([, name]) => name,
  );
  expect(new Set(used)).toEqual(new Set(['owdev-fluentd-secrets']));
});

test('Elasticsearch admits Fluentd from its namespace', () => {
  const { ingress } = byDefault.get<{ spec: { ingress: { from: object[] }[] } }>('NetworkPolicy', 'elasticsearch').spec;
  expect(ingress.flatMap(({ from }) => from)).toContainEqual({
    podSelector: { matchLabels: expect.objectContaining({ 'app.kubernetes.io/component': 'fluentd' }) as object },
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'logging-nodes' } },
  });
});
