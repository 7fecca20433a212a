import { join } from 'node:path';
import { holdsIn } from '../../../lib/catalogue/openwhisk-variant';
import type { MetricSource } from '../../../lib/catalogue/sources';
import { familiesOf } from '../../../lib/mixins/catalogue';
import { untaggedNames } from '../../../lib/mixins/families/kamon';
import { SCRAPE_FAMILIES } from '../../../lib/mixins/families/shared';
import { CAPTURED } from '../../../lib/mixins/openwhisk/captured';
import { CONTROLLER, INVOKER, SCHEDULER } from '../../../lib/mixins/openwhisk/markers';
import { readExposition } from '../../../lib/mixins/families/exposition';
import { capturesIn, familiesIn, type Capture } from './captures';

const CAPTURES = capturesIn(join(__dirname, 'captured'));
const MARKERS = { 'openwhisk-controller': CONTROLLER, 'openwhisk-invoker': INVOKER, 'openwhisk-scheduler': SCHEDULER };
const PROGRAMS = Object.keys(MARKERS) as (keyof typeof MARKERS)[];

/** Families of a source in the catalogue, without those that Prometheus adds. */
const catalogue = (source: MetricSource) => familiesOf(source).filter((family) => !SCRAPE_FAMILIES.includes(family));

/** Names of a capture by source, with `lean` once: the same text is served for two sources. */
const namesIn = ({ served }: Capture, source: MetricSource): string[] =>
  familiesIn(served.get(source) ?? '').map(({ name }) => name);

/** Reasons why a family is in the catalogue although no program served it: none of this happened while they ran. */
const DID_NOT_HAPPEN: Readonly<Record<string, RegExp>> = {
  'an operation that failed': /_error(_|$)/,
  'a request by a method': /^(counter|histogram)_http_(post|put|delete|head|options|patch)_/,
  'the Docker container factory': /_invoker_(docker|runc)_/,
  'an invoker without room': /SystemOverload/,
  'a result that came after its caller had waited in vain': /blockingActivationDatabaseRetrieval/,
  'a container that was rescheduled or that no prewarmed one fitted':
    /rescheduledActivation|prewarm(Coldstart|Expired)/,
  'a change of the state of an invoker of the scheduler': /invokerState/,
  'an action of a system package': /sharedPackage/,
  'an activation that a scheduler ends itself': /saveDocument|batchSize/,
  'a queue that was recovered, or not processed (pekko)': /queueRecover|queueNotProcessing/,
};

/** Labels that only the pekko generation has: all captures are of akka. */
const OF_PEKKO = new Map([['gauge_scheduler_queueActivation_counter', 'namespace']]);

describe.each(CAPTURES.map((capture) => [capture.platform, capture] as const))(
  'the platform %s',
  (platform, capture) => {
    const { variant } = capture;

    test('serves no family that the catalogue lacks', () => {
      const lean = variant.mode === 'lean' ? PROGRAMS : [];
      const unknown = [...capture.served].flatMap(([source, text]) => {
        const known = [...new Set<MetricSource>([source, ...lean])].flatMap((name) => catalogue(name));
        const untagged = PROGRAMS.filter((name) => name === source && variant.tags === 'off').flatMap((name) =>
          untaggedNames(MARKERS[name]).map((pattern) => new RegExp(`^${pattern}$`)),
        );
        return readExposition(text)
          .filter(
            ({ name, type, labels }) =>
              !untagged.some((pattern) => pattern.test(name)) &&
              !known.some(
                (family) =>
                  family.name === name &&
                  family.type === type &&
                  (labels.length === 0 || labels.every((label) => family.labels.includes(label))) &&
                  holdsIn(family.only ?? {}, variant),
              ),
          )
          .map(({ name, type, labels }) => `${source}: ${name} ${type} ${labels.join(',')}`);
      });
      expect(unknown).toEqual([]);
    });

    test('serves the families that the catalogue has as captured from it', () => {
      for (const source of PROGRAMS) {
        const known = new Set(catalogue(source).map(({ name }) => name));
        const captured = Object.entries(CAPTURED[source]).filter(([, platforms]) => platforms.includes(platform));
        expect([source, captured.map(([name]) => name).sort()]).toEqual([
          source,
          namesIn(capture, source)
            .filter((name) => known.has(name))
            .sort(),
        ]);
      }
    });
  },
);

describe('the catalogue', () => {
  test.each([...PROGRAMS, 'user-events' as const])(
    'has captured families of %s with all labels that were served',
    (source) => {
      const served = CAPTURES.filter(({ variant }) => variant.tags === 'on').flatMap(({ served: texts }) =>
        familiesIn(texts.get(source) ?? ''),
      );
      const wrong = catalogue(source)
        .filter(({ captured, name }) => captured && served.some((family) => family.name === name))
        .filter(({ name, labels }) => {
          const seen = new Set(served.filter((family) => family.name === name).flatMap((family) => family.labels));
          const expected = labels.filter((label) => label !== OF_PEKKO.get(name));
          return seen.size > 0 && expected.sort().join() !== [...seen].sort().join();
        });
      expect(wrong).toEqual([]);
    },
  );

  test.each(PROGRAMS)('has of %s, besides what was captured, only what did not happen', (source) => {
    const all = CAPTURES.flatMap((capture) => namesIn(capture, source));
    const doubted = catalogue(source)
      .filter(({ name, captured }) => !captured && !all.includes(name))
      .filter(({ name }) => !Object.values(DID_NOT_HAPPEN).some((pattern) => pattern.test(name)));
    expect(doubted.map(({ name }) => name)).toEqual([]);
  });

  test('has no reason for a missing family that all programs served', () => {
    const missing = PROGRAMS.flatMap((source) => catalogue(source).filter(({ captured }) => !captured));
    const needless = Object.entries(DID_NOT_HAPPEN).filter(
      ([, pattern]) => !missing.some(({ name }) => pattern.test(name)),
    );
    expect(needless).toEqual([]);
  });
});
