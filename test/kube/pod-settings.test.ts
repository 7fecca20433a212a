import { retentionOf, scheduling, type PodSettings } from '../../lib/kube/pod-settings';
import type { PlacementOptions } from '../../lib/kube/placement';

const PLACEMENT: PlacementOptions = {
  affinity: true,
  tolerations: true,
  nodeLabel: 'role',
  roles: { core: 'core', edge: 'edge', invoker: 'invoker', provider: 'provider' },
  spread: [{ topologyKey: 'zone', maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway' }],
};
const NONE: PodSettings = { nodeSelector: {}, tolerations: [], labels: {}, annotations: {} };
const selector = { app: 'a' };

test('settings without a value change nothing', () => {
  const props = { role: 'core', selector, maxPods: 2, nodeSelector: { os: 'linux' }, priorityClassName: 'p' } as const;
  expect(scheduling({ ...props, pods: NONE }, PLACEMENT)).toEqual(scheduling(props, PLACEMENT));
});

test('tolerations are added to the role, and replace the toleration of every taint', () => {
  const own = { key: 'dedicated', operator: 'Exists' } as const;
  const of = (role: 'core' | 'anywhere' | 'everywhere', tolerations: PodSettings['tolerations']) =>
    scheduling({ role, selector, maxPods: 1, pods: { ...NONE, tolerations } }, PLACEMENT).tolerations;
  expect(of('core', [own])).toEqual([{ key: 'role', operator: 'Equal', value: 'core', effect: 'NoSchedule' }, own]);
  expect(of('anywhere', [own])).toEqual([own]);
  expect(of('everywhere', [own])).toEqual([own]);
  expect(of('everywhere', [])).toEqual([{ operator: 'Exists' }]);
});

test('one kind of affinity is replaced, the others stay', () => {
  const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } };
  const { affinity } = scheduling(
    { role: 'core', selector, maxPods: 1, pods: { ...NONE, affinity: { nodeAffinity } } },
    PLACEMENT,
  );
  const platform = scheduling({ role: 'core', selector, maxPods: 1 }, PLACEMENT).affinity;
  expect(affinity).toEqual({ podAntiAffinity: platform?.podAntiAffinity, nodeAffinity });
});

test('a component may be spread in its own way, also without the affinity of the platform', () => {
  const spread = [{ topologyKey: 'rack', maxSkew: 2, whenUnsatisfiable: 'DoNotSchedule' }] as const;
  const constraints = [{ ...spread[0], labelSelector: { matchLabels: selector } }];
  for (const affinity of [true, false]) {
    const pods = { ...NONE, spread };
    const of = (maxPods: number) => scheduling({ role: 'core', selector, maxPods, pods }, { ...PLACEMENT, affinity });
    expect(of(2).topologySpreadConstraints).toEqual(constraints);
    expect(of(1).topologySpreadConstraints).toBeUndefined();
  }
  const off = scheduling({ role: 'core', selector, maxPods: 2, pods: { ...NONE, spread: [] } }, PLACEMENT);
  expect(off.topologySpreadConstraints).toBeUndefined();
});

test('a retention of claims is written unless it is the default of Kubernetes', () => {
  expect(retentionOf()).toEqual({});
  expect(retentionOf({ whenDeleted: 'Retain', whenScaled: 'Retain' })).toEqual({});
  const policy = { whenDeleted: 'Retain', whenScaled: 'Delete' } as const;
  expect(retentionOf(policy)).toEqual({ persistentVolumeClaimRetentionPolicy: policy });
});
