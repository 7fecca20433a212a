import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secretMade } from '../../lib/kube/milestone';
import type { SecretSpec } from '../../lib/kube/secrets';
import { createSecretsScript } from '../../lib/kube/secrets-script';
import { FakeSecretsApi, forbidden, type StoredSecret } from '../support/fake-secrets-api';
import { freePort } from '../support/servers';
import { runScript, SCRIPT_PATH, type ScriptResult } from '../support/shell';

jest.setTimeout(20_000);

const LABELS = { 'app.kubernetes.io/name': 'gen-secrets', 'app.kubernetes.io/instance': 'ow' };
const TOKEN = 'eyJhbGciOi.the-token.x';

const DB: SecretSpec = {
  name: 'ow-db.auth',
  labels: LABELS,
  values: { db_username: { make: 'text', text: 'whisk_admin' }, db_password: { make: 'password' } },
};
const WHISK: SecretSpec = {
  name: 'ow-whisk.auth',
  labels: LABELS,
  values: { system: { make: 'whisk-key' }, guest: { make: 'whisk-key' } },
};
const CERTIFICATE: SecretSpec = { name: 'ow-nginx', labels: LABELS, certificateFor: 'api.example.org' };

let api: FakeSecretsApi;
let folder: string;

beforeEach(async () => {
  api = await new FakeSecretsApi('faas').start();
  folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  for (const part of ['tmp', 'token']) mkdirSync(join(folder, part));
  writeFileSync(join(folder, 'token/token'), TOKEN);
  writeFileSync(join(folder, 'token/ca.crt'), 'the authority');
});

afterEach(async () => {
  await api.stop();
  rmSync(folder, { recursive: true });
});

/** Runs the script as the Job does. Nothing that is secret is in its output, and nothing is left of its files. */
async function run(secrets: readonly SecretSpec[], env: Record<string, string> = {}): Promise<ScriptResult> {
  const result = await runScript(createSecretsScript(secrets), {
    NAMESPACE: 'faas',
    KUBERNETES_API: api.url,
    TOKEN_DIR: join(folder, 'token'),
    TMPDIR: join(folder, 'tmp'),
    ...env,
  });
  expect(result.output).not.toContain(TOKEN);
  for (const { data } of api.secrets.values()) {
    for (const value of Object.values(data).filter((encoded) => encoded.length > 20)) {
      expect(result.output).not.toContain(value);
      expect(result.output).not.toContain(Buffer.from(value, 'base64').toString());
    }
  }
  expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  return result;
}

/** A program that is found before all others. */
function program(name: string, body: string): Record<string, string> {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  return { PATH: `${join(folder, 'bin')}:${SCRIPT_PATH}` };
}

function existing(name: string): StoredSecret {
  const metadata = { name, labels: {} };
  return { apiVersion: 'v1', kind: 'Secret', type: 'Opaque', metadata, data: { mine: 'bXkgb3du' } };
}

describe('Secrets that are missing', () => {
  test('are created with labels, keys and values of the right form', async () => {
    expect(await run([DB, WHISK])).toEqual({
      code: 0,
      stdout: 'Secret ow-db.auth made\nSecret ow-whisk.auth made\n',
      stderr: '',
      output: expect.any(String) as string,
    });
    expect([...api.secrets.keys()]).toEqual(['ow-db.auth', 'ow-whisk.auth']);
    for (const [name, secret] of api.secrets) {
      const metadata = { name, labels: LABELS };
      expect(secret).toMatchObject({ apiVersion: 'v1', kind: 'Secret', type: 'Opaque', metadata });
    }
    expect(api.values('ow-db.auth')).toEqual({
      db_username: 'whisk_admin',
      db_password: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    });
    const key = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:[0-9a-f]{64}$/) as string;
    expect(api.values('ow-whisk.auth')).toEqual({ system: key, guest: key });
    const { system = '', guest = '' } = api.values('ow-whisk.auth');
    expect(system.split(':')[0]).not.toBe(guest.split(':')[0]);
    expect(system.split(':')[1]).not.toBe(guest.split(':')[1]);
  });

  test('repeat a value in the syntax of a program, byte for byte', async () => {
    const values = { key: { make: 'password' }, map: { make: 'line', of: 'key', after: ' 1;\n' } } as const;
    await run([{ name: 'ow-apigateway.auth', labels: LABELS, values }]);
    const { key = '', map } = api.values('ow-apigateway.auth');
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    expect(map).toBe(`${key} 1;\n`);
  });

  test('get the certificate of a host name and its subdomains', async () => {
    expect(await run([CERTIFICATE])).toMatchObject({ code: 0, stdout: 'Secret ow-nginx made\n', stderr: '' });
    expect(api.secrets.get('ow-nginx')).toMatchObject({ type: 'kubernetes.io/tls', metadata: { labels: LABELS } });
    const { 'tls.crt': certificate = '', 'tls.key': key = '', ...others } = api.values('ow-nginx');
    expect(others).toEqual({});
    expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----\n[^]+\n-----END PRIVATE KEY-----\n$/);
    expect(certificate).toMatch(/^-----BEGIN CERTIFICATE-----\n[^]+\n-----END CERTIFICATE-----\n$/);
    // True of a real certificate as of the stand-in's.
    const content = Buffer.from(certificate.replace(/^-.*$/gm, ''), 'base64').toString('latin1');
    for (const host of [/[^.]api\.example\.org/, /\*\.api\.example\.org/]) expect(content).toMatch(host);
  });

  test('get a certificate that can sign no other one', () => {
    const script = createSecretsScript([CERTIFICATE]);
    expect(script).toContain("-addext 'basicConstraints=critical,CA:FALSE'");
    expect(script).toContain("-addext 'keyUsage=critical,digitalSignature,keyEncipherment'");
    expect(script).toContain("-addext 'extendedKeyUsage=serverAuth,clientAuth'");
  });

  test('get the certificate of an address', async () => {
    await run([{ ...CERTIFICATE, certificateFor: '10.0.0.1' }]);
    const content = Buffer.from((api.values('ow-nginx')['tls.crt'] ?? '').replace(/^-.*$/gm, ''), 'base64');
    // The stand-in's certificate is the request itself.
    expect(content.toString('latin1')).toContain('subjectAltName=IP:10.0.0.1');
  });

  test('get a certificate also for a host name that is too long for a common name', async () => {
    const certificateFor = `${'a'.repeat(60)}.elb.eu-central-1.amazonaws.com`;
    expect(await run([{ ...CERTIFICATE, certificateFor }])).toMatchObject({ code: 0, stderr: '' });
  });

  test('get different values in each run', async () => {
    await run([DB, WHISK, CERTIFICATE]);
    const before = ['ow-db.auth', 'ow-whisk.auth', 'ow-nginx'].flatMap((name) => Object.values(api.values(name)));
    api.secrets.clear();
    await run([DB, WHISK, CERTIFICATE]);
    const after = ['ow-db.auth', 'ow-whisk.auth', 'ow-nginx'].flatMap((name) => Object.values(api.values(name)));
    const fixed = after.filter((value) => before.includes(value));
    // Only the user name; a stand-in's certificate holds nothing random.
    expect(fixed.filter((value) => !value.includes('CERTIFICATE'))).toEqual(['whisk_admin']);
  });

  test('get a string unchanged, whatever its characters mean to the shell', async () => {
    const text = `it's "$HOME" $(id) \`id\` %s \\n $$`;
    await run([{ name: 'texts', labels: {}, values: { text: { make: 'text', text } } }]);
    expect(api.values('texts')).toEqual({ text });
  });

  test('are requested with the token of the ServiceAccount, which is on no command line', async () => {
    const spy = program('curl', `printf '%s\\n' "$*" >>'${folder}/arguments'; PATH="\${PATH#*:}" exec curl "$@"`);
    expect(await run([DB], spy)).toMatchObject({ code: 0 });
    expect([...api.authorizations]).toEqual([`Bearer ${TOKEN}`]);
    const seen = readFileSync(join(folder, 'arguments'), 'utf8');
    expect(seen).toContain(`--cacert ${folder}/token/ca.crt`);
    expect(seen).not.toContain(TOKEN);
    expect(seen).not.toContain(api.values('ow-db.auth')['db_password']);
  });
});

describe('Secrets that exist', () => {
  test('are left unchanged, and the others are created', async () => {
    api.secrets.set('ow-db.auth', existing('ow-db.auth'));
    expect(await run([DB, WHISK])).toMatchObject({
      code: 0,
      stdout: 'Secret ow-db.auth exists; left as it is\nSecret ow-whisk.auth made\n',
    });
    expect(api.secrets.get('ow-db.auth')).toEqual(existing('ow-db.auth'));
    expect(api.requests).toEqual(['GET ow-db.auth', 'GET ow-whisk.auth', 'POST ow-whisk.auth']);
  });

  test('are not changed by a second run', async () => {
    await run([DB, WHISK, CERTIFICATE]);
    const before = new Map(api.secrets);
    api.requests.length = 0;
    expect(await run([DB, WHISK, CERTIFICATE])).toMatchObject({ code: 0, stderr: '' });
    expect(api.secrets).toEqual(before);
    expect(api.requests).toEqual(['GET ow-db.auth', 'GET ow-whisk.auth', 'GET ow-nginx']);
  });

  test('are left unchanged when another client was faster', async () => {
    api.madeMeanwhile.set('ow-db.auth', existing('ow-db.auth'));
    expect(await run([DB, WHISK])).toMatchObject({
      code: 0,
      stdout: 'Secret ow-db.auth was made by somebody else meanwhile; left as it is\nSecret ow-whisk.auth made\n',
    });
    expect(api.secrets.get('ow-db.auth')).toEqual(existing('ow-db.auth'));
  });
});

describe('trouble', () => {
  test.each([
    ['create', 'POST'],
    ['get', 'GET'],
  ])('a denied %s of a Secret ends the Job with the name and the response', async (verb, method) => {
    api.failures.set(`${method} ow-db.auth`, [forbidden(verb)]);
    const { code, stderr } = await run([DB, WHISK]);
    const action = verb === 'get' ? 'read' : 'create';
    expect(stderr).toMatch(
      new RegExp(`^cannot ${action} Secret ow-db\\.auth: the API server answered 403: .*cannot ${verb} resource`),
    );
    expect(code).toBe(1);
    expect(api.requests.at(-1)).toBe(`${method} ow-db.auth`);
    expect(api.secrets.size).toBe(0);
  });

  test.each([
    ['read', 'GET'],
    ['create', 'POST'],
  ])('a connection that breaks while a Secret is %s is reported, without an earlier response', async (verb, method) => {
    api.failures.set(`${method} ow-whisk.auth`, ['hang up']);
    const { code, stderr } = await run([DB, WHISK]);
    expect(stderr).toBe(
      `curl: (52) Empty reply from server\ncannot ${verb} Secret ow-whisk.auth: no answer from ${api.url}\n`,
    );
    expect(code).toBe(1);
  });

  test('requests to a server that starts late, or is briefly overloaded, are retried', async () => {
    await api.stop();
    const port = await freePort();
    api.failures.set('GET ow-db.auth', [{ code: 503, body: { message: 'the server is starting' } }]);
    const running = run([DB], { KUBERNETES_API: `http://127.0.0.1:${port}` });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await api.start(port);
    expect(await running).toMatchObject({ code: 0, stdout: 'Secret ow-db.auth made\n' });
  });

  test.each([
    ['a password', DB],
    ['a key', WHISK],
    ['a certificate', CERTIFICATE],
  ])('%s that cannot be generated is never stored empty', async (_name, spec) => {
    const { code, stderr } = await run([spec], program('openssl', 'echo no entropy >&2; exit 1'));
    expect(code).toBe(1);
    expect(stderr).toBe(`no entropy\ncannot make a value of Secret ${spec.name}\n`);
    expect(api.secrets.size).toBe(0);
  });
});

test('Kubernetes expands nothing in the script', () => {
  const script = createSecretsScript([DB, WHISK, CERTIFICATE]);
  expect(script).not.toContain('$$');
  // The container's variables are in capitals, and Kubernetes leaves alone what is no variable.
  expect(script).not.toMatch(/\$\([A-Z_]+\)/);
});

test('a Secret is a milestone only if a Job creates it', () => {
  expect(secretMade({ name: 'the.users.own' })).toBeUndefined();
});
