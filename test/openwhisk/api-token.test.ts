import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aliveWithToken, NOTE_TOKEN } from '../../lib/openwhisk/api-token';
import { Manifests } from '../support/platform';
import { runScript, type ScriptResult } from '../support/shell';

const YEAR = 365 * 24 * 60 * 60;

interface Pod {
  readonly automountServiceAccountToken: boolean;
  readonly volumes: readonly { readonly name: string; readonly projected?: object }[];
}

describe('the token of what creates action pods', () => {
  test.each([
    ['standard', 'invoker'],
    ['lean', 'controller'],
  ])('of the profile %s has a lifetime of 365 days, at the path that the client of %s reads', (profile, component) => {
    const manifests = Manifests.of(`profile: ${profile}`);
    const pod = manifests.pod(component) as unknown as Pod;
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(pod.volumes.find(({ name }) => name === 'api-token')?.projected).toEqual({
      defaultMode: 0o444,
      sources: [
        { serviceAccountToken: { path: 'token', expirationSeconds: YEAR } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        { downwardAPI: { items: [{ path: 'namespace', fieldRef: { fieldPath: 'metadata.namespace' } }] } },
      ],
    });
    expect(manifests.container(component)['volumeMounts']).toContainEqual({
      name: 'api-token',
      mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
      readOnly: true,
    });
  });

  test('reaches no container but the one that uses it', () => {
    const { spec } = Manifests.of('profile: standard').workload('invoker').spec.template as unknown as {
      spec: { initContainers: { volumeMounts?: { name: string }[] }[] };
    };
    expect(spec.initContainers.flatMap(({ volumeMounts = [] }) => volumeMounts.map(({ name }) => name))).toEqual([]);
  });
});

describe('the liveness of what creates action pods', () => {
  let folder: string;
  let server: Server;
  let status = 200;
  let url: string;

  beforeAll(async () => {
    server = createServer((_, response) => response.writeHead(status).end('pong'));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ping`;
  });
  afterAll(() => server.close());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'api-token-'));
    status = 200;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const now = (): number => Math.floor(Date.now() / 1000);
  const file = (name: string): string => join(folder, name);
  const env = (): Record<string, string> => ({ API_TOKEN: file('token'), API_TOKEN_RESTART: file('restart') });

  /** Writes a token as old as the given seconds. */
  function writeToken(issued: number, expires: number): void {
    const part = (claims: object): string => Buffer.from(JSON.stringify(claims)).toString('base64url');
    const claims = {
      aud: ['https://kubernetes.default.svc'],
      exp: expires,
      iat: issued,
      'kubernetes.io': { a: 'ü?>' },
    };
    writeFileSync(file('token'), `${part({ alg: 'RS256' })}.${part(claims)}.signature`);
  }
  const start = async (): Promise<void> => {
    const { code, stderr } = await runScript(NOTE_TOKEN, env(), { shell: 'bash' });
    expect([code, stderr]).toEqual([0, '']);
  };
  const probe = async (): Promise<ScriptResult> => {
    const action = aliveWithToken(url) as { exec: readonly string[] };
    return runScript(action.exec[2] ?? '', env(), { shell: 'bash' });
  };
  /** The kubelet has written another token after the start. */
  const renewed = (): void => utimesSync(file('token'), now() + 5, now() + 5);

  test('notes a restart at 85 to 95 % of the lifetime of the token', async () => {
    writeToken(1_000_000, 1_100_000);
    await start();
    const restart = Number(readFileSync(file('restart'), 'utf8'));
    expect(restart).toBeGreaterThanOrEqual(1_085_000);
    expect(restart).toBeLessThanOrEqual(1_095_000);
  });

  test('succeeds while the token is valid, also after the kubelet has renewed the file', async () => {
    writeToken(now(), now() + YEAR);
    await start();
    expect((await probe()).code).toBe(0);
    renewed();
    expect((await probe()).code).toBe(0);
  });

  test('fails near the end of the token, once the file has a newer one', async () => {
    writeToken(now() - 3600, now() + 60);
    await start();
    // A restart would not help yet.
    expect((await probe()).code).toBe(0);
    renewed();
    expect(await probe()).toMatchObject({ code: 1, stdout: 'the token of the API server expires soon\n' });
  });

  test('fails when the program does not answer, or reports an error', async () => {
    writeToken(now(), now() + YEAR);
    await start();
    status = 503;
    expect((await probe()).code).not.toBe(0);
  });

  test('depends on the program alone when the token cannot be read', async () => {
    writeFileSync(file('token'), 'opaque');
    await start();
    renewed();
    expect((await probe()).code).toBe(0);
    status = 500;
    expect((await probe()).code).not.toBe(0);
  });
});
