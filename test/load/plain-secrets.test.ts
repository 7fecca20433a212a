import { buildApp } from '../../charts/app';
import { synthesize } from '../../lib/kube/synthesis';
import { parsePlatform } from '../../lib/load/load';
import { messageAbout } from './message';

const SECRET = 'hunter2';

describe('a secret in plain text is refused and not repeated, with the place for it:', () => {
  test.each([
    [
      'a URL with a user',
      `monitoring: { enabled: true, prometheus: { remoteWrite: [{ url: "https://me:${SECRET}@x.example.org" }] } }`,
      'monitoring.prometheus.remoteWrite[0].url: the URL holds a user or a password, which the manifests would show',
      'remove both, and write basicAuthSecret: the name of a Secret',
    ],
    [
      'the URL of a proxy',
      `openwhisk: { packages: { proxy: { http: "http://me:${SECRET}@proxy:3128" } } }`,
      'openwhisk.packages.proxy.http: the URL holds a user or a password, which the manifests would show',
      'remove both, and write auth.existingSecret: the name of a Secret',
    ],
    [
      'the URL of repositories',
      `openwhisk: { packages: { gitBaseUrl: "https://${SECRET}@git.example.org" } }`,
      'openwhisk.packages.gitBaseUrl: the URL holds a user or a password, which the manifests would show',
      'remove both; for private repositories, build an image with the packages and write airGapImage',
    ],
    [
      'a setting of a repository',
      `logging: { enabled: true, elasticsearch: { snapshots: { type: s3, settings: { secret_key: ${SECRET} } } } }`,
      'logging.elasticsearch.snapshots.settings.secret_key: the value is a secret, and the manifests would show it',
      'remove it, and write credentialsSecret: the name of a Secret with keys such as s3.client.default.secret_key',
    ],
    [
      'a header',
      `monitoring: { enabled: true, prometheus: { remoteWrite: [{ url: "https://x.example.org", headers: { X-Api-Key: ${SECRET} } }] } }`,
      'monitoring.prometheus.remoteWrite[0].headers.X-Api-Key: the value is a secret, and the manifests would show it',
      'remove it, and write basicAuthSecret or another kind of credentials',
    ],
    [
      'a setting of a data source',
      `monitoring: { enabled: true, grafana: { datasources: [{ name: a, type: influxdb, url: "http://x.example.org", settings: { authToken: ${SECRET} } }] } }`,
      'monitoring.grafana.datasources[0].settings.authToken: the value is a secret, and the manifests would show it',
      'remove it, and write it below secrets: the name and the key of a Secret',
    ],
    [
      'a system property',
      `openwhisk: { controller: { options: "-Da=b -Dwhisk.db.password=${SECRET}" } }`,
      'openwhisk.controller.options: sets -Dwhisk.db.password, and the manifests would show the secret',
      'remove it, and amend the container with a variable whose value is from a Secret (valueFrom)',
    ],
    [
      'an environment variable of a sidecar',
      `openwhisk: { actions: { template: { sidecars: [{ name: a, image: "a:1", env: [{ name: DB_PASSWORD, value: ${SECRET} }] }] } } }`,
      'openwhisk.actions.template.sidecars[0].env[0].value: the value of the variable is a secret, and the manifests would show it',
      'write valueFrom: { secretKeyRef: { name: <Secret>, key: <key> } } in its place',
    ],
  ])('%s', (_, yaml, problem, fix) => {
    const message = messageAbout(yaml);
    expect(message).toContain(`platform.yaml:1 ${problem}\n`);
    expect(message).toContain(`    fix: ${fix}`);
    expect(message).not.toContain(SECRET);
  });
});

test.each([
  'monitoring: { enabled: true, prometheus: { remoteWrite: [{ url: "https://x.example.org/a@b", headers: { X-Scope-OrgID: a } }] } }',
  'openwhisk: { controller: { options: "-Dwhisk.token-expiry.check=true -Dpassword.file=a" } }',
  'openwhisk: { actions: { template: { sidecars: [{ name: a, image: "a:1", env: [{ name: TOKEN_FILE, value: /run/token }] }] } } }',
])('%s has no secret', (yaml) => {
  expect(() => parsePlatform(yaml)).not.toThrow();
});

test('the user of a proxy is from a Secret', () => {
  const { platform } = parsePlatform(
    'openwhisk: { packages: { proxy: { http: "http://proxy.example.org:3128", auth: { existingSecret: proxy-user } } } }',
  );
  const job = JSON.stringify(
    synthesize(buildApp({ ...platform, monitoring: { ...platform.monitoring, enabled: false } })).files.flatMap(
      ({ objects }) =>
        objects
          .filter(({ manifest }) => manifest.metadata.name?.includes('install-packages'))
          .map(({ manifest }) => manifest),
    ),
  );
  const variable = (name: string, key: string): string =>
    JSON.stringify({ name, valueFrom: { secretKeyRef: { key, name: 'proxy-user' } } });
  for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY']) {
    const value = 'http://$(PROXY_USERNAME):$(PROXY_PASSWORD)@proxy.example.org:3128';
    expect(job).toContain(JSON.stringify({ name, value }));
  }
  // A variable may use those before it only.
  expect(job.indexOf(variable('PROXY_USERNAME', 'username'))).toBeGreaterThan(0);
  expect(job.indexOf(variable('PROXY_PASSWORD', 'password'))).toBeLessThan(job.indexOf('"http_proxy"'));
});
