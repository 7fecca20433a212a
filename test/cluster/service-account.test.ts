import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { Cluster } from './harness';
import { read, type ScrapeAnswer } from './monitoring/scrape';
import { freePorts } from './ports';
import { until } from './wait';
import type { Manifest } from './wire-types';

const NAMESPACE = 'guarded';

function account(name: string): Manifest {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: NAMESPACE } };
}

/** A ServiceAccount that may do something everywhere. */
function accountWith(name: string, ...rules: object[]): Manifest[] {
  const rbac = 'rbac.authorization.k8s.io';
  return [
    account(name),
    { apiVersion: `${rbac}/v1`, kind: 'ClusterRole', metadata: { name }, rules },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { apiGroup: rbac, kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace: NAMESPACE }],
    },
  ];
}

const OBJECTS: Manifest[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
  ...accountWith(
    'proxy',
    { apiGroups: ['authentication.k8s.io'], resources: ['tokenreviews'], verbs: ['create'] },
    { apiGroups: ['authorization.k8s.io'], resources: ['subjectaccessreviews'], verbs: ['create'] },
  ),
  ...accountWith('reader', { nonResourceURLs: ['/metrics'], verbs: ['get'] }),
  account('nobody'),
];

describe('programs with the permissions of a ServiceAccount', () => {
  let cluster: Cluster;
  let ca: string;

  before(async () => {
    cluster = await Cluster.start({ apiServerFlags: { 'anonymous-auth': false } });
    ca = readFileSync(cluster.authority.cert, 'utf8');
    assert.deepEqual((await cluster.apply(OBJECTS)).errors, []);
  });
  after(() => cluster?.stop());

  /** Requests a path, the metrics by default, from a server on loopback. */
  const ask = async (port: number, serviceAccount?: string, path = '/metrics'): Promise<ScrapeAnswer> =>
    read({
      url: `https://127.0.0.1:${port}${path}`,
      ca,
      ...(serviceAccount ? { token: await cluster.tokenOf(`${NAMESPACE}/${serviceAccount}`) } : {}),
    });

  /** A kube-rbac-proxy before the metrics of etcd, with the rights of a ServiceAccount; its port. */
  const guard = async (serviceAccount: string, ...flags: string[]): Promise<number> => {
    const [port = 0, health = 0] = await freePorts(2);
    const name = `guard-${serviceAccount}-${port}`;
    const server = await cluster.authority.issue(name, { user: name, serves: ['IP:127.0.0.1'] });
    await cluster.startAs(`${NAMESPACE}/${serviceAccount}`, 'kube-rbac-proxy', ({ kubeconfig }) => [
      `--kubeconfig=${kubeconfig}`,
      `--secure-listen-address=127.0.0.1:${port}`,
      `--proxy-endpoints-port=${health}`,
      `--upstream=http://127.0.0.1:${cluster.ports.etcd}/`,
      `--tls-cert-file=${server.cert}`,
      `--tls-private-key-file=${server.key}`,
      ...flags,
    ]);
    const listens = async () => {
      cluster.processes.assertRunning();
      return ask(port).catch(() => false as const);
    };
    await until(listens, { what: `the proxy of ${serviceAccount} listens` });
    return port;
  };

  it('adds flags to the API server', async () => {
    assert.equal((await ask(cluster.ports['kube-apiserver'])).status, 401);
  });

  it('issues tokens that every component accepts, with the permissions of the roles', async () => {
    for (const part of ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const) {
      const answers = [await ask(cluster.ports[part], 'reader'), await ask(cluster.ports[part], 'nobody')];
      assert.deepEqual(
        answers.map(({ status }) => status),
        [200, 403],
        part,
      );
    }
  });

  it('starts a program that delegates authorization to the API server', async () => {
    const port = await guard('proxy');
    const { status, text } = await ask(port, 'reader');
    assert.equal(status, 200);
    assert.match(text, /^etcd_server_has_leader 1$/m);
    assert.equal((await ask(port, 'nobody')).status, 403);
    assert.equal((await ask(port)).status, 401);
  });

  it('opens the path that the kubelet probes, and no other, to clients without an account', async () => {
    const port = await guard('proxy', '--ignore-paths=/health');
    assert.equal((await ask(port, undefined, '/health')).status, 200);
    for (const path of ['/metrics', '/health/', '/debug/pprof/', '/']) {
      assert.equal((await ask(port, undefined, path)).status, 401, path);
    }
    assert.equal((await ask(port, 'reader')).status, 200);
    assert.equal((await ask(port, 'reader', '/debug/pprof/')).status, 403);
  });

  it('does not let a program do what its roles do not allow', async () => {
    const port = await guard('nobody');
    assert.equal((await ask(port, 'reader')).status, 401);
  });
});
