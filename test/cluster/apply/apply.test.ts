import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster } from '../harness';
import type { Manifest, Stored } from '../wire-types';
import { FaasStack } from './command';

const LEAN = 'profile: lean\n';
const APPS = '/apis/apps/v1/namespaces/openwhisk';

/** A way to the API server that can be closed for a while. */
class Door {
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly target: number,
    private server: Server,
    readonly port: number,
  ) {}

  static async to(target: number): Promise<Door> {
    const door: Door = new Door(target, createServer(), 0);
    return new Door(target, ...(await door.open(0)));
  }

  private open(port: number): Promise<[Server, number]> {
    const server = createServer((socket) => {
      const way = connect(this.target, '127.0.0.1');
      for (const end of [socket, way]) {
        this.sockets.add(end);
        end.on('error', () => undefined).on('close', () => [socket, way].forEach((other) => other.destroy()));
      }
      socket.pipe(way).pipe(socket);
    });
    return new Promise((done) =>
      server.listen(port, '127.0.0.1', () => done([server, (server.address() as { port: number }).port])),
    );
  }

  async closedFor(seconds: number): Promise<void> {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await sleep(seconds * 1000);
    [this.server] = await this.open(this.port);
  }

  end(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }
}

describe('apply, diff, status and destroy', () => {
  let cluster: Cluster;
  let faas: FaasStack;
  let file: string;

  before(async () => {
    cluster = await Cluster.start();
    faas = await FaasStack.with(cluster.kubeconfig);
    file = faas.platform(LEAN);
  });
  after(() => {
    faas.end();
    cluster.stop();
  });

  /** Versions of all objects of the platform's kinds. */
  const versions = async (): Promise<Record<string, string | undefined>> => {
    const lists = await Promise.all(
      ['deployments', 'statefulsets'].map((kind) => cluster.api.list<Stored<Manifest>>(`${APPS}/${kind}`)),
    );
    return Object.fromEntries(
      lists.flat().map(({ metadata }) => [metadata.name, String((metadata as { generation?: number }).generation)]),
    );
  };

  it('status and destroy find no platform', async () => {
    for (const command of ['status', 'destroy']) {
      const { code, err } = await faas.run(command);
      assert.equal(code, 1);
      assert.match(err, /^No platform is applied in test\n {2}fix: apply one with `npx faas-stack apply/);
    }
  });

  it('diff shows a new platform, and changes nothing', async () => {
    const { code, out } = await faas.run('diff', '-f', file);
    assert.equal(code, 2);
    assert.match(out, /^context test, server https:\S+ \(v1\.\d+\.\d+\), platform owdev, namespace openwhisk\n/);
    assert.match(out, /\nlevel 3\n {2}\+ StatefulSet\/openwhisk\/owdev-controller\n/);
    assert.match(out, /before their namespaces and kinds exist\.\n\d+ to create, 0 to update/);
    assert.equal(await cluster.api.find('/api/v1/namespaces/openwhisk'), undefined);
  });

  it('asks before it changes anything', async () => {
    const { code, err } = await faas.run('apply', '-f', file);
    assert.equal(code, 1);
    assert.equal(err, 'There is no terminal to ask on; nothing was changed\n  fix: add --yes\n');
    assert.equal(await cluster.api.find('/api/v1/namespaces/openwhisk'), undefined);
  });

  it('names all missing rights at once, before it changes anything', async () => {
    await cluster.api.create('/api/v1/namespaces/default/serviceaccounts', { metadata: { name: 'weak' } });
    await cluster.api.create('/apis/rbac.authorization.k8s.io/v1/clusterroles', {
      metadata: { name: 'weak' },
      rules: [{ apiGroups: ['*'], resources: ['configmaps', 'services', 'namespaces'], verbs: ['*'] }],
    });
    await cluster.api.create('/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', {
      metadata: { name: 'weak' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'weak' },
      subjects: [{ kind: 'ServiceAccount', name: 'weak', namespace: 'default' }],
    });
    const config = JSON.parse(readFileSync(cluster.kubeconfig, 'utf8')) as { users: { user: object }[] };
    config.users = [{ ...config.users[0], user: { token: await cluster.tokenOf('default/weak') } }];
    const weak = await FaasStack.with(join(cluster.folder, 'weak.kubeconfig'));
    writeFileSync(join(cluster.folder, 'weak.kubeconfig'), JSON.stringify(config));
    const { code, err } = await weak.run('apply', '-f', file, '--yes');
    weak.end();
    assert.equal(code, 1);
    for (const object of ['Deployment/openwhisk/', 'Job/openwhisk/', 'Role/openwhisk/'])
      assert.match(err, new RegExp(`^${object}\\S+: .*cannot get resource`, 'm'));
    assert.doesNotMatch(err, /ConfigMap/);
    assert.match(err, /\nNothing was changed: \d+ problems\n$/);
    assert.equal(await cluster.api.find('/api/v1/namespaces/openwhisk'), undefined);
  });

  it('an interrupted apply says how to go on, and the next one does', async () => {
    cluster.chaos.neverReady('Deployment/owdev-couchdb');
    const apply = faas.start('apply', '-f', file, '--yes');
    await apply.printed('created Deployment/openwhisk/owdev-couchdb');

    const second = await faas.run('apply', '-f', file, '--yes');
    assert.equal(second.code, 1);
    assert.match(
      second.err,
      /^\S+ on \S+, process \d+ has been changing the platform owdev since \S+; nothing was changed/,
    );

    apply.child.kill('SIGINT');
    const { code, out } = await apply.ended;
    assert.equal(code, 130);
    assert.match(out, /\ninterrupted after \d+ of 68 objects; run the same command again to continue\n$/);
    assert.equal(await cluster.api.find(`${APPS}/statefulsets/owdev-controller`), undefined);

    const status = await faas.run('status');
    assert.equal(status.code, 3);
    assert.match(status.out, /\n {2}Deployment\/openwhisk\/owdev-couchdb: 0\/1 pods available\n {6}owdev-couchdb-/);
    assert.match(status.out, /\n {2}waiting for these: .*StatefulSet\/openwhisk\/owdev-controller/);
    cluster.chaos.recover('Deployment/owdev-couchdb');

    const again = await faas.run('apply', '-f', file, '--yes');
    assert.equal(again.code, 0, again.err + again.out);
    assert.match(again.out, /\nThe platform is ready\.\n$/);
  });

  it('sent the workloads in launch order', async () => {
    const created = async (path: string) => {
      const object = await cluster.api.find<Stored<Manifest>>(path);
      return Date.parse((object?.metadata as { creationTimestamp?: string }).creationTimestamp ?? '');
    };
    const [database, controller, nginx] = await Promise.all(
      ['deployments/owdev-couchdb', 'statefulsets/owdev-controller', 'deployments/owdev-nginx'].map((name) =>
        created(`${APPS}/${name}`),
      ),
    );
    assert.ok((database ?? 0) < (controller ?? 0) && (controller ?? 0) <= (nginx ?? 0));
  });

  it('a second apply changes nothing, and diff prints nothing', async () => {
    const before = await versions();
    const { code, out } = await faas.run('apply', '-f', file);
    assert.equal(code, 0);
    assert.match(out, /\n0 to create, 0 to update, 0 to replace, 0 to delete, 68 unchanged\n/);
    assert.deepEqual(await versions(), before);
    assert.deepEqual(await faas.run('diff', '-f', file), { code: 0, out: '', err: '' });
    const status = await faas.run('status', '--json');
    assert.equal(status.code, 0);
    const { ready, objects, drift } = JSON.parse(status.out) as { ready: boolean; objects: number; drift: unknown[] };
    assert.deepEqual([ready, objects, drift], [true, 68, []]);
  });

  it('a change is exactly that change', async () => {
    const before = await versions();
    const changed = faas.platform(`${LEAN}openwhisk:\n  nginx:\n    replicas: 2\n`);
    const diff = await faas.run('diff', '-f', changed, '--json');
    assert.equal(diff.code, 2);
    const { objects } = JSON.parse(diff.out) as { objects: { object: string; operation: string; paths: string[] }[] };
    const changes = objects.filter(({ operation }) => operation !== 'unchanged');
    assert.deepEqual(changes.map(({ object, operation }) => `${operation} ${object}`).sort(), [
      'create PodDisruptionBudget/openwhisk/owdev-nginx',
      'update Deployment/openwhisk/owdev-nginx',
    ]);
    const { code } = await faas.run('apply', '-f', changed, '--yes');
    assert.equal(code, 0);
    const after = await versions();
    const touched = Object.keys(after).filter((name) => after[name] !== before[name]);
    assert.deepEqual(touched, ['owdev-nginx']);
  });

  it('a field that kubectl has set is drift in status, and a conflict until it is taken over', async () => {
    await cluster.kubectl('-n', 'openwhisk', 'scale', 'deployment', 'owdev-nginx', '--replicas=3');
    const status = await faas.run('status');
    assert.match(
      status.out,
      /\nchanged since the apply: Deployment\/openwhisk\/owdev-nginx: spec\.replicas is 3 instead of 2\n/,
    );
    const refused = await faas.run('apply', '-f', file, '--yes');
    assert.equal(refused.code, 1);
    assert.match(
      refused.err,
      /^Deployment\/openwhisk\/owdev-nginx: kubectl has set \.spec\.replicas.*: 3 there, 1 in the platform\n {2}fix: add --take-over kubectl/,
    );
    const { code, out } = await faas.run('apply', '-f', file, '--yes', '--take-over', 'kubectl');
    assert.equal(code, 0, out);
    // The budget of a single pod goes with the second pod.
    assert.match(out, /deleted {2}PodDisruptionBudget\/openwhisk\/owdev-nginx\n/);
  });

  it('an autoscaler takes the number of pods over as it is', async () => {
    const [fixed, scaled] = ['replicas: 2', 'autoscaling: { min: 1, max: 3 }'].map((line) =>
      faas.platform(`${LEAN}openwhisk:\n  nginx:\n    ${line}\n`),
    );
    const replicas = async () => {
      const object = await cluster.api.find<Stored<Manifest>>(`${APPS}/deployments/owdev-nginx`);
      return (object as { spec?: { replicas?: number } } | undefined)?.spec?.replicas;
    };
    assert.equal((await faas.run('apply', '-f', fixed ?? '', '--yes')).code, 0);
    const { code, out, err } = await faas.run('apply', '-f', scaled ?? '', '--yes');
    assert.equal(code, 0, out + err);
    assert.equal(await replicas(), 2);
    assert.deepEqual(await faas.run('diff', '-f', scaled ?? ''), { code: 0, out: '', err: '' });
    assert.equal((await faas.run('apply', '-f', file, '--yes')).code, 0);
    assert.equal(await replicas(), 1);
  });

  it('a pod that fits no node is explained by the scheduler', async () => {
    const changed = faas.platform(
      `${LEAN}openwhisk:\n  nginx:\n    resources:\n      requests: { cpu: '100' }\n      limits: { cpu: '100' }\n`,
    );
    const { code, out, err } = await faas.run('apply', '-f', changed, '--yes', '--timeout', '8');
    assert.equal(code, 1, err);
    assert.match(out, /\n {4}owdev-nginx-\S+ Pending: 0\/6 nodes are available: .*Insufficient cpu/);
  });

  it('an API server that is away for 20 s delays an apply', async () => {
    const door = await Door.to(cluster.ports['kube-apiserver']);
    const config = readFileSync(cluster.kubeconfig, 'utf8').replace(/127\.0\.0\.1:\d+/, `127.0.0.1:${door.port}`);
    writeFileSync(join(cluster.folder, 'door.kubeconfig'), config);
    const through = await FaasStack.with(join(cluster.folder, 'door.kubeconfig'));
    cluster.chaos.neverReady('Deployment/owdev-nginx');
    const changed = through.platform(`${LEAN}openwhisk:\n  nginx:\n    replicas: 2\n`);
    const apply = through.start('apply', '-f', changed, '--yes');
    await apply.printed('updated Deployment/openwhisk/owdev-nginx');
    await door.closedFor(20);
    cluster.chaos.recover('Deployment/owdev-nginx');
    const { code, out, err } = await apply.ended;
    through.end();
    door.end();
    assert.equal(code, 0, out + err);
    assert.match(out, /\nThe platform is ready\.\n$/);
  });

  it('a namespace of another release is not touched', async () => {
    await cluster.api.create('/api/v1/namespaces', {
      metadata: {
        name: 'other',
        labels: { 'app.kubernetes.io/managed-by': 'Helm' },
        annotations: { 'meta.helm.sh/release-name': 'functions' },
      },
    });
    const other = faas.platform('profile: lean\nname: second\nnamespace: other\n');
    const { code, err } = await faas.run('apply', '-f', other, '--yes');
    assert.equal(code, 1);
    assert.match(err, /^Namespace\/other: it belongs to the Helm release functions\n/m);
    assert.match(err, /^Service\/other\/second-nginx: the API server refuses it: .*port is already allocated\n/m);
  });

  it('a claim is not replaced without permission', async () => {
    const changed = faas.platform(`${LEAN}persistence:\n  storageClassName: fast\n`);
    const { code, err } = await faas.run('apply', '-f', changed, '--yes');
    assert.equal(code, 1);
    assert.match(err, /^PersistentVolumeClaim\/openwhisk\/owdev-couchdb-pvc would be deleted and created again/m);
    assert.match(
      err,
      /\nNothing was changed\n {2}fix: .* --allow-data-loss PersistentVolumeClaim\/openwhisk\/owdev-couchdb-pvc/,
    );
  });

  it('destroy leaves the data and nothing else; with --delete-data nothing at all', async () => {
    const { code, out, err } = await faas.run('destroy', '--yes');
    assert.equal(code, 0, out + err);
    assert.match(
      out,
      /\nNamespace\/openwhisk remains: it holds data: owdev-alarmprovider-pvc, owdev-couchdb-pvc, owdev-redis-pvc\n/,
    );
    const left = await cluster.kubectl(
      '-n',
      'openwhisk',
      'get',
      'all,configmaps,leases,roles,networkpolicies',
      '-o',
      'name',
    );
    assert.equal(left.trim(), 'configmap/kube-root-ca.crt');
    assert.equal((await faas.run('apply', '-f', file, '--yes')).code, 0);
    const whole = await faas.run('destroy', '--yes', '--delete-data');
    assert.equal(whole.code, 0, whole.out);
    for (const namespace of ['openwhisk', 'openwhisk-actions'])
      assert.equal(await cluster.api.find(`/api/v1/namespaces/${namespace}`), undefined);
  });

  it('a storage class that does not exist is named with the pod that waits for it', async () => {
    const changed = faas.platform(`${LEAN}persistence:\n  storageClassName: fast\n`);
    const { code, out, err } = await faas.run('apply', '-f', changed, '--yes', '--timeout', '8');
    assert.equal(code, 1, err);
    assert.match(out, /\n {4}owdev-redis-\S+ Pending: .*; claim owdev-redis-pvc Pending: no StorageClass fast\n/);
    assert.match(out, /\nnot sent, as they come after these: .*StatefulSet\/openwhisk\/owdev-controller/);
  });
});

describe('a cluster that cannot be used', () => {
  it('is named, and nothing is tried', async () => {
    const nowhere = await FaasStack.with('/dev/null');
    const file = nowhere.platform(LEAN);
    for (const command of ['diff', 'apply']) {
      const { code, err } = await nowhere.run(command, '-f', file);
      assert.equal(code, 1);
      assert.match(
        err,
        /^kubectl knows no cluster: .*; nothing was changed\n {2}fix: set KUBECONFIG, or name a context/,
      );
    }
    const { code, err } = await nowhere.run('apply', '-f', file, '--context', 'production');
    assert.equal(code, 1);
    assert.match(err, /context .*production.* nothing was changed/s);
    nowhere.end();
  });
});
