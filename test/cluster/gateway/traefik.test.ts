import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { after, before, describe, it } from 'node:test';
import { buildApp } from '../../../charts/app';
import { GATEWAY_GROUP } from '../../../lib/crds/version';
import { synthesize } from '../../../lib/kube/synthesis';
import { parsePlatform } from '../../../lib/load/load';
import { Cluster } from '../harness';
import { NIGHTLY } from '../nightly';
import { freePorts } from '../ports';
import type { Seen } from '../scripts/backend';
import { setStage, type Stage } from '../scripts/stage';
import { until } from '../wait';
import type { Manifest } from '../wire-types';
import { gatewayDefinitions } from './definitions';
import { existingGateway, INFRA, machineAddress, startTraefik } from './traefik';

/** The host that the nginx of the stage serves. */
const HOST = 'api.example.org';
const PLATFORM = `
profile: lean
openwhisk:
  ingress:
    type: Gateway
    apiHost: { name: ${HOST} }
    gateway:
      parentRefs: [{ name: shared, namespace: ${INFRA}, sectionName: https }]
      redirectFrom: http
`;

const { objects } = synthesize(buildApp(parsePlatform(PLATFORM).platform));
const manifests = objects.map(({ manifest }) => manifest);
const routes = manifests.filter(({ apiVersion }) => apiVersion.startsWith(GATEWAY_GROUP));

/** Seconds of a response: beyond the default timeout of Envoy, and at night those of a blocking invocation. */
const SLOW = NIGHTLY ? 70 : 20;
const MEBIBYTE = 2 ** 20;

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly observedGeneration?: number;
}

interface RouteStatus {
  readonly status?: { readonly parents?: readonly { readonly conditions: readonly Condition[] }[] };
}

interface GatewayStatus {
  readonly status?: {
    readonly conditions?: readonly Condition[];
    readonly listeners?: readonly { readonly name: string; readonly attachedRoutes: number }[];
  };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The conditions that hold. */
const holding = (conditions: readonly Condition[] = []): string[] =>
  conditions.flatMap(({ type, status }) => (status === 'True' ? [type] : [])).sort();

describe('a real Traefik, in front of the real nginx', () => {
  let cluster: Cluster;
  let set: Stage;
  let ports: { http: number; https: number };
  let slow: Promise<Answer>;

  /** Sends a request to a listener, whose certificate is verified. */
  async function send(
    path: string,
    {
      scheme = 'https',
      host = HOST,
      method = 'GET',
      bytes = 0,
    }: { scheme?: 'http' | 'https'; host?: string; method?: string; bytes?: number } = {},
  ): Promise<Answer> {
    const tls = scheme === 'https' ? { servername: host, ca: readFileSync(cluster.authority.cert) } : {};
    const sent = (scheme === 'https' ? tlsRequest : request)({
      host: '127.0.0.1',
      port: ports[scheme],
      path,
      method,
      headers: { Host: host, ...(bytes > 0 ? { 'Content-Length': bytes } : {}) },
      ...tls,
    });
    sent.end(bytes > 0 ? Buffer.alloc(bytes) : undefined);
    return new Promise((resolve, reject) => {
      let answered = false;
      // nginx answers before it has read a body that is too large.
      sent.on('error', (error) => (answered ? undefined : reject(error)));
      sent.once('response', (message) => {
        answered = true;
        let body = '';
        message.on('data', (data: Buffer) => (body += data.toString()));
        message.once('error', reject);
        message.once('end', () => resolve({ status: message.statusCode ?? 0, headers: message.headers, body }));
      });
    });
  }

  const seen = async (path: string, options?: Parameters<typeof send>[1]): Promise<Seen> => {
    const { status, body } = await send(path, options);
    assert.equal(status, 200, body);
    return JSON.parse(body) as Seen;
  };

  before(async () => {
    const [http = 0, https = 0] = await freePorts(2);
    ports = { http, https };
    [cluster, set] = await Promise.all([Cluster.start(), setStage()]);
    await set.door.start(set.conf);
    assert.deepEqual((await cluster.apply(await gatewayDefinitions())).errors, []);
    assert.deepEqual(
      (await cluster.apply([...(await existingGateway(cluster, HOST, ports)), ...platform()])).errors,
      [],
    );
    await startTraefik(cluster, ports);
    const answers = async (): Promise<boolean> => {
      cluster.processes.assertRunning();
      return (await send('/ping').catch(() => undefined))?.status === 200;
    };
    await until(answers, { what: 'a request comes through Traefik and nginx', intervalMs: 200 });
    slow = send(`/api/v1/namespaces/_/actions/slow?blocking=true&wait=${SLOW}`, { method: 'POST' });
  });
  after(() => {
    cluster?.stop();
    set?.clear();
  });

  /** Our routes and the Service of nginx, which leads to the nginx of this machine instead of pods. */
  function platform(): Manifest[] {
    const service = manifests.find(({ kind, metadata }) => kind === 'Service' && metadata.name === 'owdev-nginx');
    assert.ok(service);
    const { selector, ...spec } = service['spec'] as Record<string, unknown>;
    assert.ok(selector);
    return [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'openwhisk' } },
      { ...service, spec },
      {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: {
          name: 'nginx-of-the-test',
          namespace: 'openwhisk',
          labels: { 'kubernetes.io/service-name': 'owdev-nginx' },
        },
        addressType: 'IPv4',
        endpoints: [{ addresses: [machineAddress()], conditions: { ready: true } }],
        ports: [{ name: 'http', port: set.door.ports.http, protocol: 'TCP' }],
      },
      ...routes,
    ];
  }

  it('accepts the Gateway, and attaches a route to each listener', async () => {
    const path = `/apis/${GATEWAY_GROUP}/v1/namespaces/${INFRA}/gateways/shared`;
    const programmed = async (): Promise<GatewayStatus | undefined> => {
      const gateway = await cluster.api.find<GatewayStatus>(path);
      return holding(gateway?.status?.conditions).includes('Programmed') ? gateway : undefined;
    };
    const gateway = await until(programmed, { what: 'the Gateway is programmed' });
    assert.deepEqual(holding(gateway.status?.conditions), ['Accepted', 'Programmed']);
    assert.deepEqual(
      gateway.status?.listeners?.map(({ name, attachedRoutes }) => `${name} ${attachedRoutes}`),
      ['http 1', 'https 1'],
    );
  });

  it('accepts every route, and resolves its back ends', async () => {
    assert.equal(routes.length, 2);
    for (const { metadata } of routes) {
      const path = `/apis/${GATEWAY_GROUP}/v1/namespaces/openwhisk/httproutes/${metadata.name}`;
      const accepted = async (): Promise<string[] | undefined> => {
        const parents = (await cluster.api.find<RouteStatus>(path))?.status?.parents;
        return parents?.flatMap(({ conditions }) => holding(conditions));
      };
      assert.deepEqual(await until(accepted, { what: `${metadata.name} has a status` }), ['Accepted', 'ResolvedRefs']);
    }
  });

  it('passes invocations, web actions and managed APIs on, with their paths unchanged', async () => {
    const found: Record<string, string> = {};
    const paths = {
      '/api/v1/namespaces/_/actions/hello?blocking=true': 'controller',
      '/api/v1/web/guest/default/hello.json?name=a%20b': 'controller',
      '/api/23bc46b1/demo/hello': 'managed APIs',
    };
    for (const path of Object.keys(paths)) {
      const { backend, url } = await seen(path, { method: path.includes('actions') ? 'POST' : 'GET' });
      found[path] = backend;
      assert.equal(url, path);
    }
    assert.deepEqual(found, paths);
  });

  it('passes vanity hosts on, by the wildcard certificate', async () => {
    const { url } = await seen('/default/hello', { host: `guest.${HOST}` });
    assert.equal(url, '/api/v1/web/guest/default/hello');
  });

  it('leaves internal paths closed, and other hosts', async () => {
    assert.equal((await send('/metrics')).status, 404);
    assert.equal((await send('/ping', { scheme: 'http', host: 'other.example.org' })).status, 404);
  });

  it('redirects http to https, whatever the path', async () => {
    const { status, headers } = await send('/api/v1/web/guest/default/hello?a=b', { scheme: 'http' });
    assert.equal(status, 301);
    assert.equal(headers.location, `https://${HOST}/api/v1/web/guest/default/hello?a=b`);
  });

  it('passes a body of 40 MB on, and the refusal of nginx of a larger one than 50 MiB', async () => {
    const path = '/api/v1/web/guest/default/upload';
    const { headers } = await seen(path, { method: 'POST', bytes: 40 * MEBIBYTE });
    assert.equal(headers['content-length'], String(40 * MEBIBYTE));
    assert.equal((await send(path, { method: 'POST', bytes: 51 * MEBIBYTE })).status, 413);
  });

  it(`waits ${SLOW} s for an answer`, async () => {
    const { status, body } = await slow;
    assert.equal(status, 200);
    assert.match((JSON.parse(body) as Seen).url, /\/slow\?blocking=true/);
  });
});
