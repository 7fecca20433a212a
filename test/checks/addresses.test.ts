import { addresses } from '../../lib/checks/addresses';
import { readManifests } from '../../lib/manifests/read';

/** What the check reports of a pod in the namespace shop, whose variable has this value, beside the Services web and database. */
function problems(value: string, external: readonly string[] = []): string[] {
  const text = `
apiVersion: v1
kind: Service
metadata: { name: database, namespace: shop }
spec: { ports: [{ port: 5432 }, { port: 9187 }] }
---
apiVersion: v1
kind: Service
metadata: { name: peers, namespace: shop }
spec: { clusterIP: None, ports: [{ port: 1 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { containers: [{ name: web, image: 'web:1', env: [{ name: URL, value: '${value}' }] }] }
`;
  const { subject } = readManifests([{ file: 'a.yaml', text }], { external });
  return addresses(subject).map(({ problem, fix }) => `${problem}; ${fix}`);
}

test.each([
  [
    'http://databse.shop.svc/x',
    "container 'web': variable URL has the address databse.shop.svc, and there is no Service 'databse' in namespace shop; write database",
  ],
  [
    'queue.shop.svc.cluster.local',
    "container 'web': variable URL has the address queue.shop.svc.cluster.local, and there is no Service 'queue' in namespace shop; correct the address, or declare with --external what creates the Service",
  ],
  [
    'a,postgres://me@database.shop.svc:5433',
    "container 'web': variable URL has the address database.shop.svc:5433, and Service 'database' has no port 5433; write one of its ports: 5432, 9187",
  ],
])('%s is a finding', (value, problem) => {
  expect(problems(value)).toEqual([problem]);
});

test.each([
  'database.shop.svc.cluster.local:9187',
  'peers-0.peers.shop.svc.cluster.local:4444',
  'http://mail.elsewhere.svc:25',
  'database:5433',
  '$(HOST).shop.svc',
  'x_database.shop.svc-old',
])('%s is none', (value) => {
  expect(problems(value)).toEqual([]);
});

test('a declared Service is none', () => {
  expect(problems('queue.shop.svc', ['Service/queue'])).toEqual([]);
});
