import * as fc from 'fast-check';
import { duration } from '../../lib/platform/schema/common';
import { parseHoconDuration } from '../../lib/text/hocon-duration';

test.each([
  ['100ms', 100],
  ['5m', 300_000],
  ['20 seconds', 20_000],
  ['1 d', 86_400_000],
])('%s has %d milliseconds: m is minutes, not milli or mega', (text, milliseconds) => {
  expect(parseHoconDuration(text)).toBe(milliseconds);
});

test.each(['', '5', '1.5s', '5 M', '1w'])('%p is refused', (text) => {
  expect(() => parseHoconDuration(text)).toThrow(
    `'${text}' is not a duration; write for example 100ms, 30s, 5m or 20 seconds`,
  );
});

test('every duration that a platform file may hold is read, and long unit names equal short ones', () => {
  const units = fc.constantFrom(['ms', 'millisecond'], ['s', 'second'], ['m', 'minute'], ['h', 'hour'], ['d', 'day']);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), units, (number, [short = '', long = '']) => {
      const texts = [`${number}${short}`, `${number} ${short}`, `${number} ${long}`, `${number} ${long}s`];
      for (const text of texts) expect(duration().safeParse(text).success).toBe(true);
      expect(new Set(texts.map(parseHoconDuration)).size).toBe(1);
    }),
  );
});
