import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Cluster } from './harness';
import { standardNodes } from './nodes';
import { nameOf, NAMESPACE, platformApp } from './platform-app';
import { checkOrder } from './timeline';

for (const profile of ['lean', 'standard', 'production']) {
  describe(`the platform ${profile} on labelled and tainted nodes`, () => {
    // Affinity and tolerations are off in the profile lean, which is for one node without labels.
    const tainted = profile !== 'lean';
    const app = platformApp(`profile: ${profile}`);
    let cluster: Cluster;

    before(async () => {
      cluster = await Cluster.start({ nodes: standardNodes({ tainted }) });
    });
    after(() => cluster?.stop());

    it('is accepted in the written order at the first try, without a warning', async (t) => {
      const result = await cluster.apply(app.manifests);
      assert.deepEqual(result.errors, []);
      assert.deepEqual(result.warnings, []);
      assert.equal(result.created.length, app.manifests.length);
      t.diagnostic(`${result.created.length} objects`);
    });

    it('becomes ready', async (t) => {
      const { seconds, workloads } = await cluster.ready(NAMESPACE, { timeoutSeconds: 120 });
      assert.deepEqual([...workloads].sort(), app.order.workloads.map(nameOf).sort());
      t.diagnostic(`${workloads.length} workloads in ${seconds.toFixed(1)} s`);
    });

    it('starts in the order of the graph, for every edge', async (t) => {
      const { observed, violations } = checkOrder(await cluster.timeline(NAMESPACE), app.edges);
      assert.deepEqual(violations, []);
      assert.equal(observed.length, app.edges.length);
      t.diagnostic(`${observed.length} edges`);
    });

    it('runs each pod on a node that its affinity selects', async (t) => {
      const pods = await cluster.pods(NAMESPACE);
      const nodes = (component: string): string[] =>
        pods
          .filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/component'] === component)
          .map(({ spec }) => spec?.nodeName ?? 'no node');
      t.diagnostic(`${pods.length} pods`);
      if (!tainted) return;
      const onInvokers = pods.filter(({ spec }) => spec?.nodeName?.startsWith('invoker-'));
      const components = new Set(onInvokers.map(({ metadata }) => metadata.labels?.['app.kubernetes.io/component']));
      assert.deepEqual([...components], ['invoker']);
      assert.ok(nodes('invoker').every((node) => node.startsWith('invoker-')));
      // A second replica prefers a node without the first one to the node of its role.
      assert.ok(nodes('nginx').includes('edge'));
      assert.ok(nodes('controller').includes('core'));
      assert.ok(nodes('couchdb').includes('core'));
    });

    it('is not changed by a second apply', async (t) => {
      const result = await cluster.apply(app.manifests);
      assert.deepEqual([result.created, result.changed, result.errors, result.warnings], [[], [], [], []]);
      t.diagnostic(`${result.unchanged.length} objects unchanged`);
    });
  });
}
