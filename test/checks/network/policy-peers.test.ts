import { policyPeers } from '../../../lib/checks/network/policy-peers';
import { readManifests } from '../../../lib/manifests/read';

/** What the check reports of a policy in the namespace shop with this peer, beside pods of web, and of prometheus in monitoring. */
function problems(peer: string, annotations = ''): string[] {
  const pod = (name: string, namespace: string): string => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name} } }
spec: { containers: [{ name: main, image: 'a:1' }] }
---`;
  const text = `${pod('web', 'shop')}${pod('prometheus', 'monitoring')}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop, annotations: { ${annotations} } }
spec: { podSelector: {}, ingress: [{ from: [{ ${peer} }] }] }
`;
  return policyPeers(readManifests([{ file: 'a.yaml', text }]).subject).map(({ problem }) => problem);
}

const selector = (app: string): string => `podSelector: { matchLabels: { app: ${app} } }`;
const namespace = (name: string): string =>
  `namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${name} } }`;

test.each([
  [selector('wbe'), 'names pods with app=wbe in namespace shop, and there are none'],
  [
    `${selector('web')}, ${namespace('monitoring')}`,
    'names pods with app=web in namespace monitoring, and there are none',
  ],
])('{ %s } is a finding', (peer, problem) => {
  expect(problems(peer)).toEqual([problem]);
});

test.each([
  selector('web'),
  `${selector('prometheus')}, ${namespace('monitoring')}`,
  `${selector('a')}, ${namespace('elsewhere')}`,
  `${selector('a')}, namespaceSelector: {}`,
  'podSelector: {}',
  'ipBlock: { cidr: 10.0.0.0/8 }',
])('{ %s } is none', (peer) => {
  expect(problems(peer)).toEqual([]);
});

test('a reason why others create the pods is enough', () => {
  expect(problems(selector('job'), "faas-stack/external-target: 'a controller makes them'")).toEqual([]);
});
