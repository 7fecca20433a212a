import * as fc from 'fast-check';
import { parsePlatform } from '../../lib/load/load';
import { fractions } from '../../lib/openwhisk/load-balancer';
import { messageAbout, oneMistake } from '../load/message';
import { Manifests } from '../support/platform';

type Row = readonly [what: string, yaml: string, problem: string, allowed: string, fix: string];

test.each<Row>([
  [
    'a managed fraction that leaves invokers without a purpose',
    'openwhisk:\n  loadBalancer:\n    managedFraction: 50%\n    blackboxFraction: 30%',
    ':3 openwhisk.loadBalancer.managedFraction: 50% and a blackboxFraction of 30% leave 20% of the invokers without a purpose',
    'at least 70%; OpenWhisk would run blackbox actions on all the others, whatever blackboxFraction is',
    'write 70%, or set openwhisk.loadBalancer.blackboxFraction: 50%',
  ],
  [
    'a limit of concurrency without its switch',
    'openwhisk:\n  limits:\n    concurrency:\n      max: 500',
    ':4 openwhisk.limits.concurrency.max: 500 has no effect without openwhisk.invoker.actionConcurrency: containers run one activation at a time',
    '1, or more with openwhisk.invoker.actionConcurrency: true',
    'set openwhisk.invoker.actionConcurrency: true, or write 1',
  ],
  [
    'the switch of concurrency without a limit',
    'openwhisk:\n  invoker:\n    actionConcurrency: true',
    ':3 openwhisk.invoker.actionConcurrency: true has no effect with openwhisk.limits.concurrency.max: 1: no action may set a higher concurrency',
    'false, or true with a higher openwhisk.limits.concurrency.max',
    'raise openwhisk.limits.concurrency.max, or write false',
  ],
  [
    'a payload above the body of a request',
    'openwhisk:\n  limits:\n    activationPayloadMaxBytes: 128000000',
    ':3 openwhisk.limits.activationPayloadMaxBytes: 128000000 exceeds the largest request body, 52428800 bytes (50 MiB)',
    '1024 to 52428800: controllers and nginx accept no larger body',
    'write 52428800 or less, and pass larger data as the address of an object in a store',
  ],
])('%s is refused', (_, yaml, problem, allowed, fix) => {
  expect(messageAbout(yaml)).toBe(oneMistake(problem, allowed, fix));
});

const spec = (yaml: string) => parsePlatform(`openwhisk: {${yaml}}`).platform.openwhisk;

/** The fractions that OpenWhisk makes of two values (OpenWhisk, ShardingContainerPoolBalancer.scala). */
function effective(managed: number, blackbox: number): { managed: number; blackbox: number } {
  const own = Math.max(0, Math.min(100, managed));
  return { managed: own, blackbox: Math.max(100 - own, Math.min(100, blackbox)) };
}

test('every accepted pair of fractions has the effect that is written', () => {
  const percent = fc.integer({ min: 0, max: 100 });
  fc.assert(
    fc.property(percent, fc.option(percent, { nil: undefined }), (blackbox, managed) => {
      fc.pre(managed === undefined || managed + blackbox >= 100);
      const extra = managed === undefined ? '' : `, managedFraction: "${managed}%"`;
      const given = fractions(spec(`loadBalancer: {blackboxFraction: "${blackbox}%"${extra}}`).loadBalancer);
      expect(given).toEqual(effective(managed ?? 100 - blackbox, blackbox));
    }),
    { numRuns: 50 },
  );
});

describe('the component that selects invokers gets both fractions', () => {
  const env = (component: string, yaml: string): Record<string, string> =>
    Manifests.of(`openwhisk: {loadBalancer: {blackboxFraction: 20%}, ${yaml}}`).env(component);

  test('without the scheduler, the controller', () => {
    expect(env('controller', '')).toMatchObject({
      CONFIG_whisk_loadbalancer_managedFraction: '80%',
      CONFIG_whisk_loadbalancer_blackboxFraction: '20%',
    });
  });

  test.each(['akka', 'pekko'])('with it, the scheduler alone; generation %s', (system) => {
    const yaml = `actorSystem: ${system}, scheduler: {enabled: true}`;
    expect(env('scheduler', yaml)).toMatchObject({
      CONFIG_whisk_fraction_managedFraction: '80%',
      CONFIG_whisk_fraction_blackboxFraction: '20%',
    });
    const controller = Object.keys(env('controller', yaml));
    expect(controller.filter((name) => name.includes('Fraction'))).toEqual([]);
  });
});

test.each(['akka', 'pekko'])('the limits per minute hold with the scheduler, too; generation %s', (system) => {
  const env = (enabled: boolean): Record<string, string> =>
    Manifests.of(`openwhisk: {actorSystem: ${system}, scheduler: {enabled: ${enabled}}}`).env('controller');
  expect(env(true)).toMatchObject({ CONFIG_whisk_loadbalancer_fpc_usePerMinThrottles: 'true' });
  expect(env(false)).not.toHaveProperty('CONFIG_whisk_loadbalancer_fpc_usePerMinThrottles');
});

describe('the size of a payload', () => {
  const env = (bytes: number, more = ''): Record<string, string> =>
    Manifests.of(`openwhisk: {limits: {activationPayloadMaxBytes: ${bytes}}, ${more}}`).env('controller');

  test('is never below the size that results are truncated to', () => {
    expect(env(2000)).toMatchObject({ CONFIG_whisk_activation_payload_truncation: '2000' });
    expect(env(5_000_000)).toMatchObject({ CONFIG_whisk_activation_payload_truncation: '1048576' });
  });

  test('is also the size of default parameters where the generation has a key for it', () => {
    expect(env(5_000_000, 'actorSystem: pekko')).toMatchObject({ CONFIG_whisk_parameterSizeLimit: '5000000' });
    expect(env(5_000_000)).not.toHaveProperty('CONFIG_whisk_parameterSizeLimit');
  });

  test('fits into the buffer of Kafka’s producers', () => {
    const buffer = 'CONFIG_whisk_kafka_producer_bufferMemory';
    expect(env(1_048_576)).not.toHaveProperty(buffer);
    expect(Number(env(52_428_800)[buffer])).toBeGreaterThan(52_428_800 + 6068);
    expect(env(52_428_800, 'lean: true')).not.toHaveProperty(buffer);
  });
});

test('CouchDB stores an activation with the largest result and log that OpenWhisk allows', () => {
  const manifests = Manifests.of('openwhisk: {limits: {activationPayloadMaxBytes: 52428800, log: {max: 100m}}}');
  const ini = Object.values(manifests.get<{ data: Record<string, string> }>('ConfigMap', 'couchdb').data).join('');
  const bytes = Number(/^max_document_size = (\d+)$/m.exec(ini)?.[1]);
  // JSON escapes a character with up to six.
  expect(bytes).toBeGreaterThan(6 * (52_428_800 + 100 * 2 ** 20));
});
