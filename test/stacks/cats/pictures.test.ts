import * as fc from 'fast-check';
import { catPicture } from '../../../stacks/cats/picture/cat';
import { escapePicture, unescapePicture } from '../../../stacks/cats/stored-form';
import { faultOfXml } from './xml';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

/** The drawing alone: the description names the seed, so it always differs. */
const shapes = (seed: number): string => catPicture(seed).replace(/<desc>.*<\/desc>/, '');

describe('a cat', () => {
  test('is the same for the same seed, on every machine', () => {
    expect(catPicture(42)).toBe(catPicture(42));
    expect(catPicture(42)).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 400 400" role="img">\n/,
    );
    expect(catPicture(42)).toContain('<title>Cosmo, a brown cat, tabby, sleeping</title>\n<desc>Seed 42</desc>');
    expect(catPicture(42)).toContain('<ellipse cx="200" cy="282" rx="136.5" ry="83.3" fill="#8a6244"/>');
  });

  test('looks different for each of a thousand neighbouring seeds', () => {
    const pictures = Array.from({ length: 1000 }, (_, seed) => shapes(seed));
    expect(new Set(pictures).size).toBe(1000);
  });

  test('looks different for different seeds', () => {
    fc.assert(fc.property(seeds, seeds, (one, other) => one === other || shapes(one) !== shapes(other)));
  });

  test('has every coat, marking and pose among few seeds', () => {
    const titles = Array.from({ length: 200 }, (_, seed) => /<title>\w+, (.*)<\/title>/.exec(catPicture(seed))?.[1]);
    const words = (index: number) => [...new Set(titles.map((title) => title?.split(', ')[index]))].sort();
    expect(words(0)).toEqual(['black', 'blue', 'brown', 'cream', 'ginger', 'grey', 'white'].map((c) => `a ${c} cat`));
    expect(words(1)).toEqual(['patched', 'plain', 'tabby']);
    expect(words(2)).toEqual(['loafing', 'sitting', 'sleeping']);
  });

  test('is a small well-formed drawing with a title, without scripts and links, and numbers only where numbers belong', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const picture = catPicture(seed);
        expect(faultOfXml(picture)).toBeUndefined();
        expect(picture.length).toBeLessThan(8192);
        expect(picture).not.toMatch(/<script|href|url\(|NaN|undefined|Infinity|\d\.\d\d/);
      }),
    );
  });
});

test.each([
  ['<a><b></a>', 'closes another element: </a>'],
  ['<a b="1" b="2"/>', 'an attribute twice: <a b="1" b="2"/>'],
  ['<a>x & y</a>', 'no token: & y</a>'],
  ['<a/><b/>', '2 roots'],
  ['<a b=1/>', 'no token: <a b=1/>'],
  ['<a>', 'open: a'],
  ['x', '0 roots'],
  ['<a b="&lt;">&#39;</a>', undefined],
])('the fault of %j is %j', (xml, fault) => {
  expect(faultOfXml(xml)).toBe(fault);
});

describe('the stored form of a picture', () => {
  test('is escaped base64', () => {
    expect(escapePicture(Buffer.from([0xfb, 0xff, 0xfe, 0x00]))).toBe('%2B%2F%2F%2BAA%3D%3D');
  });

  test('is the picture again, byte for byte', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const stored = escapePicture(Buffer.from(bytes));
        expect(stored).toMatch(/^[A-Za-z0-9%]*$/);
        expect(unescapePicture(stored)).toEqual(Buffer.from(bytes));
      }),
    );
  });

  test.each(['AAA', 'AA%3d%3d', 'AA==', 'A%', '<b>', 'AAAA ', 'AB%3D%3D'])('%j is refused', (stored) => {
    expect(unescapePicture(stored)).toBeUndefined();
  });
});
