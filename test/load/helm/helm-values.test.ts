import { looksLikeHelmValues, totals } from '../../../lib/load/helm/helm-values';
import { converted, outcomeOf, platformOf, LEFT_OUT } from './helm';
import { messageOf } from '../message';

describe('values files', () => {
  test('are recognised by their keys', () => {
    expect(looksLikeHelmValues({ whisk: {}, typo: 1 })).toBe(true);
    expect(looksLikeHelmValues({ whisk: {}, profile: 'lean' })).toBe(false);
    expect(looksLikeHelmValues({ replicas: 3 })).toBe(false);
  });

  test('convert to a file with only the differences from the defaults', () => {
    const conversion = converted('whisk: { limits: { actions: { time: { max: 10m, std: 1m } } } }');
    expect(conversion.text).toBe(`profile: standard\nopenwhisk:\n  limits:\n    time:\n      max: 10m\n${LEFT_OUT}`);
    expect(totals(conversion.outcomes)).toBe('2 mapped, 0 changed, 0 obsolete, 0 unknown');
    expect(outcomeOf(conversion, 'whisk.limits.actions.time.std').reason).toBe('the default');
  });

  test('are merged as Helm merges them', () => {
    const first = 'kafka: { replicaCount: 3, persistence: { size: 1Gi } }\ninvoker: { options: -Da=b }\n';
    const second = 'kafka: { persistence: { size: 2Gi } }\ninvoker: null\nzookeeper: { replicaCount: 3 }\n';
    const conversion = converted(first, second);
    expect(platformOf(conversion).openwhisk).toMatchObject({
      kafka: { replicas: 3, size: '2Gi' },
      zookeeper: { replicas: 3 },
      invoker: { options: '' },
    });
    expect(outcomeOf(conversion, 'invoker')).toMatchObject({ status: 'obsolete', file: 'more-1.yaml', line: 2 });
    expect(outcomeOf(conversion, 'kafka.replicaCount')).toMatchObject({
      status: 'mapped',
      file: 'values.yaml',
      line: 1,
    });
  });

  test('keep their comments', () => {
    const yaml = [
      '# Licence',
      '# of ours',
      '',
      '# Limits were agreed on with the team.',
      'whisk:',
      '  limits:',
      '    # per namespace',
      '    actionsInvokesPerminute: 999 # from 60',
      '# Kafka',
      '# password: hunter2',
      'kafka:',
      '  replicaCount: 3',
    ].join('\n');
    expect(converted(yaml).text).toBe(
      [
        '# Licence',
        '# of ours',
        '',
        'profile: standard',
        'openwhisk:',
        '  limits:',
        '    # Limits were agreed on with the team.',
        '    # per namespace',
        '    actionsInvokesPerMinute: 999 # from 60',
        '  kafka:',
        '    # Kafka',
        '    replicas: 3',
        'monitoring:',
        '  enabled: false',
        'logging:',
        '  enabled: false',
        'autoscaling:',
        '  enabled: false',
        '',
      ].join('\n'),
    );
  });

  test('keep a default that has a comment', () => {
    expect(converted('kafka:\n  replicaCount: 1 # enough\n').text).toContain('    replicas: 1 # enough\n');
  });

  test('may have keys that are unknown to the chart', () => {
    const { outcomes } = converted('whisk: { limts: { a: 1 } }\nfoo: 1\nkafka: { replicas: 3 }');
    expect(outcomes).toMatchObject([
      {
        option: 'whisk.limts',
        status: 'unknown',
        reason: 'no option of the chart; did you mean whisk.limits?',
        line: 1,
      },
      { option: 'foo', status: 'unknown', reason: 'no option of the chart', line: 2 },
      { option: 'kafka.replicas', status: 'unknown', line: 3 },
    ]);
  });
});

describe('a mistake is reported with its line in the values file', () => {
  test.each([
    ['controller:\n  replicaCount: many', 'values.yaml:2 controller.replicaCount: "many" is not a whole number'],
    ['kafka:\n  replicaCount: 0', 'values.yaml:2 openwhisk.kafka.replicas (from kafka.replicaCount): 0 is too small'],
    ['kafka:\n  external: true', 'values.yaml:2 kafka.external: true has no address with it'],
    ['whisk:\n  limits: 5', 'values.yaml:2 whisk.limits: this is not an object'],
    ['whisk: {}\nprofile: lean', "values.yaml: this is a platform file: it has the key 'profile'"],
    ['apiVersion: v1', 'values.yaml: this is not a values file of the OpenWhisk Helm chart: it has none of its keys'],
    ['# nothing', 'values.yaml: the file is empty'],
    ['whisk: [', 'values.yaml:1: the YAML does not parse'],
  ])('%#', (yaml, message) => {
    expect(messageOf(() => converted(yaml))).toContain(`\n  ${message}`);
  });

  test('in whichever file it is, all at once', () => {
    const message = messageOf(() => converted('kafka: { replicaCount: 0 }\n', '\nwhisk: { ingress: { type: IBM } }\n'));
    expect(message).toContain('values.yaml: 2 mistakes');
    expect(message).toContain('values.yaml:1 openwhisk.kafka.replicas');
    expect(message).toContain('more-1.yaml:2 openwhisk.ingress.type');
  });

  test('without a credential', () => {
    expect(messageOf(() => converted('whisk: { auth: { system: { a: hunter2 } } }'))).not.toContain('hunter2');
  });
});
