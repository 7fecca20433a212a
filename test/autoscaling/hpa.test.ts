import { App, Chart } from 'cdk8s';
import fc from 'fast-check';
import { DEFAULT_BEHAVIOR, withDefaults, type ScalingBehavior } from '../../lib/autoscaling/behavior';
import { HorizontalPodAutoscaler, type ScalerProps } from '../../lib/autoscaling/hpa';
import type { ScalingMetric } from '../../lib/autoscaling/metric';
import { parseQuantity } from '../../lib/text/quantity';

const CPU: ScalingMetric = { type: 'resource', resource: 'cpu', target: { utilization: 50 } };

const PROPS: ScalerProps = {
  metadata: { name: 'web', namespace: 'shop', labels: {} },
  target: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
  min: 1,
  max: 10,
  metrics: [CPU],
};

interface HpaSpec {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly metrics: object[];
  readonly behavior: Record<'scaleUp' | 'scaleDown', Record<string, unknown>>;
}

function specOf<T>(make: (chart: Chart) => unknown): T {
  const chart = new Chart(new App(), 'test');
  make(chart);
  const [manifest] = chart.toJson() as { apiVersion: string; kind: string; spec: T }[];
  if (!manifest) throw new Error('nothing was made');
  return manifest.spec;
}

const hpa = (changes: Partial<ScalerProps> = {}): HpaSpec =>
  specOf((chart) => new HorizontalPodAutoscaler(chart, 'hpa', { ...PROPS, ...changes }));

describe('a HorizontalPodAutoscaler', () => {
  test('is of autoscaling/v2, and spells out the defaults of its behavior', () => {
    const chart = new Chart(new App(), 'test');
    new HorizontalPodAutoscaler(chart, 'hpa', PROPS);
    expect(chart.toJson()).toEqual([
      {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'web', namespace: 'shop' },
        spec: {
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
          minReplicas: 1,
          maxReplicas: 10,
          metrics: [
            { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
          ],
          behavior: {
            scaleUp: {
              stabilizationWindowSeconds: 0,
              selectPolicy: 'Max',
              policies: [
                { type: 'Pods', value: 4, periodSeconds: 15 },
                { type: 'Percent', value: 100, periodSeconds: 15 },
              ],
            },
            scaleDown: {
              stabilizationWindowSeconds: 300,
              selectPolicy: 'Max',
              policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
            },
          },
        },
      },
    ]);
  });

  test.each<[string, ScalingMetric, object]>([
    [
      'memory by amount',
      { type: 'resource', resource: 'memory', target: { average: '500Mi' } },
      { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '500Mi' } } },
    ],
    [
      'one container',
      { type: 'container', container: 'app', resource: 'cpu', target: { utilization: 60 } },
      {
        type: 'ContainerResource',
        containerResource: { name: 'cpu', container: 'app', target: { type: 'Utilization', averageUtilization: 60 } },
      },
    ],
    [
      'a metric of pods',
      { type: 'pods', metric: 'requests_per_second', target: { average: '10' } },
      {
        type: 'Pods',
        pods: { metric: { name: 'requests_per_second' }, target: { type: 'AverageValue', averageValue: '10' } },
      },
    ],
    [
      'a metric of an object',
      {
        type: 'object',
        metric: 'hits',
        object: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'main' },
        target: { value: '2k' },
      },
      {
        type: 'Object',
        object: {
          metric: { name: 'hits' },
          describedObject: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'main' },
          target: { type: 'Value', value: '2k' },
        },
      },
    ],
    [
      'a metric of nothing in the cluster',
      { type: 'external', metric: 'lag', labels: { topic: 'orders' }, target: { average: '100' } },
      {
        type: 'External',
        external: {
          metric: { name: 'lag', selector: { matchLabels: { topic: 'orders' } } },
          target: { type: 'AverageValue', averageValue: '100' },
        },
      },
    ],
  ])('scales by %s', (_, metric, written) => {
    expect(hpa({ metrics: [metric] }).metrics).toEqual([written]);
  });

  test('scales to 0 by a metric that exists without pods', () => {
    const metric: ScalingMetric = { type: 'external', metric: 'queue', target: { average: '5' } };
    expect(hpa({ min: 0, metrics: [metric] }).minReplicas).toBe(0);
  });

  test('takes a behavior, field by field', () => {
    const { behavior } = hpa({ behavior: { scaleDown: { windowSeconds: 60, policies: undefined } } });
    expect(behavior.scaleDown).toMatchObject({ stabilizationWindowSeconds: 60, selectPolicy: 'Max' });
    expect(behavior.scaleDown['policies']).toEqual(DEFAULT_BEHAVIOR.scaleDown.policies);
    expect(hpa({ behavior: { scaleDown: { select: 'Disabled' } } }).behavior.scaleDown['selectPolicy']).toBe(
      'Disabled',
    );
  });

  test('keeps the tolerance of each direction, which the generated types do not have', () => {
    const { behavior } = hpa({ behavior: { scaleUp: { tolerance: 0.05 }, scaleDown: { tolerance: 0 } } });
    expect(behavior.scaleUp).toEqual({
      stabilizationWindowSeconds: 0,
      selectPolicy: 'Max',
      policies: DEFAULT_BEHAVIOR.scaleUp.policies,
      tolerance: '50m',
    });
    expect(behavior.scaleDown['tolerance']).toBe('0');
    expect(hpa({ behavior: { scaleUp: { tolerance: 1 } } }).behavior.scaleUp['tolerance']).toBe('1');
    expect(hpa().behavior.scaleUp).not.toHaveProperty('tolerance');
  });

  test('writes any tolerance as the quantity of the same value', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (thousandths) => {
        const { behavior } = hpa({ behavior: { scaleDown: { tolerance: thousandths / 1000 } } });
        expect(parseQuantity(behavior.scaleDown['tolerance'] as string)).toBe(thousandths / 1000);
      }),
      { numRuns: 30 },
    );
  });

  test.each<[string, Partial<ScalerProps>, string]>([
    ['min above max', { min: 5, max: 2 }, 'Scaler web: min 5 is above max 2; exchange them'],
    ['no pod at all', { min: 0 }, 'Scaler web: min 0 is below 1, the fewest pods that are possible'],
    ['no metric', { metrics: [] }, 'Scaler web has no metric; give it one, such as the use of CPU'],
    [
      'a target of nothing',
      { metrics: [{ type: 'resource', resource: 'cpu', target: { utilization: 0 } }] },
      'Scaler web: a target of utilization 0 would never be reached; write one above 0',
    ],
    [
      'a target that is no amount',
      { metrics: [{ type: 'pods', metric: 'm', target: { average: '0' } }] },
      'Scaler web: a target of average 0 would never be reached; write one above 0',
    ],
  ])('refuses %s', (_, changes, message) => {
    expect(() => hpa(changes)).toThrow(message);
  });

  test('takes any bounds in order, and no others', () => {
    const bound = fc.integer({ min: 1, max: 50 });
    fc.assert(
      fc.property(bound, bound, (min, max) => {
        if (min > max) expect(() => hpa({ min, max })).toThrow('is above max');
        else expect(hpa({ min, max })).toMatchObject({ minReplicas: min, maxReplicas: max });
      }),
      { numRuns: 30 },
    );
  });
});

test('explicit settings, and nothing else, override the behavior of a component', () => {
  const slow: ScalingBehavior = { scaleDown: { windowSeconds: 600, select: 'Min' } };
  expect(withDefaults({ scaleDown: { windowSeconds: 30, select: undefined } }, slow)).toEqual({
    scaleUp: {},
    scaleDown: { windowSeconds: 30, select: 'Min' },
  });
});
