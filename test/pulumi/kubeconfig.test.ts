import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkVersion } from '../../lib/pulumi/cluster-version';
import { findCluster } from '../../lib/pulumi/kubeconfig';
import { CERTIFICATE, CERTIFICATE_KEY } from '../support/certificate';
import { freePort, listen } from '../support/servers';

const CONFIG = {
  'current-context': 'blue',
  contexts: [
    { name: 'blue', context: { cluster: 'one', user: 'me' } },
    { name: 'green', context: { cluster: 'two', user: 'me' } },
    { name: 'grey', context: { cluster: 'none', user: 'me' } },
  ],
  clusters: [
    {
      name: 'one',
      cluster: { server: 'https://one:6443', 'certificate-authority-data': Buffer.from('CA').toString('base64') },
    },
    { name: 'two', cluster: { server: 'https://two:6443' } },
  ],
  users: [{ name: 'me', user: { token: 'T' } }],
};

describe('the cluster', () => {
  let folder: string;
  let file: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
    file = join(folder, 'config');
    writeFileSync(file, JSON.stringify(CONFIG));
    writeFileSync(join(folder, 'broken'), '{');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('comes from the current context, as with kubectl', () => {
    const blue = { server: 'https://one:6443', ca: 'CA', token: 'T' };
    expect(findCluster({ env: { KUBECONFIG: file } })).toEqual(blue);
    expect(findCluster({ kubeconfig: 'config', root: folder, env: {} })).toEqual(blue);
    expect(findCluster({ kubeconfig: JSON.stringify(CONFIG), env: {} })).toEqual(blue);
  });

  it('comes from another context if one is named', () => {
    expect(findCluster({ kubeconfig: file, context: 'green', env: {} })?.server).toBe('https://two:6443');
  });

  it('is left to the provider inside a pod', () => {
    expect(findCluster({ env: { HOME: folder, KUBERNETES_SERVICE_HOST: '10.0.0.1' } })).toBeUndefined();
  });

  it.each([
    [
      'no kubeconfig file',
      {},
      'There is no kubeconfig file, so no cluster to deploy to; nothing was created\n  fix: set KUBECONFIG, or `pulumi config set faas-stack:kubeconfig <path>`',
    ],
    [
      'a file that is not there',
      { kubeconfig: '/no/such' },
      'There is no kubeconfig file /no/such; nothing was created',
    ],
    ['a file that is none', { kubeconfig: 'broken' }, 'is not a kubeconfig file'],
    ['a folder', { kubeconfig: '.' }, 'it is a folder; nothing was created'],
    ['contexts of a wrong type', { kubeconfig: '{"contexts": 5}' }, 'is not a kubeconfig file'],
    ['contexts that are nothing', { kubeconfig: '{"contexts": [null]}' }, 'is not a kubeconfig file'],
    ['clusters of a wrong type', { kubeconfig: '{"contexts": [], "clusters": 3}' }, 'is not a kubeconfig file'],
    [
      'keys of a wrong type',
      { kubeconfig: '{"users": [{"name": "a", "user": {"client-key-data": 5}}]}' },
      'is not a kubeconfig file',
    ],
    ['a context that is not there', { kubeconfig: 'config', context: 'red' }, "has no context 'red'"],
    ['and names those that are', { kubeconfig: 'config', context: 'red' }, 'one of: blue, green, grey'],
    ['a context without a server', { kubeconfig: 'config', context: 'grey' }, "has no server for the context 'grey'"],
    ['a file without a current context', { kubeconfig: '{"contexts": []}' }, 'has no current context'],
  ])('is not found with %s', (_, choice, message) => {
    expect(() => findCluster({ ...choice, root: folder, env: { HOME: folder } })).toThrow(message);
  });
});

describe('the version of the cluster', () => {
  const answering = async (status: number, body: string): Promise<string | undefined> => {
    const server = createServer({ cert: CERTIFICATE, key: CERTIFICATE_KEY }, (_, response) =>
      response.writeHead(status).end(body),
    );
    const { port, close } = await listen(server);
    try {
      return await checkVersion({ server: `https://127.0.0.1:${port}`, ca: CERTIFICATE });
    } finally {
      await close();
    }
  };
  const version = (minor: string): string => JSON.stringify({ major: '1', minor, gitVersion: `v1.${minor}.3` });

  it.each(['34', '35+', '38'])('may be 1.%s', async (minor) => {
    expect(await answering(200, version(minor))).toBeUndefined();
  });

  it.each(['33', '9+'])('may not be 1.%s', async (minor) => {
    await expect(answering(200, version(minor))).rejects.toThrow(
      new RegExp(
        `has Kubernetes v1\\.${minor.replace('+', '\\+')}\\.3; 1\\.34 or newer is supported; nothing was created`,
      ),
    );
  });

  it.each([
    [403, '{}', 'it answered 403'],
    [200, 'no JSON', 'its answer is not JSON'],
  ])('that is missing from the answer, with %s %s, is a warning', async (status, body, message) => {
    expect(await answering(status, body)).toMatch(
      new RegExp(`is not known: ${message}\\. It has to be 1\\.34 or newer`),
    );
  });

  it('of a cluster that does not exist yet is a warning', async () => {
    expect(await checkVersion({ server: `https://127.0.0.1:${await freePort()}` })).toContain('ECONNREFUSED');
  });
});
