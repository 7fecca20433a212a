import { schemaAt } from '../../../lib/load/forms';
import { partsOf, set } from '../../../lib/load/helm/option';
import { isSection, nearestOption, optionAt, OPTIONS, TOP_KEYS } from '../../../lib/load/helm/table';
import { platformSchema } from '../../../lib/platform/model';
import { converted, outcomeOf, withOption } from './helm';
import options from './options.json';

/** What the chart's templates or its documentation's examples read though its values.yaml does not have it. */
const UNDECLARED = [
  'controller.lean',
  'etcd.host',
  'pdb.scheduler.maxUnavailable',
  'providers.db.whisk_actions',
  'providers.db.whisk_activations',
  'providers.db.whisk_auths',
  'whisk.ingress.annotations.*',
  'whisk.ingress.tls.secretenabled',
];

/** What forks of the chart add. */
const FORKED = [
  'whisk.containerFactory.userImagesRegistry.url',
  'whisk.containerProxy.timeouts.idleContainer',
  'whisk.containerProxy.timeouts.pauseGrace',
  'whisk.fraction.blackboxFraction',
  'whisk.fraction.managedFraction',
];

describe('the table', () => {
  test('has each of the 410 options of the chart', () => {
    expect(options).toHaveLength(410);
    expect(options.filter((path) => !optionAt(path))).toEqual([]);
  });

  test('has no other options, except undeclared ones that the chart or its forks read', () => {
    const declared = new Set(options.map((path) => path.join('.')));
    expect(
      Object.keys(OPTIONS)
        .filter((name) => !declared.has(name))
        .sort(),
    ).toEqual([...UNDECLARED, ...FORKED].sort());
  });

  test('maps to existing properties', () => {
    const targets = [...new Set(Object.values(OPTIONS).flatMap((option) => option.targets))];
    expect(targets.length).toBeGreaterThan(140);
    expect(targets.filter((target) => !schemaAt(platformSchema, partsOf({ path: target, value: undefined })))).toEqual(
      [],
    );
    // @ts-expect-error A property that there is not does not compile.
    expect(partsOf(set('openwhisk.kafka.replica', 1))).toEqual(['openwhisk', 'kafka', 'replica']);
  });

  test('contains the sections and top-level keys', () => {
    expect(isSection(['whisk', 'limits'])).toBe(true);
    expect(isSection(['whisk', 'limit'])).toBe(false);
    expect(optionAt(['constructor'])).toBeUndefined();
    expect([...TOP_KEYS].sort()).toEqual([...new Set(options.map(([key]) => key))].sort());
  });

  test.each([
    ['whisk.limits.actions.time.maximum', 'whisk.limits.actions.time.max'],
    ['kafka.replicacount', 'kafka.replicaCount'],
    ['whsk', 'whisk'],
    ['somethingElse', undefined],
    ['invoker.containerFactory.replicaCount', 'invoker.containerFactory.kubernetes.replicaCount'],
    ['whisk.limits.time', 'whisk.limits.actions.time'],
    ['limits', 'whisk.limits'],
    ['containerPool', 'whisk.containerPool'],
    ['whisk.controller', 'controller'],
    ['invoker.replicaCount', 'invoker.containerFactory.kubernetes.replicaCount'],
    ['replicaCount', undefined],
    ['kafka.replicas', 'kafka.replicaCount'],
  ])('suggests the most likely meaning of %s', (name, near) => {
    expect(nearestOption(name.split('.'))).toBe(near);
  });

  test('suggests the annotations of the entry point for an annotation one level too high', () => {
    const annotation = 'service.beta.kubernetes.io/aws-load-balancer-ssl-cert';
    expect(nearestOption(['whisk', 'ingress', annotation])).toBe('whisk.ingress.annotations');
  });
});

describe('a null', () => {
  test.each(options.map((path): [string, string[]] => [path.join('.'), path]))(
    'at %s leaves the default',
    (name, path) => {
      const conversion = converted(withOption(path, null), 'k8s: {}');
      expect(outcomeOf(conversion, name)).toMatchObject({ status: 'obsolete', targets: [] });
    },
  );

  test('at a section, too', () => {
    expect(converted('elasticsearch: null').outcomes).toMatchObject([{ option: 'elasticsearch', status: 'obsolete' }]);
  });
});
