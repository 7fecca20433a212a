import { buildApp } from '../../charts/app';
import { synthesize } from '../../lib/kube/synthesis';
import { parsePlatform } from '../../lib/load/load';
import { ignoredValues } from '../../lib/load/ignored-values';
import { platformSchema } from '../../lib/platform/model';
import { merge, withProfile, type Mapping } from '../../lib/platform/profiles';
import { without } from '../properties/without-ignored';
import { messageAbout } from './message';

const POD = {
  resources: { requests: { cpu: '11m' } },
  probes: { readiness: { periodSeconds: 17 }, liveness: { periodSeconds: 17 } },
};
const ELASTICSEARCH = {
  resources: POD.resources,
  probes: { readiness: POD.probes.readiness },
  replicas: 3,
  size: '7Gi',
  heapMiB: 300,
  virtualMemory: 'preset',
  tls: { existingSecret: 'my-tls' },
  existingSecrets: { admin: 'my-admin', exporter: 'my-exporter' },
};
const AUTOSCALED = { replicas: 3, autoscaling: { max: 5, cpu: { utilization: 50 } } };

/** Platforms with one value that overrides others: the others, and the number of values that are reported. */
const OVERRIDES: Readonly<Record<string, readonly [choice: Mapping, ignored: Mapping, count: number]>> = {
  'the Docker container factory': [
    { openwhisk: { invoker: { containerFactory: 'docker' } } },
    {
      openwhisk: {
        invoker: { replicas: 5 },
        actions: {
          namespace: 'runners',
          quota: { pods: 5 },
          containerDefaults: { cpu: '20m' },
          isolated: true,
          capabilities: ['CHOWN'],
          egress: [],
          template: { labels: { a: 'b' } },
          cpuScaling: { millicpus: 200 },
          ephemeralStorageLimit: '1g',
        },
      },
    },
    10,
  ],
  'a namespace that action pods share with the platform': [
    { openwhisk: { actions: { namespace: 'openwhisk' } } },
    { openwhisk: { actions: { quota: { pods: 5 }, containerDefaults: { cpu: '20m' } } } },
    2,
  ],
  'connections without TLS': [
    { security: { internalTLS: false } },
    { security: { certificates: { existingSecret: 'my-tls' } } },
    1,
  ],
  autoscaling: [
    {
      logging: { enabled: true, kibana: { autoscaling: AUTOSCALED.autoscaling } },
      monitoring: { enabled: true },
      openwhisk: Object.fromEntries(
        ['controller', 'invoker', 'nginx', 'apigateway'].map((name) => [name, { autoscaling: AUTOSCALED.autoscaling }]),
      ),
    },
    {
      logging: { kibana: { replicas: 3 } },
      openwhisk: Object.fromEntries(
        ['controller', 'invoker', 'nginx', 'apigateway'].map((name) => [name, { replicas: 3 }]),
      ),
    },
    5,
  ],
  'no persistence': [{ persistence: { enabled: false } }, { persistence: { storageClassName: 'fast' } }, 1],
  'external servers': [
    {
      logging: {
        enabled: true,
        kibana: { enabled: false },
        elasticsearch: { external: { host: 'es.example.org', existingSecret: 'my-es' } },
      },
      openwhisk: {
        scheduler: { enabled: true },
        zookeeper: { external: { host: 'zookeeper.example.org' } },
        kafka: { external: { host: 'kafka.example.org' } },
        couchdb: { external: { host: 'couchdb.example.org' }, auth: { existingSecret: 'my-couchdb' } },
        redis: { external: { host: 'redis.example.org' } },
        etcd: { external: { host: 'etcd.example.org' } },
        activationStore: {
          backend: 'Elasticsearch',
          elasticsearch: { external: { host: 'es.example.org', existingSecret: 'my-es' } },
        },
      },
      mysql: {
        enabled: true,
        external: { host: 'mysql.example.org', existingSecret: 'my-mysql', exporterSecret: 'my-exporter' },
      },
    },
    {
      logging: { elasticsearch: ELASTICSEARCH },
      mysql: {
        ...POD,
        version: '9.7',
        existingSecrets: { root: 'my-root' },
        connections: { max: 99 },
        bufferPoolSize: '1Gi',
        redoLogCapacity: '1Gi',
        maxAllowedPacket: '1Mi',
        tableOpenCache: 99,
        openFilesLimit: 9999,
        longQuerySeconds: 3,
        extra: { sort_buffer_size: '1M' },
        tls: { required: false },
        size: '9Gi',
        storageClassName: 'fast',
        claimRetention: { whenDeleted: 'Delete' },
        evictions: 'refused',
        terminationGraceSeconds: 999,
        pods: { labels: { a: 'b' } },
      },
      openwhisk: {
        zookeeper: {
          ...POD,
          replicas: 3,
          heapMiB: 300,
          dataSize: '3Gi',
          dataLogSize: '3Gi',
          tickTime: 3000,
          initLimit: 11,
          syncLimit: 6,
        },
        kafka: { ...POD, replicas: 3, heapMiB: 600, size: '3Gi' },
        couchdb: { ...POD, size: '3Gi' },
        redis: { ...POD, size: '3Gi' },
        etcd: { ...POD, replicas: 3, size: '3Gi' },
        activationStore: { elasticsearch: ELASTICSEARCH },
      },
    },
    59,
  ],
  'no Alertmanager': [
    { monitoring: { enabled: true, alertmanager: { enabled: false } } },
    { monitoring: { alertmanager: { receivers: [{ name: 'team' }], route: { receiver: 'team' }, replicas: 1 } } },
    3,
  ],
  'prometheus-adapter for resource metrics': [
    { autoscaling: { resourceMetrics: 'prometheus-adapter' } },
    { autoscaling: { metricsServer: { replicas: 3, resolutionSeconds: 30 } } },
    1,
  ],
  'a Service of type LoadBalancer': [
    { openwhisk: { ingress: { type: 'LoadBalancer', apiHost: { name: 'api.example.org' } } } },
    { openwhisk: { ingress: { nodePort: 32000, className: 'nginx' } } },
    2,
  ],
  'an Ingress': [
    { openwhisk: { ingress: { type: 'Standard', apiHost: { name: 'api.example.org' } } } },
    { openwhisk: { ingress: { nodePort: 32000, tls: { terminatedUpstream: true } } } },
    2,
  ],
  'a Gateway with a certificate of its own': [
    {
      openwhisk: {
        ingress: {
          type: 'Gateway',
          apiHost: { name: 'api.example.org' },
          gateway: { parentRefs: [{ name: 'shared' }] },
        },
        providers: { alarm: { enabled: false } },
      },
    },
    {
      openwhisk: {
        ingress: {
          nodePort: 32000,
          className: 'nginx',
          annotations: { a: 'b' },
          tls: { existingSecret: 'my-tls', terminatedUpstream: true },
        },
      },
    },
    5,
  ],
  'a Service of type NodePort': [
    { openwhisk: { ingress: { type: 'NodePort' } } },
    {
      openwhisk: {
        ingress: { annotations: { a: 'b' }, className: 'nginx', gateway: { parentRefs: [{ name: 'shared' }] } },
      },
    },
    3,
  ],
};

const parsed = (input: Mapping) => platformSchema.parse(withProfile('standard', input));
const manifests = (input: Mapping): unknown[] =>
  synthesize(buildApp(parsed(input))).objects.map((object) => object.manifest);

describe.each(Object.entries(OVERRIDES))('%s', (_, [choice, ignored, count]) => {
  const both = merge(choice, ignored);

  test('is accepted without the values that it overrides', () => {
    expect(() => parsePlatform(JSON.stringify(choice))).not.toThrow();
  });

  test('has every value reported that it overrides', () => {
    const found = ignoredValues(parsed(both), both);
    expect(found).toHaveLength(count);
    const reported = found.reduce<Mapping>((left, { path = [] }) => without(left, path), ignored);
    expect(leaves(reported)).toEqual([]);
  });

  test('has the same manifests with and without the reported values', () => {
    expect(manifests(both)).toEqual(manifests(choice));
  });
});

function leaves(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];
}

test('a second provider of resource metrics is reported with its line', () => {
  const first = 'autoscaling:\n  resourceMetrics:';
  expect(messageAbout(`${first} prometheus-adapter\n  metricsServer:\n    replicas: 2`)).toBe(
    [
      'platform.yaml: 1 mistake; nothing was written',
      '  platform.yaml:3 autoscaling.metricsServer: {"replicas":2} has no effect: with autoscaling.resourceMetrics: prometheus-adapter, the platform runs no metrics-server: a cluster has one provider of resource metrics',
      '    fix: remove it, or set autoscaling.resourceMetrics: metrics-server',
    ].join('\n'),
  );
  expect(messageAbout(`${first} [metrics-server, prometheus-adapter]`)).toBe(
    [
      'platform.yaml: 1 mistake; nothing was written',
      '  platform.yaml:2 autoscaling.resourceMetrics: ["metrics-server","prometheus-adapter"] is not possible',
      '    allowed: none, metrics-server, prometheus-adapter',
      '    fix: write one of these',
    ].join('\n'),
  );
});

test('the replicas of an invoker on every node are reported with their line', () => {
  expect(messageAbout('openwhisk:\n  invoker:\n    containerFactory: docker\n    replicas: 5')).toBe(
    [
      'platform.yaml: 1 mistake; nothing was written',
      '  platform.yaml:4 openwhisk.invoker.replicas: 5 has no effect: with containerFactory: docker, one invoker runs on each node',
      '    fix: remove it, or set openwhisk.invoker.containerFactory: kubernetes',
    ].join('\n'),
  );
});

test("a profile's own values are not reported", () => {
  expect(() =>
    parsePlatform('profile: production\nopenwhisk: { invoker: { containerFactory: docker } }'),
  ).not.toThrow();
});

test('settings of a part that is switched off are not reported', () => {
  expect(() => parsePlatform('monitoring: { enabled: false, grafana: { size: 3Gi } }')).not.toThrow();
});
