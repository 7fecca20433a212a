import * as fc from 'fast-check';
import { requiredVolumeBytes, topicBytes, topicSettings } from '../../lib/openwhisk/kafka-disk';
import { topicGroups } from '../../lib/openwhisk/kafka-topics';
import { largestMessageBytes } from '../../lib/openwhisk/payload';
import { parsePlatform } from '../../lib/load/load';
import { platformSchema, type OpenWhisk } from '../../lib/platform/model';
import { parseSize } from '../../lib/text/quantity';
import { messageAbout, oneMistake } from '../load/message';
import { Manifests } from '../support/platform';

const MIB = 2 ** 20;
const specOf = (openwhisk: object): OpenWhisk => platformSchema.parse({ openwhisk }).openwhisk;
const of = (yaml: string): OpenWhisk => parsePlatform(yaml).platform.openwhisk;

describe('the topics of a broker', () => {
  test('include one for each controller, invoker and scheduler that the scalers allow', () => {
    const groups = topicGroups(
      specOf({
        controller: { autoscaling: { max: 3 } },
        invoker: { replicas: 5 },
        scheduler: { enabled: true, replicas: 2 },
      }),
    );
    expect(Object.fromEntries(groups.map(({ name, topics }) => [name, topics]))).toEqual({
      cacheInvalidation: 1,
      completed: 3,
      events: 1,
      health: 1,
      invoker: 5,
      scheduler: 2,
      creationAck: 2,
    });
  });

  test('are divided among the brokers by their copies', () => {
    const groups = topicGroups(specOf({ invoker: { replicas: 10 }, kafka: { replicas: 5, replicationFactor: 2 } }));
    expect(groups.find(({ name }) => name === 'invoker')).toEqual({ name: 'invoker', topics: 10, onOneBroker: 4 });
    expect(groups.find(({ name }) => name === 'health')).toEqual({ name: 'health', topics: 1, onOneBroker: 1 });
  });
});

describe('segments and retention', () => {
  test.each([
    ['profile: standard', 16, 48],
    ['openwhisk: {kafka: {size: 5Gi}}', 128, 384],
    ['profile: production', 256, 768],
  ])('of %p follow from the volume', (yaml, segment, retention) => {
    expect(topicSettings(of(yaml)).invoker).toEqual({
      segmentBytes: segment * MIB,
      retentionBytes: retention * MIB,
    });
  });

  test('of the platform file are kept, and the other topics share the rest', () => {
    const settings = topicSettings(
      of('openwhisk: {kafka: {topics: {invoker: {segmentBytes: 8388608, retentionBytes: 33554432, retentionMs: 9}}}}'),
    );
    expect(settings.invoker).toEqual({ segmentBytes: 8 * MIB, retentionBytes: 32 * MIB, retentionMs: 9 });
    expect(settings.health).toEqual({ segmentBytes: 16 * MIB, retentionBytes: 48 * MIB });
  });

  test('of large activations hold one, and leave the rest to the other topics', () => {
    const settings = topicSettings(of('openwhisk: {limits: {activationPayloadMaxBytes: 52428800}}'));
    expect(settings.invoker).toEqual({ segmentBytes: 64 * MIB, retentionBytes: 64 * MIB });
    expect(settings.health).toEqual({ segmentBytes: 8 * MIB, retentionBytes: 24 * MIB });
  });

  test("of an external Kafka are OpenWhisk's own, unless the platform file has them", () => {
    const settings = topicSettings(
      of('openwhisk: {kafka: {external: {host: kafka.example.org}, topics: {health: {retentionMs: 9}}}}'),
    );
    expect(settings).toMatchObject({ invoker: {}, health: { retentionMs: 9 } });
    expect(Object.keys(settings.health)).toEqual(['retentionMs']);
  });

  const platforms = fc.record({
    controller: fc.record({ replicas: fc.integer({ min: 1, max: 3 }) }),
    invoker: fc.record({ replicas: fc.integer({ min: 1, max: 60 }) }),
    scheduler: fc.record({ enabled: fc.boolean(), replicas: fc.integer({ min: 1, max: 3 }) }),
    kafka: fc.record({
      replicas: fc.integer({ min: 1, max: 7 }),
      size: fc.integer({ min: 100, max: 100_000 }).map((mebibytes) => `${mebibytes}Mi`),
      topics: fc.record({
        invoker: fc.record(
          {
            segmentBytes: fc.integer({ min: 2 * MIB, max: 512 * MIB }),
            retentionBytes: fc.integer({ min: MIB, max: 2 ** 32 }),
          },
          { requiredKeys: [] },
        ),
      }),
    }),
    limits: fc.record({ activationPayloadMaxBytes: fc.integer({ min: 1024, max: 52_428_800 }) }),
  });

  test('fit every volume that is large enough, and leave space for the file system', () => {
    fc.assert(
      fc.property(platforms, (input) => {
        const openwhisk = specOf(input);
        const { bytes } = parseSize(openwhisk.kafka.size);
        if (bytes >= requiredVolumeBytes(openwhisk)) expect(topicBytes(openwhisk)).toBeLessThan(bytes * 0.85);
        else expect(topicBytes(openwhisk)).toBeGreaterThan(bytes * 0.2);
      }),
    );
  });

  test('hold the largest activation, whatever the volume', () => {
    fc.assert(
      fc.property(platforms, (input) => {
        const openwhisk = specOf(input);
        const { completed } = topicSettings(openwhisk);
        expect(completed.segmentBytes).toBeGreaterThanOrEqual(largestMessageBytes(openwhisk));
      }),
    );
  });

  test('are accepted with the size that the message about a smaller volume names', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 99 }), (replicas) => {
        const yaml = (size: string): string =>
          `openwhisk:\n  invoker: {replicas: ${replicas}}\n  kafka:\n    size: ${size}`;
        const [, least = ''] = /at least (\w+)/.exec(messageAbout(yaml('100Mi'))) ?? [];
        expect(() => parsePlatform(yaml(least))).not.toThrow();
      }),
    );
  });
});

describe('a volume that is smaller than what its topics retain', () => {
  const allowed = (least: string): string =>
    `at least ${least}: the retentionBytes and segmentBytes of each topic (openwhisk.kafka.topics), their number follows from the controllers, invokers and schedulers`;

  test('is an error for many invokers', () => {
    expect(messageAbout('openwhisk:\n  kafka:\n    size: 512Mi\n  invoker:\n    replicas: 40')).toBe(
      oneMistake(
        ':3 openwhisk.kafka.size: 512Mi cannot hold what the 44 topics of a broker retain',
        allowed('570Mi'),
        'write 570Mi or more',
      ),
    );
  });

  test('is an error for a large retention', () => {
    expect(
      messageAbout('openwhisk:\n  kafka:\n    size: 2Gi\n    topics: {invoker: {retentionBytes: 10737418240}}'),
    ).toBe(
      oneMistake(
        ':3 openwhisk.kafka.size: 2Gi cannot hold what the 5 topics of a broker retain',
        allowed('13Gi'),
        'write 13Gi or more, or lower the settings of openwhisk.kafka.topics',
      ),
    );
  });

  test('is accepted where the platform runs no Kafka', () => {
    for (const where of ['lean: true', 'kafka: {external: {host: kafka.example.org}}']) {
      expect(() => of(`openwhisk: {${where}, invoker: {replicas: 99}}`)).not.toThrow();
    }
  });
});

test('a segment that cannot hold an activation is an error', () => {
  expect(messageAbout('openwhisk:\n  kafka:\n    topics:\n      invoker:\n        segmentBytes: 1000000')).toBe(
    oneMistake(
      ':5 openwhisk.kafka.topics.invoker.segmentBytes: 1000000 bytes cannot hold an activation; the broker refuses a message larger than a segment',
      'at least 1054644: openwhisk.limits.activationPayloadMaxBytes and the envelope',
      'write 1054644 or more, or lower openwhisk.limits.activationPayloadMaxBytes',
    ),
  );
});

test('the brokers create no topic of their own accord', () => {
  const properties = Manifests.of('').config('kafka')['server.properties'];
  expect(properties).toContain('auto.create.topics.enable=false\n');
  expect(properties).toContain(`offsets.topic.segment.bytes=${MIB}\n`);
});
