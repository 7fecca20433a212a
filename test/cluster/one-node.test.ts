import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Cluster } from './harness';
import { NIGHTLY } from './nightly';
import { singleNode } from './nodes';
import { NAMESPACE, platformApp } from './platform-app';

describe('one node without labels', () => {
  // All components of standard are in production, too.
  for (const profile of NIGHTLY ? ['lean', 'standard', 'production'] : ['lean', 'production']) {
    it(`can run the platform ${profile} without affinity`, async (t) => {
      const app = platformApp(`profile: ${profile}\nplacement: {affinity: false}`);
      const cluster = await Cluster.start({ nodes: singleNode() });
      try {
        const { errors, warnings } = await cluster.apply(app.manifests);
        assert.deepEqual([errors, warnings], [[], []]);
        const { seconds, workloads } = await cluster.ready(NAMESPACE, { timeoutSeconds: 120 });
        assert.equal(workloads.length, app.order.workloads.length);
        t.diagnostic(`${workloads.length} workloads in ${seconds.toFixed(1)} s`);
      } finally {
        cluster.stop();
      }
    });
  }

  it('runs all of the platform standard except the invoker, which needs a labelled node, and its dependents', async () => {
    const app = platformApp('profile: standard');
    const cluster = await Cluster.start({ nodes: singleNode() });
    try {
      await cluster.apply(app.manifests);
      const { unready } = await cluster.settled(NAMESPACE, { timeoutSeconds: 120 });
      const waiting = [...unready.keys()].map((name) => name.replace(/-[0-9a-f]{8}$/, '')).sort();
      assert.deepEqual(waiting, [
        'Job/owdev-install-packages',
        'Job/owdev-package-checker',
        'Job/owdev-smoke-test',
        'StatefulSet/owdev-invoker',
      ]);
    } finally {
      cluster.stop();
    }
  });
});
