import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { CANNOT_HEAL } from '../../../lib/kube/exit-codes';
import { Manifests } from '../../support/platform';
import type { ScriptResult } from '../../support/shell';
import { Cluster } from '../harness';
import { singleNode } from '../nodes';
import { commandOf, execute } from './container';
import { busyboxFolder, SYSTEM_PATH } from './programs';
import { Workshop } from './workshop';

const SOURCES = '/api/v1/namespaces/logging/secrets';
const COPY = '/api/v1/namespaces/logging-nodes/secrets/owdev-fluentd-secrets';
const ACCOUNT = 'logging-nodes/owdev-fluentd-secrets';

/** A Secret as the API server keeps it. */
interface Secret {
  readonly type: string;
  readonly data: Readonly<Record<string, string>>;
}

const LOGGING = Manifests.of('profile: standard\nlogging: { enabled: true }\n');

const encoded = (data: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString('base64')]));

describe('The job that copies the user of Fluentd', () => {
  let shop: Workshop;
  let cluster: Cluster;

  before(async () => {
    shop = new Workshop();
    cluster = await Cluster.start({ nodes: singleNode() });
    const kinds = ['Namespace', 'ServiceAccount', 'Role', 'RoleBinding'];
    const { errors } = await cluster.apply(LOGGING.all.filter(({ kind }) => kinds.includes(kind)));
    assert.deepEqual(errors, []);
  });
  after(() => {
    cluster?.stop();
    shop?.stop();
  });

  async function run(path = SYSTEM_PATH): Promise<ScriptResult> {
    const { clusters } = JSON.parse(readFileSync(cluster.kubeconfig, 'utf8')) as {
      clusters: [{ cluster: { server: string; 'certificate-authority': string } }];
    };
    const { server, 'certificate-authority': ca } = clusters[0].cluster;
    mkdirSync(join(shop.folder, 'token'), { recursive: true });
    shop.file('token/token', await cluster.tokenOf(ACCOUNT, 600));
    shop.file('token/ca.crt', readFileSync(ca, 'utf8'));
    const env = { KUBERNETES_API: server, TOKEN_DIR: join(shop.folder, 'token'), INTERVAL_SECONDS: '1' };
    return execute(commandOf(LOGGING, LOGGING.container('fluentd-secrets')), path, env);
  }

  async function apply(name: string, data: Readonly<Record<string, string>>, annotations = {}): Promise<void> {
    const metadata = { name, namespace: 'logging', annotations };
    const { errors } = await cluster.apply([
      { apiVersion: 'v1', kind: 'Secret', type: 'Opaque', metadata, data: encoded(data) },
    ]);
    assert.deepEqual(errors, []);
  }

  async function copied(): Promise<Record<string, string>> {
    const found = await cluster.api.find<Secret>(COPY);
    assert.ok(found, 'there is no copy');
    return Object.fromEntries(
      Object.entries(found.data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]),
    );
  }

  it('waits until both sources exist, and copies nothing else', async () => {
    const running = run();
    // As kubectl apply keeps it: with the values of an earlier version.
    const last = JSON.stringify({ data: encoded({ username: 'old', password: 'older' }) });
    await apply(
      'owdev-elasticsearch-fluentd',
      { username: 'fluentd', password: 'p1', more: 'x' },
      { 'kubectl.kubernetes.io/last-applied-configuration': last },
    );
    await new Promise((done) => setTimeout(done, 1500));
    assert.equal(await cluster.api.find(COPY), undefined);
    await apply('owdev-elasticsearch-certificate', { 'tls.crt': 'certificate', 'tls.key': 'the-private-key' });
    const { code, stdout, stderr } = await running;
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.match(stdout, /^Secret owdev-elasticsearch-certificate in namespace logging does not exist yet$/m);
    assert.match(stdout, /^Secret owdev-fluentd-secrets has the values of owdev-elasticsearch-fluentd and /m);
    assert.doesNotMatch(stdout, /p1|certificate'$/);
    assert.deepEqual(await copied(), { username: 'fluentd', password: 'p1', 'ca.crt': 'certificate' });
  });

  it('renews the copy when the source has changed, also with busybox instead of Debian', async () => {
    await apply('owdev-elasticsearch-fluentd', { username: 'fluentd', password: 'p2' });
    const strict = busyboxFolder(join(shop.folder, 'busybox-and-more'), 'curl');
    const { code, stderr } = await run(strict);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.deepEqual(await copied(), { username: 'fluentd', password: 'p2', 'ca.crt': 'certificate' });
  });

  it('fails with the name of a missing key, and leaves the copy', async () => {
    await cluster.api.send('DELETE', `${SOURCES}/owdev-elasticsearch-fluentd`);
    await apply('owdev-elasticsearch-fluentd', { username: 'fluentd' });
    const { code, stderr } = await run();
    assert.deepEqual(
      { code, stderr },
      { code: CANNOT_HEAL, stderr: 'Secret owdev-elasticsearch-fluentd has no key password\n' },
    );
    assert.equal((await copied())['password'], 'p2');
  });

  it('may read and write these Secrets only', async () => {
    const source = (name: string) => cluster.can(ACCOUNT, 'get', 'secrets', { namespace: 'logging', name });
    assert.equal(await source('owdev-elasticsearch-fluentd'), true);
    assert.equal(await source('owdev-elasticsearch-admin'), false);
    for (const verb of ['get', 'list', 'delete', 'update'])
      assert.equal(
        await cluster.can(ACCOUNT, verb, 'secrets', { namespace: 'logging-nodes', name: 'owdev-fluentd-secrets' }),
        false,
        verb,
      );
    assert.equal(await cluster.can(ACCOUNT, 'create', 'secrets', { namespace: 'logging-nodes' }), false);
  });
});
