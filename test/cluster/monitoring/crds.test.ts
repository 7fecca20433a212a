import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { App } from 'cdk8s';
import { CrdsChart } from '../../../charts/crds';
import { renderFiles } from '../../../lib/cli/render-files';
import { synthesize } from '../../../lib/kube/synthesis';
import { parsePlatform } from '../../../lib/load/load';
import { DEFINITIONS, MONITORING_KINDS, type MonitoringKind } from '../../../lib/crds/definitions';
import { problemText } from '../../../lib/crds/problem';
import { specSchema } from '../../../lib/crds/schema';
import { structuralProblems } from '../../../lib/crds/structural';
import { OPERATOR_GROUP } from '../../../lib/crds/version';
import { DROPPED, INVALID, MINIMAL, REFUSED, VALID } from '../../crds/samples';
import { Cluster } from '../harness';
import type { Manifest } from '../wire-types';

function resource(kind: MonitoringKind, spec: object): Manifest {
  const [{ name: version }] = DEFINITIONS[kind].spec.versions;
  const metadata = { name: 'sample', namespace: 'default' };
  return { apiVersion: `${OPERATOR_GROUP}/${version}`, kind, metadata, spec };
}

/** What our validator says by the schema alone, which is all that the API server knows. */
function ours(kind: MonitoringKind, spec: object): string[] {
  return structuralProblems(specSchema(DEFINITIONS[kind]), spec, ['spec']).map(problemText);
}

describe("the operator's custom resource definitions on a real API server", () => {
  let cluster: Cluster;
  const app = new App();
  new CrdsChart(app, 'crds', { platform: parsePlatform('name: t\nnamespace: ns').platform, kinds: MONITORING_KINDS });
  const synthesis = synthesize(app);

  before(async () => {
    cluster = await Cluster.start();
  });
  after(() => cluster?.stop());

  const errorsOf = async (object: Manifest): Promise<string[]> => {
    const { errors } = await cluster.apply([object], { dryRun: true });
    return errors.map(({ message }) => message);
  };

  it('are applied server-side at the first try, with every schema unchanged', async (t) => {
    const manifests = synthesis.objects.map(({ manifest }) => manifest);
    const started = Date.now();
    const { errors, warnings, created } = await cluster.apply(manifests);
    assert.deepEqual(errors, []);
    assert.deepEqual(warnings, []);
    assert.equal(created.length, MONITORING_KINDS.length);
    t.diagnostic(`ten definitions served after ${((Date.now() - started) / 1000).toFixed(1)} s`);
    const again = await cluster.apply(manifests);
    assert.deepEqual([again.errors, again.changed, again.created], [[], [], []]);
  });

  it('can be read by kubectl from the written file', async () => {
    const [[name, text] = ['', '']] = [...renderFiles(synthesis)];
    const file = join(cluster.folder, name);
    writeFileSync(file, text);
    const answer = await cluster.kubectl('apply', '--server-side', '--field-manager=faas-stack', '-f', file);
    assert.equal(answer.match(/serverside-applied/g)?.length, MONITORING_KINDS.length);
  });

  it('accept what our validator accepts', async (t) => {
    const least = MONITORING_KINDS.map((kind) => [`the least ${kind}`, kind, MINIMAL[kind]] as const);
    const refusedLater = REFUSED.filter(([, kind, spec]) => ours(kind, spec).length === 0);
    const samples = [...least, ...VALID, ...refusedLater];
    for (const [name, kind, spec] of samples) {
      assert.deepEqual([ours(kind, spec), await errorsOf(resource(kind, spec))], [[], []], name);
    }
    t.diagnostic(`${samples.length} objects`);
  });

  it('refuse what our validator refuses', async (t) => {
    for (const [name, kind, spec] of INVALID) {
      const errors = await errorsOf(resource(kind, spec));
      assert.equal(errors.length, 1, `the API server accepts ${name}, of which we say: ${ours(kind, spec).join()}`);
    }
    t.diagnostic(`${INVALID.length} objects`);
  });

  it('silently prune what our validator reports', async () => {
    const [, kind, spec] = DROPPED;
    const { errors, warnings } = await cluster.apply([resource(kind, spec)]);
    assert.deepEqual([errors, warnings], [[], []]);
    const { plural } = DEFINITIONS[kind].spec.names;
    const path = `/apis/${OPERATOR_GROUP}/v1/namespaces/default/${plural}/sample`;
    const { spec: stored } = (await cluster.api.find<{ spec: object }>(path)) ?? {};
    assert.deepEqual(stored && Object.keys(stored).includes('storage'), true);
    assert.ok(!JSON.stringify(stored).includes('"x"'), JSON.stringify(stored));
  });
});
