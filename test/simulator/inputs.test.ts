import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { matchColumns } from '../../lib/simulator/columns';
import { readHpa } from '../../lib/simulator/hpa';
import { findScaled } from '../../lib/simulator/manifests';
import { readTrace } from '../../lib/simulator/trace';
import { cpuHpa, hpaManifest, traceOf } from './support';

const TRACES = join(__dirname, '../../stacks/traces');

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

describe('a trace', () => {
  const read = (...lines: string[]) => readTrace(lines.join('\n'), 'load.csv');

  test('has a value per column that holds from each time on', () => {
    expect(read('time_s,cpu,rps', '0,0.5,10', '15.5,1e2,none', '')).toEqual({
      columns: ['cpu', 'rps'],
      rows: [
        { time: 0, values: [0.5, 10] },
        { time: 15.5, values: [100, undefined] },
      ],
    });
  });

  test.each<[string, readonly string[], string]>([
    ['nothing', [], 'load.csv: 1 mistake; nothing was simulated\n  load.csv: the file is empty'],
    ['a wrong header', ['time,demand', '0,1'], "load.csv:1: 'time,demand' is not a header of a trace"],
    ['no header', ['0,1'], "put the line 'time_s,demand' before it"],
    ['a column twice', ['time_s,cpu,cpu', '0,1,1'], 'load.csv:1: the column cpu is listed twice'],
    ['no row', ['time_s,demand'], 'load.csv:1: there is no row after the header'],
    ['an empty row', ['time_s,demand', '0,1', '', '15,1'], 'load.csv:3: the row is empty'],
    ['a value too few', ['time_s,cpu,rps', '0,1'], 'load.csv:2: the row has 2 values, the header 3'],
    ['a decimal comma', ['time_s,demand', '0,1,5'], 'load.csv:2: the row has 3 values, the header 2'],
    ['an empty cell', ['time_s,demand', '0,'], 'load.csv:2: demand has no value'],
    ['a word', ['time_s,demand', '0,much'], "load.csv:2: demand 'much' is not a number"],
    ['a negative time', ['time_s,demand', '-5,1'], 'load.csv:2: time_s -5 is below 0'],
    ['a negative demand', ['time_s,demand', '0,-1'], 'load.csv:2: demand -1 is below 0'],
    ['a late beginning', ['time_s,demand', '5,1'], 'load.csv:2: the trace begins at 5 s'],
    ['unsorted times', ['time_s,demand', '0,1', '30,1', '15,1'], 'load.csv:4: the time 15 comes after 30'],
    ['a time twice', ['time_s,demand', '0,1', '0,2'], 'load.csv:3: the time 0 is listed twice'],
    ['a gap', ['time_s,demand', '0,1', '15,1', '30,1', '90,1'], 'load.csv:5: a gap: no row between 30 and 90 s'],
  ])('%s is a mistake, reported with its row', (_, lines, message) => expect(() => read(...lines)).toThrow(message));

  test('reports all mistakes at once', () => {
    expect(() => read('time_s,demand', '0,x', '15,-1')).toThrow('load.csv: 2 mistakes');
  });

  test('of changes has no gaps, and a sampled trace has none if values are held', () => {
    expect(read('time_s,demand', '0,1', '300,0', '315,1', '1200,0').rows).toHaveLength(4);
    const sampled = ['time_s,demand', '0,1', '15,1', '30,1', '90,1'].join('\n');
    expect(readTrace(sampled, 'load.csv', { hold: true }).rows).toHaveLength(4);
  });

  test.each(readdirSync(TRACES).filter((file) => file.endsWith('.csv')))('%s of the project is valid', (file) => {
    expect(readTrace(readFileSync(join(TRACES, file), 'utf8'), file).rows.length).toBeGreaterThan(3);
  });
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
