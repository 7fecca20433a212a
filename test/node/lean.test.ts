import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { NAMESPACE, platformApp } from '../cluster/platform-app';
import { until } from '../cluster/wait';
import { heldConnections, initContainers, looseContainers, matrix } from './findings';
import { METADATA, OUTSIDE } from './machine';
import { probed } from './reach';
import { INSIDE, Stage } from './stage';

const PROBE = INSIDE.binaries['stand-in'];

/** Seconds until the whole platform must be ready; it takes about 40 on idle cores. */
const READY = 300;

/** Seconds until a pod that was killed must be back. */
const RECOVERY = 120;

describe('the platform lean on two real nodes', () => {
  const stage = new Stage(platformApp('profile: lean'), [NAMESPACE]);
  before(() => stage.start());
  after(() => stage.stop());

  it('becomes ready, with its packages installed and its smoke test passed', async (t) => {
    const { errors } = await stage.cluster.apply(stage.app.manifests);
    assert.deepEqual(errors, []);
    t.diagnostic(`ready after ${(await stage.ready(READY)).toFixed(0)} s`);
  });

  it('starts in the launch order', async (t) => {
    const { violations, edges, timeline } = await stage.order();
    assert.deepEqual(violations, []);
    assert.ok(edges >= 10, `${edges} edges`);
    t.diagnostic(`${edges} edges; ready after seconds: ${timeline}`);
  });

  it('runs each init container once, to its end', async (t) => {
    const { failed, count } = initContainers(await stage.pods());
    assert.deepEqual(failed, []);
    assert.ok(count >= 7, `${count} init containers`);
    t.diagnostic(`${count} init containers`);
  });

  it('confines its programs as the manifests say', async (t) => {
    const containers = (await stage.containers()).filter(({ pod }) => pod.metadata.namespace === NAMESPACE);
    assert.ok(containers.length >= 7, `${containers.length} containers`);
    t.diagnostic(`${containers.length} containers`);
    // The API gateway changes its user itself, and CouchDB writes beside its program.
    assert.deepEqual(looseContainers(containers), [
      'apigateway: root, capabilities c1, writable root',
      'couchdb: writable root',
    ]);
  });

  it('holds every connection that its programs need', async (t) => {
    const pages = { controller: 8080, apigateway: 9000, alarmprovider: 8080 };
    const { failed, held } = heldConnections(await stage.containers(), pages);
    assert.deepEqual(failed, []);
    t.diagnostic(held.join('; '));
  });

  it('connects pods as its policies say, and in no other way', async (t) => {
    const { wrong, pods, tried, open } = await matrix(PROBE, stage.app.manifests, await stage.containers());
    t.diagnostic(`${pods} pods, ${tried} connections tried, ${open} open`);
    assert.deepEqual(wrong, []);
  });

  it('gives actions names, the API and the internet, and nothing else', async () => {
    const action = (await stage.containers()).find(({ container }) => container === 'user-action');
    assert.ok(action);
    const addresses = {
      'cluster DNS': '10.96.0.10:53',
      'API server': '10.96.0.1:443',
      'API server directly': '10.89.0.1:6443',
      // The enforcer sees what is routed, which packets to a pod's own node are not.
      'kubelet of another node': `${stage.cluster.nodes.find((node) => node !== action.node)?.host.address}:10250`,
      metadata: `${METADATA}:80`,
      internet: `${OUTSIDE}:443`,
    };
    const reached = await probed(
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
    assert.equal(await stage.inPod('redis', 'redis-cli', 'set', 'kept', 'yes'), 'OK');
    t.diagnostic(`ready again after ${(await stage.replacePodOf('redis', RECOVERY)).toFixed(0)} s`);
    assert.equal(await stage.inPod('redis', 'redis-cli', 'get', 'kept'), 'yes');
  });

  it('recovers from a killed controller', async (t) => {
    t.diagnostic(`ready again after ${(await stage.kill('controller', RECOVERY)).toFixed(0)} s`);
  });

  it('fails a wait at its deadline, and says in the status of the pod for what it waited', async (t) => {
    const pod = await stage.podOf('apigateway');
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
    await stage.cluster.apply([
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
      const found = (await stage.cluster.pods(NAMESPACE)).find(({ metadata }) => metadata.name === name);
      return found?.status?.initContainerStatuses?.[0]?.state?.terminated;
    };
    const terminated = (await until(failed, { timeoutSeconds: 60, what: 'the wait fails', intervalMs: 500 })) as {
      exitCode?: number;
      message?: string;
    };
    t.diagnostic(JSON.stringify(terminated.message));
    assert.notEqual(terminated.exitCode, 0);
    assert.match(terminated.message ?? '', /redis/);
    stage.cluster.kubectl('delete', 'pod', '-n', NAMESPACE, name, '--wait=false');
  });
});
