import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { synthesizeFile } from '../../../lib/cli/platform';
import { parsePlatform } from '../../../lib/load/load';
import { buildApp } from '../../../charts/app';
import { synthesize, type Synthesis } from '../../../lib/kube/synthesis';
import { planResources } from '../../../lib/pulumi/plan';
import program from '../../../stacks/index';
import { Cluster } from '../harness';
import { standardNodes } from '../nodes';
import { platformApp } from '../platform-app';
import { checkOrder } from '../timeline';
import { configure, Engine, PLATFORMS, Steps, type EngineStack } from './engine';

/** A value that must not be seen in any file. */
const MARKER = '9f4c1c2e-the-marker';

/** Kinds that outlive a namespace, and some that would show that one is still there. */
const KINDS = 'namespaces,clusterroles,clusterrolebindings,validatingwebhookconfigurations,roles,deployments,jobs,pods';

/** All text that the engine has written: state, history, configuration, logs. */
function writtenBy({ folder }: EngineStack): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

/** Names of the objects that are in one synthesis only, or not the same in both. */
function differences(one: Synthesis, other: Synthesis): string[] {
  const manifests = (synthesis: Synthesis) =>
    new Map(planResources(synthesis).map(({ name, manifest }) => [name, manifest]));
  const [before, after] = [manifests(one), manifests(other)];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => !isDeepStrictEqual(before.get(name), after.get(name))).sort();
}

const rendered = (yaml: string): Synthesis => synthesize(buildApp(parsePlatform(yaml).platform));

describe('pulumi up of the profile standard', () => {
  const { synthesis } = synthesizeFile(join(PLATFORMS, 'standard.yaml'));
  const plan = planResources(synthesis);
  const secret = 'openwhisk.redis.auth.password';
  let cluster: Cluster;
  let engine: Engine;
  let faas: EngineStack;
  const printed: string[] = [];
  const onOutput = (text: string): number => printed.push(text);

  before(async () => {
    cluster = await Cluster.start({ nodes: standardNodes({ tainted: true }) });
    engine = await Engine.start(cluster);
    faas = await engine.stack('standard', program, { checkpoints: false });
    await configure(faas, cluster, 'standard');
  });
  after(() => cluster?.stop());

  it('previews the objects that synth writes', async (t) => {
    const steps = new Steps();
    const started = Date.now();
    await faas.stack.preview({ onOutput, onEvent: steps.listen });
    const seconds = (Date.now() - started) / 1000;
    assert.deepEqual(steps.names('create'), plan.map(({ name }) => name).sort());
    t.diagnostic(`${plan.length} objects in ${seconds.toFixed(1)} s`);
  });

  it('creates every object after its dependencies', async (t) => {
    const steps = new Steps();
    const started = Date.now();
    const { outputs } = await faas.stack.up({ onOutput, onEvent: steps.listen });
    assert.deepEqual(steps.names('create'), plan.map(({ name }) => name).sort());
    const edges = plan.flatMap(({ name, dependsOn }) => dependsOn.map((first) => [first, name] as const));
    assert.deepEqual(
      edges.filter(([first, then]) => !steps.inOrder(first, then)),
      [],
    );
    assert.equal(outputs['apiHost']?.value, 'https://localhost:31001');
    t.diagnostic(`${edges.length} edges in ${((Date.now() - started) / 1000).toFixed(0)} s`);
  });

  it('brings the pods up in launch order', async (t) => {
    const app = platformApp('profile: standard');
    const edges = app.edges;
    const timelines = [...(await cluster.timeline('openwhisk')), ...(await cluster.timeline('monitoring'))];
    const { observed, violations } = checkOrder(timelines, edges);
    assert.deepEqual(violations, []);
    assert.equal(observed.length, edges.length);
    t.diagnostic(`${observed.length} edges`);
  });

  it('changes nothing the second time', async () => {
    const { summary } = await faas.stack.up({ onOutput });
    assert.deepEqual(Object.keys(summary.resourceChanges ?? {}), ['same']);
  });

  it('previews exactly what one changed value changes', async (t) => {
    const steps = new Steps();
    await faas.stack.setConfig('openwhisk.nginx.replicas', { value: '2' });
    await faas.stack.preview({ onOutput, onEvent: steps.listen });
    const expected = differences(
      rendered('profile: standard'),
      rendered('profile: standard\nopenwhisk: {nginx: {replicas: 2}}'),
    );
    assert.deepEqual(
      (['create', 'update', 'replace', 'delete'] as const).flatMap((op) => steps.names(op)).sort(),
      expected,
    );
    assert.ok(expected.length > 0);
    t.diagnostic(expected.join(', '));
    await faas.stack.removeConfig('openwhisk.nginx.replicas');
  });

  it('accepts a secret that appears in no file and no output', async () => {
    await faas.stack.setConfig(secret, { value: MARKER, secret: true });
    await faas.stack.preview({ onOutput });
    await faas.stack.up({ onOutput });
    const path = '/api/v1/namespaces/openwhisk/secrets/owdev-openwhisk.redis.auth';
    const made = await cluster.api.find<{ data: Record<string, string> }>(path);
    assert.equal(Buffer.from(made?.data['password'] ?? '', 'base64').toString(), MARKER);
    assert.ok(writtenBy(faas).includes('owdev-openwhisk.redis.auth'));
    for (const text of [MARKER, Buffer.from(MARKER).toString('base64')]) {
      assert.ok(!writtenBy(faas).includes(text), 'a file of the engine holds the secret');
      assert.ok(!printed.join('').includes(text), 'the output shows the secret');
    }
  });

  it('leaves nothing after destroy', async (t) => {
    const started = Date.now();
    await faas.stack.destroy({ onOutput });
    const label = 'app.kubernetes.io/managed-by=faas-stack';
    const left = await cluster.kubectl('get', KINDS, '--all-namespaces', '--selector', label, '--output', 'name');
    assert.equal(left.trim(), '');
    const definitions = await cluster.kubectl('get', 'customresourcedefinitions', '--output', 'name');
    assert.equal(definitions.trim(), '');
    const { deployment } = (await faas.stack.exportStack()) as { deployment: { resources?: unknown[] } };
    assert.deepEqual(deployment.resources ?? [], []);
    t.diagnostic(`in ${((Date.now() - started) / 1000).toFixed(0)} s`);
  });
});
