import { App, Chart } from 'cdk8s';
import { KedaScaler, type KedaScalerProps } from '../../../lib/autoscaling/keda/scaler';
import type { KafkaLag, ScalingMetric } from '../../../lib/autoscaling/metric';
import type { ScaledObjectSpec, TriggerAuthenticationSpec } from '../../../lib/crds/keda-types';
import { KEDA_DEFAULTS, type KedaSettings } from '../../../lib/platform/schema/keda';

const CPU: ScalingMetric = { type: 'resource', resource: 'cpu', target: { utilization: 50 } };
const JOBS: ScalingMetric = { type: 'pods', metric: 'm', series: 'jobs_waiting', target: { average: '2k' } };

const PROPS: KedaScalerProps = {
  metadata: { name: 'web', namespace: 'shop', labels: {} },
  target: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
  min: 1,
  max: 10,
  metrics: [CPU],
  prometheus: { host: 'prometheus', port: 9090 },
  kafka: {
    endpoints: [
      { host: 'kafka-1', port: 9092 },
      { host: 'kafka-2', port: 9093 },
    ],
    namespace: 'openwhisk',
  },
};

interface Written<Spec> {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: object };
  readonly spec: Spec;
}

/** All objects of a scaler; the ScaledObject is the last one. */
function written(changes: Partial<KedaScalerProps>): {
  readonly scaler: Written<ScaledObjectSpec>;
  readonly authentications: Written<TriggerAuthenticationSpec>[];
} {
  const chart = new Chart(new App(), 'test');
  const construct = new KedaScaler(chart, 'keda', { ...PROPS, ...changes });
  expect(construct.node.findAll().flatMap(({ node }) => node.validate())).toEqual([]);
  const objects = chart.toJson() as Written<unknown>[];
  return {
    scaler: objects.at(-1) as Written<ScaledObjectSpec>,
    authentications: objects.slice(0, -1) as Written<TriggerAuthenticationSpec>[],
  };
}

const keda = (settings: Partial<KedaSettings>): KedaSettings => ({ ...KEDA_DEFAULTS, ...settings });

function lag(more: Partial<KafkaLag> = {}): ScalingMetric {
  const own = { topic: 'orders', group: 'billing', lag: 50, ...more };
  return { type: 'external', metric: 'kafka_consumergroup_lag_sum', target: { average: '50' }, lag: own };
}

const triggersOf = (changes: Partial<KedaScalerProps>) => written(changes).scaler.spec.triggers;

describe('a consumer lag', () => {
  test('is read from Kafka itself, and scales from zero', () => {
    const { scaler, authentications } = written({ min: 0, metrics: [lag()] });
    expect(authentications).toEqual([]);
    expect(scaler.spec).toMatchObject({ minReplicaCount: 0, maxReplicaCount: 10, pollingInterval: 15 });
    expect(scaler.spec.triggers).toEqual([
      {
        type: 'kafka',
        metadata: {
          bootstrapServers: 'kafka-1:9092,kafka-2:9093',
          topic: 'orders',
          consumerGroup: 'billing',
          lagThreshold: '50',
        },
      },
    ]);
  });

  test("has the options of KEDA's trigger", () => {
    const metric = lag({
      servers: ['other:9092'],
      activation: 5,
      offsetReset: 'earliest',
      zeroOnInvalidOffset: true,
      onlyPartitionsWithLag: true,
      idleConsumers: false,
      ignorePersistentLag: true,
      version: '2.5.0',
      partitions: '0,4-6',
    });
    expect(triggersOf({ metrics: [metric] })[0]?.metadata).toMatchObject({
      bootstrapServers: 'other:9092',
      activationLagThreshold: '5',
      offsetResetPolicy: 'earliest',
      scaleToZeroOnInvalidOffset: 'true',
      limitToPartitionsWithLag: 'true',
      allowIdleConsumers: 'false',
      excludePersistentLag: 'true',
      version: '2.5.0',
      partitionLimitation: '0,4-6',
    });
  });

  test.each([
    ['PLAIN', 'plaintext'],
    ['SCRAM-SHA-256', 'scram_sha256'],
    ['SCRAM-SHA-512', 'scram_sha512'],
  ] as const)('is read with SASL %s and TLS', (mechanism, sasl) => {
    const secure = lag({
      sasl: { mechanism, existingSecret: 'kafka-user' },
      tls: { caSecret: 'kafka-ca', certificateSecret: 'kafka-client', insecure: true },
    });
    const { scaler, authentications } = written({ metrics: [secure] });
    expect(scaler.spec.triggers).toMatchObject([
      { metadata: { sasl, tls: 'enable', unsafeSsl: 'true' }, authenticationRef: { name: 'web-kafka' } },
    ]);
    expect(authentications).toMatchObject([{ kind: 'TriggerAuthentication', metadata: { name: 'web-kafka' } }]);
    expect(authentications[0]?.spec.secretTargetRef).toEqual([
      { parameter: 'username', name: 'kafka-user', key: 'username' },
      { parameter: 'password', name: 'kafka-user', key: 'password' },
      { parameter: 'ca', name: 'kafka-ca', key: 'ca.crt' },
      { parameter: 'cert', name: 'kafka-client', key: 'tls.crt' },
      { parameter: 'key', name: 'kafka-client', key: 'tls.key' },
    ]);
  });

  test('shares a TriggerAuthentication with lags of the same credentials', () => {
    const of = (topic: string, existingSecret: string) => lag({ topic, sasl: { mechanism: 'PLAIN', existingSecret } });
    const { scaler, authentications } = written({ metrics: [of('a', 'x'), of('b', 'x'), of('c', 'y')] });
    expect(authentications.map(({ metadata }) => metadata.name)).toEqual(['web-kafka', 'web-kafka-2']);
    expect(scaler.spec.triggers.map(({ authenticationRef }) => authenticationRef?.name)).toEqual([
      'web-kafka',
      'web-kafka',
      'web-kafka-2',
    ]);
  });

  test("uses the platform's credentials only in the platform's namespace", () => {
    const sasl = { mechanism: 'PLAIN' as const, existingSecret: 'kafka-user' };
    const kafka = { endpoints: [{ host: 'kafka', port: 9093 }], namespace: 'openwhisk', sasl, tls: {} };
    const at = (namespace: string) =>
      triggersOf({ kafka, metrics: [lag()], metadata: { ...PROPS.metadata, namespace } })[0];
    expect(at('openwhisk')).toMatchObject({ metadata: { sasl: 'plaintext', tls: 'enable' } });
    expect(at('shop')).not.toHaveProperty('authenticationRef');
    // Public CAs need no Secret.
    expect(at('shop')).toMatchObject({ metadata: { tls: 'enable' } });
  });
});

describe('a metric in Prometheus', () => {
  test('is a query for the series of the scaled pods', () => {
    expect(triggersOf({ metrics: [JOBS] })).toEqual([
      {
        type: 'prometheus',
        metricType: 'AverageValue',
        metadata: {
          serverAddress: 'http://prometheus:9090',
          query: 'sum (jobs_waiting{namespace="shop",pod=~"web-[a-z0-9]+-[a-z0-9]{5}"})',
          threshold: '2000',
        },
      },
    ]);
  });

  test.each([
    ['Deployment', 'web', 'web-6b7f5c9d8f-x2k9q', ['web-admin-6b7f5c9d8f-x2k9q', 'web-0', 'xweb-6b7f5c9d8f-x2k9q']],
    ['StatefulSet', 'web', 'web-12', ['web-admin-0', 'web-6b7f5c9d8f-x2k9q']],
    ['Deployment', 'a.web', 'a.web-6b7f5c9d8f-x2k9q', ['a-web-6b7f5c9d8f-x2k9q']],
  ])('counts the series of no other pods: %s %s', (kind, name, pod, others) => {
    const target = { apiVersion: 'apps/v1', kind, name };
    const [trigger] = triggersOf({ metrics: [JOBS], target });
    const [, pattern = ''] = /pod=~("[^"]*")/.exec(trigger?.metadata['query'] ?? '') ?? [];
    // Prometheus anchors regular expressions.
    const matched = new RegExp(`^(?:${JSON.parse(pattern) as string})$`);
    expect(pod).toMatch(matched);
    for (const other of others) expect(other).not.toMatch(matched);
  });

  test('has an activation threshold, and may fail where the series is missing', () => {
    const metric: ScalingMetric = { ...JOBS, activation: 0.5, missing: 'failure' };
    expect(triggersOf({ metrics: [metric] })[0]?.metadata).toMatchObject({
      activationThreshold: '0.5',
      ignoreNullValues: 'false',
    });
    expect(triggersOf({ metrics: [{ ...JOBS, missing: 'zero' }] })[0]?.metadata['ignoreNullValues']).toBe('true');
  });

  test.each<[string, KedaSettings['prometheus'], string, string[]]>([
    ['a bearer token', { server: 'https://p', bearerTokenSecret: 's' }, 'bearer', ['bearerToken<s/token']],
    [
      'a user and a CA',
      { server: 'https://p', basicAuthSecret: 's', caSecret: 'ca' },
      'basic',
      ['username<s/username', 'password<s/password', 'ca<ca/ca.crt'],
    ],
    [
      'a client certificate',
      { server: 'https://p', certificateSecret: 's' },
      'tls',
      ['cert<s/tls.crt', 'key<s/tls.key'],
    ],
    [
      'a token and a client certificate',
      { server: 'https://p', bearerTokenSecret: 't', certificateSecret: 's' },
      'bearer,tls',
      ['bearerToken<t/token', 'cert<s/tls.crt', 'key<s/tls.key'],
    ],
  ])('comes from another server with %s', (_, prometheus, authModes, parameters) => {
    const { scaler, authentications } = written({ metrics: [JOBS], keda: keda({ prometheus }) });
    expect(scaler.spec.triggers).toMatchObject([
      { metadata: { serverAddress: 'https://p', authModes }, authenticationRef: { name: 'web-prometheus' } },
    ]);
    expect(
      authentications[0]?.spec.secretTargetRef?.map(({ parameter, name, key }) => `${parameter}<${name}/${key}`),
    ).toEqual(parameters);
  });

  test('comes from another server without authentication, and without verification', () => {
    const { scaler, authentications } = written({
      metrics: [JOBS],
      keda: keda({ prometheus: { server: 'https://p', insecure: true } }),
    });
    expect(scaler.spec.triggers[0]?.metadata).toMatchObject({ serverAddress: 'https://p', unsafeSsl: 'true' });
    expect(scaler.spec.triggers[0]?.metadata).not.toHaveProperty('authModes');
    expect(authentications).toEqual([]);
  });
});

test('CPU of one container keeps the name of the container', () => {
  const metric: ScalingMetric = { type: 'container', container: 'app', resource: 'memory', target: { average: '1Gi' } };
  expect(triggersOf({ metrics: [CPU, metric] })).toEqual([
    { type: 'cpu', metricType: 'Utilization', metadata: { value: '50' } },
    { type: 'memory', metricType: 'AverageValue', metadata: { value: '1Gi', containerName: 'app' } },
  ]);
});

test('a recurring period needs no metric, and scales from zero', () => {
  const cron = [{ timezone: 'Europe/Berlin', start: '0 8 * * 1-5', end: '0 18 * * 1-5', replicas: 4 }];
  expect(triggersOf({ min: 0, metrics: [], keda: keda({ cron }) })).toEqual([
    {
      type: 'cron',
      metadata: { timezone: 'Europe/Berlin', start: '0 8 * * 1-5', end: '0 18 * * 1-5', desiredReplicas: '4' },
    },
  ]);
});

test('polling, cooldown, idle pods and fallback are settings of the ScaledObject', () => {
  const settings = keda({
    pollingSeconds: 5,
    cooldownSeconds: 60,
    initialCooldownSeconds: 120,
    idle: 0,
    fallback: { failures: 3, replicas: 6, behavior: 'currentReplicasIfHigher' },
  });
  expect(written({ min: 2, metrics: [lag()], keda: settings }).scaler.spec).toMatchObject({
    pollingInterval: 5,
    cooldownPeriod: 60,
    initialCooldownPeriod: 120,
    idleReplicaCount: 0,
    fallback: { failureThreshold: 3, replicas: 6, behavior: 'currentReplicasIfHigher' },
  });
});

test('a paused scaler has the annotations of KEDA, beside its own', () => {
  const annotations = (settings: Partial<KedaSettings>) =>
    written({ metadata: { ...PROPS.metadata, annotations: { a: 'b' } }, keda: keda(settings) }).scaler.metadata
      .annotations;
  expect(annotations({ paused: true })).toEqual({ a: 'b', 'autoscaling.keda.sh/paused': 'true' });
  expect(annotations({ pausedReplicas: 0 })).toEqual({ a: 'b', 'autoscaling.keda.sh/paused-replicas': '0' });
  // KEDA pauses by the annotation alone where its value is not a boolean.
  expect(annotations({ paused: false })).toEqual({ a: 'b' });
});

test.each<[string, Partial<KedaScalerProps>, string]>([
  ['a dead end', { min: 0 }, 'Scaler web: min 0 is below 1'],
  [
    'a metric without a Prometheus',
    { metrics: [JOBS], prometheus: undefined },
    'Scaler web: m needs a Prometheus, and there is none',
  ],
  [
    'a lag without a Kafka',
    { metrics: [lag()], kafka: undefined },
    'Scaler web: the lag of orders needs a Kafka, and there is none',
  ],
  ['a scaler without a trigger', { metrics: [] }, 'Scaler web has no metric'],
])('refuses %s', (_, changes, message) => {
  expect(() => written(changes)).toThrow(message);
});
