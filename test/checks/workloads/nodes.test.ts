import fc from 'fast-check';
import type { Nodes } from '../../../lib/checks/subject';
import { nodes } from '../../../lib/checks/workloads/nodes';
import type { Manifest } from '../../../lib/kube/synthesis';

const GI = 2 ** 30;
const THREE: readonly Nodes[] = [{ count: 3, cpu: 4, memory: 16 * GI }];
const LABELS = { app: 'web' };

const workload = (name: string, requests: object, replicas = 1, pod: object = {}, kind = 'Deployment'): Manifest => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name },
  spec: {
    replicas,
    template: { metadata: { labels: LABELS }, spec: { containers: [{ name, resources: { requests } }], ...pod } },
  },
});
const daemons = (name: string, ...args: [object, object?]): Manifest =>
  workload(name, args[0], 1, args[1], 'DaemonSet');
const node = (name: string, labels: Readonly<Record<string, string>> = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels },
  status: { capacity: { cpu: '9', memory: '99Gi' }, allocatable: { cpu: '3', memory: '8Gi' } },
});
const port = (fields: object): object => ({ containers: [{ name: 'web', ports: [fields] }] });
const apart = (topologyKey: string): object => ({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: { matchLabels: LABELS } }],
    },
  },
});
const spread = (fields: object): object => ({
  topologySpreadConstraints: [
    { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: LABELS }, maxSkew: 1, ...fields },
  ],
});

const findings = (all: readonly Nodes[], ...manifests: readonly Manifest[]): string[] =>
  nodes({ objects: manifests.map((manifest) => ({ manifest, path: 'web' })), nodes: all }).map(
    ({ rule, object, problem, fix }) => `${rule} ${object}: ${problem}; ${fix}`,
  );

const LARGER = 'lower its requests, or take larger nodes';
const FEWER = 'lower replicas, add nodes, or make it a preference';
const SPREAD = spread({ minDomains: 4, whenUnsatisfiable: 'DoNotSchedule' });

test.each<[string, readonly Nodes[], readonly Manifest[]]>([
  [
    `FS-344 Deployment/web: a pod requests 5000m of cpu and 1024Mi of memory: no node has so much beside the DaemonSets; ${LARGER}`,
    THREE,
    [workload('web', { cpu: 5, memory: '1Gi' })],
  ],
  [
    `FS-344 Deployment/web: a pod requests 3500m of cpu and 0Mi of memory: no node has so much beside the DaemonSets; ${LARGER}`,
    THREE,
    [
      workload('web', { cpu: '3500m' }),
      daemons('agent', { cpu: 1 }, { nodeSelector: { 'kubernetes.io/os': 'linux' } }),
    ],
  ],
  [
    `FS-344 Deployment/web: a pod requests 1000m of cpu and 0Mi of memory: no node has so much beside the DaemonSets; ${LARGER}`,
    [],
    [workload('web', { cpu: 1 }, 1, { nodeSelector: { disk: 'ssd' } }), node('one', { disk: 'hdd' })],
  ],
  [
    'FS-344 Deployment/web: all pods together request 40960Mi of memory, and the nodes have 24576Mi beside the DaemonSets; the largest part, 40960Mi, is for this; lower requests or replicas, or add nodes',
    [],
    [workload('web', { memory: '8Gi' }, 5), node('one'), node('two'), node('three')],
  ],
  [
    `FS-345 Deployment/web: has 4 pods, and by its affinity over kubernetes.io/hostname, the nodes take 3; ${FEWER}`,
    THREE,
    [workload('web', {}, 4, apart('kubernetes.io/hostname'))],
  ],
  [
    `FS-345 Deployment/web: has 2 pods, and by its affinity over zone, the nodes take 1; ${FEWER}`,
    [],
    [workload('web', {}, 2, apart('zone')), node('one', { zone: 'a' }), node('two', { zone: 'a' })],
  ],
  [
    `FS-345 Deployment/web: has 4 pods, and by its topologySpreadConstraints over kubernetes.io/hostname, the nodes take 3; ${FEWER}`,
    THREE,
    [workload('web', {}, 4, SPREAD)],
  ],
  [
    'FS-345 Deployment/web: takes port 80/TCP of its nodes in 4 pods, and there are 3 nodes; take another port, or fewer replicas',
    THREE,
    [workload('web', {}, 4, port({ containerPort: 8080, hostPort: 80 }))],
  ],
  [
    'FS-345 DaemonSet/b: takes port 80/TCP of its nodes, as DaemonSet/a does: there are not enough nodes for both; take another port, or fewer replicas',
    [],
    [daemons('a', {}, port({ hostPort: 80 })), daemons('b', {}, { hostNetwork: true, ...port({ containerPort: 80 }) })],
  ],
])('%s', (problem, all, manifests) => {
  expect(findings(all, ...manifests)).toEqual([problem]);
});

test.each<[string, readonly Nodes[], readonly Manifest[]]>([
  ['any size, where no nodes are known', [], [workload('web', { cpu: 500 }, 100, apart('kubernetes.io/hostname'))]],
  ['one pod for each node', THREE, [workload('web', { cpu: 4 }, 3, apart('kubernetes.io/hostname'))]],
  ['a spread that goes on', THREE, [workload('web', {}, 10, spread({ whenUnsatisfiable: 'DoNotSchedule' }))]],
  ['ports of some nodes', [], [daemons('a', {}, port({ hostPort: 80 })), daemons('b', {}, port({ hostPort: 81 }))]],
  [
    'one port with two protocols',
    [],
    [daemons('a', {}, port({ hostPort: 80 })), daemons('b', {}, port({ hostPort: 80, protocol: 'UDP' }))],
  ],
])('accepted: %s', (_, all, manifests) => {
  expect(findings(all, ...manifests)).toEqual([]);
});

test('pods that fit by themselves are a finding exactly where their sum exceeds the nodes', () => {
  const number = fc.integer({ min: 1, max: 50 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), number, number, (millis, replicas, count) => {
      const found = findings([{ count, cpu: 2, memory: GI }], workload('web', { cpu: `${millis}m` }, replicas));
      expect(found).toHaveLength(millis * replicas > count * 2000 ? 1 : 0);
    }),
  );
});
