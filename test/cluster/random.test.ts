import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as fc from 'fast-check';
import { platformInput } from '../properties/platform-input';
import { withoutIgnored } from '../properties/without-ignored';
import { Cluster } from './harness';
import { platformApp } from './platform-app';

/** Number of random platforms; `npm run test:random` sets 2000. */
const RUNS = Number(process.env['FAAS_STACK_RANDOM_RUNS'] ?? 30);

/** Kinds of programs that the test's cluster does not have. */
const FOREIGN = /^(keda\.sh|cert-manager\.io)\//;

describe('random platforms', () => {
  let cluster: Cluster;

  before(async () => {
    cluster = await Cluster.start();
  });
  after(() => cluster?.stop());

  const namespaces = new Set<string>();
  /** A dry run does not make the namespaces of its objects. */
  async function make(names: readonly (string | undefined)[]): Promise<void> {
    const missing = [...new Set(names)].filter((name) => name !== undefined && !namespaces.has(name));
    const objects = missing.map((name = '') => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
    assert.deepEqual((await cluster.apply(objects)).errors, []);
    objects.forEach(({ metadata: { name } }) => namespaces.add(name));
  }

  it('are accepted by the API server', async (t) => {
    const checked = new Set<string>();
    const property = fc.asyncProperty(platformInput({ monitored: false }), async (input) => {
      const fresh = platformApp(JSON.stringify(withoutIgnored(input))).manifests.filter((object) => {
        if (FOREIGN.test(object.apiVersion)) return false;
        const text = JSON.stringify(object);
        return checked.has(text) ? false : checked.add(text);
      });
      await make(fresh.map(({ metadata: { namespace } }) => namespace));
      const { errors, warnings } = await cluster.apply(fresh, { dryRun: true });
      assert.deepEqual([errors, warnings], [[], []]);
    });
    await fc.assert(property, { numRuns: RUNS });
    t.diagnostic(`${RUNS} platforms, ${checked.size} different objects`);
  });
});
