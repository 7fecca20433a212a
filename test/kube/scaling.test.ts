import { Testing } from 'cdk8s';
import { maxPods, scaleOf, type Scale } from '../../lib/kube/scaling';
import type { Manifest } from '../../lib/kube/synthesis';
import { DeploymentWorkload } from '../../lib/kube/workload';
import { testChart } from '../support/chart';

/** The Deployment and the PodDisruptionBudget of a component with a scale. */
function objectsOf(scale: Scale): { deployment?: Manifest; budget?: Manifest } {
  const chart = testChart();
  new DeploymentWorkload(chart, 'Workload', {
    ...scale,
    component: { component: 'web', program: 'web', partOf: 'test' },
    role: 'core',
    security: { uid: 1000 },
    containers: [
      {
        name: 'web',
        image: 'nginx',
        resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } },
      },
    ],
  });
  const manifests = Testing.synth(chart) as Manifest[];
  const find = (kind: string): Manifest | undefined => manifests.find((manifest) => manifest.kind === kind);
  return { deployment: find('Deployment'), budget: find('PodDisruptionBudget') };
}

test('the scaler of a component takes the place of its replicas', () => {
  expect(scaleOf({ replicas: 2 })).toEqual({ replicas: 2 });
  expect(scaleOf({ replicas: 2, autoscaling: { max: 5 } })).toEqual({ maxReplicas: 5 });
  expect([maxPods({ replicas: 2 }), maxPods({ maxReplicas: 5 })]).toEqual([2, 5]);
});

test('a Deployment has a number of replicas unless a scaler decides it', () => {
  expect(objectsOf({ replicas: 2 }).deployment).toHaveProperty('spec.replicas', 2);
  expect(objectsOf({ maxReplicas: 2 }).deployment).not.toHaveProperty('spec.replicas');
});

test.each<[Scale, boolean]>([
  [{ replicas: 1 }, false],
  [{ replicas: 2 }, true],
  [{ maxReplicas: 1 }, false],
  [{ maxReplicas: 2 }, true],
])('a component with %j has a disruption budget: %s', (scale, expected) => {
  expect(objectsOf(scale).budget !== undefined).toBe(expected);
});
