import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as fc from 'fast-check';
import { buildApp } from '../../charts/app';
import { runChecks } from '../../lib/checks/all';
import { synthesize, type Manifest } from '../../lib/kube/synthesis';
import { parsePlatform } from '../../lib/load/load';
import type { Platform } from '../../lib/platform/model';
import { platformInput } from '../properties/platform-input';
import { withoutIgnored } from '../properties/without-ignored';
import { DryRuns } from './dry-runs';
import { Cluster } from './harness';
import { leaves } from './leaf-values';
import { somewhatOddPlatform } from './odd-platforms';

/** Number of random platforms; `npm run test:random` sets 2000. */
const RUNS = Number(process.env['FAAS_STACK_RANDOM_RUNS'] ?? 100);

/** Selects the platforms. */
const SEED = Number(process.env['FAAS_STACK_RANDOM_SEED'] ?? 19);

const FILES = fc
  .sample(
    fc.boolean().chain((monitored) => platformInput({ monitored })),
    { numRuns: RUNS, seed: SEED },
  )
  .map(withoutIgnored);

/** The objects of a platform, without those that a check reports, and the number of findings. */
function checked(platform: Platform): { readonly objects: readonly Manifest[]; readonly findings: readonly string[] } {
  const synthesis = synthesize(buildApp(platform));
  const found = runChecks(synthesis);
  const reported = found.map(({ object }) => object);
  return {
    objects: synthesis.objects
      .map(({ manifest }) => manifest)
      .filter(({ kind, metadata: { name } }) => !reported.includes(`${kind}/${name}`)),
    findings: found.map(({ object, problem }) => `${object}: ${problem}`),
  };
}

describe('random platforms', () => {
  let cluster: Cluster;
  let dryRuns: DryRuns;

  before(async () => {
    cluster = await Cluster.start();
    dryRuns = new DryRuns(cluster);
    // A platform without an operator of its own brings no definitions of custom resources.
    await dryRuns.apply(checked(parsePlatform('profile: standard').platform).objects);
  });
  after(() => cluster?.stop());

  /** What goes wrong with each platform, with its number in the list. */
  async function failures(problemsOf: (index: number) => Promise<string[]>): Promise<string[]> {
    const all: string[] = [];
    for (const index of FILES.keys()) {
      const problems = await problemsOf(index).catch((error: unknown) => [
        error instanceof Error ? String(error.stack) : String(error),
      ]);
      all.push(...problems.map((problem) => `platform ${index}: ${problem}`));
    }
    return all;
  }

  it('are accepted by the API server', async (t) => {
    const problems = await failures(async (index) => {
      const { objects, findings } = checked(parsePlatform(JSON.stringify(FILES[index])).platform);
      const { errors, warnings } = await dryRuns.apply(objects);
      return [
        ...findings,
        ...errors.map(({ object, message }) => `${object}: ${message}`),
        ...warnings.map(({ object, text }) => `${object}: ${text}`),
      ];
    });
    t.diagnostic(`${RUNS} platforms of seed ${SEED}, ${dryRuns.size} different objects`);
    assert.deepEqual(problems, []);
  });

  it('with odd values that are accepted while loading are accepted by the API server', async (t) => {
    const all = leaves();
    const tried = new Set<string>();
    let count = 0;
    const problems = await failures(async (index) => {
      const { platform, values } = somewhatOddPlatform(FILES[index] ?? {}, all, SEED + index);
      const { errors } = await dryRuns.apply(checked(platform).objects);
      count += values.length;
      for (const { leaf } of values) tried.add(leaf.path.join('.'));
      return errors.map(
        ({ object, message }) =>
          `${object}: ${message}; ${values.map(({ place, value }) => `${place.join('.')}: ${JSON.stringify(value)}`).join(', ')}`,
      );
    });
    t.diagnostic(`${count} values at ${tried.size} of ${all.length} leaves, ${dryRuns.size} different objects`);
    assert.ok(tried.size > 400, `only ${tried.size} leaves have an odd value`);
    assert.deepEqual(problems, []);
  });
});
