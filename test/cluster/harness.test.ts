import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Cluster } from './harness';
import { standardNodes } from './nodes';
import { checkOrder, type Edge } from './timeline';
import { TOY_EDGES, toyApp } from './toy';
import { until } from './wait';
import { edgesOf, WAITS_FOR } from './waits-for';
import type { Manifest, Node, PersistentVolume, PersistentVolumeClaim } from './wire-types';

const WORKLOADS = ['DaemonSet/agent', 'Deployment/api', 'Deployment/web', 'Job/fill', 'Job/keys', 'StatefulSet/store'];

function configMap(name: string, rest: object = {}): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'toy' }, data: { key: 'value' }, ...rest };
}

/** The first container's image of a workload replaced. */
function withImage(object: Manifest, image: string): Manifest {
  const copy = structuredClone(object) as Manifest & {
    spec: { template: { spec: { containers: { image: string }[] } } };
  };
  const [container] = copy.spec.template.spec.containers;
  assert.ok(container);
  container.image = image;
  return copy;
}

describe('the harness', () => {
  let cluster: Cluster;
  const startedAt = Date.now();
  const app = toyApp('toy');
  const find = (kind: string, name: string) => {
    const object = app.find((candidate) => candidate.kind === kind && candidate.metadata.name === name);
    assert.ok(object);
    return object;
  };

  before(async () => {
    cluster = await Cluster.start();
  });
  after(() => cluster?.stop());

  it('starts the control plane with six nodes', async (t) => {
    t.diagnostic(`up in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
    const nodes = await cluster.api.list<Node>('/api/v1/nodes');
    const roles = nodes.map(({ metadata }) => metadata.labels?.['openwhisk-role'] ?? 'none').sort();
    assert.deepEqual(roles, ['core', 'edge', 'invoker', 'invoker', 'none', 'none']);
    assert.match(await cluster.kubectl('version'), /Server Version: v1\.\d+\.\d+\n/);
  });

  it('stores nothing in a dry run', async () => {
    const result = await cluster.apply([find('Namespace', 'toy')], { dryRun: true });
    assert.deepEqual(result.created, ['Namespace toy']);
    assert.equal(await cluster.api.find('/api/v1/namespaces/toy'), undefined);
  });

  it('applies every object at the first try', async (t) => {
    const result = await cluster.apply(app);
    assert.deepEqual(result.errors, []);
    assert.deepEqual(result.warnings, []);
    assert.equal(result.created.length, app.length);
    t.diagnostic(`${result.created.length} objects created`);
  });

  it('waits until all workloads are ready', async (t) => {
    const { seconds, workloads } = await cluster.ready('toy', { timeoutSeconds: 60 });
    assert.deepEqual([...workloads].sort(), WORKLOADS);
    t.diagnostic(`${workloads.length} workloads ready in ${seconds.toFixed(1)} s`);
  });

  it('observes the launch order', async (t) => {
    const timeline = await cluster.timeline('toy');
    const { observed, violations } = checkOrder(timeline, TOY_EDGES);
    assert.deepEqual(violations, []);
    t.diagnostic(`${observed.length} of ${TOY_EDGES.length} edges observed`);
    const [pod] = timeline.find(({ workload }) => workload === 'Deployment/api')?.pods ?? [];
    const revisions = pod?.initContainers.map(({ finished }) => finished?.revision ?? 0) ?? [];
    assert.equal(revisions.length, 3);
    assert.deepEqual(
      revisions,
      [...revisions].sort((a, b) => a - b),
      'init containers finish in their order',
    );
  });

  it('reads the edges from the annotations', () => {
    const inOrder = (edges: readonly Edge[]) => edges.map((edge) => JSON.stringify(edge)).sort();
    assert.deepEqual(inOrder(edgesOf(app)), inOrder(TOY_EDGES));
  });

  it('reports the violated edges', async () => {
    const turned = TOY_EDGES.map(({ first, then }) => ({ first: then, then: first }));
    const { observed, violations } = checkOrder(await cluster.timeline('toy'), turned);
    assert.deepEqual(observed, []);
    assert.equal(violations.length, TOY_EDGES.length);
  });

  it('binds volumes', async () => {
    const claims = await cluster.api.list<PersistentVolumeClaim>('/api/v1/namespaces/toy/persistentvolumeclaims');
    assert.deepEqual(
      claims.map(({ metadata, status }) => [metadata.name, status?.phase, status?.capacity]),
      [['data-store-0', 'Bound', { storage: '1Gi' }]],
    );
  });

  it('changes nothing when applied again', async (t) => {
    const result = await cluster.apply(app);
    assert.deepEqual([result.created, result.changed, result.errors], [[], [], []]);
    t.diagnostic(`${result.unchanged.length} objects unchanged`);
  });

  it('names the fields that an apply changes', async () => {
    const result = await cluster.apply([withImage(find('Deployment', 'web'), 'registry.example/toy:1.0.1')]);
    assert.deepEqual(result.changed, [
      { object: 'Deployment toy/web', fields: ['.spec.template.spec.containers[0].image'] },
    ]);
    await cluster.ready('toy');
  });

  it('refuses an unknown field', async () => {
    const { errors, created } = await cluster.apply([configMap('strict', { dtaa: {} }), configMap('after')]);
    assert.equal(errors.length, 1);
    assert.equal(errors[0]?.object, 'ConfigMap toy/strict');
    assert.match(errors[0]?.message ?? '', /dtaa/);
    assert.deepEqual(created, ['ConfigMap toy/after']);
  });

  it('collects Pod Security warnings', async () => {
    const pod = { containers: [{ name: 'soft', image: 'registry.example/soft:1' }] };
    const soft = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'soft', namespace: 'toy' }, spec: pod };
    const { warnings, errors } = await cluster.apply([soft], { dryRun: true });
    assert.deepEqual(errors, []);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0]?.text ?? '', /would violate PodSecurity "restricted:latest".*runAsNonRoot/);
    const hard = { ...soft, spec: { ...pod, hostNetwork: true } };
    const refused = await cluster.apply([hard], { dryRun: true });
    assert.match(refused.errors[0]?.message ?? '', /violates PodSecurity "baseline:latest"/);
  });

  it('applies a definition and an object of the new kind in one go', async () => {
    const schema = {
      type: 'object',
      properties: { spec: { type: 'object', properties: { size: { type: 'integer' } } } },
    };
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.example.org' },
      spec: {
        group: 'example.org',
        scope: 'Namespaced',
        names: { plural: 'widgets', singular: 'widget', kind: 'Widget', listKind: 'WidgetList' },
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } }],
      },
    };
    const metadata = { name: 'one', namespace: 'toy' };
    const widget = { apiVersion: 'example.org/v1', kind: 'Widget', metadata, spec: { size: 1 } };
    const { created, errors } = await cluster.apply([definition, widget]);
    assert.deepEqual(errors, []);
    assert.deepEqual(created, ['CustomResourceDefinition widgets.example.org', 'Widget toy/one']);
  });

  it('checks the permissions of a ServiceAccount', async () => {
    assert.equal(await cluster.can('toy/api', 'get', 'pods'), true);
    assert.equal(await cluster.can('toy/api', 'get', 'pods/log'), true);
    assert.equal(await cluster.can('toy/api', 'delete', 'pods'), false);
    assert.equal(await cluster.can('toy/api', 'get', 'pods', { namespace: 'kube-system' }), false);
    assert.equal(await cluster.can('toy/api', 'get', 'deployments.apps'), false);
    assert.equal(await cluster.can('toy/default', 'get', 'pods'), false);
  });

  it('refuses an annotation that names no init container', async () => {
    const template = { metadata: { annotations: { [WAITS_FOR]: '{"wait-for-storm":[]}' } } };
    const wrong = structuredClone(find('Deployment', 'web')) as Manifest & { spec: { template: object } };
    Object.assign(wrong.spec.template, { metadata: { ...find('Deployment', 'web').metadata, ...template.metadata } });
    await cluster.apply([wrong]);
    await assert.rejects(cluster.ready('toy', { timeoutSeconds: 20 }), /names no init container.*wait-for-storm/);
  });

  it('deletes a namespace with its volumes', async () => {
    await cluster.deleteNamespace('toy');
    const left = async () => {
      const volumes = await cluster.api.list<PersistentVolume>('/api/v1/persistentvolumes');
      return !volumes.some(({ spec }) => spec?.claimRef?.namespace === 'toy');
    };
    await until(left, { what: 'the volumes are gone' });
  });
});

describe('tainted nodes', () => {
  let cluster: Cluster;
  before(async () => {
    cluster = await Cluster.start({ nodes: standardNodes({ tainted: true }) });
  });
  after(() => cluster?.stop());

  it('take no pods without a toleration', async () => {
    assert.deepEqual((await cluster.apply(toyApp('toy'))).errors, []);
    await cluster.ready('toy');
    const nodes = new Set((await cluster.pods('toy')).map(({ spec }) => spec?.nodeName));
    assert.deepEqual([...nodes].sort(), ['other-1', 'other-2']);
  });
});
