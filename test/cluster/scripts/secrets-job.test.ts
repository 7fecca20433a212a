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
import { busyboxFolder, requireProgram, SYSTEM_PATH } from './programs';
import { Workshop } from './workshop';

const NAMESPACE = 'openwhisk';
const SECRETS = `/api/v1/namespaces/${NAMESPACE}/secrets`;
const RANDOM = ['owdev-db.auth', 'owdev-whisk.auth', 'owdev-invoker.auth', 'owdev-redis.auth', 'owdev-apigateway.auth'];
const YEAR_MS = 365 * 24 * 3600 * 1000;

type Job = 'gen-secrets' | 'gen-certs';

/** A Secret as the API server keeps it. */
interface Secret {
  readonly type: string;
  readonly data: Readonly<Record<string, string>>;
}

/** Longer than a common name may be. */
const API_HOST = `api.${'x'.repeat(60)}.example.org`;
const LONG = Manifests.of(`profile: standard\nopenwhisk: { ingress: { apiHost: { name: ${API_HOST} } } }\n`);

describe('The jobs that create Secrets', () => {
  let shop: Workshop;
  let cluster: Cluster;

  before(async () => {
    requireProgram('openssl');
    shop = new Workshop();
    cluster = await Cluster.start({ nodes: singleNode() });
    const kinds = ['Namespace', 'ServiceAccount', 'Role', 'RoleBinding'];
    const { errors } = await cluster.apply(LONG.all.filter(({ kind }) => kinds.includes(kind)));
    assert.deepEqual(errors, []);
  });
  after(() => {
    cluster?.stop();
    shop?.stop();
  });

  /** What the kubelet mounts into a pod of a ServiceAccount. */
  async function tokenFolder(account: string): Promise<string> {
    const path = `/api/v1/namespaces/${NAMESPACE}/serviceaccounts/${account}/token`;
    const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 600 } };
    const { status } = await cluster.api.create<{ status: { token: string } }>(path, request);
    mkdirSync(join(shop.folder, account), { recursive: true });
    shop.file(`${account}/token`, status.token);
    shop.file(`${account}/ca.crt`, readFileSync(kubeconfig().ca, 'utf8'));
    return join(shop.folder, account);
  }

  function kubeconfig(): { server: string; ca: string } {
    interface Kubeconfig {
      clusters: [{ cluster: { server: string; 'certificate-authority': string } }];
    }
    const { clusters } = JSON.parse(readFileSync(cluster.kubeconfig, 'utf8')) as Kubeconfig;
    return { server: clusters[0].cluster.server, ca: clusters[0].cluster['certificate-authority'] };
  }

  async function run(job: Job, account: string = `owdev-${job}`, path = SYSTEM_PATH): Promise<ScriptResult> {
    const env = { KUBERNETES_API: kubeconfig().server, TOKEN_DIR: await tokenFolder(account) };
    return execute(commandOf(LONG, LONG.container(job)), path, env);
  }

  async function secret(name: string): Promise<Secret> {
    const found = await cluster.api.find<Secret>(`${SECRETS}/${name}`);
    assert.ok(found, `there is no Secret ${name}`);
    return found;
  }

  const textOf = ({ data }: Secret, key: string): string => Buffer.from(data[key] ?? '', 'base64').toString();

  it('fail with another ServiceAccount, and report it', async () => {
    const { code, stderr } = await run('gen-secrets', 'owdev-nginx');
    assert.equal(code, 1);
    assert.match(stderr, /^cannot read Secret owdev-db\.auth: the API server answered 403: .*"reason":\s*"Forbidden"/s);
    assert.match(stderr, /system:serviceaccount:openwhisk:owdev-nginx/);
    assert.deepEqual(await cluster.api.list(SECRETS), []);
  });

  it('create the random ones', async (t) => {
    const { code, stdout, stderr } = await run('gen-secrets');
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.deepEqual(stdout.trim().split('\n').sort(), RANDOM.map((name) => `Secret ${name} made`).sort());
    const [db, whisk, invoker, redis, gate] = await Promise.all(RANDOM.map(secret));
    assert.ok(db && whisk && invoker && redis && gate);
    assert.equal(textOf(db, 'db_username'), 'whisk_admin');
    assert.equal(textOf(invoker, 'username'), 'invoker');
    const passwords = [
      textOf(db, 'db_password'),
      textOf(invoker, 'password'),
      textOf(redis, 'password'),
      textOf(gate, 'key'),
    ];
    assert.equal(textOf(gate, 'nginx-map'), `${textOf(gate, 'key')} 1;\n`);
    for (const password of passwords) assert.match(password, /^[0-9a-f]{32}$/);
    const keys = [textOf(whisk, 'system'), textOf(whisk, 'guest')];
    for (const key of keys) assert.match(key, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:[0-9a-f]{64}$/);
    assert.equal(new Set([...passwords, ...keys]).size, 6, 'no value is used twice');
    t.diagnostic(`${RANDOM.length} Secrets made`);
  });

  it('create a certificate for the API host and its subdomains, valid for ten years', async (t) => {
    const { code, stdout, stderr } = await run('gen-certs');
    assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: 'Secret owdev-nginx made\n', stderr: '' });
    const made = await secret('owdev-nginx');
    assert.equal(made.type, 'kubernetes.io/tls');
    const certificate = new X509Certificate(textOf(made, 'tls.crt'));
    assert.equal(certificate.subject, 'CN=faas-stack');
    assert.equal(certificate.subjectAltName, `DNS:${API_HOST}, DNS:*.${API_HOST}`);
    assert.equal(certificate.ca, false, 'whoever has its key can sign no certificate that clients trust');
    assert.deepEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'], 'servers and clients of TLS');
    const years = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / YEAR_MS;
    assert.equal(years, 10);
    const files = ['tls.crt', 'tls.key'].map((key) => shop.file(key, textOf(made, key)));
    const publicKeys = await Promise.all(
      ['x509 -noout -pubkey', 'pkey -pubout'].map(async (command, index) => {
        const argv = ['openssl', ...command.split(' '), '-in', files[index] ?? ''];
        return (await execute({ argv, env: {} }, SYSTEM_PATH)).stdout;
      }),
    );
    assert.match(publicKeys[0] ?? '', /^-----BEGIN PUBLIC KEY-----/);
    assert.equal(publicKeys[0], publicKeys[1], 'the key is that of the certificate');
    t.diagnostic(`valid for ${years} years`);
  });

  it('leave existing Secrets unchanged', async () => {
    const before = await cluster.api.list(SECRETS);
    const results = [await run('gen-secrets'), await run('gen-certs')];
    for (const { code, stdout, stderr } of results) {
      assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
      assert.match(stdout, /^(Secret \S+ exists; left as it is\n)+$/);
    }
    assert.deepEqual(await cluster.api.list(SECRETS), before);
  });

  it('create the missing ones, also with busybox instead of Debian', async () => {
    const strict = busyboxFolder(join(shop.folder, 'busybox-and-more'), 'curl', 'openssl');
    for (const name of ['owdev-whisk.auth', 'owdev-nginx']) await cluster.api.send('DELETE', `${SECRETS}/${name}`);
    const random = await run('gen-secrets', 'owdev-gen-secrets', strict);
    assert.equal(random.stderr, '');
    assert.match(random.stdout, /^Secret owdev-whisk\.auth made$/m);
    assert.match(random.stdout, /^Secret owdev-db\.auth exists; left as it is$/m);
    assert.match(textOf(await secret('owdev-whisk.auth'), 'guest'), /^[0-9a-f-]{36}:[0-9a-f]{64}$/);
    assert.equal((await run('gen-certs', 'owdev-gen-certs', strict)).stdout, 'Secret owdev-nginx made\n');
    const certificate = new X509Certificate(textOf(await secret('owdev-nginx'), 'tls.crt'));
    for (const host of [API_HOST, `guest.${API_HOST}`]) assert.ok(certificate.checkHost(host), host);
  });

  it('may only create Secrets and read their own', async () => {
    for (const job of ['gen-secrets', 'gen-certs']) {
      const account = `${NAMESPACE}/owdev-${job}`;
      for (const verb of ['update', 'patch', 'delete', 'list'])
        assert.equal(await cluster.can(account, verb, 'secrets', { name: 'owdev-nginx' }), false, `${job}: ${verb}`);
    }
    assert.equal(await cluster.can(`${NAMESPACE}/owdev-gen-certs`, 'get', 'secrets', { name: 'owdev-db.auth' }), false);
  });
});
