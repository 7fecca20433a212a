import { App } from 'cdk8s';
import * as fc from 'fast-check';
import { runChecks } from '../../lib/checks/all';
import { LaunchOrder } from '../../lib/kube/launch-order';
import type { Milestone } from '../../lib/kube/milestone';
import type { PlatformChart } from '../../lib/kube/platform-chart';
import { SCRIPT_RESOURCES } from '../../lib/kube/resources';
import { annotateSyncWaves, synthesize } from '../../lib/kube/synthesis';
import { DeploymentWorkload, type Workload } from '../../lib/kube/workload';
import { Manifests } from '../support/platform';
import { testChart } from '../support/chart';

function workload(chart: PlatformChart, name: string, waitsFor: readonly Milestone[]): Workload {
  return new DeploymentWorkload(chart, name, {
    component: { component: name, program: name, partOf: 'test' },
    replicas: 1,
    role: 'core',
    security: { uid: 1000 },
    waitsFor,
    containers: [{ name, image: 'busybox', resources: SCRIPT_RESOURCES }],
  });
}

const after = (provider: Workload): Milestone => ({ name: provider.node.id, provider, heldBy: 'container' });
const names = (workloads: readonly Workload[]): string[] => workloads.map(({ node }) => node.id);

test('the default platform launches in this order', () => {
  const order = LaunchOrder.of(Manifests.of('profile: standard').synthesis.app);
  const steps = order.sorted().map((step) => `${order.level(step)} ${step.component.component}`);
  expect(steps).toEqual([
    '0 gen-secrets',
    '0 gen-certs',
    '0 zookeeper',
    '1 couchdb',
    '1 redis',
    '1 kafka',
    '1 wskadmin',
    '2 init-couchdb',
    '2 apigateway',
    '3 controller',
    '4 invoker',
    '4 nginx',
    '4 alarmprovider',
    '4 kafkaprovider',
    '5 install-packages',
    '6 package-checker',
    '6 smoke-test',
  ]);
});

test('each workload comes after everything it waits for, for any waits', () => {
  const edges = fc.array(fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 })), { maxLength: 30 });
  fc.assert(
    fc.property(edges, (pairs) => {
      const chart = testChart();
      const made: Workload[] = [];
      for (let index = 0; index < 10; index++) {
        const before = pairs.filter(([from, to]) => to === index && from < to).map(([from]) => after(made[from]!));
        made.push(workload(chart, `w${index}`, before));
      }
      const order = LaunchOrder.of(chart);
      const sorted = order.sorted();
      for (const { from, to } of order.edges) {
        expect(sorted.indexOf(from)).toBeLessThan(sorted.indexOf(to));
        expect(order.level(to)).toBeGreaterThan(order.level(from) ?? Infinity);
      }
      expect(order.cycle()).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

test('a cycle is reported with its members, and without workloads that merely depend on it', () => {
  const chart = testChart();
  const circle: Milestone[] = [];
  const a = workload(chart, 'a', []);
  Object.assign(a, { waitsFor: circle });
  const b = workload(chart, 'b', [after(a)]);
  const c = workload(chart, 'c', [after(b)]);
  workload(chart, 'behind', [after(c)]);
  circle.push(after(c));
  const order = LaunchOrder.of(chart);
  expect(names(order.cycle()).sort()).toEqual(['a', 'b', 'c']);
  expect(order.level(a)).toBeUndefined();
  const [finding] = runChecks(synthesize(chart.node.root as App));
  expect(finding?.problem).toBe('can never start: t-a waits for t-c waits for t-b waits for t-a');
});

test('awaited components must be in the app', () => {
  const elsewhere = workload(testChart(), 'elsewhere', []);
  const chart = testChart();
  workload(chart, 'waiting', [after(elsewhere)]);
  expect(runChecks(synthesize(chart.node.root as App)).map(({ problem }) => problem)).toEqual([
    'waits for elsewhere, whose Deployment/t-elsewhere is not in the app',
  ]);
});

test('objects are written in apply order', () => {
  const kinds = Manifests.of('profile: standard').all.map(({ kind }) => kind);
  const position = (kind: string): number => kinds.indexOf(kind);
  expect(position('Namespace')).toBe(0);
  for (const kind of ['ServiceAccount', 'Role', 'ConfigMap', 'PersistentVolumeClaim', 'Service', 'NetworkPolicy']) {
    expect(kinds.lastIndexOf(kind)).toBeLessThan(
      Math.min(position('Job'), position('StatefulSet'), position('Deployment')),
    );
  }
  const jobs = Manifests.of('profile: standard').all.map(({ metadata }) => metadata.name);
  expect(jobs.findIndex((name) => name.startsWith('owdev-gen-secrets-'))).toBeLessThan(
    jobs.lastIndexOf('owdev-couchdb'),
  );
});

test('Argo CD gets the steps as its waves', () => {
  const chart = testChart();
  const first = workload(chart, 'first', []);
  const second = workload(chart, 'second', [after(first)]);
  annotateSyncWaves(chart.node.root as App);
  const wave = (step: Workload): unknown =>
    (step.apiObject.toJson() as { metadata: { annotations: Record<string, string> } }).metadata.annotations;
  expect([wave(first), wave(second)]).toEqual([
    { 'argocd.argoproj.io/sync-wave': '0' },
    { 'argocd.argoproj.io/sync-wave': '1' },
  ]);
});
