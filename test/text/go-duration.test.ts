import * as fc from 'fast-check';
import { parseGoDuration } from '../../lib/text/go-duration';

test.each([
  ['0', 0],
  ['15s', 15],
  ['5m0s', 300],
  ['1h2m3.5s', 3723.5],
  ['500ms', 0.5],
  ['.5m', 30],
])('%s has %d seconds', (text, seconds) => expect(parseGoDuration(text)).toBeCloseTo(seconds));

test.each(['', '15', '-5s', '5 s', '5d', 's', '5s5'])("'%s' is not a duration", (text) =>
  expect(parseGoDuration(text)).toBeUndefined(),
);

test('whole seconds are read as Go writes them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 86_400 }), (seconds) => {
      const text = `${Math.floor(seconds / 3600)}h${Math.floor(seconds / 60) % 60}m${seconds % 60}s`;
      expect(parseGoDuration(text)).toBe(seconds);
    }),
  );
});
