import fc from 'fast-check';
import type { Nodes } from '../../../lib/checks/subject';
import { mostPods } from '../../../lib/checks/workloads/most-pods';
import type { Manifest } from '../../../lib/kube/synthesis';

const GI = 2 ** 30;

const web = (requests: object, name = 'web'): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: { template: { spec: { containers: [{ name, resources: { requests } }] } } },
});
const scaler = (least: number, most: number, name = 'web'): Manifest => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name },
  spec: { scaleTargetRef: { kind: 'Deployment', name }, minReplicas: least, maxReplicas: most },
});
const keda = (most?: number): Manifest => ({
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name: 'web' },
  spec: { scaleTargetRef: { name: 'web' }, ...(most === undefined ? {} : { maxReplicaCount: most }) },
});
const quota = (hard: object, spec: object = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'all' },
  spec: { ...spec, hard },
});

const findings = (nodes: readonly Nodes[], ...manifests: readonly Manifest[]): string[] =>
  mostPods({ objects: manifests.map((manifest) => ({ manifest, path: 'web' })), nodes }).map(
    ({ rule, object, problem, fix }) => `${rule} ${object}: ${problem}; ${fix}`,
  );

const RAISE = 'lower the maximum or the requests, or raise the quota';
const ADD = 'lower the maximum or the requests, or add nodes';
const TWO: readonly Nodes[] = [{ count: 2, cpu: 4, memory: 8 * GI }];

test.each<[string, readonly Nodes[], readonly Manifest[]]>([
  [
    `FS-346 HorizontalPodAutoscaler/web: may ask for 10 pods: with them the namespace needs 5000m of requests.cpu, and ResourceQuota/all allows 4; ${RAISE}`,
    [],
    [web({ cpu: '500m' }), scaler(2, 10), quota({ 'requests.cpu': '4' })],
  ],
  [
    `FS-346 ScaledObject/web: may ask for 5 pods: with them the namespace needs 5 of pods, and ResourceQuota/all allows 4; ${RAISE}`,
    [],
    [web({}), keda(5), quota({ pods: '4' })],
  ],
  [
    `FS-346 HorizontalPodAutoscaler/web: may ask for 20 pods: with them all pods request 20480Mi of memory, and the nodes have 16384Mi beside the DaemonSets; ${ADD}`,
    TWO,
    [web({ cpu: '100m', memory: '1Gi' }), scaler(2, 20)],
  ],
])('%s', (problem, nodes, manifests) => {
  expect(findings(nodes, ...manifests)).toEqual([problem]);
});

test.each<[string, readonly Nodes[], readonly Manifest[]]>([
  ['room for the most', TWO, [web({ cpu: '500m' }), scaler(1, 16), quota({ 'requests.cpu': 8 })]],
  ['nothing that limits', [], [web({ cpu: 500 }), scaler(1, 100)]],
  ['a quota with scopes', [], [web({ cpu: 1 }), scaler(1, 9), quota({ cpu: 2 }, { scopes: ['Terminating'] })]],
  ['no maximum', TWO, [web({ cpu: 1 }), keda()]],
  ['a target that is not there', TWO, [scaler(1, 100)]],
  // These are findings of the checks quotas and nodes.
  ['a quota that the fewest pods exceed', [], [web({ cpu: 1 }), scaler(3, 9), quota({ cpu: 2 })]],
  ['nodes that the fewest pods exceed', TWO, [web({ cpu: 1 }), scaler(9, 10)]],
  [
    'autoscalers that have room one at a time',
    TWO,
    [web({ cpu: 1 }), scaler(1, 7), web({ cpu: 1 }, 'shop'), scaler(1, 7, 'shop')],
  ],
])('accepted: %s', (_, nodes, manifests) => {
  expect(findings(nodes, ...manifests)).toEqual([]);
});

test('a finding exactly where only the most pods exceed the nodes or the quota', () => {
  const number = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(number, number, fc.integer({ min: 100, max: 2000 }), (least, more, millis) => {
      const objects = [web({ cpu: `${millis}m` }), scaler(least, least + more)];
      const [fewest, most] = [least * millis, (least + more) * millis];
      const expected = fewest <= 8000 && most > 8000 ? 1 : 0;
      expect(findings(TWO, ...objects)).toHaveLength(expected);
      expect(findings([], ...objects, quota({ 'requests.cpu': '8' }))).toHaveLength(expected);
    }),
  );
});
