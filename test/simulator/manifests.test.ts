import { EXTERNAL_TARGET } from '../../lib/kube/annotations';
import { findScaled, type TargetOptions } from '../../lib/simulator/manifests';
import { hpaManifest } from './support';

const container = (name: string, resources: object = {}): object => ({ name, resources });
const deployment = (name: string, containers: readonly object[], labels: object = { app: name }): object => ({
  kind: 'Deployment',
  metadata: { name, namespace: 'shop' },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels }, spec: { containers } },
  },
});
const hpa = (metadata: object = {}, spec: object = {}): object => ({
  ...hpaManifest(spec),
  metadata: { name: 'scrypt', namespace: 'shop', ...metadata },
});
const containerMetric = (name: string): object => ({
  metrics: [
    {
      type: 'ContainerResource',
      containerResource: { name: 'cpu', container: name, target: { type: 'Utilization', averageUtilization: 50 } },
    },
  ],
});
const find = (objects: readonly object[], options: TargetOptions = {}, name = 'scrypt') =>
  findScaled(objects, name, 'f.yaml', options).target;

describe('a workload that is in no file', () => {
  const own = [hpa({ annotations: { [EXTERNAL_TARGET]: 'yours' } })];

  test('is described by options', () => {
    expect(find(own, { requests: { cpu: '200m' } })).toEqual({ initialReplicas: 1, requests: [200] });
    expect(find(own, { limits: { cpu: 1 }, initialReplicas: 4 })).toEqual({
      initialReplicas: 4,
      requests: [1000],
      capacity: { metric: 0, perPod: 1 },
    });
  });

  test('has the requests of its containers, in sum or each for itself', () => {
    const amounts = { requests: { 'app/cpu': '200m', 'proxy/cpu': '50m' }, limits: { 'app/cpu': '300m' } };
    expect(find(own, amounts)).toEqual({ initialReplicas: 1, requests: [250] });
    expect(find([hpa({}, containerMetric('app'))], amounts)).toEqual({
      initialReplicas: 1,
      requests: [200],
      capacity: { metric: 0, perPod: 0.3 },
    });
  });

  test('needs no description where no target is a percentage, if the HPA says that it is elsewhere', () => {
    const metrics = [
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'AverageValue', averageValue: '100m' } } },
    ];
    const annotations = { [EXTERNAL_TARGET]: 'yours' };
    expect(find([hpa({ annotations }, { metrics, minReplicas: 2 })])).toEqual({
      initialReplicas: 2,
      requests: [undefined],
    });
  });

  test.each<[string, readonly object[], TargetOptions, string]>([
    [
      'without a description',
      own,
      {},
      'spec.metrics[0]: the target is a percentage of the requests of cpu, and Deployment/scrypt is not there\n    fix: describe its pods, such as --requests cpu=200m, or add its manifest with --manifest <file>',
    ],
    [
      'with another description',
      own,
      { requests: { memory: '128Mi' } },
      'the target is a percentage of the requests of cpu, and Deployment/scrypt is not there',
    ],
    [
      'without the container',
      [hpa({}, containerMetric('app'))],
      { requests: { cpu: '200m' } },
      'fix: describe its pods, such as --requests app/cpu=200m',
    ],
    [
      'that may be a misspelt name',
      [hpa()],
      {},
      'spec.scaleTargetRef: Deployment/scrypt, which it scales, is not there\n    fix: correct the name, describe its pods, such as --requests cpu=200m, or add its manifest with --manifest <file>',
    ],
  ])('%s is a mistake', (_, objects, options, message) => expect(() => find(objects, options)).toThrow(message));

  test('is reported at the place that the user wrote', () => {
    const locate = () => ({ file: 'platform.yaml', line: 7, path: ['autoscaling', 'scalers', 0] });
    expect(() => find(own, { locate })).toThrow('platform.yaml:7 autoscaling.scalers[0]: the target is a percentage');
  });
});

describe('a workload', () => {
  const scrypt = deployment('scrypt', [
    container('app', { requests: { cpu: '100m' } }),
    container('proxy', { requests: { cpu: '50m' } }),
  ]);

  test('may be simulated with other requests', () => {
    expect(find([hpa(), scrypt]).requests).toEqual([150]);
    expect(find([hpa(), scrypt], { requests: { 'app/cpu': '300m' } }).requests).toEqual([350]);
    expect(find([hpa(), scrypt], { requests: { cpu: '1' } }).requests).toEqual([1000]);
    expect(() => find([hpa(), scrypt], { requests: { 'ap/cpu': '300m' } })).toThrow(
      "Deployment/scrypt has no container 'ap', which --requests or --limits names\n    allowed: app, proxy",
    );
  });

  test('without a namespace is in the namespace of the HPA', () => {
    const { kind, spec } = scrypt as { kind: string; spec: object };
    expect(find([hpa(), { kind, metadata: { name: 'scrypt' }, spec }]).requests).toEqual([150]);
    expect(() => find([hpa({ namespace: 'blog' }), scrypt])).toThrow(
      'Deployment/scrypt, which it scales, is not there',
    );
  });

  test('must not select the pods of another one (kubernetes/kubernetes#108920)', () => {
    const worker = deployment('worker', [container('app')], { app: 'scrypt', tier: 'worker' });
    expect(() => find([hpa(), scrypt, worker])).toThrow(
      'spec.selector: the selector of Deployment/scrypt also matches the pods of Deployment/worker, which the HPA then measures, too',
    );
    expect(find([hpa(), scrypt, deployment('worker', [container('app')])]).requests).toEqual([150]);
  });
});

test('HPAs of one name are distinguished by their namespaces', () => {
  const all = [hpa(), hpa({ namespace: 'blog' }, { maxReplicas: 3 })];
  expect(() => find(all, { requests: { cpu: 1 } })).toThrow(
    "there are 2 HorizontalPodAutoscalers 'scrypt'\n    allowed: shop/scrypt, blog/scrypt",
  );
  expect(findScaled(all, 'blog/scrypt', 'f.yaml', { requests: { cpu: 1 } }).hpa.maxReplicas).toBe(3);
});

test('a minimum of 0 is refused where the feature gate HPAScaleToZero is off', () => {
  const target = { type: 'AverageValue', averageValue: '10' };
  const zero = hpa(
    {},
    { minReplicas: 0, metrics: [{ type: 'External', external: { metric: { name: 'queue' }, target } }] },
  );
  expect(find([zero], { initialReplicas: 1 }).initialReplicas).toBe(1);
  expect(() => find([zero], { initialReplicas: 1, refusesZero: '1.36' })).toThrow(
    'spec.minReplicas: the API server of Kubernetes 1.36 refuses 0: the feature gate HPAScaleToZero is off\n    allowed: 1 or more; 0 from Kubernetes 1.37 on\n    fix: write 1, or say --kubernetes-version 1.37, or --feature-gates HPAScaleToZero=true, if the cluster has it',
  );
});
