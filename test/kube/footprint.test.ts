import fc from 'fast-check';
import { ApiObject, App, Chart } from 'cdk8s';
import { buildApp } from '../../charts/app';
import { footprintOf, type Footprint } from '../../lib/kube/footprint';
import { synthesize, type Manifest } from '../../lib/kube/synthesis';
import { parsePlatform } from '../../lib/load/load';

const footprint = (yaml: string): Footprint => footprintOf(synthesize(buildApp(parsePlatform(yaml).platform)));

describe('the footprint of a platform', () => {
  const BASE = 'profile: standard\nmonitoring: { enabled: false }\n';
  const base = footprint(BASE);

  test('counts pods, requested memory and volume claims of replicas', () => {
    const more = footprint(
      `${BASE}openwhisk: { kafka: { replicas: 3, size: 2Gi, resources: { requests: { memory: 1Gi }, limits: { memory: 1Gi } } } }`,
    );
    const one = footprint(
      `${BASE}openwhisk: { kafka: { size: 2Gi, resources: { requests: { memory: 1Gi }, limits: { memory: 1Gi } } } }`,
    );
    expect(more.pods.get('StatefulSet/owdev-kafka')).toBe(3);
    expect(more.memory.gibibytes - one.memory.gibibytes).toBe(2);
    expect(more.volumes.gibibytes - one.volumes.gibibytes).toBe(4);
  });

  test('counts volumes that are claims of their own, and none without persistence', () => {
    const larger = footprint(`${BASE}openwhisk: { couchdb: { size: 7Gi } }`);
    expect(larger.volumes.gibibytes - base.volumes.gibibytes).toBe(5);
    expect(footprint(`${BASE}persistence: { enabled: false }`).volumes.bytes).toBe(0);
  });

  test('counts the pods of the Prometheus Operator, and no Job', () => {
    const { pods, volumes } = footprint('profile: standard\nmonitoring: { prometheus: { replicas: 2, size: 10Gi } }');
    const fewer = footprint('profile: standard\nmonitoring: { prometheus: { replicas: 1, size: 10Gi } }');
    expect(pods.get('Prometheus/owdev-prometheus')).toBe(2);
    expect(volumes.gibibytes - fewer.volumes.gibibytes).toBe(10);
    expect([...pods.keys()].filter((name) => name.startsWith('Job/'))).toEqual([]);
  });
});

interface Started {
  readonly cpu: number;
  readonly sidecar: boolean;
}

/** The CPU that a pod with these containers makes the scheduler reserve, in cores. */
function reserved(initContainers: readonly Started[], containers: readonly number[]): number {
  const container = (cpu: number): object => ({ resources: { requests: { cpu: `${cpu}m` } } });
  const spec = {
    initContainers: initContainers.map(({ cpu, sidecar }) => ({
      ...container(cpu),
      ...(sidecar ? { restartPolicy: 'Always' } : {}),
    })),
    containers: containers.map(container),
  };
  const manifest = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'a' },
    spec: { template: { spec } },
  } as unknown as Manifest;
  const construct = new ApiObject(new Chart(new App(), 'chart'), 'a', manifest);
  return footprintOf({ objects: [{ construct, path: construct.node.path, manifest }] }).cpu;
}

test('a pod counts with the most that its containers request at any time of its life', () => {
  const started = fc.record({ cpu: fc.integer({ min: 0, max: 500 }), sidecar: fc.boolean() });
  fc.assert(
    fc.property(fc.array(started), fc.array(fc.integer({ min: 0, max: 500 })), (initContainers, containers) => {
      const running: number[] = [];
      const sums = initContainers.map(({ cpu, sidecar }) => {
        const sum = [...running, cpu].reduce((all, one) => all + one, 0);
        if (sidecar) running.push(cpu);
        return sum;
      });
      const last = [...running, ...containers].reduce((all, one) => all + one, 0);
      expect(reserved(initContainers, containers)).toBeCloseTo(Math.max(last, ...sums) / 1000, 6);
    }),
  );
});
