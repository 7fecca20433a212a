import { HpaController } from '../../lib/simulator/controller';
import type { ControllerSettings } from '../../lib/simulator/controller-settings';
import { readHpa } from '../../lib/simulator/hpa';
import { simulate } from '../../lib/simulator/simulation';
import { cpuHpa, hpaManifest, traceOf } from './support';

/** Changes of one pod of 200m under one core for a while, then hardly any load. */
function changesWith(controller: ControllerSettings, spec: object = {}): string {
  const { changes } = simulate({
    hpa: cpuHpa(spec),
    target: { initialReplicas: 1, requests: [200], capacity: { metric: 0, perPod: 0.2 } },
    trace: traceOf([0, 0.108], [120, 0.02], [1200, 0.02]),
    pods: { startSeconds: 0 },
    pipeline: { resolutionSeconds: 0 },
    controller,
  });
  return changes.map(({ time, to }) => `${time}:${to}`).join(' ');
}

describe('flags of kube-controller-manager', () => {
  test('the tolerance decides whether 54 % of 50 % is too much', () => {
    expect(changesWith({})).toBe('');
    expect(changesWith({ tolerance: 0.05 })).toBe('0:2 405:1');
  });

  test.each([{}, { behavior: {} }])(
    'the stabilization for scaling down holds without a window of the HPA: %j',
    (spec) => {
      expect(changesWith({ tolerance: 0.05, downscaleStabilization: 60 }, spec)).toBe('0:2 165:1');
    },
  );

  test('a window of the HPA takes precedence over the stabilization of the controller', () => {
    const behavior = { scaleDown: { stabilizationWindowSeconds: 120 } };
    expect(changesWith({ tolerance: 0.05, downscaleStabilization: 60 }, { behavior })).toBe('0:2 225:1');
  });

  test('the sync period is the distance between two decisions', () => {
    expect(changesWith({ tolerance: 0.05, syncPeriod: 50 })).toBe('0:2 400:1');
  });
});

describe('feature gates', () => {
  test('tolerances of the behavior have no effect without HPAConfigurableTolerance', () => {
    const behavior = { scaleUp: { tolerance: '50m' } };
    expect(changesWith({}, { behavior })).toBe('0:2 405:1');
    expect(changesWith({ configurableTolerance: false }, { behavior })).toBe('');
  });

  test.each([
    [true, 3],
    [false, 0],
  ])('with HPAScaleToZero %s, a workload that was scaled to zero gets %d pods', (scaleToZero, replicas) => {
    const target = { type: 'Value', value: '10' };
    const metrics = [{ type: 'External', external: { metric: { name: 'queue' }, target } }];
    const hpa = readHpa(hpaManifest({ minReplicas: 0, metrics }), 'hpa.yaml');
    const controller = new HpaController(hpa, [undefined], { scaleToZero, downscaleStabilization: 0 });
    const none = { pods: [], podMetrics: () => undefined };
    expect(controller.sync(0, { ...none, replicas: 1, value: () => 0 }).replicas).toBe(0);
    expect(controller.sync(15, { ...none, replicas: 0, value: () => 30_000 }).replicas).toBe(replicas);
  });
});
