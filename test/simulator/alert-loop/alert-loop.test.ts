import * as fc from 'fast-check';
import {
  simulateAlertLoop,
  type AlertLoopInput,
  type AlertLoopResult,
} from '../../../lib/simulator/alert-loop/alert-loop';
import { ALERT_LOOPS, type AlertLoop } from '../../../lib/simulator/alert-loop/presets';
import type { Trace } from '../../../lib/simulator/trace';
import { traceOf } from '../support';

/** Over five invocations per second from 60 s to 480 s. */
const STEP = traceOf([0, 1], [60, 6], [480, 1], [960, 1]);

function run(loop: AlertLoop, trace: Trace = STEP, rest: Partial<AlertLoopInput> = {}): AlertLoopResult {
  return simulateAlertLoop({ loop, trace, ...rest });
}

/** Changes of a function, such as `95→2`. */
function steps({ changes }: AlertLoopResult, index = 0): string {
  return (changes[index] ?? []).map(({ time, to }) => `${time}→${to}`).join(' ');
}

/** Two functions; each row is a time and the rates of both. */
function twoFunctions(...rows: [time: number, one: number, other: number][]): Trace {
  const [first, ...others] = rows.map(([time, ...values]) => ({ time, values }));
  if (!first) throw new Error('a trace needs a row');
  return { columns: ['one', 'other'], rows: [first, ...others] };
}

describe('the loop', () => {
  // The load begins at 60 s: a scrape, an evaluation at 75 s, the next one at 90 s, and 5 s of group_wait.
  test.each<[keyof typeof ALERT_LOOPS, string]>([
    ['talk', '95→6 155→11 215→16 275→20 495→1'],
    ['2018', '95→4 135→8 175→12 215→16 255→20 495→1'],
    ['now', '95→2 135→3 175→4 215→5 495→1'],
    // The longer window delays both ends by an evaluation; looks at the group are 10 s apart.
    ['fixed', '110→2 150→3 190→4 230→5 500→1'],
  ])('%s goes step by step to its maximum, and at once to its minimum', (name, expected) => {
    expect(steps(run(ALERT_LOOPS[name]))).toBe(expected);
  });

  test('has the same distances wherever the evaluations are', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 14.999, noNaN: true }), (firstEvaluation) => {
        const times = run(ALERT_LOOPS.now, STEP, { firstEvaluation }).changes[0]?.map(({ time }) => time) ?? [];
        expect(times).toHaveLength(5);
        expect(times.slice(1, 4).map((time, index) => Math.round(time - (times[index] ?? 0)))).toEqual([40, 40, 40]);
      }),
    );
  });

  test('goes to the minimum of the function', () => {
    const { scaling, ...rest } = ALERT_LOOPS.now;
    const loop = { ...rest, scaling: { ...scaling, minReplicas: 2 } };
    expect(steps(run(loop))).toBe('95→3 135→4 175→5 495→2');
  });

  test('does nothing at exactly the threshold', () => {
    expect(steps(run(ALERT_LOOPS.now, traceOf([0, 5], [600, 5])))).toBe('');
  });

  test('goes on to the maximum although one replica answers every request', () => {
    expect(steps(run(ALERT_LOOPS.talk, STEP, { capacity: 100 }))).toBe(steps(run(ALERT_LOOPS.talk)));
  });

  test('never begins if a replica answers no more than the threshold: other answers do not count', () => {
    expect(steps(run(ALERT_LOOPS.now, traceOf([0, 1], [60, 50], [960, 1]), { capacity: 5 }))).toBe('');
    expect(steps(run(ALERT_LOOPS.now, traceOf([0, 1], [60, 50], [300, 50]), { capacity: 5.4 }))).not.toBe('');
  });

  describe('with a missed scrape', () => {
    // The scrape at 300 s fails.
    const missed: Trace = {
      columns: ['f'],
      rows: [
        { time: 0, values: [6] },
        { time: 298, values: [undefined] },
        { time: 302, values: [6] },
        { time: 480, values: [6] },
      ],
    };

    test('falls to the minimum, as the window has a single sample', () => {
      expect(steps(run(ALERT_LOOPS.now, missed))).toBe('20→2 60→3 100→4 140→5 300→1 335→2 375→3 415→4 455→5');
    });

    test('stays as it is with the longer window', () => {
      expect(steps(run(ALERT_LOOPS.fixed, missed))).toBe('20→2 60→3 100→4 140→5');
    });
  });

  describe('with two functions', () => {
    const { now, fixed } = ALERT_LOOPS;
    const ofFunction: AlertLoop = { ...now, route: fixed.route };
    const wide: AlertLoop = { ...now, scaling: { minReplicas: 1, maxReplicas: 50, factor: 2, gateway: 'uncapped' } };
    const alone = twoFunctions([0, 1, 1], [60, 6, 1], [480, 6, 1]);

    test('takes an additional step of a function when another one begins or ends', () => {
      const beside = twoFunctions([0, 1, 1], [60, 6, 1], [90, 6, 6], [150, 6, 1], [300, 6, 1]);
      expect(steps(run(now, alone))).toBe('95→2 135→3 175→4 215→5');
      // The other function fires at 120 s and ends at 165 s, each within a look at the group.
      expect(steps(run(now, beside))).toBe('95→2 125→3 165→4 205→5');
      expect(steps(run(now, beside), 1)).toBe('125→2 165→1');
    });

    test('takes additional steps for a quarter of an hour after another one has ended, as Prometheus sends that again', () => {
      const after = twoFunctions([0, 6, 6], [20, 6, 1], [1200, 6, 1]);
      const before = twoFunctions([0, 6, 1], [1200, 6, 1]);
      const count = (loop: AlertLoop, trace: Trace): number => run(loop, trace).changes[0]?.length ?? 0;
      expect(count(wide, before)).toBe(30);
      // Each of the twelve begins the 40 s between two steps again, after 75 s.
      expect(count(wide, after)).toBe(32);
      const apart: AlertLoop = { ...wide, route: fixed.route };
      expect(count(apart, after)).toBe(30);
    });

    test('keeps them apart when the alerts are grouped by function', () => {
      const beside = twoFunctions([0, 1, 1], [60, 6, 1], [90, 6, 6], [150, 6, 1], [300, 6, 1]);
      expect(steps(run(ofFunction, beside))).toBe('95→2 135→3 175→4 215→5');
      expect(steps(run(ofFunction, beside), 1)).toBe('125→2 165→1');
    });
  });

  test('is within its bounds under any load, and changes only by a step up or to the minimum', () => {
    const loops = fc
      .record({
        preset: fc.constantFrom<AlertLoop>(...Object.values<AlertLoop>(ALERT_LOOPS)),
        groupBy: fc.constantFrom('alert' as const, 'function' as const),
        evaluationInterval: fc.integer({ min: 5, max: 30 }),
        window: fc.integer({ min: 10, max: 60 }),
        holds: fc.integer({ min: 0, max: 30 }),
      })
      .map(({ preset, groupBy, ...rule }) => ({
        ...preset,
        rule: { ...preset.rule, ...rule },
        route: { ...preset.route, groupBy },
      }));
    const rates = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 })), {
      minLength: 2,
      maxLength: 30,
    });
    fc.assert(
      fc.property(loops, rates, fc.double({ min: 1, max: 20, noNaN: true }), (loop, values, capacity) => {
        const trace = twoFunctions(
          ...values.map(([one, other], index): [number, number, number] => [index * 40, one, other]),
        );
        const { changes } = run(loop, trace, { capacity });
        const { minReplicas, maxReplicas, factor } = loop.scaling;
        for (const { from, to } of changes.flat()) {
          expect(to).toBeGreaterThanOrEqual(minReplicas);
          expect(to).toBeLessThanOrEqual(maxReplicas);
          if (to > from) expect(to - from).toBeLessThanOrEqual(Math.ceil((maxReplicas * factor) / 100));
          else expect(to).toBe(minReplicas);
        }
        expect(run(loop, trace, { capacity }).changes).toEqual(changes);
      }),
      { numRuns: 60 },
    );
  });

  test('has no fewer replicas at any time while the load stays above the threshold', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values<AlertLoop>(ALERT_LOOPS)),
        fc.array(fc.double({ min: 5.5, max: 100, noNaN: true }), { minLength: 2, maxLength: 20 }),
        (loop, rates) => {
          const trace = traceOf(...rates.map((rate, index): [number, number] => [index * 37, rate]));
          for (const { from, to } of run(loop, trace).changes.flat()) expect(to).toBeGreaterThan(from);
        },
      ),
      { numRuns: 60 },
    );
  });
});
