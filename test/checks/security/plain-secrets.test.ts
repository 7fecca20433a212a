import { plainSecrets } from '../../../lib/checks/security/plain-secrets';
import type { Manifest } from '../../../lib/kube/synthesis';

const metadata = { name: 'web' };
const container = (fields: object): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata,
  spec: { template: { spec: { containers: [{ name: 'web', ...fields }] } } },
});
const configMap = (data: object, field = 'data'): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata,
  [field]: data,
});

const findings = (manifest: object): string[] =>
  plainSecrets({ objects: [{ manifest: manifest as Manifest, path: 'web' }] }).map(
    ({ problem, fix }) => `${problem}; ${fix}`,
  );

const FIX = 'keep it in a Secret, and read it from there';

test.each<[string, object]>([
  ["key 'DB_PASSWORD' is a secret", configMap({ DB_PASSWORD: 'opensesame' })],
  [
    "key 'redis.conf' holds a secret in line 2 (requirepass)",
    configMap({ 'redis.conf': 'port 1\nrequirepass opensesame\n' }),
  ],
  [
    "key 'app.ini' holds a secret in line 1 (password), line 2 (password), line 3 (password) and 2 more",
    configMap({ 'app.ini': 'password=opensesame\n'.repeat(5) }),
  ],
  [
    "key 'a.txt' holds a secret in line 1 (password)",
    configMap({ 'a.txt': Buffer.from('password: opensesame').toString('base64') }, 'binaryData'),
  ],
  ["container 'web': an argument holds a secret (password)", container({ args: ['--password=opensesame'] })],
  ["container 'web': an argument holds a secret (password)", container({ args: ['--password', 'opensesame'] })],
  [
    "container 'web': an argument holds a secret (the password in the URL redis://…)",
    container({ command: ['web', 'redis://:opensesame@cache'] }),
  ],
  [
    "container 'web': variable DATABASE_URL holds a secret (the password in the URL postgres://…)",
    container({ env: [{ name: 'DATABASE_URL', value: 'postgres://app:opensesame@db/shop' }] }),
  ],
  [
    'annotation example.org/api-token holds a secret (example.org/api-token)',
    { ...configMap({}), metadata: { ...metadata, annotations: { 'example.org/api-token': '3f9a1c77be0d4421' } } },
  ],
  [
    'spec.receivers.0.slackConfigs.0.apiURL holds a secret (a webhook URL of Slack)',
    {
      apiVersion: 'monitoring.coreos.com/v1alpha1',
      kind: 'AlertmanagerConfig',
      metadata,
      spec: {
        receivers: [
          {
            slackConfigs: [
              { apiURL: `https://hooks.slack.com/services/${'T01234567/B01234567'}/abcdefghijklmnop01234567` },
            ],
          },
        ],
      },
    },
  ],
  [
    'spec.config holds a secret (password)',
    { apiVersion: 'example.org/v1', kind: 'Cache', metadata, spec: { config: 'a: 1\npassword: opensesame\n' } },
  ],
])('%s', (problem, manifest) => {
  expect(findings(manifest)).toEqual([`${problem}; ${FIX}`]);
});

test.each<[string, object]>([
  ['a variable with a rule of its own', container({ env: [{ name: 'DB_PASSWORD', value: 'opensesame' }] })],
  [
    'a reference',
    container({ args: ['--password=$(DB_PASSWORD)'], env: [{ name: 'URL', value: 'redis://:$(P)@cache' }] }),
  ],
  ['a Secret', { apiVersion: 'v1', kind: 'Secret', metadata, stringData: { password: 'opensesame' } }],
  [
    'names of Secrets',
    container({ imagePullSecret: 'registry', volumeMounts: [{ name: 'password', mountPath: '/p' }] }),
  ],
  ['a binary file', configMap({ 'a.bin': Buffer.from([0, 1, 255]).toString('base64') }, 'binaryData')],
  [
    'the copy of kubectl',
    {
      ...configMap({}),
      metadata: {
        ...metadata,
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{"url":"redis://:opensesame@cache"}' },
      },
    },
  ],
])('accepted: %s', (_, manifest) => {
  expect(findings(manifest)).toEqual([]);
});

test('no finding shows the secret', () => {
  const manifest = configMap({
    'a.conf': 'password=opensesame\nurl: redis://:opensesame@cache\n',
    TOKEN: 'opensesame1234opensesame',
  });
  const shown = plainSecrets({ objects: [{ manifest, path: 'web' }] }).map((one) => JSON.stringify(one));
  expect(shown).toHaveLength(2);
  expect(shown.join('\n')).not.toContain('opensesame');
});
