import { scryptSync } from 'node:crypto';
import { parse } from 'yaml';
import { runChecks } from '../../lib/checks/all';
import type { AdapterConfig } from '../../lib/autoscaling/adapter-rules';
import { SCRYPT_SERVER } from '../../lib/autoscaling/scrypt-script';
import { prometheusEndpoint } from '../../lib/monitoring/prometheus';
import type { Manifest } from '../../lib/kube/synthesis';
import { parseQuantity } from '../../lib/text/quantity';
import { Manifests } from '../support/platform';

const OFF = 'profile: lean\nmonitoring: {enabled: false}';
const SIGNED = 'cluster: {kubeletCertificates: cluster}';

interface ApiServiceManifest extends Manifest {
  readonly spec: Record<string, unknown> & { readonly service: object };
}

const apis = (manifests: Manifests): ApiServiceManifest[] => manifests.kind('APIService') as ApiServiceManifest[];
const args = (manifests: Manifests, name: string): string[] => manifests.container(name)['args'] as string[];
const spec = <T>(manifests: Manifests, kind: string, name: string): T => manifests.get<{ spec: T }>(kind, name).spec;

/** What one program brings, without what its certificate and the network need. */
function objectsOf(manifests: Manifests, name: string): string[] {
  return manifests.all
    .filter(({ metadata }) => metadata.name.includes(name) || metadata.labels?.['app.kubernetes.io/component'] === name)
    .filter(({ kind }) => kind !== 'NetworkPolicy')
    .map(({ kind }) => kind)
    .sort();
}

test('no autoscaling objects exist by default', () => {
  const plain = Manifests.of(`${OFF}`);
  expect(plain.kind('APIService')).toEqual([]);
  expect(plain.kind('HorizontalPodAutoscaler')).toEqual([]);
  expect(plain.synthesis.files.map(({ name }) => name)).toEqual(['10-actions.k8s.yaml', '20-openwhisk.k8s.yaml']);
});

describe('metrics-server', () => {
  const manifests = Manifests.of(`${OFF}\n${SIGNED}\nautoscaling: {resourceMetrics: metrics-server}`);

  test('consists of nine objects', () => {
    expect([...objectsOf(manifests, 'metrics-server'), 'ClusterRole'].sort()).toEqual([
      'APIService',
      'ClusterRole',
      'ClusterRole',
      'ClusterRoleBinding',
      'ClusterRoleBinding',
      'Deployment',
      'RoleBinding',
      'Service',
      'ServiceAccount',
    ]);
    const readers = manifests.kind('ClusterRole').find(({ metadata }) => metadata.name.endsWith('metrics-readers'));
    expect(readers?.metadata.labels).toMatchObject({
      'rbac.authorization.k8s.io/aggregate-to-view': 'true',
      'rbac.authorization.k8s.io/aggregate-to-edit': 'true',
      'rbac.authorization.k8s.io/aggregate-to-admin': 'true',
    });
  });

  test('may read metrics of nodes, and list nodes and pods', () => {
    const role = manifests.kind('ClusterRole').find(({ metadata }) => metadata.name.endsWith('owdev-metrics-server'));
    expect(role?.['rules']).toEqual([
      { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
      { apiGroups: [''], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] },
    ]);
  });

  test('is trusted through the certificate that the job generates and registers', () => {
    const [api] = apis(manifests);
    expect(api?.metadata.name).toBe('v1beta1.metrics.k8s.io');
    expect(api?.spec).toEqual({
      group: 'metrics.k8s.io',
      version: 'v1beta1',
      groupPriorityMinimum: 100,
      versionPriority: 100,
      service: { name: 'owdev-metrics-server', namespace: 'autoscaling', port: 443 },
    });
    const script = (manifests.container('serving-certificate')['command'] as string[]).join('\n');
    expect(script).toContain('DNS:*.autoscaling.svc');
    expect(script).toContain('apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io');
    expect(args(manifests, 'metrics-server')).toContain('--tls-cert-file=/etc/tls/tls.crt');
  });

  test('verifies the kubelets by default', () => {
    const authority = '--kubelet-certificate-authority=/var/run/secrets/kubernetes.io/serviceaccount/ca.crt';
    expect(args(manifests, 'metrics-server')).toContain(authority);
    const insecure = Manifests.of(
      `${OFF}\nautoscaling: {resourceMetrics: metrics-server, metricsServer: {insecureKubelets: true}}`,
    );
    expect(args(insecure, 'metrics-server')).toContain('--kubelet-insecure-tls');
    expect(args(insecure, 'metrics-server')).not.toContain(authority);
  });

  test('gives up on a node before its next round', () => {
    const slow = (seconds: number): string[] =>
      args(
        Manifests.of(
          `${OFF}\n${SIGNED}\nautoscaling: {resourceMetrics: metrics-server, metricsServer: {resolutionSeconds: ${seconds}}}`,
        ),
        'metrics-server',
      );
    expect(slow(10)).toEqual(expect.arrayContaining(['--metric-resolution=10s', '--kubelet-request-timeout=5s']));
    expect(slow(60)).toEqual(expect.arrayContaining(['--metric-resolution=60s', '--kubelet-request-timeout=10s']));
  });

  test('runs two replicas with a disruption budget, on different nodes', () => {
    const twice = Manifests.of(
      `${OFF}\n${SIGNED}\nplacement: {affinity: true}\nautoscaling: {resourceMetrics: metrics-server, metricsServer: {replicas: 2}}`,
    );
    expect(spec<{ maxUnavailable: number }>(twice, 'PodDisruptionBudget', 'metrics-server').maxUnavailable).toBe(1);
    expect(JSON.stringify(twice.pod('metrics-server')['affinity'])).toContain('kubernetes.io/hostname');
  });

  test.each<[string, string, object]>([
    [
      'a certificate of the user',
      "tls: {existingSecret: mine, caBundle: '-----BEGIN CERTIFICATE-----'}",
      { spec: { caBundle: Buffer.from('-----BEGIN CERTIFICATE-----\n').toString('base64') } },
    ],
    [
      'cert-manager',
      'tls: {certManager: {issuer: ca}}',
      { metadata: { annotations: { 'cert-manager.io/inject-ca-from': 'autoscaling/owdev-serving-certificate' } } },
    ],
    [
      'nobody, when that is asked for',
      'tls: {insecure: true}',
      {
        metadata: { annotations: { 'faas-stack/insecure': 'the platform file asks for it: autoscaling.tls.insecure' } },
        spec: { insecureSkipTLSVerify: true },
      },
    ],
  ])('is trusted by %s', (_, tls, expected) => {
    const [api] = apis(Manifests.of(`${OFF}\n${SIGNED}\nautoscaling: {resourceMetrics: metrics-server, ${tls}}`));
    expect(api).toMatchObject(expected);
  });

  test('is reached by the API server, and reaches the kubelets, and nothing else', () => {
    const policy = spec<{ ingress: object[]; egress: object[] }>(manifests, 'NetworkPolicy', 'metrics-server');
    expect(policy.ingress).toEqual([{ ports: [{ port: 10250, protocol: 'TCP' }] }]);
    expect(policy.egress.slice(1)).toEqual([
      {
        ports: [
          { port: 443, protocol: 'TCP' },
          { port: 6443, protocol: 'TCP' },
        ],
      },
      { ports: [{ port: 10250, protocol: 'TCP' }] },
    ]);
  });
});

describe('with monitoring', () => {
  const manifests = Manifests.of(`
monitoring: {enabled: true}
${SIGNED}
openwhisk:
  invoker: {autoscaling: {max: 5}}
  metrics: {userEvents: {autoscaling: {max: 3, kafkaLag: [{topic: events, group: kamon, lag: 100}]}}}
autoscaling:
  resourceMetrics: prometheus-adapter
  scalers:
    - name: web
      namespace: shop
      target: {name: web}
      max: 9
      metrics: [{metric: openwhisk_action_activations_total, from: external, value: 20}]
    - name: front
      namespace: shop
      target: {name: front}
      max: 9
      metrics: [{metric: container_memory_rss, from: object, object: {apiVersion: v1, kind: Service, name: front}, average: 1Gi}]
`);
  const config = parse(manifests.config('prometheus-adapter')['config.yaml'] ?? '') as AdapterConfig;

  test('every metric is served: there are no findings', () => {
    expect(runChecks(manifests.synthesis)).toEqual([]);
  });

  test('the adapter has rules for the metrics in use only', () => {
    expect(config.rules.map(({ name }) => name.as)).toEqual([
      'gauge_containerPool_activeSize_counter_bytes',
      'container_memory_rss',
    ]);
    expect(config.rules[0]).toEqual({
      seriesQuery: 'gauge_containerPool_activeSize_counter_bytes{job="openwhisk-invoker",namespace!="",pod!=""}',
      resources: { overrides: { namespace: { resource: 'namespace' }, pod: { resource: 'pod' } } },
      name: {
        matches: '^gauge_containerPool_activeSize_counter_bytes$',
        as: 'gauge_containerPool_activeSize_counter_bytes',
      },
      metricsQuery:
        'sum by (<<.GroupBy>>) (gauge_containerPool_activeSize_counter_bytes{job="openwhisk-invoker",<<.LabelMatchers>>})',
    });
    expect(config.rules[1]?.resources).toEqual({
      overrides: { namespace: { resource: 'namespace' }, service: { resource: 'service' } },
    });
  });

  test('a counter is queried as a rate, and named accordingly', () => {
    expect(config.externalRules.map(({ name, metricsQuery }) => [name.as, metricsQuery])).toEqual([
      [
        'kafka_consumergroup_lag_sum',
        'sum by (<<.GroupBy>>) (kafka_consumergroup_lag_sum{job="kafka-exporter",<<.LabelMatchers>>})',
      ],
      [
        'openwhisk_action_activations_per_second',
        'sum by (<<.GroupBy>>) (rate(openwhisk_action_activations_total{job="user-events",action!~"invokerHealthTestAction.*",<<.LabelMatchers>>}[2m]))',
      ],
    ]);
  });

  test('CPU and memory are measured per container, without pod-level series, and per node', () => {
    const { cpu, memory, window } = config.resourceRules;
    expect(window).toBe('1m');
    expect(cpu.containerQuery).toBe(
      'sum by (<<.GroupBy>>) (irate(container_cpu_usage_seconds_total{job="kubelet",metrics_path="/metrics/cadvisor",container!="",pod!="",<<.LabelMatchers>>}[2m]))',
    );
    expect(memory.containerQuery).toContain('container_memory_working_set_bytes{job="kubelet"');
    expect(cpu.nodeQuery).toContain('node_cpu_seconds_total{job="node-exporter",mode!~"idle|iowait|steal"');
  });

  test('each kind of metric has one API', () => {
    expect(
      apis(manifests)
        .map(({ metadata }) => metadata.name)
        .sort(),
    ).toEqual(['v1beta1.custom.metrics.k8s.io', 'v1beta1.external.metrics.k8s.io', 'v1beta1.metrics.k8s.io']);
  });

  test('the adapter queries the Prometheus of the platform', () => {
    const { host, port } = prometheusEndpoint({
      instance: 'owdev',
      namespace: 'monitoring',
      clusterDomain: 'cluster.local',
    } as Parameters<typeof prometheusEndpoint>[0]);
    expect(args(manifests, 'prometheus-adapter')).toContain(`--prometheus-url=http://${host}:${port}/`);
    expect(manifests.get('Service', 'prometheus').metadata.name).toBe(host.split('.')[0]);
  });

  test('the metrics APIs are monitored, over TLS verified against their own CA', () => {
    const monitor = spec<{ podMetricsEndpoints: object[] }>(manifests, 'PodMonitor', 'prometheus-adapter');
    expect(monitor.podMetricsEndpoints).toEqual([
      expect.objectContaining({
        scheme: 'https',
        tlsConfig: {
          ca: { secret: { name: 'owdev-serving-certificate', key: 'tls.crt' } },
          serverName: 'autoscaling.svc',
        },
      }),
    ]);
    const role = manifests
      .kind('Role')
      .find(
        ({ metadata }) => metadata.namespace === 'autoscaling' && metadata.name.endsWith('owdev-prometheus-operator'),
      );
    expect(role?.['rules']).toContainEqual({
      apiGroups: [''],
      resources: ['secrets'],
      resourceNames: ['owdev-serving-certificate'],
      verbs: ['get'],
    });
  });
});

describe('a component', () => {
  interface ScalerSpec {
    readonly scaleTargetRef: object;
    readonly minReplicas: number;
    readonly metrics: object[];
    readonly behavior: { scaleDown: object };
  }
  const manifests = Manifests.of(`
monitoring: {enabled: true}
openwhisk:
  controller: {autoscaling: {max: 3}}
  invoker: {userMemory: 1024m, autoscaling: {min: 2, max: 5}}
  nginx: {autoscaling: {max: 4, cpu: {utilization: 60, container: nginx}}}
  apigateway: {autoscaling: {max: 4, behavior: {scaleDown: {windowSeconds: 60}}}}
`);
  const scaler = (name: string): ScalerSpec => spec<ScalerSpec>(manifests, 'HorizontalPodAutoscaler', name);

  test.each(['controller', 'invoker', 'nginx', 'apigateway'])('%s leaves its number of pods to the scaler', (name) => {
    expect(manifests.workload(name).spec).not.toHaveProperty('replicas');
    const { kind, metadata, apiVersion } = manifests.workload(name);
    expect(scaler(name).scaleTargetRef).toEqual({ apiVersion, kind, name: metadata.name });
    expect(spec<object>(manifests, 'PodDisruptionBudget', name)).toMatchObject({ maxUnavailable: 1 });
  });

  test('a controller forms a cluster from the first pod on', () => {
    const three = Manifests.of('monitoring: {enabled: false}\nopenwhisk: {controller: {replicas: 3}}');
    const ofCluster = (env: Record<string, string>): object =>
      Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('CONFIG_akka')));
    expect(Object.keys(ofCluster(three.env('controller')))).not.toEqual([]);
    expect(ofCluster(manifests.env('controller'))).toEqual(ofCluster(three.env('controller')));
    expect(three.workload('controller').spec.replicas).toBe(3);
  });

  test('stateful components scale down slowly by default', () => {
    expect(scaler('controller').behavior.scaleDown).toEqual({
      stabilizationWindowSeconds: 600,
      selectPolicy: 'Max',
      policies: [{ type: 'Pods', value: 1, periodSeconds: 300 }],
    });
    expect(scaler('apigateway').behavior.scaleDown).toMatchObject({ stabilizationWindowSeconds: 60 });
    expect(scaler('nginx').behavior.scaleDown).toMatchObject({ stabilizationWindowSeconds: 300 });
  });

  test('an invoker is scaled by the memory of running actions, 75 % of what it has', () => {
    expect(scaler('invoker').metrics).toEqual([
      {
        type: 'Pods',
        pods: {
          metric: { name: 'gauge_containerPool_activeSize_counter_bytes' },
          target: { type: 'AverageValue', averageValue: String(0.75 * 1024 * 2 ** 20) },
        },
      },
    ]);
    expect(manifests.kind('APIService').map(({ metadata }) => metadata.name)).toEqual([
      'v1beta1.custom.metrics.k8s.io',
    ]);
  });

  test('the CPU target is 70 % by default, of the pod or of a container', () => {
    expect(scaler('controller').metrics).toEqual([
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
    ]);
    expect(scaler('nginx').metrics).toEqual([
      {
        type: 'ContainerResource',
        containerResource: { name: 'cpu', container: 'nginx', target: { type: 'Utilization', averageUtilization: 60 } },
      },
    ]);
  });

  test('alone needs no file of its own', () => {
    const alone = Manifests.of(`${OFF}\nopenwhisk: {nginx: {autoscaling: {max: 3}}}`);
    expect(alone.synthesis.files.map(({ name }) => name)).toEqual(['10-actions.k8s.yaml', '20-openwhisk.k8s.yaml']);
    expect(alone.names('HorizontalPodAutoscaler')).toEqual(['nginx']);
  });

  test('Kibana is scaled in its own namespace', () => {
    const logging = Manifests.of(`${OFF}\nlogging: {enabled: true, kibana: {autoscaling: {max: 3}}}`);
    expect(logging.workload('kibana').spec).not.toHaveProperty('replicas');
    expect(logging.get('HorizontalPodAutoscaler', 'kibana').metadata.namespace).toBe('logging');
  });

  test('is scaled by KEDA if configured, without the adapter', () => {
    const keda = Manifests.of(`
monitoring: {enabled: true}
openwhisk: {metrics: {userEvents: {autoscaling: {min: 0, max: 4, engine: keda, kafkaLag: [{topic: events, group: g, lag: 9}]}}}}
`);
    expect(spec<{ triggers: object[] }>(keda, 'ScaledObject', 'user-events').triggers).toEqual([
      {
        type: 'kafka',
        metadata: {
          bootstrapServers: 'owdev-kafka.openwhisk.svc.cluster.local:9092',
          topic: 'events',
          consumerGroup: 'g',
          lagThreshold: '9',
        },
      },
    ]);
    expect(keda.kind('HorizontalPodAutoscaler')).toEqual([]);
    expect(keda.kind('APIService')).toEqual([]);
  });
});

describe('the scrypt demonstration', () => {
  const manifests = Manifests.of(`${OFF}\nautoscaling: {demonstration: {enabled: true}}`);

  test('consists of a script, a server, a Service, an Ingress and a scaler', () => {
    expect(runChecks(manifests.synthesis)).toEqual([]);
    const container = manifests.container('scrypt-server');
    expect(container.resources).toMatchObject({ requests: { cpu: '200m' }, limits: { cpu: '200m' } });
    expect(container.env).toEqual(expect.arrayContaining([{ name: 'COST', value: '14' }]));
    expect(manifests.workload('scrypt-server').spec).not.toHaveProperty('replicas');
    expect(spec<{ ports: { port: number }[] }>(manifests, 'Service', 'scrypt-svc').ports[0]?.port).toBe(8000);
    expect(spec<object>(manifests, 'Ingress', 'scrypt-ingress')).toMatchObject({
      ingressClassName: 'nginx',
      rules: [{ host: 'scrypt.uob.example.local' }],
    });
    expect(spec<object>(manifests, 'HorizontalPodAutoscaler', 'scrypt-hpa')).toMatchObject({
      minReplicas: 1,
      maxReplicas: 10,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
      ],
    });
  });

  test('brings its load: a suspended CronJob whose runs have twelve clients', () => {
    const { suspend, jobTemplate } = spec<{
      suspend: boolean;
      jobTemplate: { spec: { activeDeadlineSeconds: number; template: { spec: { containers: { env: object[] }[] } } } };
    }>(manifests, 'CronJob', 'scrypt-load');
    expect(suspend).toBe(true);
    const [clients] = jobTemplate.spec.template.spec.containers;
    expect(clients?.env).toEqual(
      expect.arrayContaining([
        { name: 'CLIENTS', value: '12' },
        { name: 'DURATION', value: '600' },
        { name: 'URL', value: 'http://scrypt-svc.scrypt.svc.cluster.local:8000/' },
      ]),
    );
    expect(jobTemplate.spec.activeDeadlineSeconds).toBeGreaterThan(600);
    const { egress } = spec<{ egress: { ports: object[] }[] }>(manifests, 'NetworkPolicy', 'scrypt-load');
    expect(egress).toContainEqual(expect.objectContaining({ ports: [{ port: 8000, protocol: 'TCP' }] }));
  });

  test('has the memory for one request at least at each cost that may be chosen', () => {
    const [, budget = ''] = /BUDGET = (\d+) << 20/.exec(SCRYPT_SERVER) ?? [];
    const need = (cost: number): number => (128 * 5 * 2 ** cost) / 2 ** 20 + 1;
    const limit = parseQuantity(manifests.container('scrypt-server').resources?.limits?.['memory'] as string) / 2 ** 20;
    // Python itself, its threads and the connections of a class take about 40 MiB.
    expect(Number(budget)).toBeLessThanOrEqual(limit - 40);
    expect(need(17)).toBeLessThanOrEqual(Number(budget));
    expect(need(18)).toBeGreaterThan(Number(budget));
    const demonstration = 'autoscaling: {demonstration: {enabled: true, cost: 18}}';
    expect(() => Manifests.of(`${OFF}\n${demonstration}`)).toThrow('autoscaling.demonstration.cost: 18 is too large');
  });

  test('computes what the lecture prints', () => {
    const [, n = '', r = '', p = ''] = /n=1 << (COST), r=(\d+), p=(\d+)/.exec(SCRYPT_SERVER) ?? [];
    expect(n).toBe('COST');
    const digest = scryptSync('blah', 'salt', 64, { N: 1 << 14, r: Number(r), p: Number(p), maxmem: 2 ** 26 });
    expect(digest.toString('base64')).toBe(
      'XNLScy1SfT5zqH+I6kJXlAmcX0IkE9Z8GbyJJQZ9oZv4EejJUyHOSjP4BjQNrGM5V+czfulMTxQqDctL5xWkpQ==',
    );
  });
});
