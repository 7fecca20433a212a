import fc from 'fast-check';
import { flapsOf, isFlapping } from '../../lib/simulator/flapping';
import { proposals, triesAll, type Proposal } from '../../lib/simulator/proposals';
import { report } from '../../lib/simulator/report';
import { withSettings } from '../../lib/simulator/settings';
import { simulate, type SimulationInput } from '../../lib/simulator/simulation';
import type { Trace } from '../../lib/simulator/trace';
import { cpuHpa, traceOf } from './support';

const target = { initialReplicas: 1, requests: [200], capacity: { metric: 0, perPod: 0.2 } };

const WAVE = traceOf(
  ...Array.from({ length: 13 }, (_, index): [number, number] => [index * 600, index % 2 ? 0.02 : 1]),
);

function inputOf(trace: Trace, spec: object = {}): SimulationInput {
  return { hpa: cpuHpa(spec), target, trace };
}

function proposed(input: SimulationInput, goal?: number): readonly Proposal[] {
  return proposals(input, simulate(input), goal);
}

const settingsOf = (input: SimulationInput, goal?: number): string[] =>
  proposed(input, goal).map(({ setting }) => setting);

describe('flapping', () => {
  const input = inputOf(WAVE);
  const result = simulate(input);

  test('is reported when removed replicas are soon needed again', () => {
    expect(flapsOf(result.changes)[0]).toEqual({ down: 900, up: 1215 });
    expect(isFlapping(flapsOf(result.changes))).toBe(true);
    const once = simulate(inputOf(traceOf([0, 0], [1, 1], [300, 0.02], [1200, 0.02])));
    expect(isFlapping(flapsOf(once.changes))).toBe(false);
  });

  test('ends with the shortest sufficient window, and the report has its price', () => {
    const found = proposed(input);
    expect(found.map(({ setting }) => setting)).toContain('scaleDown.window=900');
    const text = report({ hpa: input.hpa, result }, found);
    expect(text).toContain(
      'flapping: 5 times replicas were removed and needed again within 600 s, first at 900 and 1215 s',
    );
    expect(text).toMatch(/^now +252 \(6\.9 %\) +5 +30 +10 +14\.51$/m);
    expect(text).toMatch(/^scaleDown\.window=900 +32 \(0\.9 %\) +0 +4 +10 +19\.87 \(\+37 %\)$/m);
  });

  test('ends with a policy that removes few replicas at once, too, where there are many', () => {
    const behavior = { scaleDown: { stabilizationWindowSeconds: 0 } };
    const quick = traceOf(
      ...Array.from({ length: 25 }, (_, index): [number, number] => [index * 120, index % 2 ? 5 : 10]),
    );
    const input = inputOf(quick, { maxReplicas: 100, behavior });
    const left = proposed(input).map(({ setting, result: { changes } }) => [setting, flapsOf(changes).length]);
    expect(flapsOf(simulate(input).changes)).toHaveLength(10);
    expect(left).toContainEqual(['scaleDown.window=180', 0]);
    expect(left).toContainEqual(['scaleDown.policies=1/60', 2]);
  });
});

describe('proposals', () => {
  test('a maximum that is too low becomes the lowest one that serves the demand', () => {
    const input = inputOf(traceOf([0, 0.2], [600, 3], [7200, 3]), { maxReplicas: 4 });
    const [max] = proposed(input, 0.05);
    expect(max?.setting).toBe('max=15');
    const served = (maxReplicas: number): boolean => {
      const { unserved, demanded } = simulate(inputOf(input.trace, { maxReplicas }));
      return unserved <= 0.05 * demanded;
    };
    expect([served(14), served(15)]).toEqual([false, true]);
  });

  test('a target that is too low for the load becomes a higher one, which costs less', () => {
    const steady = inputOf(traceOf([0, 0.5], [3600, 0.5]), {
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 30 } } },
      ],
    });
    const now = simulate(steady);
    const [cheaper] = proposed(steady);
    expect(cheaper?.setting).toMatch(/^target=/);
    expect(cheaper?.result.replicaSeconds).toBeLessThan(now.replicaSeconds * 0.9);
    expect(cheaper?.result.unserved).toBeLessThanOrEqual(0.01 * now.demanded);
  });

  test('slow policies for scaling up become fast ones, if demand remains unserved', () => {
    const scaleUp = { stabilizationWindowSeconds: 60, policies: [{ type: 'Pods', value: 1, periodSeconds: 300 }] };
    const input = inputOf(traceOf([0, 0.05], [600, 1], [3600, 1]), { behavior: { scaleUp } });
    expect(settingsOf(input)).toContainEqual(
      expect.stringMatching(/^scaleUp\.policies=.*,scaleUp\.select=Max,scaleUp\.window=0$/),
    );
  });

  test('there are none where nothing is wrong, or where the capacity of a pod is unknown', () => {
    expect(settingsOf(inputOf(traceOf([0, 0.08], [3600, 0.08])))).toEqual([]);
    const unknown = { initialReplicas: 1, requests: [200] };
    expect(settingsOf({ ...inputOf(traceOf([0, 5], [3600, 5])), target: unknown })).toEqual([]);
  });

  test('end in time for a long trace of many replicas, and the report mentions it', () => {
    const hours = [0, 900, 1800, 2700].map((time, index): [number, number] => [time, index % 2 ? 20 : 100]);
    const input = inputOf(traceOf(...hours), { minReplicas: 300, maxReplicas: 400 });
    const hour = simulate({ ...input, until: 3600 });
    const days = { ...hour, syncs: Array.from({ length: 15 * 24 }, () => hour.syncs).flat() };
    expect([triesAll(days), triesAll(hour)]).toEqual([false, true]);
    expect(report({ hpa: input.hpa, result: days }, [])).toMatch(/\n\nnot all settings were tried, [^]*--until/);
  });

  test('do what they promise: each is a setting that gives the same result, and is better in something', () => {
    const demand = fc.array(fc.double({ min: 0, max: 4, noNaN: true }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(demand, fc.integer({ min: 1, max: 12 }), (values, maxReplicas) => {
        const [first, ...others] = values.map((value, index) => ({ time: index * 240, values: [value] }));
        if (!first) return;
        const input = inputOf({ columns: ['cpu'], rows: [first, ...others] }, { maxReplicas });
        const now = simulate(input);
        for (const { setting, result } of proposals(input, now)) {
          const again = simulate({ ...input, hpa: withSettings(input.hpa, setting, 'test') });
          expect(again.changes).toEqual(result.changes);
          const better =
            result.unserved < now.unserved ||
            result.replicaSeconds < now.replicaSeconds ||
            flapsOf(result.changes).length < flapsOf(now.changes).length;
          expect({ setting, better }).toEqual({ setting, better: true });
        }
      }),
      { numRuns: 30 },
    );
  });
});
