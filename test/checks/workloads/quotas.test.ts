import fc from 'fast-check';
import { quotas } from '../../../lib/checks/workloads/quotas';
import type { Manifest } from '../../../lib/kube/synthesis';

const resources = (requests: object, limits: object = {}): object => ({ name: 'web', resources: { requests, limits } });
const web = (container: object, spec: object = {}, pod: object = {}): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { ...spec, template: { spec: { ...pod, containers: [container] } } },
});
const quota = (hard: object, spec: object = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'all' },
  spec: { ...spec, hard },
});
const range = (item: object, type = 'Container'): Manifest => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'sizes' },
  spec: { limits: [{ type, ...item }] },
});
const claim = (storage: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { resources: { requests: { storage } } },
});

const findings = (...manifests: readonly Manifest[]): string[] =>
  quotas({ objects: manifests.map((manifest) => ({ manifest, path: 'web' })) }).map(
    ({ object, problem, fix }) => `${object}: ${problem}; ${fix}`,
  );

const LOWER = 'raise the quota, or lower requests or replicas';
const CORRECT = 'correct requests and limits, or the LimitRange';

test.each<[string, readonly Manifest[]]>([
  [
    `ResourceQuota/all: allows 1 of requests.cpu, and the objects of the namespace need 1500m; ${LOWER}`,
    [quota({ 'requests.cpu': '1' }), web(resources({ cpu: '500m' }), { replicas: 3 })],
  ],
  [
    `ResourceQuota/all: allows 1Gi of limits.memory, and the objects of the namespace need 2048Mi; ${LOWER}`,
    [quota({ 'limits.memory': '1Gi' }), web(resources({}, { memory: '1Gi' }), { replicas: 2 })],
  ],
  [
    `ResourceQuota/all: allows 1Gi of memory, and the objects of the namespace need 2048Mi; ${LOWER}`,
    [
      quota({ memory: '1Gi' }),
      web(resources({ memory: '1Mi' }), {}, { initContainers: [resources({ memory: '2Gi' })] }),
    ],
  ],
  [
    `ResourceQuota/all: allows 2 of pods, and the objects of the namespace need 3; ${LOWER}`,
    [quota({ pods: 2 }), web({ name: 'web' }, { replicas: 3 })],
  ],
  [
    `ResourceQuota/all: allows 10Gi of requests.storage, and the objects of the namespace need 20480Mi; ${LOWER}`,
    [quota({ 'requests.storage': '10Gi' }), claim('20Gi')],
  ],
  [
    `ResourceQuota/all: allows 0 of persistentvolumeclaims, and the objects of the namespace need 1; ${LOWER}`,
    [quota({ persistentvolumeclaims: '0' }), claim('20Gi')],
  ],
  [
    "Deployment/web: container 'web': has no requests.cpu, which ResourceQuota/all counts: its pods are refused; set resources.requests.cpu",
    [quota({ 'requests.cpu': '1' }), web({ name: 'web' })],
  ],
  [
    `Deployment/web: container 'web': 512Mi of memory is more than the maximum 256Mi of LimitRange/sizes: its pods are refused; ${CORRECT}`,
    [range({ max: { memory: '256Mi' } }), web(resources({}, { memory: '512Mi' }))],
  ],
  [
    `Deployment/web: container 'web': 100m of cpu is less than the minimum 200m of LimitRange/sizes: its pods are refused; ${CORRECT}`,
    [range({ min: { cpu: '200m' } }), web(resources({ cpu: '100m' }))],
  ],
  [
    `Deployment/web: container 'web': 2000m of cpu is more than the default limit 1000m of LimitRange/sizes: its pods are refused; ${CORRECT}`,
    [range({ default: { cpu: '1' } }), web(resources({ cpu: 2 }))],
  ],
  [
    `Deployment/web: container 'web': a request of 100m and a limit of 1000m of cpu exceed the ratio 4 of LimitRange/sizes: its pods are refused; ${CORRECT}`,
    [range({ maxLimitRequestRatio: { cpu: 4 } }), web(resources({ cpu: '100m' }, { cpu: 1 }))],
  ],
  [
    'PersistentVolumeClaim/data: 20480Mi of storage is more than the maximum 10Gi of LimitRange/sizes; correct the request, or the LimitRange',
    [range({ max: { storage: '10Gi' } }, 'PersistentVolumeClaim'), claim('20Gi')],
  ],
])('%s', (problem, manifests) => {
  expect(findings(...manifests)).toEqual([problem]);
});

test.each<[string, readonly Manifest[]]>([
  ['a quota that is just enough', [quota({ 'requests.cpu': '300m' }), web(resources({ cpu: '0.1' }), { replicas: 3 })]],
  ['defaults', [quota({ 'requests.cpu': '1' }), range({ defaultRequest: { cpu: '100m' } }), web({ name: 'web' })]],
  ['a quota of some pods only', [quota({ pods: 0 }, { scopes: ['Terminating'] }), web({ name: 'web' })]],
  ['resources that are unknown', [quota({ 'requests.nvidia.com/gpu': 0, x: {} }), web({ name: 'web' })]],
  ['another namespace', [{ ...quota({ pods: 0 }), metadata: { name: 'all', namespace: 'b' } }, web({ name: 'web' })]],
])('accepted: %s', (_, manifests) => {
  expect(findings(...manifests)).toEqual([]);
});

test('a quota is a finding exactly where the sum is above it', () => {
  const millis = fc.integer({ min: 1, max: 5000 });
  fc.assert(
    fc.property(millis, fc.integer({ min: 1, max: 20 }), millis, (each, replicas, allowed) => {
      const found = findings(quota({ cpu: `${allowed}m` }), web(resources({ cpu: `${each}m` }), { replicas }));
      expect(found).toHaveLength(each * replicas > allowed ? 1 : 0);
    }),
  );
});
