import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Cluster } from './harness';
import { isTrue } from './pod-state';
import { checkOrder } from './timeline';
import { TOY_EDGES, toyApp } from './toy';
import { until } from './wait';
import type { Pod } from './wire-types';
import { ownerOf } from './workloads';

describe('chaos', () => {
  let cluster: Cluster;
  const podsOf = async (workload: string) =>
    (await cluster.pods('toy')).filter((pod) => ownerOf(pod) === workload && !pod.metadata.deletionTimestamp);

  before(async () => {
    cluster = await Cluster.start();
    await cluster.apply(toyApp('toy'));
    await cluster.ready('toy');
  });
  after(() => cluster?.stop());

  it('takes the readiness of a ready workload, and gives it back', async () => {
    const unready = async () => (await podsOf('Deployment/web')).every((pod) => !isTrue(pod, 'Ready'));
    cluster.chaos.neverReady('Deployment/web');
    await until(unready, { what: 'the pods are unready' });
    await assert.rejects(cluster.ready('toy', { timeoutSeconds: 0 }), /Deployment\/web: /);
    cluster.chaos.recover('Deployment/web');
    await cluster.ready('toy');
    assert.equal(await unready(), false);
  });

  it('evicts only what a disruption budget allows', async () => {
    const path = '/apis/policy/v1/namespaces/toy/poddisruptionbudgets/api';
    const allowed = async () =>
      (await cluster.api.find<{ status: { disruptionsAllowed: number } }>(path))?.status.disruptionsAllowed === 1;
    await until(allowed, { what: 'the budget allows one disruption' });
    const pods = await podsOf('Deployment/api');
    const results = [];
    for (const { metadata } of pods) results.push(await cluster.evict('toy', metadata.name));
    assert.deepEqual(results, [true, false]);
    const replaced = async () => {
      const now = await podsOf('Deployment/api');
      return now.length === 2 && now.every(({ metadata }) => metadata.name !== pods[0]?.metadata.name);
    };
    await until(replaced, { what: 'the evicted pod is replaced' });
    await cluster.ready('toy');
  });

  it('loses a node: its pods are replaced, and stay Terminating until it is back', async (t) => {
    // Not the store's node: whoever waits for the store would wait until that node is back.
    const [store] = await podsOf('StatefulSet/store');
    const pods = await podsOf('Deployment/api');
    const lost = pods.find(({ spec }) => spec?.nodeName !== store?.spec?.nodeName);
    const node = lost?.spec?.nodeName;
    assert.ok(lost && node);
    const started = Date.now();
    await cluster.chaos.killNode(node);
    const replaced = async () => {
      const pods = await podsOf('Deployment/api');
      return pods.length === 2 && pods.every((pod) => pod.spec?.nodeName !== node && isTrue(pod, 'Ready'));
    };
    await until(replaced, { what: 'two pods of api are ready on other nodes' });
    t.diagnostic(`replaced after ${((Date.now() - started) / 1000).toFixed(1)} s`);
    const path = `/api/v1/namespaces/toy/pods/${lost.metadata.name}`;
    assert.ok((await cluster.api.find<Pod>(path))?.metadata?.deletionTimestamp);
    await cluster.chaos.reviveNode(node);
    const gone = async () => (await cluster.api.find<Pod>(path)) === undefined;
    await until(gone, { what: 'the old pod is gone' });
    await cluster.ready('toy');
  });

  it('keeps the dependents of a workload that never becomes ready waiting, and the rest ready', async (t) => {
    cluster.chaos.neverReady('Job/fill');
    assert.deepEqual((await cluster.apply(toyApp('stuck'))).errors, []);
    const { ready, unready } = await cluster.settled('stuck');
    assert.deepEqual([...ready].sort(), ['DaemonSet/agent', 'Job/keys', 'StatefulSet/store']);
    assert.deepEqual([...unready.keys()].sort(), ['Deployment/api', 'Deployment/web', 'Job/fill']);
    await assert.rejects(cluster.ready('stuck', { timeoutSeconds: 0 }), ({ message }: Error) => {
      assert.match(message, /init container wait-for-fill waits for Job\/fill \(1 active, not complete\)/);
      assert.match(message, /init container wait-for-api waits for Deployment\/api \(0 of 2 ready\)/);
      assert.match(message, /HeldBack is True: NeverReady/);
      return true;
    });
    t.diagnostic(`${unready.size} wait, ${ready.length} are ready`);
    cluster.chaos.recover('Job/fill');
    await cluster.ready('stuck');
    assert.deepEqual(checkOrder(await cluster.timeline('stuck'), TOY_EDGES).violations, []);
  });

  it('keeps pods waiting while their Secret is missing or their init container gets no answer', async () => {
    cluster.chaos.neverReady('Job/keys');
    await cluster.apply(toyApp('keyless'));
    const { ready } = await cluster.settled('keyless');
    assert.deepEqual(ready, []);
    await assert.rejects(cluster.ready('keyless', { timeoutSeconds: 0 }), ({ message }: Error) => {
      assert.match(message, /the kubelet waits for Job\/keys/);
      assert.match(message, /the container waits for StatefulSet\/store \(0 of 1 ready\)/);
      return true;
    });
    cluster.chaos.recover('Job/keys');
    await cluster.ready('keyless');
    assert.deepEqual(checkOrder(await cluster.timeline('keyless'), TOY_EDGES).violations, []);
  });
});
