import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildApp } from '../../charts/app';
import { runChecks } from '../../lib/checks/all';
import { synthesize } from '../../lib/kube/synthesis';
import { DryRuns } from './dry-runs';
import { Cluster } from './harness';
import { leaves } from './leaf-values';
import { oddPlatform } from './odd-platforms';

const PLATFORMS = [
  'stacks/platforms/production.yaml',
  'test/platforms/everything.yaml',
  'test/platforms/tuned.yaml',
  'test/platforms/external.yaml',
];

/** Values per leaf and platform. */
const ROUNDS = Number(process.env['FAAS_STACK_LEAF_ROUNDS'] ?? 2);

describe('odd values of every leaf of the platform file', () => {
  let cluster: Cluster;

  before(async () => {
    cluster = await Cluster.start();
  });
  after(() => cluster?.stop());

  it('that are accepted while loading are accepted by the API server', async (t) => {
    const all = leaves();
    const tried = new Set<string>();
    const dryRuns = new DryRuns(cluster);
    const refusals: string[] = [];
    let count = 0;
    for (const file of PLATFORMS) {
      for (let round = 0; round < ROUNDS; round++) {
        const { platform, values } = oddPlatform(file, all, round);
        count += values.length;
        for (const { leaf } of values) tried.add(leaf.path.join('.'));
        const synthesis = synthesize(buildApp(platform));
        const found = runChecks(synthesis).map(({ object }) => object);
        const objects = synthesis.objects
          .map(({ manifest }) => manifest)
          .filter(({ kind, metadata: { name } }) => !found.includes(`${kind}/${name}`));
        const { errors } = await dryRuns.apply(objects);
        refusals.push(...errors.map(({ object, message }) => `${file}, round ${round}: ${object}: ${message}`));
      }
    }
    t.diagnostic(`${count} values at ${tried.size} of ${all.length} leaves, ${dryRuns.size} different objects`);
    assert.ok(tried.size > 400, `only ${tried.size} leaves have an odd value`);
    assert.deepEqual(refusals, []);
  });
});
