import { runtimeImages } from '../../lib/openwhisk/runtime-images';
import { DEFAULT_RUNTIMES, validateRuntimes } from '../../lib/openwhisk/runtimes';

const IMAGE = { prefix: 'openwhisk', name: 'action-nodejs-v20', tag: '1.23.0' };
const NODE = { kind: 'nodejs:20', image: IMAGE };

describe('the default manifest', () => {
  test('is valid', () => {
    expect(validateRuntimes(DEFAULT_RUNTIMES)).toEqual([]);
  });

  test('names an image with a version for every kind and blackbox', () => {
    const images = runtimeImages(DEFAULT_RUNTIMES);
    expect(images.length).toBeGreaterThan(10);
    for (const image of images) {
      expect(image).toMatch(/^openwhisk\/[a-z0-9.-]+:\d+\.\d+\.\d+$/);
    }
  });

  test('keeps one container of 256 MB warm, for the default of nodejs', () => {
    const withStemCells = Object.values(DEFAULT_RUNTIMES.runtimes)
      .flat()
      .filter(({ stemCells }) => stemCells !== undefined);
    expect(withStemCells).toEqual([
      expect.objectContaining({
        kind: 'nodejs:20',
        default: true,
        stemCells: [{ initialCount: 1, memory: '256 MB' }],
      }),
    ]);
  });

  test('has the kinds that the installed packages need', () => {
    const kinds = Object.values(DEFAULT_RUNTIMES.runtimes).flatMap((family) => family.map(({ kind }) => kind));
    expect(kinds).toContain('python:3');
    expect(Object.keys(DEFAULT_RUNTIMES.runtimes)).toEqual(expect.arrayContaining(['nodejs', 'swift']));
  });

  test('survives the round trip through the environment', () => {
    expect(JSON.parse(JSON.stringify(DEFAULT_RUNTIMES))).toEqual(DEFAULT_RUNTIMES);
  });
});

describe('the images of a manifest', () => {
  test('are each named once, including blackboxes, and with their own registry', () => {
    const manifest = {
      runtimes: {
        nodejs: [
          { ...NODE, default: true },
          { ...NODE, kind: 'nodejs:3' },
        ],
        own: [
          { kind: 'own:1', image: { registry: 'registry.example.org', prefix: 'team/faas', name: 'own', tag: '2' } },
        ],
      },
      blackboxes: [{ prefix: 'openwhisk', name: 'dockerskeleton', tag: '1.16.0' }],
    };
    expect(runtimeImages(manifest)).toEqual([
      'openwhisk/action-nodejs-v20:1.23.0',
      'registry.example.org/team/faas/own:2',
      'openwhisk/dockerskeleton:1.16.0',
    ]);
  });

  test('exclude deprecated kinds, which never run', () => {
    expect(runtimeImages({ runtimes: { nodejs: [{ ...NODE, deprecated: true }] } })).toEqual([]);
  });
});

describe('a mistake in a manifest is reported in a sentence:', () => {
  const family = (...kinds: unknown[]): unknown => ({ runtimes: { nodejs: kinds } });
  const stemCell = (cell: unknown): unknown => family({ ...NODE, stemCells: [cell] });
  const other = { kind: 'nodejs:18', image: IMAGE };

  test.each<[string, unknown, string]>([
    ['a list', [], 'The manifest is not an object.'],
    ['text', '{}', 'The manifest is not an object.'],
    ['nothing', null, 'The manifest is not an object.'],
    ['no runtimes', {}, "The manifest has no object 'runtimes'."],
    ['runtimes as a list', { runtimes: [NODE] }, "The manifest has no object 'runtimes'."],
    ['an empty family', family(), "Family 'nodejs' is not a list of at least one kind."],
    ['a family as an object', { runtimes: { nodejs: NODE } }, "Family 'nodejs' is not a list of at least one kind."],
    ['a kind as text', family('nodejs:20', NODE), "Family 'nodejs' has a kind that is not an object."],
    ['no default', family(NODE, other), "Family 'nodejs' has no kind with 'default: true'."],
    [
      'two defaults',
      family({ ...NODE, default: true }, { ...other, default: true }),
      "Family 'nodejs' has more than one default: nodejs:20, nodejs:18.",
    ],
    ['a kind twice', family({ ...NODE, default: true }, NODE), "Kind 'nodejs:20' is listed more than once."],
    ['a kind in two families', { runtimes: { a: [NODE], b: [NODE] } }, "Kind 'nodejs:20' is listed more than once."],
    ['no name', family({ image: IMAGE }), "A kind of family 'nodejs' has no name in 'kind'."],
    ['no image', family({ kind: 'nodejs:20' }), "The image of kind 'nodejs:20' is not an object."],
    ['no prefix', family({ ...NODE, image: { ...IMAGE, prefix: '' } }), "The image of kind 'nodejs:20' has no prefix."],
    ['no image name', family({ ...NODE, image: { ...IMAGE, name: 7 } }), "The image of kind 'nodejs:20' has no name."],
    ['no tag', family({ ...NODE, image: { ...IMAGE, tag: undefined } }), "The image of kind 'nodejs:20' has no tag."],
    [
      'the tag latest',
      family({ ...NODE, image: { ...IMAGE, tag: 'latest' } }),
      "The image of kind 'nodejs:20' has the tag 'latest', which moves; name a version.",
    ],
    [
      'the tag nightly',
      { runtimes: {}, blackboxes: [{ ...IMAGE, tag: 'nightly' }] },
      "The image of blackbox 1 has the tag 'nightly', which moves; name a version.",
    ],
    ['blackboxes as an object', { runtimes: {}, blackboxes: {} }, "'blackboxes' is not a list."],
    ['stem cells as an object', family({ ...NODE, stemCells: {} }), "'stemCells' of kind 'nodejs:20' is not a list."],
    ['a stem cell as a number', stemCell(1), "A stem cell of kind 'nodejs:20' is not an object."],
    [
      'no stem cells to start with',
      stemCell({ initialCount: 0, memory: '256 MB' }),
      "A stem cell of kind 'nodejs:20' has no 'initialCount' of at least 1.",
    ],
    [
      'memory in units of Kubernetes',
      stemCell({ initialCount: 1, memory: '256Mi' }),
      `A stem cell of kind 'nodejs:20' has the memory "256Mi"; write it as '256 MB'.`,
    ],
    [
      'more at least than at most',
      stemCell({
        initialCount: 1,
        memory: '256m',
        reactive: { minCount: 5, maxCount: 4, ttl: '2 minutes', threshold: 1, increment: 1 },
      }),
      "A stem cell of kind 'nodejs:20' has a wrong 'reactive': it takes minCount, maxCount, ttl, threshold and " +
        'increment, with 0 <= minCount <= maxCount and 1 <= increment <= maxCount.',
    ],
  ])('%s', (_, manifest, sentence) => {
    expect(validateRuntimes(manifest)).toEqual([sentence]);
  });

  test('all of them at once', () => {
    const manifest = { runtimes: { a: [], b: [{ kind: 'b:1' }] }, blackboxes: [{}] };
    expect(validateRuntimes(manifest)).toHaveLength(5);
  });
});

describe('accepted:', () => {
  test('a family of one kind that is not marked as the default', () => {
    expect(validateRuntimes({ runtimes: { nodejs: [NODE] } })).toEqual([]);
  });

  test.each(['256 MB', '256mb', '1 GB', '1G', '512M', ' 65536 B'])('the memory %p', (memory) => {
    expect(validateRuntimes({ runtimes: { nodejs: [{ ...NODE, stemCells: [{ initialCount: 2, memory }] }] } })).toEqual(
      [],
    );
  });

  test('a reactive stem cell, as in upstream', () => {
    const reactive = { minCount: 0, maxCount: 4, ttl: '2 minutes', threshold: 1, increment: 1 };
    const stemCells = [{ initialCount: 2, memory: '256 MB', reactive }];
    expect(validateRuntimes({ runtimes: { nodejs: [{ ...NODE, stemCells }] } })).toEqual([]);
  });
});
