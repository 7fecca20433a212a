import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Manifests } from '../../support/platform';
import { buildTools } from '../build-tools';
import { startApiServer } from '../control-plane';
import { Processes } from '../processes';
import { API_SERVERS, VERSIONS } from '../versions';
import { JaegerApi, type Span } from './jaeger-api';
import { TracingPods } from './pods';

const PLATFORM = Manifests.of('tracing: { enabled: true }');
const NAMESPACE = 'traced';

/** Every request, so that none is missing. */
const EVERY = 1_000_000;

const CONFIGURATION = {
  apiVersion: 'apiserver.config.k8s.io/v1',
  kind: 'TracingConfiguration',
  samplingRatePerMillion: EVERY,
};

/** What the flags of etcd begin with, by the version of Kubernetes: etcd 3.6 knows both spellings. */
const SPELLING: Readonly<Record<string, string>> = { '1.36': 'experimental-' };

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
      const etcd = `etcd-${version}`;
      const spelling = SPELLING[version] ?? '';
      const otlp = `127.0.0.1:${pods.ports['otel-collector'].grpc}`;
      try {
        const file = pods.programs.shop.file(
          `tracing-${version}.yaml`,
          JSON.stringify({ ...CONFIGURATION, endpoint: otlp }),
        );
        const { api: server } = await startApiServer(
          folder,
          { etcd: binaries.etcd, 'kube-apiserver': binaries[program] },
          processes,
          {
            apiServerFlags: { 'tracing-config-file': file },
            etcdFlags: {
              [`${spelling}enable-distributed-tracing`]: true,
              [`${spelling}distributed-tracing-address`]: otlp,
              [`${spelling}distributed-tracing-service-name`]: etcd,
              [`${spelling}distributed-tracing-instance-id`]: etcd,
              [`${spelling}distributed-tracing-sampling-rate`]: EVERY,
            },
          },
        );
        await server.create('/api/v1/namespaces', { metadata: { name: NAMESPACE } });
        await server.create(`/api/v1/namespaces/${NAMESPACE}/serviceaccounts`, { metadata: { name: 'default' } });
        await server.create(`/api/v1/namespaces/${NAMESPACE}/pods`, {
          metadata: { name: `web-${version}` },
          spec: { containers: [{ name: 'web', image: 'registry.example/web:1.0.0' }] },
        });
        const query = { service: 'apiserver', operation: 'POST /api/v1/namespaces/{:namespace}/pods' };
        const stored = (all: readonly Span[]) => all.some(({ service }) => service === etcd);
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
        const handled = named(etcd, 'etcdserverpb.KV/Txn');
        assert.ok(handled.length > 0);
        assert.ok(handled.every(({ parent }) => parent !== undefined && calls.has(parent)));
        t.diagnostic(`${spans.length} spans, ${request.durationMs} ms`);
        server.close();
      } finally {
        processes.stop();
      }
    });
});
