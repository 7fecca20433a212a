import { Manifests } from '../support/platform';

const annotations = (manifests: Manifests, name: string): Readonly<Record<string, string>> =>
  manifests.workload(name).spec.template.metadata.annotations ?? {};

test('43: without metrics nothing refers to them', () => {
  const standard = Manifests.of('monitoring: {enabled: false}');
  expect(standard.names('Deployment')).not.toContain('user-events');
  for (const name of ['controller', 'invoker']) {
    expect(Object.keys(standard.env(name)).filter((key) => /METRICS|userEvents/.test(key))).toEqual([]);
    expect(Object.keys(annotations(standard, name)).join(' ')).not.toContain('prometheus.io');
  }
});

test('44, 46: Prometheus metrics are served, tagged and annotated', () => {
  const measured = Manifests.of('openwhisk: {metrics: {prometheus: true}, scheduler: {enabled: true}}');
  for (const name of ['controller', 'invoker', 'scheduler']) {
    expect(measured.env(name)).toMatchObject({
      METRICS_KAMON: 'true',
      METRICS_KAMON_TAGS: 'true',
      CONFIG_whisk_metrics_prometheusEnabled: 'true',
    });
    expect(annotations(measured, name)).toMatchObject({
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': '8080',
      'prometheus.io/path': '/metrics',
    });
  }
  const untagged = Manifests.of('openwhisk: {metrics: {prometheus: true, kamonTags: false}}');
  expect(untagged.env('controller')).not.toHaveProperty('METRICS_KAMON_TAGS');
});

test('19, 45: user metrics have a service that reads the events topic once the controllers have created it', () => {
  const measured = Manifests.of('openwhisk: {metrics: {userEvents: {enabled: true}}, kafka: {topics: {prefix: p-}}}');
  for (const name of ['controller', 'invoker']) {
    expect(measured.env(name)['CONFIG_whisk_userEvents_enabled']).toBe('true');
  }
  expect(measured.waits('user-events')).toEqual(['wait-for-kafka', 'wait-for-controller']);
  expect(measured.env('user-events')).toMatchObject({
    KAFKA_HOSTS: 'owdev-kafka-0.owdev-kafka.openwhisk.svc.cluster.local:9092',
    CONFIG_whisk_kafka_topics_prefix: 'p-',
  });
  expect(measured.get<{ spec: { ports: object[] } }>('Service', 'user-events').spec.ports).toMatchObject([
    { port: 9095 },
  ]);
  expect(annotations(measured, 'user-events')['prometheus.io/port']).toBe('9095');
});

test('user metrics need the message bus', () => {
  expect(() => Manifests.of('profile: lean\nopenwhisk: {metrics: {userEvents: {enabled: true}}}')).toThrow(
    'openwhisk.metrics.userEvents.enabled: true is not possible together with openwhisk.lean: true',
  );
});
