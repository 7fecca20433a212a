import { buildApp } from '../../charts/app';
import { footprintOf, type Footprint } from '../../lib/kube/footprint';
import { synthesize } from '../../lib/kube/synthesis';
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
