import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildApp } from '../../charts/app';
import { runChecks } from '../../lib/checks/all';
import { synthesize } from '../../lib/kube/synthesis';
import { Cluster } from './harness';
import { leaves } from './leaf-values';
import { oddPlatform } from './odd-platforms';
import type { Manifest } from './wire-types';

const PLATFORMS = [
  'stacks/platforms/production.yaml',
  'test/platforms/everything.yaml',
  'test/platforms/tuned.yaml',
  'test/platforms/external.yaml',
];

/** Values per leaf and platform. */
const ROUNDS = Number(process.env['FAAS_STACK_LEAF_ROUNDS'] ?? 2);

/** Kinds of programs that the test's cluster does not have. */
const FOREIGN = /^(keda\.sh|cert-manager\.io|gateway\.networking\.k8s\.io)\//;

/** tuned.yaml is for Kubernetes 1.37, which accepts it. */
function isOfLaterVersion({ kind, spec }: Manifest): boolean {
  return kind === 'HorizontalPodAutoscaler' && (spec as { minReplicas?: number }).minReplicas === 0;
}

describe('odd values of every leaf of the platform file', () => {
  let cluster: Cluster;

  before(async () => {
    cluster = await Cluster.start();
  });
  after(() => cluster?.stop());

  const applied = new Set<string>();
  /** A dry run creates neither the namespaces of its objects nor the kinds. */
  async function prepare(objects: readonly Manifest[]): Promise<void> {
    const namespaces = objects.map(({ metadata: { namespace } }) => namespace).filter((name) => name !== undefined);
    const missing = [...new Set(namespaces)].map((name) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    }));
    const definitions = objects.filter(({ kind }) => kind === 'CustomResourceDefinition');
    const fresh = [...missing, ...definitions].filter(
      ({ kind, metadata: { name } }) => !applied.has(`${kind} ${name}`),
    );
    for (const {
      kind,
      metadata: { name },
    } of fresh)
      applied.add(`${kind} ${name}`);
    assert.deepEqual((await cluster.apply(fresh)).errors, []);
  }

  it('that are accepted while loading are accepted by the API server', async (t) => {
    const all = leaves();
    const tried = new Set<string>();
    const checked = new Set<string>();
    const refusals: string[] = [];
    let count = 0;
    for (const file of PLATFORMS) {
      for (let round = 0; round < ROUNDS; round++) {
        const { platform, values } = oddPlatform(file, all, round);
        count += values.length;
        for (const { leaf } of values) tried.add(leaf.path.join('.'));
        const synthesis = synthesize(buildApp(platform));
        const found = runChecks(synthesis).map(({ object }) => object);
        const objects = synthesis.objects.map(({ manifest }) => manifest);
        await prepare(objects);
        const fresh = objects.filter((object) => {
          if (
            FOREIGN.test(object.apiVersion) ||
            isOfLaterVersion(object) ||
            found.includes(`${object.kind}/${object.metadata.name}`)
          )
            return false;
          const text = JSON.stringify(object);
          return checked.has(text) ? false : checked.add(text);
        });
        const { errors } = await cluster.apply(fresh, { dryRun: true });
        refusals.push(...errors.map(({ object, message }) => `${file}, round ${round}: ${object}: ${message}`));
      }
    }
    t.diagnostic(`${count} values at ${tried.size} of ${all.length} leaves, ${checked.size} different objects`);
    assert.ok(tried.size > 400, `only ${tried.size} leaves have an odd value`);
    assert.deepEqual(refusals, []);
  });
});
