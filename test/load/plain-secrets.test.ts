import { buildApp } from '../../charts/app';
import { synthesize } from '../../lib/kube/synthesis';
import type { z } from 'zod';
import { parsePlatform } from '../../lib/load/load';
import { plainSecrets } from '../../lib/load/plain-secrets';
import { platformSchema } from '../../lib/platform/model';
import type { Mapping } from '../../lib/platform/profiles';
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
      'the URL of a probe',
      `monitoring: { enabled: true, blackbox: { targets: [{ name: a, url: "https://me:${SECRET}@x.example.org" }] } }`,
      'monitoring.blackbox.targets[0].url: the URL holds a user or a password, which the manifests would show',
      'remove both, and name a module of monitoring.blackbox.modules with basicAuthSecret: the name of a Secret',
    ],
    [
      'the address of a probe, to which the exporter adds the scheme',
      `monitoring: { enabled: true, blackbox: { targets: [{ name: a, url: "me:${SECRET}@x.example.org:80/a" }] } }`,
      'monitoring.blackbox.targets[0].url: the URL holds a user or a password, which the manifests would show',
      'remove both, and name a module of monitoring.blackbox.modules with basicAuthSecret: the name of a Secret',
    ],
    [
      'the URL of a setting of Grafana',
      `monitoring: { enabled: true, grafana: { ini: { database: { url: "mysql://me:${SECRET}@db.example.org/grafana" } } } }`,
      'monitoring.grafana.ini.database.url: the URL holds a user or a password, which the manifests would show',
      'remove both, and name a Secret where the section takes one',
    ],
    [
      'a URL in an amendment',
      `amendments: [{ kind: Deployment, name: a, patch: [{ op: add, path: /spec/a, value: { b: ["redis://:${SECRET}@r"] } }] }]`,
      'amendments[0].patch[0].value.b[0]: the URL holds a user or a password, which the manifests would show',
      'remove both, and name a Secret where the section takes one',
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
  'monitoring: { enabled: true, blackbox: { targets: [{ name: a, url: "https://x.example.org/@me?a=b@c" }] } }',
  'amendments: [{ kind: Deployment, name: a, patch: [{ op: add, path: /a, value: "http://$(USER):$(PASSWORD)@proxy ssh://git@x" }] }]',
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

describe('no value of a platform file keeps the user info of a URL', () => {
  const URL_WITH_USER = `https://me:${SECRET}@x.example.org/a`;

  test('every string of the schema that accepts such a URL is checked for it', () => {
    const leaves = stringLeaves(platformSchema);
    expect(leaves.length).toBeGreaterThan(500);
    const accepting = leaves.filter(({ schema }) => schema.safeParse(URL_WITH_USER).success);
    expect(accepting.length).toBeGreaterThan(50);
    const unchecked = accepting.filter(({ path }) => plainSecrets(fileWith(path, URL_WITH_USER)).length !== 1);
    expect(unchecked.map(({ path }) => path.join('.'))).toEqual([]);
  });
});

interface Leaf {
  readonly path: readonly (string | number)[];
  readonly schema: z.ZodType;
}

/** Every string of a schema, with `x` for keys of any name. */
function stringLeaves(schema: z.ZodType, path: Leaf['path'] = []): Leaf[] {
  const def = schema.def as {
    type: string;
    innerType?: z.ZodType;
    element?: z.ZodType;
    valueType?: z.ZodType;
    shape?: Record<string, z.ZodType>;
    options?: readonly z.ZodType[];
  };
  if (def.innerType) return stringLeaves(def.innerType, path);
  if (def.element) return stringLeaves(def.element, [...path, 0]);
  if (def.valueType) return stringLeaves(def.valueType, [...path, 'x']);
  if (def.options) return def.options.flatMap((option) => stringLeaves(option, path));
  if (def.shape) return Object.entries(def.shape).flatMap(([key, inner]) => stringLeaves(inner, [...path, key]));
  return ['string', 'unknown', 'any'].includes(def.type) ? [{ path, schema }] : [];
}

/** A platform file with one value. */
function fileWith(path: Leaf['path'], value: unknown): Mapping {
  return path.reduceRight<unknown>(
    (inner, part) => (typeof part === 'number' ? [inner] : { [part]: inner }),
    value,
  ) as Mapping;
}
