import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HpaController, type Observation } from '../../lib/simulator/controller';
import type { ControllerSettings } from '../../lib/simulator/controller-settings';
import type { Behavior, Hpa, Metric, ScalingRules } from '../../lib/simulator/hpa';
import type { Pod, PodMetric } from '../../lib/simulator/pod';
import { ScalingLimits } from '../../lib/simulator/scaling-limits';
import { Recommendations } from '../../lib/simulator/stabilization';

/**
 * The test tables of Kubernetes' own controller, with what Kubernetes 1.36.1 decided when its tests were run: inputs,
 * feature gates and results as data. The file names its source. Left out are cases about requests to the API server, about
 * selectors, and about events without a `behavior`. `scaleUpLimitFactor` is 2, as in the controller; its tests set 8.
 */
const [SOURCE = '', ...CASES] = readFileSync(join(__dirname, 'kubernetes-tables.jsonl'), 'utf8').trim().split('\n');

/** A pod; a number of pods stands for as many that have been running and ready for ages. Ages are in seconds. */
interface PodRow {
  readonly phase?: 'Pending' | 'Running' | 'Failed';
  readonly ready?: boolean;
  readonly terminating?: boolean;
  readonly age?: number;
  readonly transitionAge?: number;
}

/** A metric with its values; a type without a source is one that the controller does not know. */
interface MetricRow extends Omit<Metric, 'type'> {
  readonly type: Metric['type'] | 'CheddarCheese';
  readonly requests?: number | readonly number[];
  readonly podMetrics?: readonly (number | null)[];
  readonly age?: number;
  readonly window?: number;
  readonly value?: number;
}

interface Aged {
  readonly age: number;
}

interface Row {
  readonly table: string;
  readonly test: string;
}

interface CalculatorRow extends Row {
  readonly replicas: number;
  readonly pods: number | readonly PodRow[];
  readonly tolerances?: { readonly up: number; readonly down: number };
  readonly metric: MetricRow;
  /** Null if the calculator fails. */
  readonly expected: { readonly replicas: number; readonly current: number } | null;
}

interface ControllerRow extends Row {
  readonly min: number;
  readonly max: number;
  readonly replicas: number;
  readonly pods: number | readonly PodRow[];
  readonly scaleToZero?: boolean;
  readonly configurableTolerance?: boolean;
  /** Whether the condition ScaledToZero is true. */
  readonly scaledToZero?: boolean;
  readonly recommendations?: readonly (Aged & { readonly replicas: number })[];
  readonly behavior?: Behavior;
  readonly metrics: readonly MetricRow[];
  readonly expected: number;
}

interface NormalizationRow extends Row {
  readonly min: number;
  readonly max: number;
  readonly current: number;
  readonly desired: number;
  readonly behavior?: Behavior;
  readonly ups?: readonly (Aged & { readonly change: number })[];
  readonly downs?: readonly (Aged & { readonly change: number })[];
  readonly expected: number;
}

interface StabilizationRow extends Row {
  readonly recommendations: readonly (Aged & { readonly replicas: number })[];
  readonly up?: number;
  readonly down?: number;
  readonly current?: number;
  readonly desired: number;
  readonly expected: number;
}

interface EventsRow extends Row {
  readonly rules: ScalingRules;
  readonly change: number;
  readonly events: readonly (Aged & { readonly change: number })[];
  readonly expected: {
    readonly within60: number;
    readonly events: readonly { readonly change: number; readonly outdated: boolean }[];
  };
}

const NOW = 1_000_000_000;

/** The tests' controller: `defaultTestingCPUInitializationPeriod`, `defaultTestingDelayOfInitialReadinessStatus`. */
const SETTINGS: ControllerSettings = { cpuInitializationPeriod: 120, initialReadinessDelay: 10, scaleToZero: false };

/** All cases of a table, by the name of their test. */
function table<R extends Row>(name: string): [string, R][] {
  const rows = CASES.map((line) => JSON.parse(line) as R).filter((row) => row.table === name);
  return rows.map((row) => [row.test, row]);
}

function podsOf(rows: CalculatorRow['pods']): readonly PodRow[] {
  return typeof rows === 'number' ? new Array<PodRow>(rows).fill({}) : rows;
}

/** The time of an age; an unknown one is the year 1 in Go. */
function ago(age = NOW): number {
  return NOW - age;
}

/** What the controller sees; pods that have failed are not in the simulator, and count for nothing in the controller. */
function observation(replicas: number, rows: CalculatorRow['pods'], metrics: readonly MetricRow[]): Observation {
  const all = podsOf(rows);
  const counts = (_: unknown, index: number): boolean => all[index]?.phase !== 'Failed';
  const pods = all.filter(counts).map(({ phase, ready = true, terminating = false, age, transitionAge }): Pod => ({
    phase: phase === 'Pending' ? 'Pending' : 'Running',
    ready,
    terminating,
    startTime: ago(age),
    lastTransition: ago(transitionAge),
  }));
  const podMetrics = (index: number): (PodMetric | undefined)[] | undefined => {
    const { podMetrics: values, age, window = 0 } = metrics[index] ?? {};
    return values?.filter(counts).map((value) => (value === null ? undefined : { value, timestamp: ago(age), window }));
  };
  return { replicas, pods, podMetrics, value: (index) => metrics[index]?.value };
}

/** One pod's requests. The simulator's pods are all alike; here, the mean of those that count. */
function requestOf({ requests, podMetrics = [] }: MetricRow, rows: CalculatorRow['pods']): number | undefined {
  if (typeof requests !== 'object') return requests;
  const pods = podsOf(rows);
  const counted = requests.filter((_, index) => typeof podMetrics[index] === 'number' && pods[index]?.ready !== false);
  return counted.length === 0 ? undefined : counted.reduce((sum, request) => sum + request, 0) / counted.length;
}

function controllerOf(
  { min, max, pods, behavior }: { min: number; max: number; pods: CalculatorRow['pods']; behavior?: Behavior },
  metrics: readonly MetricRow[],
  settings: ControllerSettings,
): HpaController {
  // A metric of an unknown type fails, as one does that the metrics API has no value of.
  const [first, ...others] = metrics.map(({ type, name, container, target }): Metric =>
    type === 'CheddarCheese'
      ? { type: 'Pods', name: type, target: { type: 'AverageValue', value: 1 } }
      : { type, name, target, ...(container !== undefined && { container }) },
  );
  if (!first) throw new Error('a case without a metric');
  const hpa: Hpa = {
    name: 'test-hpa',
    target: { kind: 'ReplicationController', name: 'test-rc' },
    minReplicas: min,
    maxReplicas: max,
    metrics: [first, ...others],
    ...(behavior && { behavior }),
  };
  return new HpaController(
    hpa,
    metrics.map((metric) => requestOf(metric, pods)),
    { ...SETTINGS, ...settings },
  );
}

function remember(memory: Recommendations, rows: StabilizationRow['recommendations']): void {
  memory['recent'].push(...rows.map(({ age, replicas }) => ({ time: ago(age), replicas })));
}

const CPU: MetricRow = { type: 'Resource', name: 'cpu', target: { type: 'Utilization', value: 1 } };

test('the data names its source, and is complete', () => {
  const { source, cases } = JSON.parse(SOURCE) as { source: string; cases: number };
  expect(source).toContain('Kubernetes v1.36.1');
  expect(CASES).toHaveLength(cases);
  expect(cases).toBe(244);
});

test.each(table<CalculatorRow>('replica-calculator'))('%s', (_, { replicas, pods, tolerances, metric, expected }) => {
  const scaling = tolerances && {
    scaleUp: { selectPolicy: 'Max' as const, policies: [], tolerance: tolerances.up },
    scaleDown: { selectPolicy: 'Max' as const, policies: [], tolerance: tolerances.down },
  };
  const controller = controllerOf({ min: 1, max: 1000, pods, ...(scaling && { behavior: scaling }) }, [metric], {});
  const proposal = controller['propose'](NOW, controller['hpa'].metrics[0], 0, observation(replicas, pods, [metric]));
  expect('failure' in proposal ? null : proposal).toEqual(expected);
});

test.each(table<ControllerRow>('horizontal'))('%s', (_, row) => {
  const { scaleToZero = false, configurableTolerance = true } = row;
  const controller = controllerOf(row, row.metrics, { scaleToZero, configurableTolerance });
  controller['scaledToZero'] = row.scaledToZero === true;
  const seen = observation(row.replicas, row.pods, row.metrics);
  if (row.recommendations) {
    const { recommendations } = row;
    remember(controller['recommendations'], recommendations.length > 0 ? recommendations : [{ age: NOW, replicas: 0 }]);
  }
  expect(controller.sync(NOW, seen).replicas).toBe(row.expected);
});

test.each([...table<NormalizationRow>('rules'), ...table<NormalizationRow>('convert')])('%s', (_, row) => {
  const controller = controllerOf({ ...row, pods: 0 }, [CPU], {});
  const events = (rows: NormalizationRow['ups'] = []) =>
    rows.map(({ age, change }) => ({ time: ago(age), change, outdated: false }));
  controller['limits']?.['ups'].push(...events(row.ups));
  controller['limits']?.['downs'].push(...events(row.downs));
  expect(controller['normalize'](NOW, row.current, row.desired)).toBe(row.expected);
});

test.each(table<StabilizationRow>('stabilize'))('%s', (_, { recommendations, desired, expected }) => {
  const memory = new Recommendations(0, 300);
  remember(memory, recommendations);
  expect(memory.highest(NOW, desired)).toBe(expected);
});

test.each(table<StabilizationRow>('stabilizeWithBehavior'))('%s', (_, row) => {
  const memory = new Recommendations(row.up ?? 0, row.down ?? 0);
  remember(memory, row.recommendations);
  expect(memory.stabilize(NOW, row.current ?? 0, row.desired)).toBe(row.expected);
});

describe.each(['up', 'down'] as const)('events of scaling %s', (direction) => {
  test.each(table<EventsRow>('events'))('%s', (_, { rules, change, events, expected }) => {
    const limits = new ScalingLimits(rules, rules);
    const mine = limits[direction === 'up' ? 'ups' : 'downs'];
    mine.push(...events.map((event) => ({ time: ago(event.age), change: event.change, outdated: false })));
    const within60 = limits['periodStart'](NOW, 0, 60) * (direction === 'up' ? -1 : 1);
    expect(within60 + 0).toBe(expected.within60);
    limits.record(NOW, 10, direction === 'up' ? 10 + change : 10 - change);
    expect(mine.map((event) => ({ change: event.change, outdated: event.outdated }))).toEqual(expected.events);
  });
});
