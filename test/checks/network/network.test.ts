import { buildApp } from '../../../charts/app';
import { networkAccess } from '../../../lib/checks/network/access';
import { policyForm } from '../../../lib/checks/network/policy-form';
import { synthesize } from '../../../lib/kube/synthesis';
import { parsePlatform } from '../../../lib/load/load';
import { linesOf, subjectOf } from '../../support/subject';

const lines = (...documents: readonly string[]): string[] =>
  linesOf(subjectOf(documents.join('---\n')), networkAccess, policyForm);

const pods = (name: string, container: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec: { template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: ${name}, ${container} }] } } }\n`;

const service = (name: string, rest = ''): string =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { selector: { app: ${name} }, ports: [{ port: 80, targetPort: http }] ${rest} }\n`;

const policy = (name: string, spec: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${name} }\nspec: { ${spec} }\n`;

const DENY = policy('deny', 'podSelector: {}, policyTypes: [Ingress, Egress]');
const API = pods('api', 'ports: [{ name: http, containerPort: 8080 }]');
const CLIENT = pods('web', 'env: [{ name: URL, value: "http://api/v1" }, { name: MORE, value: "api:80" }]');
const SYSTEM = [CLIENT, API, service('api')];

const EGRESS = policy(
  'web',
  'podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [{ to: [{ podSelector: { matchLabels: { app: api } } }], ports: [{ port: 8080 }] }, { ports: [{ port: 53, protocol: UDP }] }]',
);
const INGRESS = policy(
  'api',
  'podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: http }] }]',
);

test('an address in a variable that the pods name in faas-stack/not-called needs no rule', () => {
  const called = (names: string): string =>
    CLIENT.replace('labels: { app: web }', `labels: { app: web }, annotations: { faas-stack/not-called: "${names}" }`);
  expect(lines(called('URL, MORE'), API, service('api'), DENY)).toEqual([]);
  expect(lines(called('MORE'), API, service('api'), DENY)).toEqual([
    expect.stringContaining('connects to http://api (variable URL), and the egress rules'),
    expect.stringContaining('connects to http://api (variable URL), and the ingress rules'),
  ]);
});

test('a connection that a variable names and policies deny is a finding per direction', () => {
  const egress =
    'FS-225 Deployment/web: connects to api:80 (variable MORE), and the egress rules of NetworkPolicy/deny do not allow port 8080 of Deployment/api; allow egress to pods with app=api, port 8080';
  const ingress =
    'FS-225 Deployment/web: connects to api:80 (variable MORE), and the ingress rules of NetworkPolicy/deny do not allow port 8080 of Deployment/api; allow ingress from pods with app=web to port 8080';
  expect(lines(...SYSTEM, DENY)).toEqual([egress, ingress]);
  expect(lines(...SYSTEM, DENY, INGRESS)).toEqual([egress]);
  expect(lines(...SYSTEM, DENY, EGRESS)).toEqual([ingress]);
  expect(lines(...SYSTEM, DENY, EGRESS, INGRESS)).toEqual([]);
  expect(lines(...SYSTEM)).toEqual([]);
});

test('clients from outside that no policy admits are a finding', () => {
  const open = policy(
    'open',
    'podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }], ports: [{ port: 8080 }] }]',
  );
  const ingress =
    'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: api }\nspec: { rules: [{ http: { paths: [{ backend: { service: { name: api, port: { number: 80 } } } }] } }] }\n';
  const balanced = service('api', ', type: LoadBalancer');
  const webhook =
    'apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: { name: api }\nwebhooks: [{ clientConfig: { service: { name: api, namespace: default, port: 80 } } }]\n';
  const end = (policies: string): string =>
    `and the ingress rules of ${policies} admit no client from outside to port 8080 of Deployment/api; admit the clients to port 8080: a rule without from, or an ipBlock`;
  expect(lines(API, service('api'), ingress, DENY)).toEqual([
    `FS-220 Ingress/api: leads clients to Service 'api', ${end('NetworkPolicy/deny')}`,
  ]);
  // A controller of Ingresses is a pod.
  expect(lines(API, service('api'), ingress, INGRESS)).toEqual([]);
  expect(lines(API, balanced, INGRESS)).toEqual([
    `FS-220 Service/api: has type LoadBalancer, ${end('NetworkPolicy/api')}`,
  ]);
  expect(lines(API, balanced, INGRESS, open)).toEqual([]);
  expect(
    lines(API, service('api').replace('name: api }', 'name: api, namespace: default }'), webhook, INGRESS),
  ).toEqual([
    `FS-220 ValidatingWebhookConfiguration/api: has the API server call Service 'api', ${end('NetworkPolicy/api')}`,
  ]);
});

test('pods that connect to others and cannot resolve names are a finding', () => {
  const without = EGRESS.replace(', { ports: [{ port: 53, protocol: UDP }] }', '');
  expect(lines(CLIENT, without)).toEqual([
    'FS-221 Deployment/web: may connect to other pods, and the egress rules of NetworkPolicy/web do not let it resolve names; allow egress to the DNS servers of the cluster, port 53 of UDP and TCP',
  ]);
  expect(lines(CLIENT, EGRESS)).toEqual([]);
});

test.each<[string, string, string]>([
  [
    'rules that do not apply',
    'podSelector: {}, policyTypes: [Ingress], egress: [{}]',
    'FS-222 NetworkPolicy/p: has egress rules, and policyTypes leaves Egress out: they do not apply; add Egress to policyTypes, or remove egress',
  ],
  [
    'a range that is none',
    'podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0 } }] }]',
    "FS-223 NetworkPolicy/p: has the range '10.0.0.0', which is not one; write an address and the length of its prefix, such as 10.0.0.0/8 or fd00::/8",
  ],
  [
    'an exception outside of its range',
    'podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: "fd00::/8", except: ["fe80::/10"] } }] }]',
    "FS-223 NetworkPolicy/p: excepts 'fe80::/10', which is not a part of fd00::/8; write a smaller range within fd00::/8",
  ],
  [
    'ports in the wrong order',
    'podSelector: {}, ingress: [{ ports: [{ port: 90, endPort: 80 }] }]',
    'FS-223 NetworkPolicy/p: has the ports from 90 to 80; write two numbers, the smaller one as port',
  ],
  [
    'a port that its pods lack',
    'podSelector: { matchLabels: { app: api } }, ingress: [{ ports: [{ port: htpp }] }]',
    "FS-224 NetworkPolicy/p: admits to port 'htpp', which no container of its pods has; write one of http",
  ],
])('a policy with %s is a finding', (_, spec, line) => {
  expect(lines(API, policy('p', spec))).toEqual([line]);
});

test.each<[string, string]>([
  ['egress rules without policyTypes, which then apply', 'podSelector: {}, egress: [{}]'],
  [
    'an exception within',
    'podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }] }]',
  ],
  [
    'an exception within, of IPv6',
    'podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: "fd00::/8", except: ["fd12:3456::/32"] } }] }]',
  ],
  [
    'a namespace elsewhere',
    'podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }] }]',
  ],
  ['null for all', 'podSelector: null, policyTypes: null, ingress: null, egress: null'],
  ['null in its rules', 'podSelector: {}, ingress: [null, { from: null, ports: [null] }]'],
])('a policy with %s has no finding', (_, spec) => expect(lines(policy('p', spec))).toEqual([]));

const PLATFORM = parsePlatform('profile: standard\nmonitoring: { enabled: false }').platform;

test.each(['Ingress', 'Egress'] as const)('a platform that lacks one of its %s policies has findings', (direction) => {
  const synthesis = synthesize(buildApp(PLATFORM));
  expect(networkAccess(synthesis)).toEqual([]);
  const objects = synthesis.objects.map((object) => {
    const { manifest } = object;
    if (
      manifest.kind !== 'NetworkPolicy' ||
      manifest.metadata.name !== (direction === 'Ingress' ? 'owdev-kafka' : 'owdev-controller')
    )
      return object;
    const spec = { ...(manifest['spec'] as object), [direction.toLowerCase()]: [] };
    return { ...object, manifest: { ...manifest, spec } };
  });
  const found = networkAccess({ ...synthesis, objects }).filter(({ rule }) => rule === 'FS-220');
  expect(found.map(({ object }) => object)).toContain('StatefulSet/owdev-controller');
});
