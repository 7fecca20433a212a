import fc from 'fast-check';
import type { ScalingPolicy, ScalingRules } from '../../lib/simulator/hpa';
import { ScalingLimits } from '../../lib/simulator/scaling-limits';
import { Recommendations } from '../../lib/simulator/stabilization';
import type { Change } from '../../lib/simulator/simulation';
import { cpuHpa, ideal, traceOf } from './support';

const rules = (
  policies: readonly ScalingPolicy[],
  selectPolicy: ScalingRules['selectPolicy'] = 'Max',
): ScalingRules => ({
  stabilizationWindowSeconds: 0,
  selectPolicy,
  policies,
});
const pods = (value: number, periodSeconds: number): ScalingPolicy => ({ type: 'Pods', value, periodSeconds });
const percent = (value: number, periodSeconds: number): ScalingPolicy => ({ type: 'Percent', value, periodSeconds });

describe('policies', () => {
  test('count from the replicas at the start of their period', () => {
    const limits = new ScalingLimits(rules([pods(4, 60)]), rules([pods(1, 60)]));
    limits.record(0, 2, 5);
    expect(limits.most(59, 5)).toBe(6);
    expect(limits.most(60, 5)).toBe(9);
  });

  test('of one direction count changes of the other', () => {
    const limits = new ScalingLimits(rules([pods(2, 60)]), rules([pods(3, 60)]));
    limits.record(0, 4, 6);
    limits.record(15, 6, 3);
    expect(limits.most(30, 3)).toBe(6);
    expect(limits.fewest(30, 3)).toBe(1);
  });

  test('round up in favour of more pods, and down in favour of fewer', () => {
    const limits = new ScalingLimits(rules([percent(10, 60)]), rules([percent(50, 60)]));
    expect(limits.most(0, 1)).toBe(2);
    expect(limits.fewest(0, 5)).toBe(2);
  });

  test.each([
    ['Max', 8, 1],
    ['Min', 5, 3],
    ['Disabled', 4, 4],
  ] as const)('%s chooses among them', (select, most, fewest) => {
    const both = [pods(1, 60), percent(100, 60)];
    const limits = new ScalingLimits(rules(both, select), rules([pods(1, 60), pods(3, 60)], select));
    expect([limits.most(0, 4), limits.fewest(0, 4)]).toEqual([most, fewest]);
  });

  test('forget a change that a later one replaces, even if the other direction has a longer period', () => {
    const limits = new ScalingLimits(rules([pods(9, 15)]), rules([pods(1, 600)]));
    limits.record(0, 1, 5);
    expect(limits.fewest(30, 5)).toBe(0);
    limits.record(30, 5, 7);
    // Of the 6 that came within 600 s, the 4 of the time 0 are outdated for scaling up: their place is taken.
    expect(limits.fewest(45, 7)).toBe(4);
  });
});

describe('stabilisation', () => {
  test('keeps the highest recommendation of the window for scaling down', () => {
    const recommendations = new Recommendations(0, 60);
    expect(recommendations.stabilize(0, 10, 10)).toBe(10);
    expect(recommendations.stabilize(15, 10, 3)).toBe(10);
    expect(recommendations.stabilize(59, 10, 5)).toBe(10);
    expect(recommendations.stabilize(60, 10, 2)).toBe(5);
  });

  test('keeps the lowest recommendation of the window for scaling up', () => {
    const recommendations = new Recommendations(60, 0);
    recommendations.start(0, 1);
    expect(recommendations.stabilize(0, 1, 8)).toBe(1);
    expect(recommendations.stabilize(30, 1, 6)).toBe(1);
    expect(recommendations.stabilize(60, 1, 9)).toBe(6);
  });

  test('with both windows never exceeds the current recommendation', () => {
    const recommendations = new Recommendations(60, 60);
    recommendations.start(0, 4);
    expect(recommendations.stabilize(0, 4, 8)).toBe(4);
    expect(recommendations.stabilize(15, 4, 2)).toBe(4);
  });

  test('without a behavior, an earlier higher recommendation even adds replicas', () => {
    const recommendations = new Recommendations(0, 300);
    expect(recommendations.highest(0, 20)).toBe(20);
    expect(recommendations.highest(15, 8)).toBe(20);
    expect(recommendations.highest(300, 8)).toBe(8);
  });
});

describe('tolerances', () => {
  /** Replicas that two or three pods become under a steady load, with a behaviour. */
  const after = (behavior: object, initial: number, demand: number): number | undefined => {
    const { changes } = ideal(cpuHpa({ behavior }), traceOf([0, demand], [60, demand]), { initial });
    return changes[0]?.to;
  };

  test('come from the behavior, per direction', () => {
    expect(after({}, 2, 0.212)).toBeUndefined();
    expect(after({ scaleUp: { tolerance: '50m' } }, 2, 0.212)).toBe(3);
    expect(after({ scaleDown: { tolerance: '50m' } }, 2, 0.212)).toBeUndefined();
    const scaleDown = { stabilizationWindowSeconds: 0 };
    expect(after({ scaleDown }, 3, 0.18)).toBe(2);
    expect(after({ scaleDown: { ...scaleDown, tolerance: '0.5' } }, 3, 0.18)).toBeUndefined();
  });
});

describe('whatever the load', () => {
  const load = fc.array(fc.double({ min: 0, max: 4, noNaN: true }), { minLength: 4, maxLength: 40 });
  const bounds = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 20 }));
  const policy = fc.record({
    type: fc.constantFrom('Pods', 'Percent'),
    value: fc.integer({ min: 1, max: 150 }),
    periodSeconds: fc.integer({ min: 1, max: 300 }),
  });
  const direction = fc.record({
    stabilizationWindowSeconds: fc.constantFrom(0, 30, 60, 300),
    selectPolicy: fc.constantFrom('Max', 'Min', 'Disabled'),
    policies: fc.array(policy, { minLength: 1, maxLength: 3 }),
  });
  const behavior = fc.option(fc.record({ scaleUp: direction, scaleDown: direction }), { nil: undefined });
  const traceFor = (values: readonly number[]) =>
    traceOf(...values.map((value, index): [number, number] => [index * 30, value]));

  /** Replicas that the changes of one direction moved in the period up to a time. */
  const moved = (changes: readonly Change[], sign: 1 | -1, until: number, period: number): number =>
    changes
      .filter(({ time }) => time <= until && until - time < period)
      .reduce((sum, { from, to }) => sum + Math.max(0, sign * (to - from)), 0);

  test('replicas stay between the minimum and the maximum, and the result is always the same', () => {
    fc.assert(
      fc.property(load, bounds, behavior, (values, [minReplicas, more], chosen) => {
        const maxReplicas = minReplicas + more;
        const hpa = cpuHpa({ minReplicas, maxReplicas, ...(chosen && { behavior: chosen }) });
        const run = () => ideal(hpa, traceFor(values), { initial: minReplicas });
        const result = run();
        for (const { to } of result.changes) {
          expect(to).toBeGreaterThanOrEqual(minReplicas);
          expect(to).toBeLessThanOrEqual(maxReplicas);
        }
        expect(run()).toEqual(result);
      }),
      { numRuns: 100 },
    );
  });

  test('a Pods policy is never exceeded in any of its periods', () => {
    const limits = fc.record({ up: fc.integer({ min: 1, max: 5 }), down: fc.integer({ min: 1, max: 5 }) });
    const periods = fc.constantFrom(15, 60, 120);
    fc.assert(
      fc.property(load, limits, periods, (values, { up, down }, periodSeconds) => {
        const only = (value: number) => ({
          stabilizationWindowSeconds: 0,
          policies: [{ type: 'Pods', value, periodSeconds }],
        });
        const hpa = cpuHpa({ maxReplicas: 30, behavior: { scaleUp: only(up), scaleDown: only(down) } });
        const { changes } = ideal(hpa, traceFor(values));
        for (const { time, from, to } of changes) {
          // What went the other way in the same period may be undone besides.
          const net = moved(changes, 1, time, periodSeconds) - moved(changes, -1, time, periodSeconds);
          if (to > from) expect(net).toBeLessThanOrEqual(up);
          else expect(-net).toBeLessThanOrEqual(down);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('a disabled direction never scales', () => {
    fc.assert(
      fc.property(load, (values) => {
        const hpa = cpuHpa({ maxReplicas: 30, behavior: { scaleDown: { selectPolicy: 'Disabled' } } });
        expect(ideal(hpa, traceFor(values)).changes.filter(({ from, to }) => to < from)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  test('a growing load never removes pods, and a higher load never needs fewer', () => {
    fc.assert(
      fc.property(load, (values) => {
        const growing = [...values].sort((a, b) => a - b);
        const { changes } = ideal(cpuHpa({ maxReplicas: 30 }), traceFor(growing));
        expect(changes.every(({ from, to }) => to > from)).toBe(true);
        const steady = (demand: number) =>
          ideal(cpuHpa({ maxReplicas: 30 }), traceOf([0, demand], [600, demand])).changes.at(-1)?.to ?? 1;
        const [lowest = 0] = growing;
        expect(steady(growing.at(-1) ?? 0)).toBeGreaterThanOrEqual(steady(lowest));
      }),
      { numRuns: 50 },
    );
  });
});
