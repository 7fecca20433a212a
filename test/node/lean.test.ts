import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { Observer } from '../cluster/observer';
import { NAMESPACE, platformApp } from '../cluster/platform-app';
import { readinessOf } from '../cluster/readiness';
import { TimelineRecorder } from '../cluster/timeline';
import { until } from '../cluster/wait';
import type { Pod, Stored } from '../cluster/wire-types';
import { type Inside, RealCluster } from './cluster';
import { runningContainers } from './inspect';
import { METADATA, OUTSIDE } from './machine';
import { orderOf } from './order';
import { allowed, listeners, probed } from './reach';

const INSIDE = JSON.parse(process.env['FAAS_STACK_INSIDE'] ?? '{}') as Inside;
const PROBE = INSIDE.binaries['stand-in'];

/** Seconds until the whole platform must be ready; it takes about 40 on idle cores. */
const READY = 300;

/** Seconds until a pod that was killed must be back. */
const RECOVERY = 120;

describe('the platform lean on two real nodes', () => {
  const app = platformApp('profile: lean');
  const recorder = new TimelineRecorder();
  let cluster: RealCluster;
  let observer: Observer;

  before(async () => {
    cluster = await RealCluster.start(INSIDE);
    observer = new Observer(cluster.api);
    observer.listen(recorder);
    await observer.start();
  });
  after(() => {
    observer?.stop();
    cluster?.stop();
  });

  /** Waits until every workload is as declared; the error has the output of those that are not. */
  async function ready(timeoutSeconds: number): Promise<number> {
    const started = Date.now();
    let unready: ReadonlyMap<string, string> = new Map();
    const all = async () => {
      ({ unready } = await readinessOf(cluster.api, NAMESPACE));
      return unready.size === 0;
    };
    try {
      await until(all, { timeoutSeconds, what: 'every workload is ready', intervalMs: 500 });
    } catch (error) {
      const pods = cluster.kubectl('get', 'pods', '--all-namespaces', '--output', 'wide');
      throw new Error(
        `${String(error)}\n${[...unready].join('\n')}\n${pods}\n${await cluster.outputOfUnready(NAMESPACE)}`,
      );
    }
    return (Date.now() - started) / 1000;
  }

  const podOf = async (component: string): Promise<Stored<Pod>> => {
    const pods = await cluster.pods(NAMESPACE);
    const found = pods.find(
      ({ metadata }) => metadata.labels?.['app.kubernetes.io/component'] === component && !metadata.deletionTimestamp,
    );
    assert.ok(found, `no pod of ${component}`);
    return found;
  };

  it('becomes ready, with its packages installed and its smoke test passed', async (t) => {
    const { errors } = await cluster.apply(app.manifests);
    assert.deepEqual(errors, []);
    t.diagnostic(`ready after ${(await ready(READY)).toFixed(0)} s`);
  });

  it('starts in the launch order', async (t) => {
    await observer.caughtUp(NAMESPACE);
    const { violations, edges, timeline } = orderOf(
      app.order.edges,
      recorder.of(NAMESPACE),
      await cluster.pods(NAMESPACE),
    );
    assert.deepEqual(violations, []);
    assert.ok(edges >= 10, `${edges} edges`);
    t.diagnostic(`${edges} edges; ready after seconds: ${timeline}`);
  });

  it('runs each init container once, to its end', async (t) => {
    const ended = (await cluster.pods(NAMESPACE)).flatMap(({ metadata, status }) =>
      (status?.initContainerStatuses ?? []).map(({ name, state, restartCount }) => ({
        name: `${metadata.name}/${name}`,
        code: state?.terminated?.exitCode,
        restartCount,
      })),
    );
    assert.deepEqual(
      ended.filter(({ code, restartCount }) => code !== 0 || restartCount !== 0),
      [],
    );
    assert.ok(ended.length >= 7, `${ended.length} init containers`);
    t.diagnostic(`${ended.length} init containers`);
  });

  it('confines its programs as the manifests say', async (t) => {
    const containers = await runningContainers(cluster, NAMESPACE);
    assert.ok(containers.length >= 7, `${containers.length} containers`);
    const open = containers.flatMap(({ name, pod, container, ...seen }) => {
      const spec = pod.spec?.containers.find((one) => one.name === container) as {
        securityContext?: { readOnlyRootFilesystem?: boolean };
      };
      const loose = [
        seen.uid === 0 && 'root',
        seen.capabilities !== 0n && `capabilities ${seen.capabilities.toString(16)}`,
        !seen.noNewPrivileges && 'new privileges',
        !seen.seccomp && 'no seccomp filter',
        !seen.readOnlyRoot && 'writable root',
        seen.readOnlyRoot !== (spec.securityContext?.readOnlyRootFilesystem ?? false) && 'another root than declared',
      ].filter((found) => found !== false);
      return loose.length > 0 ? [`${name.replace(/-[\w-]*\//, '')}: ${loose.join(', ')}`] : [];
    });
    t.diagnostic(`${containers.length} containers`);
    // The API gateway changes its user itself, and CouchDB writes beside its program.
    assert.deepEqual(open.sort(), [
      'owdevapigateway: root, capabilities c1, writable root',
      'owdevcouchdb: writable root',
    ]);
  });

  it('holds every connection that its programs need', async (t) => {
    const seen: string[] = [];
    const containers = await runningContainers(cluster, NAMESPACE);
    for (const [component, port] of [
      ['controller', 8080],
      ['apigateway', 9000],
      ['alarmprovider', 8080],
    ] as const) {
      const found = containers.find(({ container }) => container === component);
      assert.ok(found, component);
      const text = execFileSync(
        'nsenter',
        [
          '--target',
          String(found.pid),
          '--net',
          'curl',
          '--silent',
          '--max-time',
          '5',
          `http://127.0.0.1:${port}/stand-in`,
        ],
        { encoding: 'utf8' },
      );
      const { connections } = JSON.parse(text) as { connections: Record<string, string> };
      for (const [to, result] of Object.entries(connections)) seen.push(`${component} to ${to}: ${result}`);
    }
    assert.deepEqual(
      seen.filter((line) => !line.endsWith(': ok')),
      [],
    );
    t.diagnostic(seen.map((line) => line.replace(': ok', '')).join('; '));
  });

  it('connects pods as its policies say, and in no other way', async (t) => {
    const pods = [
      ...(await runningContainers(cluster, NAMESPACE)),
      ...(await runningContainers(cluster, 'openwhisk-actions')),
    ];
    const targets = listeners(pods);
    const wrong: string[] = [];
    let open = 0;
    for (const from of pods) {
      const reached = probed(PROBE, from, targets);
      for (const to of targets) {
        const may = allowed(app.manifests, from.pod, to);
        if (reached.has(to.address)) open += 1;
        // A pod reaches itself without a policy.
        if (reached.has(to.address) !== may && to.pod.metadata.uid !== from.pod.metadata.uid)
          wrong.push(`${from.name} → ${to.name}: ${may ? 'allowed, but does not arrive' : 'denied, but arrives'}`);
      }
    }
    t.diagnostic(`${pods.length} pods, ${pods.length * targets.length} connections tried, ${open} open`);
    assert.deepEqual(wrong, []);
  });

  it('gives actions names, the API and the internet, and nothing else', async () => {
    const [action] = await runningContainers(cluster, 'openwhisk-actions');
    assert.ok(action);
    const addresses = {
      'cluster DNS': '10.96.0.10:53',
      'API server': '10.96.0.1:443',
      'API server directly': '10.89.0.1:6443',
      // The enforcer sees what is routed, which packets to a pod's own node are not.
      'kubelet of another node': `${cluster.nodes.find((node) => node !== action.node)?.host.address}:10250`,
      metadata: `${METADATA}:80`,
      internet: `${OUTSIDE}:443`,
    };
    const reached = probed(
      PROBE,
      action,
      Object.values(addresses).map((address) => ({ name: address, address })),
    );
    assert.deepEqual(
      Object.entries(addresses)
        .filter(([, address]) => reached.has(address))
        .map(([name]) => name),
      ['cluster DNS', 'internet'],
    );
  });

  it('keeps the data of a store whose pod is deleted', async (t) => {
    const redis =
      (...command: string[]) =>
      async () =>
        cluster
          .kubectl('exec', '-n', NAMESPACE, (await podOf('redis')).metadata.name, '--', 'redis-cli', ...command)
          .trim();
    assert.equal(await redis('set', 'kept', 'yes')(), 'OK');
    const { metadata } = await podOf('redis');
    cluster.kubectl('delete', 'pod', '-n', NAMESPACE, metadata.name, '--wait=true');
    t.diagnostic(`ready again after ${(await ready(RECOVERY)).toFixed(0)} s`);
    assert.equal(await redis('get', 'kept')(), 'yes');
  });

  it('recovers from a killed controller', async (t) => {
    const [container] = (await runningContainers(cluster, NAMESPACE)).filter(
      ({ container }) => container === 'controller',
    );
    assert.ok(container);
    process.kill(container.pid, 'SIGKILL');
    const restarted = async () => ((await podOf('controller')).status?.containerStatuses?.[0]?.restartCount ?? 0) > 0;
    await until(restarted, { timeoutSeconds: 60, what: 'the kubelet restarts it', intervalMs: 500 });
    t.diagnostic(`ready again after ${(await ready(RECOVERY)).toFixed(0)} s`);
  });

  it('fails a wait at its deadline, and says in the status of the pod for what it waited', async (t) => {
    const pod = await podOf('apigateway');
    const wait = pod.spec?.initContainers?.[0];
    assert.ok(wait);
    const env = (wait.env ?? []).map((one) =>
      one.name === 'DEADLINE_SECONDS'
        ? { ...one, value: '6' }
        : one.name === 'HOST'
          ? { ...one, value: 'gone.openwhisk.svc.cluster.local' }
          : one,
    );
    const { serviceAccountName, securityContext, volumes } = pod.spec as {
      serviceAccountName?: string;
      securityContext?: object;
      volumes?: object[];
    };
    const name = 'waits-in-vain';
    // Without this label no ReplicaSet takes it for one of its own.
    const labels = { ...pod.metadata.labels };
    delete labels['pod-template-hash'];
    await cluster.apply([
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name, namespace: NAMESPACE, labels },
        spec: {
          serviceAccountName,
          securityContext,
          volumes,
          restartPolicy: 'Never',
          automountServiceAccountToken: false,
          initContainers: [{ ...wait, env }],
          containers: pod.spec?.containers,
        },
      },
    ]);
    const failed = async () => {
      const found = (await cluster.pods(NAMESPACE)).find(({ metadata }) => metadata.name === name);
      return found?.status?.initContainerStatuses?.[0]?.state?.terminated;
    };
    const terminated = (await until(failed, { timeoutSeconds: 60, what: 'the wait fails', intervalMs: 500 })) as {
      exitCode?: number;
      message?: string;
    };
    t.diagnostic(JSON.stringify(terminated.message));
    assert.notEqual(terminated.exitCode, 0);
    assert.match(terminated.message ?? '', /redis/);
    cluster.kubectl('delete', 'pod', '-n', NAMESPACE, name, '--wait=false');
  });
});
