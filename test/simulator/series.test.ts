import { readHpa } from '../../lib/simulator/hpa';
import { seriesOf } from '../../lib/simulator/series';
import { simulate } from '../../lib/simulator/simulation';
import { cpuHpa, hpaManifest, ideal, traceOf } from './support';

describe('the series of a simulation', () => {
  const hpa = cpuHpa({ behavior: { scaleDown: { stabilizationWindowSeconds: 0 } } });
  const data = seriesOf(hpa, ideal(hpa, traceOf([0, 0.3], [30, 0.02], [60, 0.3], [75, 0.3])));

  test('have one value per sync, in the units of the demand and in percent of the target', () => {
    expect(data.metrics).toEqual([
      { name: 'cpu', type: 'Resource', unit: 'cores', target: { type: 'Utilization', value: 50 } },
    ]);
    expect(data.series).toEqual({
      time: [0, 15, 30, 45, 60, 75],
      demand: { cpu: [0.3, 0.3, 0.02, 0.02, 0.3, 0.3] },
      utilisation: { cpu: [200, 150, 6, 20, 200, 150] },
      current: [1, 2, 3, 1, 1, 2],
      desired: [2, 3, 1, 1, 2, 3],
      ready: [1, 2, 3, 1, 1, 2],
      unserved: [0.1, 0, 0, 0, 0.1, 0],
    });
  });

  test('have events of changes and flaps in the order of time', () => {
    expect(data.events).toEqual([
      { type: 'rescale', time: 0, from: 1, to: 2 },
      { type: 'rescale', time: 15, from: 2, to: 3 },
      { type: 'rescale', time: 30, from: 3, to: 1 },
      { type: 'rescale', time: 60, from: 1, to: 2 },
      { type: 'flap', time: 60, removed: 30 },
      { type: 'rescale', time: 75, from: 2, to: 3 },
    ]);
  });

  test('show when a metric failed, and have null there', () => {
    const target = { type: 'AverageValue', averageValue: '30' };
    const metrics = [{ type: 'External', external: { metric: { name: 'queue' }, target } }];
    const queue = readHpa(hpaManifest({ metrics }), 'queue');
    const rows = [
      { time: 0, values: [15] },
      { time: 15, values: [undefined] },
      { time: 45, values: [15] },
      { time: 60, values: [undefined] },
      { time: 75, values: [undefined] },
    ] as const;
    const result = simulate({
      hpa: queue,
      target: { initialReplicas: 1, requests: [undefined] },
      trace: { columns: ['queue'], rows },
      pipeline: { resolutionSeconds: 0 },
    });
    const failing = seriesOf(queue, result);
    expect(failing.metrics[0]).toMatchObject({ unit: 'number', target: { type: 'AverageValue', value: 30 } });
    expect(failing.series.demand).toEqual({ queue: [15, null, null, 15, null, null] });
    expect(failing.series.utilisation).toEqual({ queue: [50, null, null, 50, null, null] });
    expect(failing.events).toEqual([
      { type: 'metric-failed', metric: 'queue', time: 15, until: 45 },
      { type: 'metric-failed', metric: 'queue', time: 60, until: null },
    ]);
  });
});
