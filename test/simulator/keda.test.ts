import * as fc from 'fast-check';
import { KedaOperator, type KedaScaling } from '../../lib/simulator/keda-operator';
import { findScaled } from '../../lib/simulator/manifests';
import { simulate, type Change } from '../../lib/simulator/simulation';
import type { Trace } from '../../lib/simulator/trace';
import { traceOf } from './support';

const LAG = { type: 'kafka', metadata: { topic: 'orders', consumerGroup: 'billing', lagThreshold: '10' } };
const CPU = { type: 'cpu', metricType: 'Utilization', metadata: { value: '50' } };

const scaledObject = (spec: object = {}, metadata: object = {}): object => ({
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name: 'worker', ...metadata },
  spec: { scaleTargetRef: { name: 'worker' }, maxReplicaCount: 8, triggers: [LAG], ...spec },
});

const find = (spec: object = {}, metadata: object = {}) =>
  findScaled([scaledObject(spec, metadata)], 'worker', 'so.yaml', { initialReplicas: 1, requests: { cpu: '100m' } });

/** What happens to a ScaledObject, such as `30s 0→1k` for a change by KEDA. */
function changesOf(spec: object, trace: Trace, until?: number): string {
  const { hpa, target, keda } = find(spec);
  const { changes } = simulate({
    hpa,
    target,
    trace,
    pods: { startSeconds: 0 },
    pipeline: { resolutionSeconds: 0 },
    ...(keda && { keda }),
    ...(until !== undefined && { until }),
  });
  return changes
    .map(({ time, from, to, by }: Change) => `${time}s ${from}→${to}${by === 'keda' ? 'k' : ''}`)
    .join(', ');
}

describe('the HPA that KEDA makes of a ScaledObject', () => {
  test('has the defaults of KEDA', () => {
    const { hpa, keda } = find({ maxReplicaCount: undefined });
    expect(hpa).toEqual({
      name: 'keda-hpa-worker',
      target: { kind: 'Deployment', name: 'worker' },
      minReplicas: 1,
      maxReplicas: 100,
      metrics: [{ type: 'External', name: 's0-kafka-orders', target: { type: 'AverageValue', value: 10_000 } }],
    });
    expect(keda).toEqual({ pollingInterval: 30, cooldownPeriod: 300, minReplicas: 0, activation: [0] });
  });

  test('has its own name, and metrics in the order of their types', () => {
    const behavior = { scaleDown: { stabilizationWindowSeconds: 60 } };
    const { hpa, keda } = find({
      minReplicaCount: 2,
      idleReplicaCount: 0,
      fallback: { failureThreshold: 3, replicas: 6 },
      advanced: { horizontalPodAutoscalerConfig: { name: 'mine', behavior } },
      triggers: [
        CPU,
        { type: 'cron', metadata: { timezone: 'Europe/Paris', start: '0 8 * * *', end: '0 18 */2 * *' } },
        { type: 'prometheus', metricType: 'Value', metadata: { threshold: '0.25', activationThreshold: '2' } },
        { type: 'memory', metadata: { type: 'AverageValue', value: '1Gi', containerName: 'app' } },
      ],
    });
    expect(hpa).toMatchObject({ name: 'mine', minReplicas: 2, behavior });
    expect(hpa.metrics.map(({ name, target }) => [name, target.type, target.value])).toEqual([
      ['memory', 'AverageValue', 1024 ** 3 * 1000],
      ['s1-cron-Europe-Paris-08xxx-018xSl2xx', 'AverageValue', 1000],
      ['s2-prometheus', 'Value', 250],
      ['cpu', 'Utilization', 50],
    ]);
    expect(keda?.activation).toEqual([undefined, 0, 2000, undefined]);
    expect(keda).toMatchObject({ idleReplicas: 0, fallback: { failureThreshold: 3, replicas: 6, behavior: 'static' } });
  });

  test('is found by its own name and by the name of the ScaledObject', () => {
    const all = [scaledObject()];
    for (const name of ['worker', 'keda-hpa-worker']) {
      expect(findScaled(all, name, 'so.yaml', { initialReplicas: 1 }).hpa.name).toBe('keda-hpa-worker');
    }
    expect(() => findScaled(all, 'web', 'so.yaml', {})).toThrow('allowed: keda-hpa-worker');
  });

  test.each<[string, object, object, string]>([
    [
      'that is paused',
      {},
      { annotations: { 'autoscaling.keda.sh/paused-replicas': '3' } },
      "KEDA pauses, and deletes the HPA: the annotation autoscaling.keda.sh/paused-replicas is '3'",
    ],
    ['with a formula', { advanced: { scalingModifiers: { formula: 'a + b' } } }, {}, 'a formula is not simulated'],
    [
      'with max below min',
      { minReplicaCount: 9 },
      {},
      'spec.maxReplicaCount: maxReplicaCount 8 is below minReplicaCount, which is 9\n    fix: write 9 or more',
    ],
    [
      'with idle replicas at min',
      { minReplicaCount: 1, idleReplicaCount: 1 },
      {},
      'spec.idleReplicaCount: idleReplicaCount 1 is not below minReplicaCount, which is 1',
    ],
    [
      'with idle replicas, and no minimum',
      { idleReplicaCount: 0 },
      {},
      'spec.idleReplicaCount: idleReplicaCount 0 is not below minReplicaCount, which is 0',
    ],
    [
      'with a fallback for CPU',
      { minReplicaCount: 1, triggers: [CPU], fallback: { failureThreshold: 1, replicas: 2 } },
      {},
      'spec.fallback: it needs a trigger other than cpu and memory with the metricType AverageValue',
    ],
    [
      'with another trigger',
      { triggers: [{ type: 'rabbitmq', metadata: {} }] },
      {},
      "spec.triggers[0].type: the trigger type 'rabbitmq' is not simulated\n    allowed: prometheus, kafka, cron, cpu, memory",
    ],
    [
      'without a threshold',
      { triggers: [{ type: 'prometheus', metadata: { query: 'up' } }] },
      {},
      'spec.triggers[0].metadata.threshold: is missing\n    allowed: a number above 0',
    ],
    [
      'with a negative activation',
      { triggers: [{ ...LAG, metadata: { ...LAG.metadata, activationLagThreshold: '-1' } }] },
      {},
      "spec.triggers[0].metadata.activationLagThreshold: '-1' is not possible\n    allowed: a number from 0 on",
    ],
    [
      'with a percentage of a lag',
      { triggers: [{ ...LAG, metricType: 'Utilization' }] },
      {},
      "spec.triggers[0].metricType: 'Utilization' is not possible for a trigger of type kafka",
    ],
    [
      'with CPU as nothing',
      { triggers: [{ type: 'cpu', metadata: { value: '50' } }] },
      {},
      'spec.triggers[0].metricType: is missing\n    allowed: Utilization, AverageValue',
    ],
    [
      'with a window beyond an hour',
      { advanced: { horizontalPodAutoscalerConfig: { behavior: { scaleUp: { stabilizationWindowSeconds: 4000 } } } } },
      {},
      'spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.stabilizationWindowSeconds: 4000 is too large',
    ],
    ['without triggers', { triggers: [] }, {}, 'spec.triggers: [] is too short'],
  ])('%s is refused', (_, spec, metadata, message) => expect(() => find(spec, metadata)).toThrow(message));
});

describe('KEDA', () => {
  const BURST = traceOf([0, 0], [100, 35], [200, 0], [1200, 0]);

  test('adds the first replica at its next look, and removes the last ones after the cooldown', () => {
    expect(changesOf({}, BURST)).toBe('0s 1→0k, 120s 0→1k, 120s 1→4, 480s 4→0k');
    expect(changesOf({ pollingInterval: 15, cooldownPeriod: 60 }, BURST)).toBe(
      '0s 1→0k, 105s 0→1k, 105s 1→4, 255s 4→0k',
    );
  });

  test('leaves a metric alone that is not above its activation', () => {
    const metadata = { ...LAG.metadata, activationLagThreshold: '35' };
    expect(changesOf({ triggers: [{ ...LAG, metadata }] }, BURST)).toBe('0s 1→0k');
    expect(
      changesOf({ triggers: [{ ...LAG, metadata: { ...metadata, activationLagThreshold: '34' } }] }, BURST),
    ).toContain('120s 0→1k');
  });

  test('goes to the idle replicas without activity, and from there to the fewest', () => {
    expect(changesOf({ minReplicaCount: 2, idleReplicaCount: 0 }, BURST)).toBe(
      '0s 1→0k, 120s 0→2k, 120s 2→4, 480s 4→0k',
    );
  });

  test('accepts idle replicas with a minimum of 0 that is given, as KEDA does', () => {
    expect(changesOf({ minReplicaCount: 0, idleReplicaCount: 0 }, BURST)).toBe(changesOf({}, BURST));
  });

  test('leaves the last replica to the HPA with a minimum of 1', () => {
    expect(changesOf({ minReplicaCount: 1 }, BURST)).toBe('105s 1→4, 495s 4→1');
  });

  const FAILING: Trace = {
    columns: ['demand'],
    rows: [
      { time: 0, values: [35] },
      { time: 60, values: [undefined] },
      { time: 600, values: [undefined] },
    ],
  };

  test('keeps the replicas while its only trigger fails', () => {
    expect(changesOf({}, FAILING)).toBe('0s 1→4');
  });

  test.each([
    ['static', 6, '0s 1→4, 105s 4→6'],
    ['currentReplicas', 6, '0s 1→4'],
    ['currentReplicasIfHigher', 2, '0s 1→4'],
    ['currentReplicasIfHigher', 6, '0s 1→4, 105s 4→6'],
    ['currentReplicasIfLower', 6, '0s 1→4'],
    ['static', 0, '0s 1→4, 330s 4→0k'],
  ])('with the fallback %s to %d replicas, acts after three failures', (behavior, replicas, expected) => {
    expect(changesOf({ fallback: { failureThreshold: 3, replicas, behavior } }, FAILING)).toBe(expected);
  });

  test('never leaves the bounds that it has been given', () => {
    const scaling: fc.Arbitrary<KedaScaling> = fc
      .record({
        minReplicas: fc.integer({ min: 0, max: 3 }),
        idle: fc.boolean(),
        cooldownPeriod: fc.constantFrom(0, 60, 300),
        fails: fc.boolean(),
      })
      .map(({ minReplicas, idle, cooldownPeriod, fails }) => ({
        pollingInterval: 30,
        cooldownPeriod,
        minReplicas,
        activation: [0],
        ...(idle && minReplicas > 0 && { idleReplicas: 0 }),
        ...(fails && { fallback: { failureThreshold: 1, replicas: 2, behavior: 'static' } as const }),
      }));
    const values = fc.array(fc.option(fc.integer({ min: 0, max: 5000 }), { nil: undefined }), { maxLength: 40 });
    fc.assert(
      fc.property(scaling, values, fc.integer({ min: 0, max: 8 }), (keda, course, initial) => {
        const operator = new KedaOperator(keda, find().hpa);
        let replicas = initial;
        for (const value of course) {
          const next = operator.poll(replicas, () => value);
          // It only moves between no activity and some; all else is the HPA's.
          const ends = [replicas, keda.idleReplicas ?? keda.minReplicas, Math.max(keda.minReplicas, 1)];
          expect(ends).toContain(next);
          if (value !== undefined && value > 0) expect(next).toBeGreaterThan(0);
          replicas = next;
        }
      }),
    );
  });
});
