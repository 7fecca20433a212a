import { parsePlatform } from '../../lib/load/load';
import { messageAbout, oneMistake } from '../load/message';

const SECTION = 'openwhisk.ingress.gateway';
const platform = (gateway: string, apiHost = 'name: ow.example.org'): string =>
  `openwhisk:\n  ingress:\n    type: Gateway\n    apiHost: {${apiHost}}\n${gateway}`;
const routes = (gateway: string, apiHost?: string): string => platform(`    gateway:\n${gateway}`, apiHost);

const NEITHER = [
  `neither ${SECTION}.parentRefs nor ${SECTION}.className names a Gateway`,
  'parentRefs of existing Gateways, or the className of a Gateway that the platform creates',
  `add ${SECTION}.parentRefs: [{ name: <Gateway>, namespace: <its namespace> }], or ${SECTION}.className: <GatewayClass>`,
] as const;

type Row = readonly [name: string, yaml: string, where: string, problem: string, allowed: string, fix: string];

test.each<Row>([
  ['a type without its section', platform(''), ':3 openwhisk.ingress.type', ...NEITHER],
  ['neither parentRefs nor a class', routes('      timeouts: false'), `:5 ${SECTION}`, ...NEITHER],
  [
    'parentRefs and a class',
    routes('      parentRefs: [{name: shared}]\n      className: envoy'),
    `:7 ${SECTION}.className`,
    'the routes attach to existing Gateways, and a Gateway of this class would have none',
    'parentRefs or className',
    'remove one of them',
  ],
  [
    'one Gateway twice',
    routes(
      '      parentRefs:\n        - {name: shared, sectionName: a}\n        - {name: shared, namespace: openwhisk}',
    ),
    `:8 ${SECTION}.parentRefs[1]`,
    'the Gateway openwhisk/shared is already in the list',
    'one entry per Gateway, or entries with different values of sectionName',
    'remove it, or write a sectionName in each',
  ],
  [
    'a redirect from a listener of the route itself',
    routes('      parentRefs: [{name: shared}]\n      redirectFrom: http'),
    `:7 ${SECTION}.redirectFrom`,
    'the listener http would have two routes, one to the program and the redirect',
    'redirectFrom with the name of another listener as sectionName of each of parentRefs',
    'add the HTTPS listener to each of parentRefs, such as sectionName: https',
  ],
  [
    'a redirect of clients that use http',
    routes('      parentRefs: [{name: shared}]\n      redirectFrom: http', 'name: ow.example.org, protocol: http'),
    `:7 ${SECTION}.redirectFrom`,
    'clients use http',
    'redirectFrom with https',
    'remove it',
  ],
  [
    'a redirect from the listener of a created Gateway',
    routes('      className: envoy\n      redirectFrom: http'),
    `:7 ${SECTION}.redirectFrom`,
    'a created Gateway redirects from its own HTTP listener',
    'redirectFrom with parentRefs',
    'remove it',
  ],
  [
    'a certificate for an existing Gateway',
    routes('      parentRefs: [{name: shared}]\n      certificate: {name: tls, namespace: certs}'),
    `:7 ${SECTION}.certificate`,
    'it has no effect: the platform creates no Gateway',
    'certificate with className',
    'remove it: an existing Gateway has its own',
  ],
  [
    'a certificate for clients that use http',
    routes(
      '      className: envoy\n      certificate: {name: tls, namespace: certs}',
      'name: ow.example.org, protocol: http',
    ),
    `:7 ${SECTION}.certificate`,
    'it has no effect: clients use http',
    'certificate with https',
    'remove it',
  ],
  [
    "a timeout below OpenWhisk's own",
    routes('      parentRefs: [{name: shared}]\n      requestSeconds: 60'),
    `:7 ${SECTION}.requestSeconds`,
    '60 is less than the 75 s that nginx waits for an answer',
    'at least 75',
    'remove it: the platform derives it',
  ],
  [
    'a timeout that is not written',
    routes('      parentRefs: [{name: shared}]\n      requestSeconds: 90\n      timeouts: false'),
    `:7 ${SECTION}.requestSeconds`,
    `90 has no effect with ${SECTION}.timeouts: false`,
    'requestSeconds with timeouts: true',
    'remove one of them',
  ],
  [
    'a timeout on a load balancer of Google',
    routes('      className: gke-l7-global-external-managed'),
    `:6 ${SECTION}.className`,
    'the load balancers of gke-l7-global-external-managed refuse routes with a timeout',
    `gke-l7-* with ${SECTION}.timeouts: false`,
    `set ${SECTION}.timeouts: false, and the timeout of the back end in a GCPBackendPolicy`,
  ],
])('%s is refused', (_, yaml, where, problem, allowed, fix) => {
  expect(messageAbout(yaml)).toBe(oneMistake(`${where}: ${problem}`, allowed, fix));
});

test.each([
  'parentRefs: [{name: shared}, {name: shared, namespace: infra}]',
  'parentRefs: [{name: shared, sectionName: a}, {name: shared, sectionName: b}]',
  'className: gke-l7-rilb, timeouts: false',
  'className: envoy, requestSeconds: 75',
])('%s is accepted', (gateway) => {
  expect(() => parsePlatform(platform(`    gateway: {${gateway}}`))).not.toThrow();
});

test('all mistakes of the routes are reported at once', () => {
  const yaml = routes('      parentRefs: [{name: a}, {name: a}]\n      redirectFrom: http\n      requestSeconds: 1');
  expect(messageAbout(yaml)).toContain('3 mistakes');
});
