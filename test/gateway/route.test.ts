import { Testing } from 'cdk8s';
import fc from 'fast-check';
import { GatewayRoute, type GatewayRouteProps } from '../../lib/gateway/route';
import type { Manifest } from '../../lib/kube/synthesis';
import { parsePlatform } from '../../lib/load/load';
import type { GatewayRoutes } from '../../lib/platform/model';
import { testChart } from '../support/chart';

/** The section `gateway` of a platform file, with its defaults. */
function section(yaml: string): GatewayRoutes {
  const ingress = `{type: Gateway, apiHost: {name: ow.example.org}, gateway: {${yaml}}}`;
  const { gateway } = parsePlatform(`openwhisk: {ingress: ${ingress}}`).platform.openwhisk.ingress;
  if (!gateway) throw new Error('no section');
  return gateway;
}

const PARENT = 'parentRefs: [{name: shared, namespace: infra, sectionName: https}]';
const PROPS = {
  component: { component: 'gateway', program: 'openwhisk', partOf: 'openwhisk' },
  hosts: ['ow.example.org', '*.ow.example.org'],
  protocol: 'https',
  certificate: { name: 'my-tls' },
  backend: { name: 't-nginx', port: 80 },
  requestSeconds: 80,
} satisfies Omit<GatewayRouteProps, 'spec'>;

/** The objects of a route by kind and name; its schema has no findings. */
function objects(yaml: string, props: Partial<GatewayRouteProps> = {}): Record<string, Manifest['spec']> {
  const chart = testChart();
  new GatewayRoute(chart, 'Route', { ...PROPS, spec: section(yaml), ...props });
  expect(chart.node.findAll().flatMap(({ node }) => node.validate())).toEqual([]);
  const manifests = Testing.synth(chart) as Manifest[];
  expect(manifests.filter(({ apiVersion }) => apiVersion !== 'gateway.networking.k8s.io/v1')).toEqual([]);
  return Object.fromEntries(
    manifests.map(({ kind, metadata, spec }) => [`${kind} ${metadata.namespace}/${metadata.name}`, spec]),
  );
}

const EVERY_PATH = [{ path: { type: 'PathPrefix', value: '/' } }];

test('a route to an existing Gateway creates no Gateway and no GatewayClass', () => {
  expect(objects(PARENT)).toEqual({
    'HTTPRoute ns/t-gateway': {
      parentRefs: [{ name: 'shared', namespace: 'infra', sectionName: 'https' }],
      hostnames: ['ow.example.org', '*.ow.example.org'],
      rules: [
        {
          matches: EVERY_PATH,
          backendRefs: [{ name: 't-nginx', port: 80 }],
          timeouts: { request: '80s' },
        },
      ],
    },
  });
});

test('the HTTP listener of an existing Gateway redirects to https, and has no back end', () => {
  const { 'HTTPRoute ns/t-gateway-redirect': redirect } = objects(`${PARENT}, redirectFrom: web`);
  expect(redirect).toEqual({
    parentRefs: [{ name: 'shared', namespace: 'infra', sectionName: 'web' }],
    hostnames: PROPS.hosts,
    rules: [
      {
        matches: EVERY_PATH,
        filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
      },
    ],
  });
});

test('a created Gateway terminates TLS with the certificate of the program, and redirects http', () => {
  const created = objects('className: envoy, annotations: {a: b}');
  const allowedRoutes = { namespaces: { from: 'Same' } };
  const certificateRefs = [{ kind: 'Secret', name: 'my-tls' }];
  expect(created['Gateway ns/t-gateway']).toEqual({
    gatewayClassName: 'envoy',
    listeners: [
      { name: 'http', protocol: 'HTTP', port: 80, allowedRoutes },
      { name: 'https', protocol: 'HTTPS', port: 443, tls: { mode: 'Terminate', certificateRefs }, allowedRoutes },
    ],
  });
  const parents = Object.entries(created).map(([key, spec]) => [key, (spec as { parentRefs?: unknown }).parentRefs]);
  expect(Object.fromEntries(parents)).toMatchObject({
    'HTTPRoute ns/t-gateway': [{ name: 't-gateway', sectionName: 'https' }],
    'HTTPRoute ns/t-gateway-redirect': [{ name: 't-gateway', sectionName: 'http' }],
  });
});

test('a certificate in another namespace comes with a ReferenceGrant there, for the Gateway and this Secret only', () => {
  const created = objects('className: envoy, certificate: {name: wild, namespace: certs}');
  expect(created['ReferenceGrant certs/t-gateway']).toEqual({
    from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'ns' }],
    to: [{ group: '', kind: 'Secret', name: 'wild' }],
  });
  expect(JSON.stringify(created['Gateway ns/t-gateway'])).toContain('"name":"wild","namespace":"certs"');
});

test('a created Gateway for http has one listener, and redirects nothing', () => {
  const plain = objects('className: envoy', { protocol: 'http' });
  expect(Object.keys(plain)).toEqual(['Gateway ns/t-gateway', 'HTTPRoute ns/t-gateway']);
  expect(JSON.stringify(plain['Gateway ns/t-gateway'])).not.toContain('HTTPS');
});

test('the listener and the redirect have the port of the API host', () => {
  const odd = objects('className: envoy', { port: 8443 });
  expect((odd['Gateway ns/t-gateway'] as { listeners: { port: number }[] }).listeners[1]?.port).toBe(8443);
  expect(JSON.stringify(odd['HTTPRoute ns/t-gateway-redirect'])).toContain('"port":8443');
});

test('the timeout can be left out, and replaced', () => {
  const timeouts = (yaml: string): unknown =>
    (objects(yaml)['HTTPRoute ns/t-gateway'] as { rules: { timeouts?: unknown }[] }).rules[0]?.timeouts;
  expect(timeouts(`${PARENT}, timeouts: false`)).toBeUndefined();
  expect(timeouts(`${PARENT}, requestSeconds: 300`)).toEqual({ request: '300s' });
});

test('extensions of the implementation are filters of the route to the program', () => {
  const extensionRef = { group: 'traefik.io', kind: 'Middleware', name: 'body' };
  const { 'HTTPRoute ns/t-gateway': route } = objects(`${PARENT}, extensionRefs: [${JSON.stringify(extensionRef)}]`);
  expect(route).toMatchObject({ rules: [{ filters: [{ type: 'ExtensionRef', extensionRef }] }] });
});

test('a route with any port and timeout within the schema of the platform file is valid', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 65_535 }), fc.integer({ min: 75, max: 99_999 }), (port, requestSeconds) => {
      objects('className: envoy', { port, requestSeconds });
    }),
    { numRuns: 30 },
  );
});
