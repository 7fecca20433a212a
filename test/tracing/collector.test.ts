import { parse } from 'yaml';
import type { Manifest } from '../../lib/kube/synthesis';
import { Manifests } from '../support/platform';

const of = (more = ''): Manifests => Manifests.of(`profile: lean\ntracing:\n  enabled: true\n${more}`);

interface Pipeline {
  readonly receivers: readonly string[];
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
}
interface Config {
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly receivers: Readonly<Record<string, unknown>>;
  readonly processors: Readonly<Record<string, unknown>>;
  readonly connectors?: Readonly<Record<string, unknown>>;
  readonly exporters: Readonly<Record<string, { readonly endpoint?: string; readonly sending_queue?: unknown }>>;
  readonly service: {
    readonly extensions: readonly string[];
    readonly pipelines: Readonly<Record<string, Pipeline>>;
    readonly telemetry: unknown;
  };
}
const configOf = (manifests: Manifests, component: string): Config =>
  parse(manifests.config(component)['config.yaml'] ?? '') as Config;

const EXTERNAL = '  external: {url: "https://otlp.example.org:4317"}\n';
const SAMPLED = '  collector: {tailSampling: {decisionWaitSeconds: 10, share: 0.25, slowMilliseconds: 300}}\n';
const VARIANTS: readonly (readonly [what: string, yaml: string])[] = [
  ['of a collector with Jaeger', ''],
  ['with span metrics', '  collector: {spanMetrics: true}\n'],
  ['with tail sampling', SAMPLED],
  ['with another backend beside Jaeger', EXTERNAL],
  ['with another backend alone', `  jaeger: {enabled: false}\n${EXTERNAL}`],
];
const COLLECTORS = ['otel-collector', 'jaeger'] as const;

/** The configurations of a variant, Jaeger's too, where it runs. */
function configs(yaml: string): Config[] {
  const manifests = of(yaml);
  return COLLECTORS.filter((name) => manifests.names('ConfigMap').includes(name)).map((name) =>
    configOf(manifests, name),
  );
}

const textOf = (value: unknown): string => JSON.stringify(value);

describe.each(VARIANTS)('the configuration %s', (_, yaml) => {
  test('has an exporter in each pipeline, and defines what it uses', () => {
    for (const { service, receivers, processors, exporters, connectors = {}, extensions } of configs(yaml)) {
      expect(Object.keys(extensions).sort()).toEqual([...service.extensions].sort());
      for (const pipeline of Object.values(service.pipelines)) {
        expect(pipeline.exporters.length).toBeGreaterThan(0);
        const defined = (kinds: object): string[] => [...Object.keys(kinds), ...Object.keys(connectors)];
        expect(defined(receivers)).toEqual(expect.arrayContaining([...pipeline.receivers]));
        expect(defined(exporters)).toEqual(expect.arrayContaining([...pipeline.exporters]));
        expect(Object.keys(processors)).toEqual(expect.arrayContaining([...pipeline.processors]));
      }
    }
  });

  test('limits the memory first, and batches after sampling', () => {
    for (const { service, processors } of configs(yaml)) {
      for (const pipeline of Object.values(service.pipelines)) {
        expect(pipeline.processors[0]).toBe('memory_limiter');
        expect(pipeline.processors.slice(pipeline.processors.indexOf('tail_sampling') + 1)).not.toContain(
          'tail_sampling',
        );
      }
      expect(processors['memory_limiter']).toMatchObject({ check_interval: '1s', limit_percentage: 80 });
    }
  });

  test('has the current names of the exporters, each with a queue of batches', () => {
    const { exporters } = configOf(of(yaml), 'otel-collector');
    for (const [name, { sending_queue: queue }] of Object.entries(exporters)) {
      expect(name).toMatch(/^(otlp_grpc|otlp_http)\/|^prometheus$/);
      if (name !== 'prometheus') expect(queue).toMatchObject({ sizer: 'items', batch: { min_size: 8192 } });
    }
  });

  test('listens on no address of localhost', () => {
    for (const config of configs(yaml)) expect(textOf(config)).not.toMatch(/localhost|127\.0\.0\.1/);
  });

  test('has metrics of its own with the three booleans, so that their names are the same with each version', () => {
    for (const { service } of configs(yaml)) {
      const prometheus = {
        host: '0.0.0.0',
        port: 8888,
        without_scope_info: true,
        without_type_suffix: true,
        without_units: true,
      };
      expect(service.telemetry).toMatchObject({ metrics: { readers: [{ pull: { exporter: { prometheus } } }] } });
    }
  });
});

test('the collector listens for OTLP and Zipkin, and is probed at the port of its health', () => {
  const manifests = of();
  expect(configOf(manifests, 'otel-collector').receivers).toEqual({
    otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' }, http: { endpoint: '0.0.0.0:4318' } } },
    zipkin: { endpoint: '0.0.0.0:9411' },
  });
  expect(manifests.container('otel-collector')).toMatchObject({
    readinessProbe: { httpGet: { path: '/', port: 'health' } },
    livenessProbe: { httpGet: { path: '/', port: 'health' } },
  });
  expect(manifests.container('otel-collector').ports).toContainEqual({
    name: 'health',
    containerPort: 13133,
    protocol: 'TCP',
  });
});

test('a cluster with IPv6 has receivers for both families', () => {
  const text = 'profile: lean\ncluster: {ipFamilies: [IPv4, IPv6]}\ntracing: {enabled: true}\n';
  const { receivers, service } = configOf(Manifests.of(text), 'otel-collector');
  expect(receivers['zipkin']).toEqual({ endpoint: '[::]:9411' });
  expect(textOf(service.telemetry)).toContain('"host":"::"');
});

test('the garbage collector of Go aims at 80 % of the memory limit', () => {
  expect(of().env('otel-collector')['GOMEMLIMIT']).toBe('409MiB');
  expect(of().env('jaeger')['GOMEMLIMIT']).toBe('819MiB');
  const larger = of('  collector: {resources: {limits: {memory: 2Gi}}}\n');
  expect(larger.env('otel-collector')['GOMEMLIMIT']).toBe('1638MiB');
});

test('tail sampling keeps failed and slow traces, and a share of the rest', () => {
  expect(configOf(of(SAMPLED), 'otel-collector').processors['tail_sampling']).toMatchObject({
    decision_wait: '10s',
    num_traces: 50_000,
    policies: [
      { name: 'failed', type: 'status_code', status_code: { status_codes: ['ERROR'] } },
      { name: 'slow', type: 'latency', latency: { threshold_ms: 300 } },
      { name: 'share', type: 'probabilistic', probabilistic: { sampling_percentage: 25 } },
    ],
  });
});

test('with a share of 0, no policy keeps the rest', () => {
  const { processors } = configOf(of('  collector: {tailSampling: {share: 0}}\n'), 'otel-collector');
  expect(textOf(processors['tail_sampling'])).not.toContain('probabilistic');
});

test('spans are counted before the sampling', () => {
  const config = configOf(of('  collector: {spanMetrics: true, tailSampling: {}}\n'), 'otel-collector');
  expect(config.service.pipelines).toMatchObject({
    traces: { processors: ['memory_limiter', 'tail_sampling'], exporters: ['otlp_grpc/jaeger'] },
    'traces/metrics': { processors: ['memory_limiter'], exporters: ['span_metrics'] },
    metrics: { receivers: ['span_metrics'], exporters: ['prometheus'] },
  });
  expect(config.exporters['prometheus']).toEqual({ endpoint: '0.0.0.0:8889', enable_open_metrics: true });
});

test('a server outside the platform has headers from a Secret, and is verified by your authority', () => {
  const manifests = of(
    '  jaeger: {enabled: false}\n  external: {url: "https://otlp.example.org", protocol: http, headers: [Authorization, X-Tenant], headersSecret: mine, caSecret: ca, serverName: a.example.org}\n',
  );
  expect(configOf(manifests, 'otel-collector').exporters['otlp_http/external']).toMatchObject({
    endpoint: 'https://otlp.example.org',
    tls: { ca_file: '/etc/otel-collector-ca/ca.crt', server_name_override: 'a.example.org' },
    headers: { Authorization: '${env:HEADER_AUTHORIZATION}', 'X-Tenant': '${env:HEADER_X_TENANT}' },
  });
  expect(manifests.env('otel-collector')).toMatchObject({
    HEADER_AUTHORIZATION: 'Secret mine/Authorization',
    HEADER_X_TENANT: 'Secret mine/X-Tenant',
  });
});

interface Policy {
  readonly spec: {
    readonly ingress: readonly { readonly from?: readonly unknown[]; readonly ports: readonly { port: number }[] }[];
  };
}
const admitted = (manifests: Manifests, component: string): Record<number, string[]> =>
  Object.fromEntries(
    manifests
      .get<Policy>('NetworkPolicy', component)
      .spec.ingress.flatMap(({ ports, from }) =>
        ports.map(({ port }) => [
          port,
          from ? [...textOf(from).matchAll(/component":"([^"]+)/g)].map(([, name = '']) => name).sort() : ['anyone'],
        ]),
      ),
  );

describe('network policies', () => {
  const SCHEDULED = 'profile: lean\nopenwhisk: {lean: false, scheduler: {enabled: true}}\n';
  const INGRESS = '  jaeger: {ingress: {host: t.example.org, usersSecret: users, tlsSecret: tls}}\n';
  const manifests = Manifests.of(`${SCHEDULED}tracing:\n  enabled: true\n${INGRESS}`);

  test('admit only the programs that trace to the collector', () => {
    expect(admitted(manifests, 'otel-collector')).toEqual({ 9411: ['controller', 'invoker', 'scheduler'] });
  });

  test('admit only the collector to the receiver of Jaeger, and only the proxy to its UI', () => {
    expect(admitted(manifests, 'jaeger')).toEqual({
      4317: ['otel-collector'],
      13133: ['otel-collector'],
      16686: ['jaeger-proxy'],
    });
    expect(admitted(manifests, 'jaeger-proxy')).toEqual({ 8080: ['anyone'] });
  });

  test('admit the pods of other namespaces to the receivers of OTLP', () => {
    const rules = of('  collector: {from: [shop]}\n').get<Policy>('NetworkPolicy', 'otel-collector').spec.ingress;
    const from = [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } }];
    expect(rules).toContainEqual({ from, ports: [{ port: 4317, protocol: 'TCP' }] });
    expect(rules).toContainEqual({ from, ports: [{ port: 4318, protocol: 'TCP' }] });
  });

  test('admit nothing to the collector where OpenWhisk sends its spans elsewhere', () => {
    const text = 'profile: lean\ntracing: {enabled: true, openwhisk: {url: "http://zipkin.example.org:9411"}}\n';
    expect(admitted(Manifests.of(text), 'otel-collector')).toEqual({});
  });
});

test('nothing of OpenWhisk waits for tracing; the collector waits for Jaeger', () => {
  const manifests = of();
  expect(manifests.waits('controller').filter((name) => /jaeger|collector/.test(name))).toEqual([]);
  expect(manifests.waits('otel-collector')).toEqual(['wait-for-jaeger']);
  expect(of(`  jaeger: {enabled: false}\n${EXTERNAL}`).waits('otel-collector')).toEqual([]);
});

test.each(['lean', 'standard', 'production'])('without tracing, the profile %s has no trace of it', (profile) => {
  const isOfTracing = (manifest: Manifest): boolean =>
    /tracing|zipkin|jaeger|otel|traceparent/i.test(
      JSON.stringify({
        ...manifest,
        spec: manifest.kind === 'CustomResourceDefinition' ? undefined : manifest['spec'],
      }),
    );
  const platform = Manifests.of(`profile: ${profile}\nmonitoring: {enabled: false}\n`);
  expect(platform.all.filter(isOfTracing).map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual([]);
});

describe('collectors on the nodes', () => {
  const manifests = of('  agent: {enabled: true}\n');
  const daemon = manifests.get<{ spec: { template: { spec: Record<string, unknown> } } }>('DaemonSet', 'otel-agent');

  test('are open at the loopback address of the node, and at no other', () => {
    expect(daemon.spec.template.spec).toMatchObject({
      containers: [
        {
          ports: [
            { name: 'otlp-grpc', containerPort: 4317, hostPort: 4317, hostIP: '127.0.0.1' },
            { name: 'otlp-http', containerPort: 4318, hostPort: 4318, hostIP: '127.0.0.1' },
            { name: 'metrics', containerPort: 8888 },
            { name: 'health', containerPort: 13133 },
          ],
        },
      ],
    });
    expect(daemon.spec.template.spec).not.toHaveProperty('hostNetwork');
  });

  test('are on every node, also of the control plane', () => {
    expect(daemon.spec.template.spec).toMatchObject({ tolerations: [{ operator: 'Exists' }] });
  });

  test('send everything on to the collector, with the name of the node', () => {
    const { exporters, processors, service } = configOf(manifests, 'otel-agent');
    expect(Object.keys(exporters)).toEqual(['otlp_grpc/collector']);
    expect(exporters['otlp_grpc/collector']?.endpoint).toBe('owdev-otel-collector.tracing.svc.cluster.local:4317');
    expect(processors['resource']).toEqual({
      attributes: [{ key: 'k8s.node.name', value: '${env:NODE_NAME}', action: 'upsert' }],
    });
    expect(service.pipelines['traces']?.processors[0]).toBe('memory_limiter');
  });

  test('are admitted to the collector, and have a namespace of their own', () => {
    expect(admitted(manifests, 'otel-collector')).toEqual({ 4317: ['otel-agent'], 9411: ['controller'] });
    expect(manifests.kind('Namespace').find(({ metadata }) => metadata.name === 'tracing-nodes')).toMatchObject({
      metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
    });
  });
});

test('metrics of spans keep the job that selects them: spans have one, too, the name of their service', () => {
  const text = 'profile: lean\nmonitoring: {enabled: true}\ntracing: {enabled: true, collector: {spanMetrics: true}}\n';
  const { spec } = Manifests.of(text).get<{ spec: { podMetricsEndpoints: { port: string; honorLabels?: boolean }[] } }>(
    'PodMonitor',
    'otel-collector',
  );
  expect(spec.podMetricsEndpoints.map(({ port, honorLabels = false }) => [port, honorLabels])).toEqual([
    ['metrics', false],
    ['span-metrics', false],
  ]);
});
