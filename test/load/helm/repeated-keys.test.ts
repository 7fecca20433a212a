import { repeatedKeys } from '../../../lib/load/helm/repeated-keys';
import { messageAbout } from '../message';
import { converted, outcomeOf, platformOf } from './helm';

describe('a repeated key', () => {
  const YAML =
    'metrics:\n  prometheusEnabled: true\n  kamonTags: false\n\n# again\nmetrics:\n  userMetricsEnabled: true\n';

  test('counts as Helm counts it: the last value replaces the others, and the lost values are reported', () => {
    const conversion = converted(YAML);
    expect(platformOf(conversion).openwhisk.metrics.kamonTags).toBe(true);
    expect(outcomeOf(conversion, 'metrics')).toEqual({
      option: 'metrics',
      status: 'changed',
      targets: [],
      reason:
        'lines 1-3 of values.yaml without effect, because line 6 has the key again; lost, as with Helm: metrics.prometheusEnabled, metrics.kamonTags',
      file: 'values.yaml',
      line: 1,
    });
    expect(outcomeOf(conversion, 'metrics.userMetricsEnabled').line).toBe(7);
  });

  test('in an inner object is found, but not below a value that does not count', () => {
    const yaml = 'kafka: { replicaCount: 5, replicaCount: 7 }\nkafka:\n  replicaCount: 1\n  replicaCount: 3\n';
    expect(repeatedKeys(yaml)).toEqual([
      { path: ['kafka'], lines: [1, 1], replacedOn: 2, lost: ['kafka.replicaCount'] },
      { path: ['kafka', 'replicaCount'], lines: [3, 3], replacedOn: 4, lost: ['kafka.replicaCount'] },
    ]);
    expect(platformOf(converted(yaml)).openwhisk.kafka.replicas).toBe(3);
  });

  test('with the same value loses nothing', () => {
    const { outcomes } = converted(
      'metrics: { kamonTags: true }\nmetrics: { kamonTags: true }\nmetrics: { kamonTags: true }',
    );
    expect(outcomes.map(({ option, reason }) => `${option}: ${reason}`)).toEqual([
      'metrics: line 1 of values.yaml without effect, because line 3 has the key again; the value is the same',
      'metrics: line 2 of values.yaml without effect, because line 3 has the key again; the value is the same',
      'metrics.kamonTags: the default',
    ]);
  });

  test('replaces a null, and a null replaces a value', () => {
    expect(platformOf(converted('kafka:\nkafka: { replicaCount: 3 }')).openwhisk.kafka.replicas).toBe(3);
    const conversion = converted('kafka: { replicaCount: 3 }\nkafka:\n');
    expect(platformOf(conversion).openwhisk.kafka.replicas).toBe(1);
    expect(conversion.outcomes[0]).toMatchObject({ option: 'kafka', status: 'changed' });
  });

  test('in a mistake has the line that counts', () => {
    expect(() => converted('kafka: { replicaCount: 3 }\nkafka: { replicaCount: 0 }')).toThrow(
      /values\.yaml:2 openwhisk\.kafka\.replicas \(from kafka\.replicaCount\): 0 is too small/,
    );
  });

  test('remains a mistake in a platform file', () => {
    expect(messageAbout('openwhisk: { lean: true }\nopenwhisk: {}\n')).toContain(":2: 'openwhisk' already exists");
  });
});
