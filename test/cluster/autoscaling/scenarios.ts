import { readHpa } from '../../../lib/simulator/hpa';
import { simulate, type Change } from '../../../lib/simulator/simulation';
import type { Trace, TraceRow } from '../../../lib/simulator/trace';
import type { Manifest } from '../wire-types';

/** A load for one HPA, and how it is measured. */
export interface Scenario {
  readonly name: string;
  /** `metrics`, `maxReplicas` and `behavior` of the HPA. */
  readonly spec: object;
  readonly trace: Trace;
  /**
   * Whether a pod has metrics only from its second measurement on, each the mean since the one before.
   * @default false
   */
  readonly sampled?: boolean;
}

/** Seconds from a sync to the change of the load before the next one: both clocks drift less than that. */
const OFFSET = 7;

/** What a pod can use, and what it requests: cores. */
export const CAPACITY = 0.2;

/** The last sync that is compared. */
export const END = 330;

/** Seconds between two syncs of the controller. */
export const SYNC = 15;

const target = (averageUtilization: number) => ({ type: 'Utilization', averageUtilization });
const CPU = { type: 'Resource', resource: { name: 'cpu', target: target(50) } };
const average = (averageValue: string) => ({ type: 'AverageValue', averageValue });
const down = (stabilizationWindowSeconds: number, more: object = {}) => ({ stabilizationWindowSeconds, ...more });

/** Each value holds for a number of syncs; undefined is no value in the metrics API. */
function load(...values: readonly (readonly [syncs: number, ...values: (number | undefined)[]])[]): Trace {
  const rows: TraceRow[] = [];
  let sync = 0;
  for (const [syncs, ...demand] of values) {
    rows.push({ time: sync === 0 ? 0 : sync * SYNC - OFFSET, values: demand });
    sync += syncs;
  }
  const [first, ...others] = rows;
  if (!first) throw new Error('a load has a value');
  return { columns: first.values.map((_, index) => String(index)), rows: [first, ...others] };
}

/** Numbers between 0 and 1 that look random, always the same. */
function noise(count: number): number[] {
  const numbers: number[] = [];
  let state = 20_261_121;
  for (let index = 0; index < count; index += 1) {
    state = (1_103_515_245 * state + 12_345) % 2 ** 31;
    numbers.push(state / 2 ** 31);
  }
  return numbers;
}

/** Loads of every kind, all over within {@link END} seconds. */
export const SCENARIOS: readonly Scenario[] = [
  {
    // Without a behaviour: the growth limit, and the window of the controller's flag, which outlasts the load.
    name: 'ramp',
    spec: { metrics: [CPU], maxReplicas: 12 },
    trace: load(...Array.from({ length: 23 }, (_, index) => [1, 0.06 + 0.052 * Math.min(index, 23 - index)] as const)),
  },
  {
    name: 'step',
    spec: {
      metrics: [CPU],
      maxReplicas: 10,
      behavior: { scaleDown: down(60, { policies: [{ type: 'Percent', value: 50, periodSeconds: 30 }] }) },
    },
    trace: load([2, 0.04], [7, 1], [14, 0.02]),
  },
  {
    name: 'square-wave',
    spec: { metrics: [CPU], maxReplicas: 10, behavior: { scaleDown: down(0) } },
    trace: load([4, 1], [4, 0.02], [4, 1], [4, 0.02], [4, 1], [4, 0.02]),
  },
  {
    name: 'noise',
    spec: {
      metrics: [CPU],
      maxReplicas: 12,
      behavior: {
        scaleUp: { stabilizationWindowSeconds: 20, tolerance: '0.05' },
        scaleDown: down(20, { tolerance: '0.2' }),
      },
    },
    trace: load(...noise(23).map((value) => [1, 0.1 + 0.7 * value] as const)),
  },
  {
    name: 'spike',
    spec: {
      metrics: [CPU],
      maxReplicas: 20,
      behavior: {
        scaleUp: {
          selectPolicy: 'Min',
          policies: [
            { type: 'Pods', value: 3, periodSeconds: 30 },
            { type: 'Percent', value: 200, periodSeconds: 15 },
          ],
        },
        scaleDown: down(40, { policies: [{ type: 'Pods', value: 2, periodSeconds: 45 }] }),
      },
    },
    trace: load([3, 0.05], [5, 3], [15, 0.05]),
  },
  {
    // The second metric asks for more, then it fails: the first may add replicas, but not remove any.
    name: 'two-metrics',
    spec: {
      metrics: [CPU, { type: 'Pods', pods: { metric: { name: 'requests' }, target: average('10') } }],
      maxReplicas: 10,
      behavior: { scaleDown: down(30) },
    },
    trace: load([2, 0.08, 5], [4, 0.25, 5], [4, 0.25, 52], [3, 0.25, undefined], [3, 0.04, undefined], [7, 0.04, 15]),
  },
  {
    name: 'external',
    spec: {
      metrics: [{ type: 'External', external: { metric: { name: 'queue' }, target: average('30') } }],
      maxReplicas: 9,
      behavior: { scaleDown: down(30, { policies: [{ type: 'Percent', value: 10, periodSeconds: 15 }] }) },
    },
    trace: load([2, 20], [4, 100], [4, 400], [13, 10]),
  },
  {
    // Without a behaviour, what was asked for once and not yet allowed still comes when nobody asks for it any more.
    name: 'burst',
    spec: {
      metrics: [{ type: 'External', external: { metric: { name: 'backlog' }, target: average('10') } }],
      maxReplicas: 18,
    },
    trace: load([1, 10], [1, 300], [21, 20]),
  },
  {
    name: 'object',
    spec: {
      metrics: [
        {
          type: 'Object',
          object: {
            metric: { name: 'hits' },
            describedObject: { apiVersion: 'v1', kind: 'Service', name: 'shop' },
            target: { type: 'Value', value: '100' },
          },
        },
      ],
      maxReplicas: 8,
      behavior: { scaleUp: { stabilizationWindowSeconds: 20 }, scaleDown: down(20) },
    },
    trace: load([3, 100], [2, 240], [4, 104], [2, 160], [12, 40]),
  },
  {
    // New pods are missing, then unready: every step takes two syncs. The load ends shortly before a sync, which so still
    // measures a mean far above the target, however late it is.
    name: 'sampled',
    spec: { metrics: [CPU], maxReplicas: 10, behavior: { scaleDown: down(60) } },
    trace: {
      columns: ['0'],
      rows: [
        { time: 0, values: [0.001] },
        { time: 1, values: [2.4] },
        { time: 11 * SYNC - 3, values: [0.001] },
      ],
    },
    sampled: true,
  },
];

/** The HPA of a scenario; its target is the Deployment of the same name. */
export function hpaOf({ name, spec }: Scenario, namespace: string): Manifest {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, namespace },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, minReplicas: 1, ...spec },
  };
}

/** What the simulator says of a scenario. */
export function simulated(scenario: Scenario): readonly Change[] {
  const { name, trace, sampled } = scenario;
  const hpa = readHpa(hpaOf(scenario, 'default'), name);
  const onCpu = hpa.metrics[0].name === 'cpu';
  const target = {
    initialReplicas: 1,
    requests: hpa.metrics.map(() => CAPACITY * 1000),
    ...(onCpu && { capacity: { metric: 0, perPod: CAPACITY } }),
  };
  const pipeline = { resolutionSeconds: sampled ? SYNC : 0 };
  return simulate({ hpa, trace, target, pods: { startSeconds: 1 }, pipeline, until: END }).changes;
}
