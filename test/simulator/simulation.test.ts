import { simulate } from '../../lib/simulator/simulation';
import { cpuHpa, traceOf } from './support';

const target = { initialReplicas: 1, requests: [200], capacity: { metric: 0, perPod: 0.2 } };
const STEP = traceOf([0, 0], [1, 1], [300, 0.02], [1200, 0.02]);
const external = (value: object): object => ({
  metrics: [{ type: 'External', external: { metric: { name: 'queue' }, target: value } }],
});

describe('the metrics pipeline', () => {
  test('answers a step with pods that start for ten seconds in two syncs, as on a real cluster', () => {
    const { changes } = simulate({ hpa: cpuHpa(), target, trace: STEP });
    expect(changes.map(({ time, to }) => [time, to])).toEqual([
      [15, 2],
      [45, 4],
      [75, 8],
      [105, 10],
      [600, 1],
    ]);
  });

  test('delays scaling up and down by its delay', () => {
    const late = simulate({ hpa: cpuHpa(), target, trace: STEP, pipeline: { delaySeconds: 20 } });
    expect(late.changes[0]).toEqual({ time: 45, from: 1, to: 2 });
    expect(late.changes.at(-1)).toEqual({ time: 630, from: 10, to: 1 });
  });

  test('averages over the time since the previous measurement', () => {
    const { syncs } = simulate({
      hpa: cpuHpa({ maxReplicas: 1 }),
      target,
      trace: traceOf([0, 0.05], [7.5, 0.15], [30, 0]),
    });
    expect(syncs.map(({ measured }) => measured[0])).toEqual([25, 50, 75]);
  });

  test('sees the load of the first row at the first sync, since a trace is a part of a longer course', () => {
    const hpa = cpuHpa({ behavior: { scaleDown: { stabilizationWindowSeconds: 0 } } });
    const { changes, syncs } = simulate({
      hpa,
      target: { ...target, initialReplicas: 5 },
      trace: traceOf([0, 0.5], [300, 0.5]),
    });
    expect(changes).toEqual([]);
    expect(syncs[0]?.measured).toEqual([50]);
  });

  test('changes nothing without a value', () => {
    const trace = {
      columns: ['cpu'],
      rows: [
        { time: 0, values: [undefined] },
        { time: 600, values: [undefined] },
      ],
    } as const;
    const { changes, syncs } = simulate({ hpa: cpuHpa(), target, trace });
    expect(changes).toEqual([]);
    expect(syncs.at(-1)?.measured).toEqual([undefined]);
  });
});

describe('pods', () => {
  test('that start slowly leave demand unserved', () => {
    const unserved = (startSeconds: number) =>
      simulate({ hpa: cpuHpa({ minReplicas: 5 }), target, trace: STEP, pods: { startSeconds } }).unserved;
    expect(unserved(0)).toBe(0);
    // From the first sync on 4 of 5 start: 0.8 cores from 1 s to 40 s.
    expect(unserved(40)).toBeCloseTo(31.2);
  });

  test('that are still starting are removed first', () => {
    const trace = traceOf([0, 1], [20, 0.1], [90, 0.1]);
    const behavior = { scaleDown: { stabilizationWindowSeconds: 0 } };
    const { syncs } = simulate({ hpa: cpuHpa({ behavior }), target, trace, pods: { startSeconds: 60 } });
    expect(syncs.every(({ ready, replicas }) => ready >= 1 && ready <= replicas)).toBe(true);
  });

  test('start within the bounds of the HPA', () => {
    const { changes } = simulate({ hpa: cpuHpa(), target: { ...target, initialReplicas: 40 }, trace: STEP });
    expect(changes[0]).toEqual({ time: 0, from: 40, to: 10 });
  });
});

describe('an external metric', () => {
  const queue = traceOf([0, 0], [60, 45], [300, 0], [1200, 0]);
  const none = { initialReplicas: 0, requests: [undefined] };

  test('takes the last replica away, and brings it back', () => {
    const hpa = cpuHpa({ minReplicas: 0, ...external({ type: 'AverageValue', averageValue: '10' }) });
    const { changes } = simulate({
      hpa,
      target: { ...none, initialReplicas: 1 },
      trace: traceOf([0, 0], [600, 45], [900, 0], [1500, 0]),
      pipeline: { resolutionSeconds: 0 },
    });
    expect(changes.map(({ time, to }) => [time, to])).toEqual([
      [300, 0],
      [600, 4],
      [615, 5],
      [1185, 0],
    ]);
  });

  test('does not scale up from a zero that it did not set', () => {
    const hpa = cpuHpa({ minReplicas: 0, ...external({ type: 'Value', value: '10' }) });
    expect(simulate({ hpa, target: none, trace: queue }).changes).toEqual([]);
  });

  test('still adds replicas while another metric fails, but removes none', () => {
    const metrics = [
      ...(external({ type: 'AverageValue', averageValue: '10' }) as { metrics: object[] }).metrics,
      { type: 'Pods', pods: { metric: { name: 'rps' }, target: { type: 'AverageValue', averageValue: '1' } } },
    ];
    const rows = [
      { time: 0, values: [45, undefined] },
      { time: 60, values: [10, undefined] },
      { time: 900, values: [10, undefined] },
    ] as const;
    const { changes } = simulate({
      hpa: cpuHpa({ metrics }),
      target: { initialReplicas: 1, requests: [undefined, undefined] },
      trace: { columns: ['queue', 'rps'], rows },
    });
    expect(changes.map(({ to }) => to)).toEqual([4, 5]);
  });
});
