import { matchColumns } from '../../lib/simulator/columns';
import { readHpa } from '../../lib/simulator/hpa';
import { findScaled } from '../../lib/simulator/manifests';
import { cpuHpa, hpaManifest, traceOf } from './support';

const pods = (value: object): object => ({ type: 'Pods', pods: { metric: { name: 'rps' }, target: value } });
const cpu = (target: object, rest: object = {}): object => ({
  resource: { name: 'cpu', target },
  type: 'Resource',
  ...rest,
});

describe('a HorizontalPodAutoscaler', () => {
  const mistakesOf = (spec: object): string => {
    try {
      readHpa(hpaManifest(spec), 'hpa.yaml');
      return 'none';
    } catch (error) {
      return (error as Error).message;
    }
  };

  test('has the defaults of the API server', () => {
    const hpa = cpuHpa({ minReplicas: undefined, metrics: [], behavior: { scaleDown: { tolerance: '50m' } } });
    expect(hpa.minReplicas).toBe(1);
    expect(hpa.metrics).toEqual([{ type: 'Resource', name: 'cpu', target: { type: 'Utilization', value: 80 } }]);
    expect(hpa.behavior?.scaleUp.policies).toEqual([
      { type: 'Pods', value: 4, periodSeconds: 15 },
      { type: 'Percent', value: 100, periodSeconds: 15 },
    ]);
    expect(hpa.behavior?.scaleDown).toEqual({
      selectPolicy: 'Max',
      policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
      tolerance: 0.05,
    });
    expect(cpuHpa().behavior).toBeUndefined();
  });

  test('reads all kinds of metrics', () => {
    const reference = { kind: 'Ingress', name: 'shop', apiVersion: 'networking.k8s.io/v1' };
    const metric = { name: 'hits' };
    const { metrics } = cpuHpa({
      metrics: [
        {
          type: 'ContainerResource',
          containerResource: { name: 'cpu', container: 'app', target: { type: 'AverageValue', averageValue: '100m' } },
        },
        pods({ type: 'AverageValue', averageValue: 50 }),
        { type: 'Object', object: { metric, describedObject: reference, target: { type: 'Value', value: '2k' } } },
        { type: 'External', external: { metric, target: { type: 'AverageValue', averageValue: '30' } } },
      ],
    });
    expect(metrics).toEqual([
      { type: 'ContainerResource', name: 'cpu', container: 'app', target: { type: 'AverageValue', value: 100 } },
      { type: 'Pods', name: 'rps', target: { type: 'AverageValue', value: 50_000 } },
      { type: 'Object', name: 'hits', target: { type: 'Value', value: 2_000_000 } },
      { type: 'External', name: 'hits', target: { type: 'AverageValue', value: 30_000 } },
    ]);
  });

  test.each<[string, object, string]>([
    ['min above max', { minReplicas: 5, maxReplicas: 2 }, 'spec.maxReplicas: 2 is below minReplicas, which is 5'],
    ['target 0', { metrics: [pods({ type: 'AverageValue', averageValue: '0' })] }, 'averageValue: 0 is not a target'],
    ['no pods to measure', { minReplicas: 0 }, '0 replicas have no pods to measure'],
    ['a DaemonSet', { scaleTargetRef: { kind: 'DaemonSet', name: 'x' } }, 'a DaemonSet has one pod per node'],
    ['no source', { metrics: [{ type: 'Pods' }] }, 'spec.metrics[0].pods: is missing'],
    [
      'a target of the wrong kind',
      { metrics: [pods({ type: 'Value', value: 1 })] },
      "'Value' is not possible for a metric of type Pods",
    ],
    ['a target without its value', { metrics: [cpu({ type: 'Utilization' })] }, 'averageUtilization: is missing'],
    [
      'the old name of the target',
      { metrics: [{ type: 'Resource', resource: { name: 'cpu', targetAverageUtilization: 50 } }] },
      "unknown key 'targetAverageUtilization'",
    ],
    ['a window beyond an hour', { behavior: { scaleDown: { stabilizationWindowSeconds: 3601 } } }, '3601 is too large'],
    ['a rule without policies', { behavior: { scaleUp: { policies: [] } } }, '[] is too short'],
  ])('%s is a mistake', (_, spec, message) => expect(mistakesOf(spec)).toContain(message));
});

describe('what an HPA scales', () => {
  const deployment = (...containers: object[]): object => ({
    kind: 'Deployment',
    metadata: { name: 'scrypt' },
    spec: { replicas: 3, template: { spec: { containers } } },
  });
  const container = (resources: object, name = 'app'): object => ({ name, resources });
  const find = (objects: readonly object[], name = 'scrypt') => findScaled(objects, name, 'f.yaml', {});

  test('starts with its replicas, and sums the requests and limits of all containers', () => {
    const target = deployment(
      container({ limits: { cpu: '200m' } }),
      container({ requests: { cpu: '50m' }, limits: { cpu: 1 } }, 'proxy'),
    );
    expect(find([hpaManifest(), target]).target).toEqual({
      initialReplicas: 3,
      requests: [250],
      capacity: { metric: 0, perPod: 1.2 },
    });
  });

  test('has no capacity if a container has no limit', () => {
    const { target } = find([hpaManifest(), deployment(container({ requests: { cpu: '1' } }))]);
    expect(target).toEqual({ initialReplicas: 3, requests: [1000] });
  });

  test.each<[string, readonly object[], string, string]>([
    ['a name that is nearly right', [hpaManifest()], 'script', 'fix: say --hpa scrypt'],
    ['a part of a name', [hpaManifest()], 'cry', 'fix: say --hpa scrypt'],
    ['another name', [hpaManifest()], 'kibana', 'fix: say one of these with --hpa'],
    ['no HPA at all', [], 'scrypt', "there is no HorizontalPodAutoscaler 'scrypt', nor any other"],
    ['no target', [hpaManifest()], 'scrypt', 'Deployment/scrypt, which it scales, is not there'],
    [
      'no request',
      [hpaManifest(), deployment(container({}))],
      'scrypt',
      'container app of Deployment/scrypt requests no cpu',
    ],
    [
      'a request that is not a quantity',
      [hpaManifest(), deployment(container({ requests: { cpu: '2 cores' } }))],
      'scrypt',
      "f.yaml: 1 mistake; nothing was simulated\n  f.yaml spec.metrics[0]: container app of Deployment/scrypt requests '2 cores' of cpu, which is not a quantity",
    ],
    ['a request of 0', [hpaManifest(), deployment(container({ requests: { cpu: 0 } }))], 'scrypt', 'request 0 cpu'],
  ])('%s is a mistake', (_, objects, name, message) => expect(() => find(objects, name)).toThrow(message));
});

describe('the columns of a trace', () => {
  const two = cpuHpa({
    metrics: [cpu({ type: 'Utilization', averageUtilization: 50 }), pods({ type: 'AverageValue', averageValue: 1 })],
  });
  const trace = (...columns: string[]) => ({
    columns,
    rows: [{ time: 0, values: columns.map((_, index) => index) }] as const,
  });

  test('come in the order of the metrics', () => {
    expect(matchColumns(trace('rps', 'cpu'), two, 'load.csv').rows[0].values).toEqual([1, 0]);
    expect(matchColumns(traceOf([0, 1]), cpuHpa(), 'load.csv').columns).toEqual(['cpu']);
  });

  test.each<[readonly string[], string]>([
    [['cpu', 'rqs'], "load.csv:1: scrypt does not scale on 'rqs'"],
    [['cpu', 'rqs'], 'fix: write rps'],
    [['cpu'], 'no column for rps, on which scrypt scales'],
    [['demand'], 'the column demand stands for a single metric, and scrypt scales on 2'],
  ])('%j do not match the metrics', (columns, message) => {
    expect(() => matchColumns(trace(...columns), two, 'load.csv')).toThrow(message);
  });
});
