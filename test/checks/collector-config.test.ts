import { stringify } from 'yaml';
import { collectorConfig } from '../../lib/checks/collector-config';
import type { Manifest } from '../../lib/kube/synthesis';
import { Manifests } from '../support/platform';

const GOOD = {
  extensions: { health_check: { endpoint: '0.0.0.0:13133' }, zpages: { endpoint: 'localhost:55679' } },
  receivers: {
    otlp: { protocols: { grpc: { endpoint: '${env:MY_POD_IP}:4317' }, http: { endpoint: '0.0.0.0:4318' } } },
    zipkin: { endpoint: '0.0.0.0:9411' },
  },
  processors: { memory_limiter: { check_interval: '1s', limit_percentage: 80 }, batch: {}, tail_sampling: {} },
  connectors: { span_metrics: {} },
  exporters: { 'otlp_grpc/a': { endpoint: 'a:4317' }, prometheus: { endpoint: '0.0.0.0:8889' } },
  service: {
    extensions: ['health_check', 'zpages'],
    telemetry: { metrics: { readers: [{ pull: { exporter: { prometheus: { host: '0.0.0.0', port: 8888 } } } }] } },
    pipelines: {
      traces: {
        receivers: ['otlp', 'zipkin'],
        processors: ['memory_limiter', 'tail_sampling', 'batch'],
        exporters: ['otlp_grpc/a', 'span_metrics'],
      },
      metrics: { receivers: ['span_metrics'], processors: ['memory_limiter'], exporters: ['prometheus'] },
    },
  },
};

interface Pods {
  readonly kind?: string;
  readonly replicas?: number;
  readonly image?: string;
  readonly hostNetwork?: boolean;
  readonly neighbour?: boolean;
  /** Further configurations, each in a ConfigMap. */
  readonly others?: readonly object[];
}

const object = (kind: string, name: string, fields: object): { path: string; manifest: Manifest } => ({
  path: `${kind}.yaml:1`,
  manifest: { apiVersion: 'v1', kind, metadata: { name, namespace: 'traces' }, ...fields },
});

/** Findings about a configuration in a ConfigMap, mounted by the pods of a workload. */
function found(config: object, pods: Pods = {}): string[] {
  const { kind = 'Deployment', replicas = 1, hostNetwork, neighbour, others = [] } = pods;
  const image = pods.image ?? 'docker.io/otel/opentelemetry-collector-k8s:0.161.0';
  const containers = [
    { name: 'collector', image },
    ...(neighbour ? [{ name: 'program', image: 'registry.example.org/a:1' }] : []),
  ];
  const spec = { hostNetwork, containers, volumes: [{ name: 'config', configMap: { name: 'collector' } }] };
  const objects = [
    object('ConfigMap', 'collector', { data: { 'relay.yaml': stringify(config), 'notes.txt': 'service: none' } }),
    object(kind, 'collector', { spec: { replicas, template: { metadata: { labels: {} }, spec } } }),
    ...others.map((other, index) => object('ConfigMap', `other-${index}`, { data: { 'a.yaml': stringify(other) } })),
  ];
  return collectorConfig({ objects }).map(({ rule, object: who, problem, fix }) => `${rule} ${who} ${problem}; ${fix}`);
}

type Config = typeof GOOD;
type Deep = Readonly<Record<string, unknown>>;
/** The good configuration with other values; `undefined` removes a key. */
function changed(changes: Deep, base: Deep = GOOD): Config {
  const entries = Object.entries({ ...base, ...changes }).map(([key, value]) => {
    const before = base[key];
    const nested = isDeep(value) && isDeep(before) && key in changes;
    return [key, nested ? changed(value, before) : value] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as unknown as Config;
}
const isDeep = (value: unknown): value is Deep => typeof value === 'object' && value !== null && !Array.isArray(value);
const traces = (pipeline: object): Config => changed({ service: { pipelines: { traces: pipeline } } });

const AT = 'ConfigMap/collector data.relay.yaml:';

test('a complete configuration has no finding', () => {
  expect(found(GOOD)).toEqual([]);
});

test('the configurations of the platform have no finding', () => {
  const text = [
    'profile: standard',
    'tracing:',
    '  enabled: true',
    '  collector: {tailSampling: {}, spanMetrics: true}',
    '  agent: {enabled: true}',
    '  external: {url: "http://traces.example.org:4317"}',
  ].join('\n');
  expect(collectorConfig(Manifests.of(text).synthesis)).toEqual([]);
});

test.each<readonly [what: string, about: object, finding: string | readonly string[]]>([
  [
    'a pipeline without an exporter',
    traces({ exporters: [] }),
    `FS-903 ${AT} the pipeline traces has no exporter, and the collector does not start; add one to service.pipelines.traces.exporters`,
  ],
  [
    'a pipeline without a receiver',
    traces({ receivers: undefined }),
    `FS-903 ${AT} the pipeline traces has no receiver, and the collector does not start; add one to service.pipelines.traces.receivers`,
  ],
  [
    'no pipeline',
    changed({ service: { pipelines: undefined } }),
    `FS-903 ${AT} there is no pipeline; add one to service.pipelines`,
  ],
  [
    'a misspelt exporter',
    traces({ exporters: ['otlp_grpc/b'] }),
    `FS-903 ${AT} the pipeline traces uses otlp_grpc/b, which exporters does not define; define it under exporters, or write otlp_grpc/a`,
  ],
  [
    'a processor that is not defined',
    traces({ processors: ['memory_limiter', 'k8sattributes'] }),
    `FS-903 ${AT} the pipeline traces uses k8sattributes, which processors does not define; define it under processors`,
  ],
  [
    'an extension that is not defined',
    changed({ service: { extensions: ['health_check', 'pprof'] } }),
    `FS-903 ${AT} service.extensions uses pprof, which extensions does not define; define it under extensions`,
  ],
  [
    'a memory limiter after another processor',
    traces({ processors: ['batch', 'memory_limiter'] }),
    `FS-904 ${AT} the pipeline traces has the memory_limiter after batch: a burst of data ends the process; write memory_limiter first in service.pipelines.traces.processors`,
  ],
  [
    'a pipeline without a memory limiter',
    traces({ processors: undefined }),
    `FS-904 ${AT} the pipeline traces has no memory_limiter: a burst of data ends the process; write memory_limiter first in service.pipelines.traces.processors`,
  ],
  [
    'a memory limiter without an interval',
    changed({ processors: { memory_limiter: { check_interval: undefined } } }),
    `FS-904 ${AT} memory_limiter has no check_interval, and the collector does not start; add check_interval: 1s to processors.memory_limiter`,
  ],
  [
    'a receiver at localhost',
    changed({ receivers: { zipkin: { endpoint: 'localhost:9411' } } }),
    `FS-905 ${AT} receivers.zipkin.endpoint is localhost:9411, which no other pod reaches; write 0.0.0.0:9411 into receivers.zipkin.endpoint`,
  ],
  [
    'a receiver whose address is left out',
    changed({ receivers: { otlp: { protocols: { grpc: null } } } }),
    `FS-905 ${AT} receivers.otlp.protocols.grpc.endpoint is missing, and the default is localhost:4317, which no other pod reaches; write 0.0.0.0:4317 into receivers.otlp.protocols.grpc.endpoint`,
  ],
  [
    'a health check at localhost',
    changed({ extensions: { health_check: { endpoint: '127.0.0.1:13133' } } }),
    `FS-905 ${AT} extensions.health_check.endpoint is 127.0.0.1:13133, which no other pod reaches; write 0.0.0.0:13133 into extensions.health_check.endpoint`,
  ],
  [
    'own metrics at localhost',
    changed({
      service: { telemetry: { metrics: { readers: [{ pull: { exporter: { prometheus: { host: 'localhost' } } } }] } } },
    }),
    `FS-905 ${AT} service.telemetry.metrics.readers.0.pull.exporter.prometheus.host is localhost, which no other pod reaches; write 0.0.0.0 into service.telemetry.metrics.readers.0.pull.exporter.prometheus.host`,
  ],
  [
    'an old name of an exporter',
    changed({
      exporters: { 'otlp_grpc/a': undefined, 'otlp/a': { endpoint: 'a:4317' } },
      service: { pipelines: { traces: { exporters: ['otlp/a', 'span_metrics'] } } },
    }),
    `FS-906 ${AT} the exporter otlp/a is deprecated since 0.144, and the collector is of version 0.161; write otlp_grpc/a`,
  ],
  [
    'a new name in an old version',
    [GOOD, { image: 'otel/opentelemetry-collector-contrib:0.120.0' }],
    `FS-906 ${AT} the exporter otlp_grpc/a exists since 0.144 only, and the collector is of version 0.120; write otlp/a`,
  ],
  [
    'tail sampling by several pods',
    [GOOD, { replicas: 2 }],
    `FS-907 ${AT} tail_sampling in the pipeline traces of several pods: each decides on a part of the spans of a trace; run one pod, or put collectors with the exporter loadbalancing and routing_key: traceID in front`,
  ],
  [
    'tail sampling on each node',
    [GOOD, { kind: 'DaemonSet' }],
    `FS-907 ${AT} tail_sampling in the pipeline traces of several pods: each decides on a part of the spans of a trace; run one pod, or put collectors with the exporter loadbalancing and routing_key: traceID in front`,
  ],
  [
    'batches before tail sampling',
    traces({ processors: ['memory_limiter', 'batch', 'tail_sampling'] }),
    `FS-907 ${AT} the pipeline traces has batch before tail_sampling, which takes the batches apart again; write batch after tail_sampling in service.pipelines.traces.processors`,
  ],
  [
    'an unknown key',
    changed({ recievers: {} }),
    `FS-903 ${AT} unknown key recievers, and the collector does not start; write receivers`,
  ],
  [
    'an unknown key of the service',
    changed({ service: { something: {} } }),
    `FS-903 ${AT} unknown key service.something, and the collector does not start; remove it; the keys are extensions, pipelines, telemetry`,
  ],
  [
    'an unknown key of a pipeline',
    traces({ exporter: ['otlp_grpc/a'] }),
    `FS-903 ${AT} unknown key service.pipelines.traces.exporter, and the collector does not start; write exporters`,
  ],
  [
    'a text in the place of a list',
    traces({ processors: 'memory_limiter' }),
    [
      `FS-903 ${AT} service.pipelines.traces.processors is not a list, and the collector does not start; write [memory_limiter]`,
      `FS-904 ${AT} the pipeline traces has no memory_limiter: a burst of data ends the process; write memory_limiter first in service.pipelines.traces.processors`,
    ],
  ],
  [
    'an unknown signal',
    changed({ service: { pipelines: { traces: undefined, spans: GOOD.service.pipelines.traces } } }),
    `FS-903 ${AT} the pipeline spans has an unknown signal spans, and the collector does not start; begin its name with traces, metrics, logs, profiles, such as traces/spans`,
  ],
  [
    'a processor twice',
    traces({ processors: ['memory_limiter', 'batch', 'batch'] }),
    `FS-903 ${AT} the pipeline traces has the processor batch twice, and the collector does not start; write it once in service.pipelines.traces.processors`,
  ],
  [
    'a receiver without a protocol',
    changed({ receivers: { otlp: null } }),
    `FS-903 ${AT} the receiver otlp has no protocol, and the collector does not start; add grpc or http to receivers.otlp.protocols`,
  ],
  [
    'an exporter without an endpoint',
    changed({ exporters: { 'otlp_grpc/a': { endpoint: undefined } } }),
    `FS-903 ${AT} the exporter otlp_grpc/a has no endpoint, and the collector does not start; add exporters.otlp_grpc/a.endpoint, such as traces.example.org:4317`,
  ],
  [
    'a memory limiter with an interval of zero',
    changed({ processors: { memory_limiter: { check_interval: '0s' } } }),
    `FS-904 ${AT} memory_limiter has no check_interval, and the collector does not start; add check_interval: 1s to processors.memory_limiter`,
  ],
  [
    'a memory limiter with an interval without a unit',
    changed({ processors: { memory_limiter: { check_interval: 5 } } }),
    `FS-904 ${AT} memory_limiter reads the memory every 5 nanoseconds: check_interval has no unit; write 5s into processors.memory_limiter.check_interval`,
  ],
  [
    'a memory limiter without a limit',
    changed({ processors: { memory_limiter: { limit_percentage: undefined } } }),
    `FS-904 ${AT} memory_limiter has no limit, and the collector does not start; add limit_percentage: 80 to processors.memory_limiter, a share of the memory limit of the container`,
  ],
  [
    'a soft limit that is not below the limit',
    changed({ processors: { memory_limiter: { spike_limit_percentage: 80 } } }),
    `FS-904 ${AT} memory_limiter has a spike_limit_percentage that is not below limit_percentage, and the collector does not start; write a fifth of limit_percentage into processors.memory_limiter.spike_limit_percentage`,
  ],
  [
    'a time until the decision without a unit',
    changed({ processors: { tail_sampling: { decision_wait: 30 } } }),
    `FS-907 ${AT} tail_sampling decides on a trace after 30 nanoseconds, before its other spans: decision_wait has no unit; write 30s into processors.tail_sampling.decision_wait`,
  ],
])('%s is a finding', (_, about, finding) => {
  const [config, pods] = Array.isArray(about) ? (about as [object, Pods]) : [about];
  expect(found(config, pods)).toEqual([finding].flat());
});

const LOCAL = changed({ receivers: { zipkin: { endpoint: 'localhost:9411' } } });

test.each<readonly [what: string, found: string[]]>([
  ['localhost of a pod in the network of its node', found(LOCAL, { hostNetwork: true })],
  ['localhost of a pod with another program', found(LOCAL, { neighbour: true })],
  [
    'tail sampling behind routing by trace id',
    found(GOOD, {
      replicas: 3,
      others: [
        changed({
          exporters: { loadbalancing: {} },
          service: { pipelines: { traces: { exporters: ['loadbalancing', 'span_metrics'] } } },
        }),
      ],
    }),
  ],
  ['names of exporters where the version is unknown', found(GOOD, { image: 'registry.example.org/collector:7' })],
  ['a file of another program', found({ service: { name: 'a' }, receivers: 'none' })],
  [
    'a file that is not YAML',
    collectorConfig({ objects: [object('ConfigMap', 'a', { data: { a: 'service: [\nreceivers: {' } })] }).map(String),
  ],
])('%s has no finding', (_, findings) => expect(findings).toEqual([]));

describe('a resource of the OpenTelemetry Operator', () => {
  const operated = (fields: object): string[] =>
    collectorConfig({ objects: [object('OpenTelemetryCollector', 'traces', { spec: fields })] }).map(
      ({ rule, problem }) => `${rule} ${problem}`,
    );

  test('is checked, whether its configuration is an object or a string', () => {
    const config = traces({ exporters: [] });
    const finding = 'FS-903 spec.config: the pipeline traces has no exporter, and the collector does not start';
    expect(operated({ config })).toEqual([finding]);
    expect(operated({ config: stringify(config) })).toEqual([finding]);
  });

  test('has addresses from the operator where receivers have none, and pods by its mode', () => {
    const config = changed({ receivers: { otlp: { protocols: { grpc: null, http: null } } } });
    expect(operated({ config })).toEqual([]);
    expect(operated({ config, mode: 'daemonset' })).toEqual([expect.stringMatching(/^FS-907 /)]);
    expect(operated({ config: LOCAL, mode: 'sidecar' })).toEqual([]);
  });
});

test('a finding names the place of the value in its file', () => {
  const lines = new Map([['data/relay.yaml', 7]]);
  const configMap = {
    ...object('ConfigMap', 'collector', { data: { 'relay.yaml': stringify(traces({ exporters: [] })) } }),
    file: 'all.yaml',
    line: 3,
    lineOf: (path: readonly (string | number)[]) => lines.get(path.join('/')),
  };
  expect(collectorConfig({ objects: [configMap] })).toMatchObject([{ file: 'all.yaml', line: 7 }]);
});

describe('connectors', () => {
  type Pipelines = Readonly<
    Record<string, { readonly receivers: readonly string[]; readonly exporters: readonly string[] }>
  >;
  const connected = (connectors: object, pipelines: Pipelines): string[] =>
    found({
      ...GOOD,
      connectors,
      service: {
        ...GOOD.service,
        pipelines: Object.fromEntries(
          Object.entries(pipelines).map(([name, one]) => [name, { ...one, processors: ['memory_limiter'] }]),
        ),
      },
    });
  const IN = ['otlp'];
  const OUT = ['otlp_grpc/a'];

  test.each<[string, object, Pipelines]>([
    [
      'the pipeline traces has the connector count among its exporters, and no pipeline that it can be connected with has it among its receivers: the collector does not start; add count to the receivers of a pipeline of metrics',
      { count: {} },
      { traces: { receivers: IN, exporters: ['count'] } },
    ],
    [
      'the pipeline metrics has the connector count among its receivers, and no pipeline that it can be connected with has it among its exporters: the collector does not start; add count to the exporters of the pipeline that it reads, or remove it',
      { count: {} },
      { traces: { receivers: IN, exporters: OUT }, metrics: { receivers: ['count'], exporters: OUT } },
    ],
    [
      'the pipeline traces/a leads into traces/b and back through connectors, and the collector does not start; remove a connector of the circle, such as one of service.pipelines.traces/a.exporters',
      { 'forward/a': {}, 'forward/b': {} },
      {
        'traces/a': { receivers: ['otlp', 'forward/b'], exporters: ['forward/a'] },
        'traces/b': { receivers: ['forward/a'], exporters: ['forward/b', 'otlp_grpc/a'] },
      },
    ],
    [
      'the pipeline traces leads into itself through connectors, and the collector does not start; remove a connector of the circle, such as one of service.pipelines.traces.exporters',
      { forward: {} },
      { traces: { receivers: ['otlp', 'forward'], exporters: ['forward', 'otlp_grpc/a'] } },
    ],
  ])('%s', (problem, connectors, pipelines) => {
    expect(connected(connectors, pipelines)).toEqual([`FS-903 ConfigMap/collector data.relay.yaml: ${problem}`]);
  });

  test('both ends of a connector between signals that it does not connect are findings', () => {
    const pipelines = {
      traces: { receivers: IN, exporters: ['forward'] },
      metrics: { receivers: ['forward'], exporters: OUT },
    };
    const problems = connected({ forward: {} }, pipelines);
    expect(problems).toHaveLength(2);
    expect(problems[0]).toContain('the pipeline traces has the connector forward among its exporters');
    expect(problems[1]).toContain('the pipeline metrics has the connector forward among its receivers');
  });

  test.each<[string, object, Pipelines]>([
    ['one that nothing uses', { count: {} }, { traces: { receivers: IN, exporters: OUT } }],
    [
      'a known one into another signal',
      { 'span_metrics/a': {} },
      {
        traces: { receivers: IN, exporters: ['span_metrics/a', 'otlp_grpc/a'] },
        metrics: { receivers: ['span_metrics/a'], exporters: OUT },
      },
    ],
    [
      'an unknown one between any signals',
      { custom: {} },
      { logs: { receivers: IN, exporters: ['custom'] }, profiles: { receivers: ['custom'], exporters: OUT } },
    ],
    [
      'pipelines in a row',
      { 'routing/a': {}, 'routing/b': {} },
      {
        traces: { receivers: IN, exporters: ['routing/a', 'routing/b'] },
        'traces/a': { receivers: ['routing/a'], exporters: OUT },
        'traces/b': { receivers: ['routing/a', 'routing/b'], exporters: OUT },
      },
    ],
  ])('accepted: %s', (_, connectors, pipelines) => {
    expect(connected(connectors, pipelines)).toEqual([]);
  });
});
