import { DEFAULT_SETTINGS } from '../../lib/simulator/controller-settings';
import { groupPods, readyPods, type Pod, type PodGroups } from '../../lib/simulator/pod';
import {
  averageValueReplicas,
  utilizationReplicas,
  valuePerPodReplicas,
  valueReplicas,
} from '../../lib/simulator/replica-calculator';

const TOLERANCES = { up: 0.1, down: 0.1 };

const groups = (measured: number, usage: number, rest: Partial<PodGroups> = {}): PodGroups => ({
  measured,
  usage,
  unready: 0,
  missing: 0,
  ...rest,
});

/** Replicas of pods that request 200m each, at a target of 50 %. */
function asked(current: number, pods: PodGroups, target = 50): number | string {
  const proposal = utilizationReplicas(current, pods, { target, request: 200, tolerances: TOLERANCES });
  return 'failure' in proposal ? proposal.failure : proposal.replicas;
}

describe('a utilisation', () => {
  test('is truncated to whole percent before the comparison', () => {
    // 55.98 % would be beyond the tolerance of 10 %; 55 % is not.
    expect(asked(4, groups(4, 447))).toBe(4);
    expect(asked(4, groups(4, 448))).toBe(5);
  });

  test.each([
    ['within the tolerance above', 1100, 10],
    ['beyond it above', 1120, 12],
    ['within the tolerance below', 900, 10],
    ['beyond it below', 880, 9],
  ])('%s', (_, usage, replicas) => expect(asked(10, groups(10, usage))).toBe(replicas));

  test('multiplies the measured pods, not the desired replicas', () => {
    expect(asked(5, groups(4, 800))).toBe(8);
  });

  test('is exact even if a hundred times the bytes exceed a double', () => {
    const request = 2 ** 50;
    const proposal = utilizationReplicas(3, groups(3, request * 3 - 1), {
      target: 50,
      request,
      tolerances: TOLERANCES,
    });
    expect(proposal).toEqual({ replicas: 6, current: 99 });
  });

  test('is undefined for pods without requests', () => {
    expect(utilizationReplicas(1, groups(1, 10), { target: 50, request: 0, tolerances: TOLERANCES })).toEqual({
      failure: 'the pods request nothing',
    });
  });

  test('is undefined if no pod counts', () => {
    expect(asked(2, groups(0, 0, { unready: 2 }))).toBe('no metrics of pods that count; they may not be ready');
  });
});

describe('pods without metrics', () => {
  test('count as idle on scale-up', () => {
    expect(asked(4, groups(2, 400, { missing: 1, unready: 1 }))).toBe(4);
    expect(asked(3, groups(2, 400, { missing: 1 }))).toBe(4);
    // 420 of 800 are within the tolerance; 420 of 600 are not.
    expect(asked(4, groups(3, 420, { missing: 1 }))).toBe(4);
    expect(asked(4, groups(3, 420))).toBe(5);
  });

  test('do not count on scale-down while unready', () => {
    expect(asked(4, groups(3, 120, { unready: 1 }))).toBe(2);
  });

  test('count as fully used on scale-down when missing', () => {
    // (80 + 200) of 800 are 35 %: three pods, not two.
    expect(asked(4, groups(3, 80, { missing: 1 }))).toBe(3);
  });

  test('count as at the target on scale-down if the target is above 100 %', () => {
    expect(asked(4, groups(3, 300, { missing: 1 }), 200)).toBe(2);
    // 100 + 400 of 400 are 125 % of 200 %.
    expect(asked(2, groups(1, 100, { missing: 1 }), 200)).toBe(2);
  });

  test('do not reverse the direction of a change', () => {
    expect(asked(3, groups(2, 180, { missing: 1 }))).toBe(3);
    expect(asked(10, groups(2, 400, { missing: 1 }))).toBe(10);
  });

  test('change nothing exactly at the target', () => {
    expect(asked(3, groups(2, 200, { missing: 1 }))).toBe(3);
  });

  test('count as at the target for an average value on scale-down', () => {
    const proposal = averageValueReplicas(4, groups(3, 30, { missing: 1 }), { target: 100, tolerances: TOLERANCES });
    expect(proposal).toEqual({ replicas: 2, current: 10 });
  });
});

describe('a value that belongs to no pod', () => {
  const options = { target: 1000, ready: 3, tolerances: TOLERANCES };

  test('yields a multiple of the ready pods', () => {
    expect(valueReplicas(4, 2000, options).replicas).toBe(6);
    expect(valueReplicas(4, 1099, options).replicas).toBe(4);
  });

  test('starts the first replicas, without a tolerance', () => {
    expect(valueReplicas(0, 1, options).replicas).toBe(1);
    expect(valueReplicas(0, 0, options).replicas).toBe(0);
  });

  test('is divided by the current replicas', () => {
    expect(valuePerPodReplicas(2, 2300, options)).toEqual({ replicas: 3, current: 1150 });
    expect(valuePerPodReplicas(2, 2200, options).replicas).toBe(2);
    expect(valuePerPodReplicas(0, 0, options).replicas).toBe(0);
    expect(valuePerPodReplicas(0, 1500, options).replicas).toBe(2);
  });

  test('yields at most a 32-bit number', () => {
    expect(valueReplicas(1, 1e16, { ...options, target: 1 }).replicas).toBe(2 ** 31 - 1);
  });
});

describe('groups of pods', () => {
  const pod = (rest: Partial<Pod> = {}): Pod => ({
    phase: 'Running',
    terminating: false,
    startTime: 0,
    ready: true,
    lastTransition: 10,
    ...rest,
  });
  const metric = (timestamp: number) => ({ value: 100, timestamp, window: 15 });
  const group = (one: Pod, timestamp: number | undefined, now: number, cpu = true): string => {
    const metrics = [timestamp === undefined ? undefined : metric(timestamp)];
    const { measured, unready, missing } = groupPods([one], metrics, { cpu, now }, DEFAULT_SETTINGS);
    return [measured && 'measured', unready && 'unready', missing && 'missing'].find(Boolean) || 'ignored';
  };

  test.each<[string, Pod, number | undefined, number, string]>([
    ['a young pod counts from a window after it became ready', pod(), 25, 30, 'measured'],
    ['a young pod does not before', pod(), 24, 30, 'unready'],
    ['an old pod does at once', pod(), 24, 300, 'measured'],
    ['a young pod that is not ready does not', pod({ ready: false }), 290, 299, 'unready'],
    ['an old pod that was ready once does', pod({ ready: false, lastTransition: 100 }), 390, 400, 'measured'],
    ['an old pod that never was ready does not', pod({ ready: false, lastTransition: 29 }), 390, 400, 'unready'],
    ['a pending pod does not, with or without a metric', pod({ phase: 'Pending' }), undefined, 400, 'unready'],
    ['a pod without a metric is missing', pod(), undefined, 400, 'missing'],
    ['a terminating pod is no pod', pod({ terminating: true }), 390, 400, 'ignored'],
  ])('%s', (_, one, timestamp, now, expected) => expect(group(one, timestamp, now)).toBe(expected));

  test('readiness matters only for CPU', () => {
    expect(group(pod({ ready: false }), 12, 20, false)).toBe('measured');
  });

  test('terminating pods that are still ready count in averages of totals', () => {
    expect(readyPods([pod(), pod({ terminating: true }), pod({ ready: false }), pod({ phase: 'Pending' })])).toBe(2);
  });
});
