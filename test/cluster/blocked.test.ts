import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Cluster } from './harness';
import { NIGHTLY } from './nightly';
import { behind, nameOf, NAMESPACE, platformApp, workloadOf } from './platform-app';
import type { WorkloadName } from './workloads';

describe('a component that never comes up', () => {
  const app = platformApp('profile: standard');

  // The first and the last of the launch order; the platforms' tests observe every edge between them.
  for (const component of NIGHTLY ? ['zookeeper', 'couchdb', 'controller', 'invoker'] : ['zookeeper', 'invoker']) {
    it(`${component}: its dependents wait, and all other components become ready`, async (t) => {
      const blocked = workloadOf(app, component);
      const cluster = await Cluster.start();
      try {
        cluster.chaos.neverReady(nameOf(blocked) as WorkloadName);
        const { errors } = await cluster.apply(app.manifests);
        assert.deepEqual(errors, []);
        const { ready, unready } = await cluster.settled(NAMESPACE, { timeoutSeconds: 120 });
        assert.deepEqual([...unready.keys()].sort(), behind(app, blocked));
        assert.equal(ready.length + unready.size, app.order.workloads.length);
        t.diagnostic(`${unready.size} wait, ${ready.length} are ready`);

        cluster.chaos.recover(nameOf(blocked) as WorkloadName);
        await cluster.ready(NAMESPACE, { timeoutSeconds: 120 });
      } finally {
        cluster.stop();
      }
    });
  }
});
