import { policyUse } from '../../../lib/checks/network/policy-use';
import { readManifests } from '../../../lib/manifests/read';

const pod = (name: string, ports = '', namespace = 'shop', spec = ''): string => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name} } }
spec: { ${spec} containers: [{ name: main, image: 'a:1', ports: [${ports}] }] }
---`;
const policy = (name: string, rules: string, annotations = ''): string => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: shop, annotations: { ${annotations} } }
spec: { podSelector: { matchLabels: { app: ${name} } }, ${rules} }
---`;
const of = (app: string, ports: string): string =>
  `[{ podSelector: { matchLabels: { app: ${app} } } }], ports: [${ports}]`;

const WEB = pod('web', '{ name: http, containerPort: 8080 }');
const DATABASE = pod('database', '{ name: sql, containerPort: 5432 }');

const findings = (text: string): string[] =>
  policyUse(readManifests([{ file: 'a.yaml', text }]).subject).map(
    ({ rule, object, problem, fix }) => `${rule} ${object}: ${problem}; ${fix}`,
  );

const EGRESS_ONLY_DNS = policy('web', 'policyTypes: [Egress], egress: [{ ports: [{ port: 53, protocol: UDP }] }]');

test.each([
  [
    DATABASE + policy('database', 'ingress: [{ ports: [{ port: 3306 }] }]'),
    'database: its ingress rules allow port 3306, which no container of Pod/database lists; remove the port, or write one of 5432',
  ],
  [
    DATABASE + policy('database', 'ingress: [{ ports: [{ port: 6000, endPort: 6100 }] }]'),
    'database: its ingress rules allow port 6000 to 6100, which no container of Pod/database lists; remove the port, or write one of 5432',
  ],
  [
    WEB + DATABASE + policy('web', `egress: [{ to: ${of('database', '{ port: 3306 }')} }]`),
    'web: its egress rules allow port 3306, which no container of Pod/database lists; remove the port, or write one of 5432',
  ],
  [
    WEB + DATABASE + EGRESS_ONLY_DNS + policy('database', `ingress: [{ from: ${of('web', '{ port: sql }')} }]`),
    'database: its ingress rules admit pods with app=web at port sql, and the egress rules of the other end do not allow it; allow the egress, or remove the peer',
  ],
  [
    WEB +
      DATABASE +
      policy('database', 'policyTypes: [Ingress]') +
      policy('web', `egress: [{ to: ${of('database', '{ port: 5432 }')} }]`),
    'web: its egress rules lead to pods with app=database at port 5432, and the ingress rules of the other end do not allow it; admit these pods there, or remove the peer',
  ],
  [
    WEB +
      DATABASE +
      EGRESS_ONLY_DNS +
      policy('database', 'ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }] }]'),
    'database: its ingress rules admit pods with app=web at any port, and the egress rules of the other end do not allow it; allow the egress, or remove the peer',
  ],
])('%s', (text, finding) => {
  expect(findings(text)).toEqual([`FS-227 NetworkPolicy/${finding}`]);
});

const BOTH_ENDS =
  WEB +
  DATABASE +
  policy('web', `egress: [{ to: ${of('database', '{ port: 5432 }')} }]`) +
  policy('database', `ingress: [{ from: ${of('web', '{ port: sql }')} }]`);

test.each([
  ['both ends are open', BOTH_ENDS],
  [
    'the other end has no policy',
    WEB + DATABASE + policy('database', `ingress: [{ from: ${of('web', '{ port: sql }')} }]`),
  ],
  ['pods that list no port', pod('database') + policy('database', 'ingress: [{ ports: [{ port: 3306 }] }]')],
  ['no pods', policy('database', 'ingress: [{ ports: [{ port: 3306 }] }]')],
  [
    'a range with a listed port',
    DATABASE + policy('database', 'ingress: [{ ports: [{ port: 5000, endPort: 6000 }] }]'),
  ],
  [
    'a port with the other protocol',
    DATABASE + policy('database', 'ingress: [{ ports: [{ port: 5432, protocol: UDP }] }]'),
  ],
  [
    'pods of the network of the node',
    pod('database', '{ containerPort: 5432 }', 'shop', 'hostNetwork: true,') +
      policy('database', 'ingress: [{ ports: [{ port: 3306 }] }]'),
  ],
  ['egress to any pods', WEB + policy('web', 'egress: [{ ports: [{ port: 3306 }] }]')],
  [
    'a range of addresses',
    WEB + policy('web', 'egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8 } }], ports: [{ port: 3306 }] }]'),
  ],
  [
    'every namespace',
    WEB + DATABASE + policy('web', 'egress: [{ to: [{ namespaceSelector: {} }], ports: [{ port: 3306 }] }]'),
  ],
  [
    'a reason why others create pods',
    DATABASE +
      policy('database', 'ingress: [{ ports: [{ port: 3306 }] }]', "faas-stack/external-target: 'an operator'"),
  ],
  [
    'an operator that makes the pods',
    `apiVersion: monitoring.coreos.com/v1
kind: Alertmanager
metadata: { name: database, namespace: shop }
spec: { podMetadata: { labels: { app: database } } }
---` + policy('database', 'ingress: [{ ports: [{ port: 9094 }, { port: 9094, protocol: UDP }, { port: web }] }]'),
  ],
])('accepted: %s', (_, text) => {
  expect(findings(text)).toEqual([]);
});
