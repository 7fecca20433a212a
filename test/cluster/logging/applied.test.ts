import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Cluster } from '../harness';
import { standardNodes } from '../nodes';
import { nameOf, platformApp, type PlatformApp } from '../platform-app';
import { checkOrder } from '../timeline';
import type { Manifest } from '../wire-types';

const NAMESPACE = 'logging';

const app = (more = ''): PlatformApp =>
  platformApp(`
monitoring: { enabled: false }
${more}
logging:
  enabled: true
  elasticsearch: { replicas: 3, virtualMemory: initContainer }
  kibana: { host: kibana.uob.example.local }
`);

/** The part of a platform that is logging; of its namespaces, the API server reports the pods that are not restricted. */
const logging = ({ manifests }: PlatformApp): Manifest[] =>
  manifests
    .filter(
      ({ metadata }) =>
        [NAMESPACE, `${NAMESPACE}-nodes`].includes(metadata.namespace ?? '') || metadata.name.startsWith(NAMESPACE),
    )
    .map((manifest) => {
      if (manifest.kind !== 'Namespace') return manifest;
      const given = manifest.metadata.labels as Record<string, string>;
      const labels = { ...given, 'pod-security.kubernetes.io/warn': 'restricted' };
      return { ...manifest, metadata: { ...manifest.metadata, labels } };
    });

interface Claim {
  readonly metadata: { readonly name: string; readonly uid: string };
}

describe('logging', () => {
  const platform = app();
  let cluster: Cluster;

  before(async () => {
    cluster = await Cluster.start({ nodes: standardNodes({ tainted: true }) });
  });
  after(() => cluster?.stop());

  const claims = async (): Promise<string[]> => {
    const list = await cluster.api.find<{ items: Claim[] }>(`/api/v1/namespaces/${NAMESPACE}/persistentvolumeclaims`);
    return (list?.items ?? []).map(({ metadata }) => `${metadata.name} ${metadata.uid}`).sort();
  };
  const images = async (): Promise<Set<string>> => {
    const pods = await cluster.pods(NAMESPACE);
    const nodes = pods.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/component'] === 'elasticsearch');
    assert.equal(nodes.length, 3);
    return new Set(nodes.flatMap(({ spec }) => spec?.containers.map(({ image = '' }) => image) ?? []));
  };

  it('is accepted, and restricted except for pods that name their exception', async (t) => {
    const manifests = logging(platform);
    const { errors, warnings, created } = await cluster.apply(manifests);
    assert.deepEqual(errors, []);
    assert.equal(created.length, manifests.length);
    const unrestricted = manifests.filter((manifest) =>
      JSON.stringify(manifest).includes('faas-stack/security-exception'),
    );
    assert.deepEqual(unrestricted.map(({ kind, metadata }) => `${kind}/${metadata.name}`).sort(), [
      'DaemonSet/owdev-fluentd',
      'StatefulSet/owdev-elasticsearch',
    ]);
    assert.deepEqual(
      warnings.map(({ text }) => /would violate PodSecurity "restricted/.test(text)),
      [true, true],
      JSON.stringify(warnings),
    );
    t.diagnostic(`${created.length} objects`);
  });

  it('starts in the order of the graph', async (t) => {
    const { seconds, workloads } = await cluster.ready(NAMESPACE, { timeoutSeconds: 120 });
    const names = platform.order.workloads.filter(({ namespace }) => namespace === NAMESPACE).map(nameOf);
    assert.deepEqual([...workloads].sort(), names.sort());
    const edges = platform.edges.filter(({ first, then }) => names.includes(first) && names.includes(then));
    const { observed, violations } = checkOrder(await cluster.timeline(NAMESPACE), edges);
    assert.deepEqual(violations, []);
    assert.equal(observed.length, edges.length);
    t.diagnostic(`${workloads.length} workloads in ${seconds.toFixed(1)} s, ${edges.length} edges`);
  });

  it('can be upgraded by one version, and every node keeps its claim', async () => {
    const before = await claims();
    assert.equal(before.filter((claim) => claim.startsWith('data-owdev-elasticsearch-')).length, 3);
    const image = 'docker.elastic.co/elasticsearch/elasticsearch:8.19.1';
    const { errors, changed } = await cluster.apply(
      logging(app(`images: { overrides: { elasticsearch: '${image}' } }`)),
    );
    assert.deepEqual(errors, []);
    assert.deepEqual(changed.flatMap(({ object, fields }) => fields.map((field) => `${object} ${field}`)).sort(), [
      'StatefulSet logging/owdev-elasticsearch .spec.template.spec.containers[0].image',
      'StatefulSet logging/owdev-elasticsearch .spec.template.spec.initContainers[1].image',
    ]);
    await cluster.ready(NAMESPACE, { timeoutSeconds: 120 });
    assert.deepEqual(await images(), new Set([image]));
    assert.deepEqual(await claims(), before);
  });
});
