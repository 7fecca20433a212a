import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Manifests } from '../../support/platform';
import type { ScriptResult } from '../../support/shell';
import { Cluster } from '../harness';
import { singleNode } from '../nodes';
import { commandOf, execute } from './container';
import { requireProgram, SYSTEM_PATH } from './programs';
import { Workshop } from './workshop';

const NAMESPACE = 'monitoring';
const ACCOUNT = 'owdev-serving-certificate';
const WEBHOOKS = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';
const WEBHOOK = `${WEBHOOKS}/monitoring-owdev-prometheus-operator`;
const KINDS = ['Namespace', 'ServiceAccount', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'];

const WATCHED = Manifests.of('monitoring: { enabled: true }');

interface WebhookConfiguration {
  readonly webhooks: readonly { readonly clientConfig: { readonly caBundle?: string } }[];
}

describe('The job that creates the serving certificate of monitoring', () => {
  let shop: Workshop;
  let cluster: Cluster;
  const webhooks = WATCHED.all.filter(({ kind }) => kind === 'ValidatingWebhookConfiguration');

  before(async () => {
    requireProgram('openssl');
    shop = new Workshop();
    cluster = await Cluster.start({ nodes: singleNode() });
    // Its right in other namespaces than its own would have to be elsewhere.
    const objects = WATCHED.all.filter(
      ({ kind, metadata }) =>
        KINDS.includes(kind) && ['monitoring', 'openwhisk', undefined].includes(metadata.namespace),
    );
    const { errors } = await cluster.apply([...objects, ...webhooks]);
    assert.deepEqual(errors, []);
  });
  after(() => {
    cluster?.stop();
    shop?.stop();
  });

  async function run(): Promise<ScriptResult> {
    mkdirSync(join(shop.folder, 'token'), { recursive: true });
    shop.file('token/token', await cluster.tokenOf(`${NAMESPACE}/${ACCOUNT}`));
    shop.file('token/ca.crt', readFileSync(cluster.authority.cert, 'utf8'));
    const env = {
      KUBERNETES_API: `https://127.0.0.1:${cluster.ports['kube-apiserver']}`,
      TOKEN_DIR: join(shop.folder, 'token'),
    };
    return execute(commandOf(WATCHED, WATCHED.container('serving-certificate')), SYSTEM_PATH, env);
  }

  const bundle = async (): Promise<string> => {
    const found = await cluster.api.find<WebhookConfiguration>(WEBHOOK);
    return found?.webhooks[0]?.clientConfig.caBundle ?? '';
  };

  it('issues it for every Service of the namespace, and registers its CA with the webhook', async () => {
    assert.equal(await bundle(), '');
    const { code, stdout, stderr } = await run();
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.match(stdout, /^Secret owdev-serving-certificate made$/m);
    const secret = await cluster.api.find<{ data: Record<string, string> }>(
      `/api/v1/namespaces/${NAMESPACE}/secrets/owdev-serving-certificate`,
    );
    assert.equal(await bundle(), secret?.data['tls.crt']);
    const certificate = new X509Certificate(Buffer.from(await bundle(), 'base64'));
    for (const host of ['monitoring.svc', 'owdev-prometheus-operator.monitoring.svc'])
      assert.ok(certificate.checkHost(host), host);
  });

  it('changes neither when it runs again, and a second apply keeps the CA of the webhook', async () => {
    const before = await bundle();
    const { code, stdout } = await run();
    assert.equal(code, 0);
    assert.match(stdout, /^Secret owdev-serving-certificate exists; left as it is$/m);
    assert.deepEqual((await cluster.apply(webhooks)).changed, []);
    assert.equal(await bundle(), before);
  });

  it('may change only that webhook', async () => {
    const account = `${NAMESPACE}/${ACCOUNT}`;
    const may = (verb: string, name: string): Promise<boolean> =>
      cluster.can(account, verb, 'validatingwebhookconfigurations.admissionregistration.k8s.io', { name });
    assert.equal(await may('patch', 'monitoring-owdev-prometheus-operator'), true);
    assert.equal(await may('patch', 'another'), false);
    assert.equal(await may('delete', 'monitoring-owdev-prometheus-operator'), false);
  });
});
