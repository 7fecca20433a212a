import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { nodeFiles } from '../../../lib/tracing/node-files';
import type { Tracing } from '../../../lib/platform/model';
import { Manifests } from '../../support/platform';
import { buildTools } from '../build-tools';
import { startApiServer, type Flags } from '../control-plane';
import { Processes } from '../processes';
import { withParts } from '../scripts/container';
import { API_SERVERS, VERSIONS, type Version } from '../versions';
import { JaegerApi, type Span } from './jaeger-api';
import { TracingPods } from './pods';

type EtcdVersion = NonNullable<Tracing['agent']['node']['etcd']>['version'];

const PLATFORM = Manifests.of('tracing: { enabled: true }');
const NAMESPACE = 'traced';

/** The service of etcd's spans. */
const ETCD = 'etcd';

/** Every request, so that none is missing. */
const EVERY = 1_000_000;

/** The version of etcd whose flags are generated, by the version of Kubernetes: the program, etcd 3.6, knows both spellings. */
const SPELLING: Readonly<Record<string, EtcdVersion>> = { '1.36': '3.5' };

/** Where the generated files send spans: a collector on the node. */
const ON_THE_NODE = '127.0.0.1:4317';

/** The files that `node-files` writes for a version of Kubernetes, with the address of the collector here. */
function filesOf(version: Version, collector: string): { readonly apiServer: string; readonly etcdFlags: Flags } {
  const rate = { samplingRatePerMillion: EVERY };
  const node = { apiServer: rate, etcd: { version: SPELLING[version] ?? '3.6', ...rate } };
  const files = nodeFiles(node, version);
  const text = (name: string): string => withParts(files.get(name) ?? '', { [ON_THE_NODE]: collector });
  const { etcd } = parse(text('kubeadm.yaml')) as { etcd: { local: { extraArgs: { name: string; value: string }[] } } };
  return {
    apiServer: text('apiserver-tracing.yaml'),
    etcdFlags: Object.fromEntries(etcd.local.extraArgs.map(({ name, value }) => [name, value])),
  };
}

/** The spans that a span is within. */
function ancestors(spans: readonly Span[], { parent }: Span): Span[] {
  const outer = spans.find(({ spanId }) => spanId === parent);
  return outer ? [outer, ...ancestors(spans, outer)] : [];
}

describe('the control plane', () => {
  let pods: TracingPods;
  let jaeger: JaegerApi;

  before(async () => {
    pods = await TracingPods.of(PLATFORM);
    jaeger = new JaegerApi(pods.ports.jaeger.query);
    await pods.startAll();
  });
  after(() => pods?.stop());

  for (const version of VERSIONS)
    it(`of Kubernetes ${version}, with its etcd, traces the creation of a pod`, { timeout: 120_000 }, async (t) => {
      const program = API_SERVERS[version];
      const binaries = await buildTools((line) => process.stderr.write(`${line}\n`), ['etcd', program]);
      const folder = mkdtempSync(join(tmpdir(), 'faas-stack-traced-'));
      const processes = new Processes(folder);
      const { apiServer, etcdFlags } = filesOf(version, `127.0.0.1:${pods.ports['otel-collector'].grpc}`);
      try {
        const file = pods.programs.shop.file(`apiserver-tracing-${version}.yaml`, apiServer);
        const { api: server } = await startApiServer(
          folder,
          { etcd: binaries.etcd, 'kube-apiserver': binaries[program] },
          processes,
          { apiServerFlags: { 'tracing-config-file': file }, etcdFlags },
        );
        await server.create('/api/v1/namespaces', { metadata: { name: NAMESPACE } });
        await server.create(`/api/v1/namespaces/${NAMESPACE}/serviceaccounts`, { metadata: { name: 'default' } });
        await server.create(`/api/v1/namespaces/${NAMESPACE}/pods`, {
          metadata: { name: `web-${version}` },
          spec: { containers: [{ name: 'web', image: 'registry.example/web:1.0.0' }] },
        });
        const query = { service: 'apiserver', operation: 'POST /api/v1/namespaces/{:namespace}/pods' };
        const stored = (all: readonly Span[]) =>
          all.some(({ service }) => service === ETCD) &&
          all.some(({ tags }) => tags['key'] === `/pods/${NAMESPACE}/web-${version}`);
        const spans = await jaeger.trace(query, stored);
        const named = (service: string, operation: string) =>
          spans.filter((span) => span.service === service && span.operation === operation);
        const [request] = named('apiserver', query.operation);
        const [create] = named('apiserver', 'Create');
        assert.ok(request, 'there is no span of the request');
        assert.ok(create, 'there is no span of the creation');
        assert.ok(ancestors(spans, create).includes(request));
        assert.equal(named('apiserver', 'Create etcd3').length, 1);
        // The request to etcd and its handling there are two spans, one below the other.
        const calls = new Set(named('apiserver', 'etcdserverpb.KV/Txn').map(({ spanId }) => spanId));
        const handled = named(ETCD, 'etcdserverpb.KV/Txn');
        assert.ok(handled.length > 0);
        assert.ok(handled.every(({ parent }) => parent !== undefined && calls.has(parent)));
        t.diagnostic(`${spans.length} spans, ${request.durationMs} ms`);
        server.close();
      } finally {
        processes.stop();
      }
    });
});
