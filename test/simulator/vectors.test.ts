import { HpaController } from '../../lib/simulator/controller';
import type { Pod } from '../../lib/simulator/pod';
import { averageValueReplicas } from '../../lib/simulator/replica-calculator';
import { cpuHpa, ideal, told, traceOf } from './support';

const FIVE_MINUTES_OF_LOAD = traceOf([0, 1], [300, 0.02], [1200, 0.02]);

/** One core, and hardly anything, a minute each, for 20 minutes. */
const SQUARE_WAVE = traceOf(
  ...Array.from({ length: 21 }, (_, index): [number, number] => [index * 60, index % 2 === 0 ? 1 : 0.02]),
);

describe('the golden vectors of the reference', () => {
  test('A: a load of five minutes goes up in doublings, and down five minutes after it was last needed', () => {
    const expected = '0:1→2@100, 15:2→4@100, 30:4→8@100, 45:8→10@62, 585:10→1@1';
    expect(told(ideal(cpuHpa(), FIVE_MINUTES_OF_LOAD))).toBe(expected);
    expect(told(ideal(cpuHpa({ behavior: {} }), FIVE_MINUTES_OF_LOAD))).toBe(expected);
  });

  test('B: saturated pods double until the maximum', () => {
    const { changes } = ideal(cpuHpa({ maxReplicas: 100 }), traceOf([0, 20], [300, 0.02], [1200, 0.02]));
    expect(changes.map(({ time, to }) => [time, to])).toEqual([
      [0, 2],
      [15, 4],
      [30, 8],
      [45, 16],
      [60, 32],
      [75, 64],
      [90, 100],
      [585, 1],
    ]);
  });

  test('C: a policy removes half of the replicas per minute', () => {
    const scaleDown = { policies: [{ type: 'Percent', value: 50, periodSeconds: 60 }] };
    const { changes } = ideal(cpuHpa({ behavior: { scaleDown } }), FIVE_MINUTES_OF_LOAD);
    expect(changes.slice(-3)).toEqual([
      { time: 585, from: 10, to: 5 },
      { time: 645, from: 5, to: 2 },
      { time: 705, from: 2, to: 1 },
    ]);
  });

  test('D: one sequential client fills one pod, so two stay', () => {
    expect(told(ideal(cpuHpa(), traceOf([0, 0.2], [1800, 0.2])))).toBe('0:1→2@100');
  });

  test('E: without a window a square wave flaps every minute', () => {
    const hpa = cpuHpa({ behavior: { scaleDown: { stabilizationWindowSeconds: 0 } } });
    const { changes } = ideal(hpa, SQUARE_WAVE);
    const downs = changes.filter(({ from, to }) => from === 10 && to === 1);
    expect(downs.map(({ time }) => time)).toEqual([60, 180, 300, 420, 540, 660, 780, 900, 1020, 1140]);
    expect(changes.filter(({ to }) => to === 10)).toHaveLength(10);
  });

  test('F: with the default window it does not', () => {
    const { changes } = ideal(cpuHpa(), SQUARE_WAVE);
    expect(changes.map(({ to }) => to)).toEqual([2, 4, 8, 10]);
  });

  test('G: 15m and 115m of 200m each are 32 %, truncated, and two replicas stay', () => {
    const pod: Pod = { phase: 'Running', ready: true, terminating: false, startTime: -3600, lastTransition: -3600 };
    const metrics = [15, 115].map((value) => ({ value, timestamp: 0, window: 0 }));
    const decision = new HpaController(cpuHpa(), [200]).sync(0, {
      replicas: 2,
      pods: [pod, pod],
      podMetrics: () => metrics,
      value: () => undefined,
    });
    expect(decision).toEqual({ replicas: 2, proposals: [{ replicas: 2, current: 32 }] });
  });

  test('H: twice the target needs twice the replicas', () => {
    const groups = { measured: 2, usage: 400, unready: 0, missing: 0 };
    const tolerances = { up: 0.1, down: 0.1 };
    expect(averageValueReplicas(2, groups, { target: 100, tolerances })).toEqual({ replicas: 4, current: 200 });
  });

  test('I: the default behaviour adds four pods, then doubles', () => {
    const hpa = cpuHpa({ maxReplicas: 80, behavior: {} });
    const { changes } = ideal(hpa, traceOf([0, 1000], [300, 1000]), { capacity: Infinity });
    expect([1, ...changes.map(({ to }) => to)]).toEqual([1, 5, 10, 20, 40, 80]);
  });
});
