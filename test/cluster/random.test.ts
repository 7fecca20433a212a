import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as fc from 'fast-check';
import { platformInput } from '../properties/platform-input';
import { withoutIgnored } from '../properties/without-ignored';
import { Cluster } from './harness';
import { platformApp } from './platform-app';

/** Number of random platforms; `npm run test:random` sets 2000. */
const RUNS = Number(process.env['FAAS_STACK_RANDOM_RUNS'] ?? 30);

describe('random platforms', () => {
  let cluster: Cluster;

  before(async () => {
    cluster = await Cluster.start();
    const namespaces = ['openwhisk', 'other'].map((name) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    }));
    await cluster.apply(namespaces);
  });
  after(() => cluster?.stop());

  it('are all accepted by the API server', async (t) => {
    const checked = new Set<string>();
    const property = fc.asyncProperty(platformInput, async (input) => {
      const fresh = platformApp(JSON.stringify(withoutIgnored(input))).manifests.filter((object) => {
        const text = JSON.stringify(object);
        return checked.has(text) ? false : checked.add(text);
      });
      const { errors, warnings } = await cluster.apply(fresh, { dryRun: true });
      assert.deepEqual([errors, warnings], [[], []]);
    });
    await fc.assert(property, { numRuns: RUNS });
    t.diagnostic(`${RUNS} platforms, ${checked.size} different objects`);
  });
});
