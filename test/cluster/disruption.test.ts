import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Cluster } from './harness';
import { NAMESPACE, platformApp } from './platform-app';
import { until } from './wait';
import type { Pod, Stored } from './wire-types';

/** Components with more than one pod in the profile production. */
const PROTECTED = ['apigateway', 'controller', 'invoker', 'kafka', 'nginx', 'zookeeper'];

describe('the platform production', () => {
  const app = platformApp('profile: production');
  let cluster: Cluster;

  const podsOf = async (component: string): Promise<Stored<Pod>[]> =>
    (await cluster.pods(NAMESPACE)).filter(
      ({ metadata }) => metadata.labels?.['app.kubernetes.io/component'] === component && !metadata.deletionTimestamp,
    );
  const readyOf = async (component: string): Promise<number> =>
    (await podsOf(component)).filter(({ status }) =>
      status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True'),
    ).length;

  before(async () => {
    cluster = await Cluster.start();
    const { errors } = await cluster.apply(app.manifests);
    assert.deepEqual(errors, []);
    await cluster.ready(NAMESPACE, { timeoutSeconds: 120 });
    // The disruption controller counts the pods a moment after they are ready.
    const counted = async (): Promise<boolean> => {
      const budgets = await cluster.api.list<{ metadata?: object; status?: { disruptionsAllowed?: number } }>(
        `/apis/policy/v1/namespaces/${NAMESPACE}/poddisruptionbudgets`,
      );
      return budgets.length === PROTECTED.length && budgets.every(({ status }) => status?.disruptionsAllowed === 1);
    };
    await until(counted, { what: 'every budget allows one disruption' });
  });
  after(() => cluster?.stop());

  for (const component of PROTECTED) {
    it(`${component}: one pod may be evicted, and another only after it is back`, async () => {
      const [first, second] = await podsOf(component);
      assert.ok(first && second);
      assert.equal(await cluster.evict(NAMESPACE, first.metadata.name), true);
      assert.equal(await cluster.evict(NAMESPACE, second.metadata.name), false);
      assert.ok((await readyOf(component)) >= 1, 'one pod is left');
      await cluster.ready(NAMESPACE, { timeoutSeconds: 60 });
    });
  }

  it('keeps at least one pod of each protected component when a node is lost', async (t) => {
    const nodes = new Set((await cluster.pods(NAMESPACE)).map(({ spec }) => spec?.nodeName ?? ''));
    const spread: string[] = [];
    for (const component of PROTECTED) {
      const places = new Set((await podsOf(component)).map(({ spec }) => spec?.nodeName));
      assert.ok(places.size > 1, `${component} is on more than one node`);
      spread.push(`${component} on ${places.size}`);
    }
    t.diagnostic(spread.join(', '));
    for (const node of [...nodes].filter(Boolean)) {
      await cluster.chaos.killNode(node);
      for (const component of PROTECTED) {
        assert.ok((await readyOf(component)) >= 1, `${component} has a ready pod without ${node}`);
      }
      await cluster.chaos.reviveNode(node);
      await cluster.ready(NAMESPACE, { timeoutSeconds: 120 });
    }
  });
});
