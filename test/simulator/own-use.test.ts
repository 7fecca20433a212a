import * as fc from 'fast-check';
import { ownUseOf } from '../../lib/simulator/base-use';
import { MetricOwnUse } from '../../lib/simulator/own-use';
import { simulate, type SimulationInput } from '../../lib/simulator/simulation';
import { cpuHpa, traceOf } from './support';

const MEMORY = {
  metrics: [
    { type: 'Resource', resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 50 } } },
  ],
};
const GI = 1024 ** 3;
const NO_LOAD = traceOf([0, 0], [1200, 0]);

const replicasOf = (input: SimulationInput): number[] => simulate(input).changes.map(({ to }) => to);

describe('the base use of a pod', () => {
  test('grows the replicas to the maximum if it is above the target (kubernetes/ingress-nginx#10371)', () => {
    const hpa = cpuHpa({ ...MEMORY, maxReplicas: 11 });
    const target = { initialReplicas: 1, requests: [GI * 1000] };
    expect(replicasOf({ hpa, target, trace: NO_LOAD })).toEqual([]);
    const use = ownUseOf(hpa, target, { memory: '600Mi' }, undefined);
    // 600Mi of 1Gi are 58 %: no number of pods brings that to 50 %.
    expect(replicasOf({ hpa, target, trace: NO_LOAD, use })).toEqual([2, 3, 4, 5, 6, 7, 9, 11]);
  });

  test('adds to the share of the load, and takes from the capacity', () => {
    const hpa = cpuHpa({ maxReplicas: 1 });
    const target = { initialReplicas: 1, requests: [200], capacity: { metric: 0, perPod: 0.2 } };
    const input = { hpa, target, trace: traceOf([0, 0.05], [60, 1], [120, 1]), use: { base: [0.05] } };
    const { syncs, unserved } = simulate(input);
    expect(syncs.map(({ measured }) => measured[0])).toEqual([50, 50, 50, 50, 50, 100, 100, 100, 100]);
    expect(unserved).toBeCloseTo(60 * (1 - 0.15));
  });

  test('is a mistake where the HPA does not measure it, or leaves nothing for the load', () => {
    const target = { initialReplicas: 1, requests: [200], capacity: { metric: 0, perPod: 0.2 } };
    expect(() => ownUseOf(cpuHpa(), target, { cpus: '1', memory: '1Mi' }, undefined)).toThrow(
      "--base: 2 mistakes; nothing was simulated\n  --base: scrypt does not measure 'cpus' of its pods\n    allowed: cpu\n    fix: write cpu\n  --base: scrypt does not measure 'memory' of its pods",
    );
    expect(() => ownUseOf(cpuHpa(), target, { cpu: '200m' }, undefined)).toThrow(
      '--base: 0.2 leaves nothing for the load: a pod can use 0.2',
    );
  });
});

describe('the CPU of a program that starts', () => {
  /** A JVM: a request of 500m, a limit of 2 cores. The load needs three pods. */
  const jvm = (startSeconds: number, startup?: { readonly cores: number; readonly seconds: number }): number =>
    Math.max(
      ...replicasOf({
        hpa: cpuHpa({ maxReplicas: 20 }),
        target: { initialReplicas: 2, requests: [500], capacity: { metric: 0, perPod: 2 } },
        trace: traceOf([0, 0.5], [60, 0.7], [1800, 0.7]),
        pods: { startSeconds },
        use: startup ? { startup } : {},
      }),
    );

  test('adds replicas without need if pods are ready before it ends (kubernetes/kubernetes#29989, #71255)', () => {
    expect(jvm(20)).toBe(3);
    expect(jvm(20, { cores: 1.5, seconds: 90 })).toBeGreaterThan(10);
  });

  test('is not counted if pods are ready after it (kubernetes/kubernetes#67252)', () => {
    expect(jvm(90, { cores: 1.5, seconds: 90 })).toBe(3);
  });

  test('never exceeds what a pod can use', () => {
    const { syncs } = simulate({
      hpa: cpuHpa({ maxReplicas: 20 }),
      target: { initialReplicas: 1, requests: [200], capacity: { metric: 0, perPod: 0.4 } },
      trace: traceOf([0, 0.2], [900, 0.2]),
      use: { startup: { cores: 3, seconds: 60 } },
    });
    expect(Math.max(...syncs.map(({ measured }) => measured[0] ?? 0))).toBeLessThanOrEqual(200);
  });

  test('has the mean of its course', () => {
    const seconds = fc.integer({ min: 0, max: 120 });
    fc.assert(
      fc.property(seconds, seconds, fc.integer({ min: 1, max: 60 }), (startup, age, length) => {
        const window = Math.min(age, length);
        const use = { base: [0.25], startup: { cores: 1, seconds: startup } };
        const [metric] = cpuHpa().metrics;
        const course = Array.from({ length: window }, (_, index) => (age - window + index < startup ? 1.25 : 0.25));
        const mean =
          window === 0 ? (age < startup ? 1.25 : 0.25) : course.reduce((sum, use_) => sum + use_, 0) / window;
        expect(new MetricOwnUse(metric, 0, use).mean(1000 + age, window, 1000)).toBeCloseTo(mean);
      }),
    );
  });

  test('shows in no other metric', () => {
    const [memory] = cpuHpa(MEMORY).metrics;
    expect(new MetricOwnUse(memory, 0, { startup: { cores: 1, seconds: 60 } }).mean(10, 10, 0)).toBe(0);
  });
});

describe('pods without a node', () => {
  test('keep the replicas high until their window is over (kubernetes/kubernetes#82285)', () => {
    const input = {
      hpa: cpuHpa(),
      target: { initialReplicas: 1, requests: [200], capacity: { metric: 0, perPod: 0.2 } },
      trace: traceOf([0, 0], [15, 1], [60, 0.02], [1200, 0.02]),
    };
    const pending = simulate({ ...input, pods: { pendingSeconds: 600, startSeconds: 610 } });
    expect(pending.changes.map(({ time, to }) => [time, to])).toEqual([
      [30, 2],
      [360, 1],
    ]);
    // Ready after ten seconds, they take their share of the load.
    expect(simulate(input).changes.map(({ to }) => to)).toEqual([2, 4, 1]);
  });
});
