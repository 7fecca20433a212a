import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Cluster } from '../harness';
import { singleNode } from '../nodes';
import { platformApp } from '../platform-app';
import { until } from '../wait';
import type { Manifest } from '../wire-types';
import { startMetricsServer } from './meter';
import { describeChanges, followReplicas, type ReplicaChange } from './replicas';
import { UsageServer } from './usage-server';

const SCRYPT = { namespace: 'scrypt', name: 'scrypt-server' };

/** What a pod may use at the most, and what all clients together want; in cores. */
const LIMIT = 0.2;
const BUSY = 1.9;
const IDLE = 0.001;

/** Seconds that the recommendations must agree before pods go, instead of 300: the rest is as it is written. */
const WINDOW = 45;

/** Seconds between two looks of the controller (kube-controller-manager, --horizontal-pod-autoscaler-sync-period). */
const SYNC = 15;

const PLATFORM = `
profile: lean
cluster: {kubeletCertificates: cluster}
autoscaling:
  resourceMetrics: metrics-server
  demonstration: {enabled: true}
`;

/** Each pod is busy up to its limit, as long as there is work for all of them. */
function share(demand: number): (pods: number) => number {
  return (pods) => Math.min(LIMIT, demand / Math.max(1, pods));
}

/** The demonstration and what measures it, without the rest of the platform. */
function parts(manifests: readonly Manifest[]): Manifest[] {
  const namespaces = ['autoscaling', 'scrypt'];
  const own = manifests.filter(
    ({ kind, metadata: { name, namespace } }) =>
      namespaces.includes(namespace ?? (kind === 'Namespace' ? name : '')) ||
      name.startsWith('autoscaling-') ||
      kind === 'APIService',
  );
  return own.map((manifest) => {
    if (manifest.kind !== 'HorizontalPodAutoscaler') return manifest;
    const copy = structuredClone(manifest) as Manifest & {
      spec: { behavior: { scaleDown: { stabilizationWindowSeconds: number } } };
    };
    copy.spec.behavior.scaleDown.stabilizationWindowSeconds = WINDOW;
    return copy;
  });
}

describe('the scrypt demonstration, with the real metrics-server and the real controller', () => {
  const manifests = parts(platformApp(PLATFORM).manifests);
  let cluster: Cluster;
  let kubelet: UsageServer;

  before(async () => {
    cluster = await Cluster.start({ nodes: singleNode() });
    kubelet = await UsageServer.start(cluster, SCRYPT.namespace, 'python', share(IDLE));
  });
  after(() => {
    kubelet?.stop();
    cluster?.stop();
  });

  it('is measured over verified TLS, with the permissions of its own ServiceAccounts', async () => {
    const { job } = await startMetricsServer(cluster, manifests, kubelet);
    assert.match(job, /apiservices v1beta1\.metrics\.k8s\.io trusts the certificate/);
    const top = () => cluster.kubectl('top', 'node').catch(() => undefined);
    const shown = await until(top, { what: 'kubectl top answers', intervalMs: 1000 });
    assert.match(shown, /node\s+\d+m/);
  });

  it('grows with its load: 1, 2, 4, 8, 10 pods', async (t) => {
    kubelet.load = share(BUSY);
    const full = (changes: readonly ReplicaChange[]) => changes.at(-1)?.replicas === 10;
    const changes = await followReplicas(cluster, SCRYPT, full, 300);
    t.diagnostic(describeChanges(changes));
    assert.deepEqual(
      changes.map(({ replicas }) => replicas),
      [1, 2, 4, 8, 10],
    );
  });

  it('shrinks to one pod when the load has been gone for the stabilization window', async (t) => {
    kubelet.load = share(IDLE);
    const alone = (changes: readonly ReplicaChange[]) => changes.at(-1)?.replicas === 1;
    const changes = await followReplicas(cluster, SCRYPT, alone, 240);
    t.diagnostic(describeChanges(changes));
    const counts = changes.map(({ replicas }) => replicas);
    assert.equal(counts[0], 10);
    assert.equal(counts.at(-1), 1);
    assert.deepEqual(
      counts,
      [...counts].sort((a, b) => b - a),
    );
    // The last recommendation of many pods may be as old as one round of the controller.
    assert.ok((changes[1]?.time ?? 0) >= WINDOW - SYNC, `the first pods went after ${changes[1]?.time} s`);
  });
});
