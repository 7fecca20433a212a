import * as fc from 'fast-check';
import { fromRegistry, imageReference, parseImage, whyUnpinned } from '../../lib/kube/images';
import { IMAGE_NAMES, IMAGES } from '../../lib/catalogue/images';

test('references are split as container runtimes split them', () => {
  expect(parseImage('redis:7')).toEqual({ registry: '', repository: 'redis', version: ':7' });
  expect(parseImage('apache/kafka:3')).toEqual({ registry: '', repository: 'apache/kafka', version: ':3' });
  expect(parseImage('quay.io/coreos/etcd:v3')).toEqual({
    registry: 'quay.io',
    repository: 'coreos/etcd',
    version: ':v3',
  });
  expect(parseImage('localhost:5000/a/b@sha256:0')).toEqual({
    registry: 'localhost:5000',
    repository: 'a/b',
    version: '@sha256:0',
  });
});

test.each([
  ['redis', 'has no tag'],
  ['localhost:5000/redis', 'has no tag'],
  ['redis:', 'has no tag'],
  ['redis:latest', "has the moving tag 'latest'"],
  ['openwhisk/controller:nightly', "has the moving tag 'nightly'"],
  ['', 'is not an image reference'],
  ['redis 7:1', 'is not an image reference'],
])('%p %s', (reference, reason) => {
  expect(whyUnpinned(reference)).toBe(reason);
});

test('a tag or a digest pins an image', () => {
  expect(whyUnpinned('redis:7.2')).toBeUndefined();
  expect(whyUnpinned('redis@sha256:abc')).toBeUndefined();
  expect(whyUnpinned('redis:latest@sha256:abc')).toBeUndefined();
});

test('another registry replaces the original one, once', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(IMAGES)),
      fc.constantFrom('r.io', 'r.io:5000/a/b', 'r.io/'),
      (image, registry) => {
        const moved = fromRegistry(image, registry);
        const { repository, version } = parseImage(image);
        expect(moved).toBe(`${registry.replace(/\/$/, '')}/${repository}${version}`);
        expect(fromRegistry(image)).toBe(image);
      },
    ),
  );
});

test('a digest stands behind the tag of exactly its image, in whichever registry', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  fc.assert(
    fc.property(
      fc.constantFrom(...IMAGE_NAMES),
      fc.constantFrom(...IMAGE_NAMES),
      fc.constantFrom(undefined, 'r.io/a'),
      (name, pinned, registry) => {
        const source = { versions: IMAGES, registry, digests: { [IMAGES[pinned]]: digest } };
        const expected = fromRegistry(IMAGES[name], registry) + (IMAGES[name] === IMAGES[pinned] ? `@${digest}` : '');
        expect(imageReference(name, source)).toBe(expected);
      },
    ),
  );
  const overrides = { redis: 'example.org/redis:7' };
  const source = { versions: IMAGES, registry: 'r.io', overrides, digests: { 'example.org/redis:7': digest } };
  expect(imageReference('redis', source)).toBe(`example.org/redis:7@${digest}`);
});
