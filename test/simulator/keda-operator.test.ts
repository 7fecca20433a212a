import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hpa, Metric } from '../../lib/simulator/hpa';
import { KedaOperator, type KedaFallback } from '../../lib/simulator/keda-operator';

type Values = readonly (number | null)[];

/** A random ScaledObject, and what KEDA's own code did at each look. */
interface Recording {
  readonly min: number;
  readonly idle?: number;
  readonly polling: number;
  readonly cooldown: number;
  /** For each trigger, in thousandths. */
  readonly target: readonly number[];
  readonly activation: readonly number[];
  readonly fallback?: KedaFallback;
  /** Values of the triggers, replicas before and after the look, and what the HPA then gets. */
  readonly steps: readonly (readonly [values: Values, replicas: number, polled: number, served: Values])[];
}

/**
 * Recorded with `RequestScale` and `GetMetricsWithFallback` of github.com/kedacore/keda/v2@v2.17.2 (Apache-2.0,
 * pkg/scaling/executor/scale_scaledobjects.go, pkg/fallback/fallback.go), each look 5 ms after its time.
 */
const RECORDINGS = readFileSync(join(__dirname, 'keda-operator.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recording);

const metricOf = (value: number): Metric => ({
  type: 'External',
  name: 'lag',
  target: { type: 'AverageValue', value },
});

test('KEDA scales to and from zero, and replaces failed metrics, as its own code does', () => {
  let scaled = 0;
  let replaced = 0;
  for (const { min, idle, polling, cooldown, target, activation, fallback, steps } of RECORDINGS) {
    const [first = metricOf(1), ...others] = target.map(metricOf);
    const hpa: Hpa = {
      name: 'web',
      target: { kind: 'Deployment', name: 'web' },
      minReplicas: 1,
      maxReplicas: 9,
      metrics: [first, ...others],
    };
    const operator = new KedaOperator(
      {
        pollingInterval: polling,
        cooldownPeriod: cooldown,
        minReplicas: min,
        activation,
        ...(idle !== undefined && { idleReplicas: idle }),
        ...(fallback && { fallback }),
      },
      hpa,
    );
    const found = steps.map(([values, replicas]) => {
      const value = (index: number): number | undefined => values[index] ?? undefined;
      const polled = operator.poll(replicas, value);
      return [polled, values.map((_, index) => operator.value(index, polled, value(index)) ?? null)];
    });
    expect(found).toEqual(steps.map(([, , polled, served]) => [polled, served]));
    scaled += steps.filter(([, replicas, polled]) => polled !== replicas).length;
    replaced += steps.filter(([values, , , served]) =>
      served.some((one, index) => one !== null && values[index] === null),
    ).length;
  }
  expect(scaled).toBeGreaterThan(200);
  expect(replaced).toBeGreaterThan(50);
});
