import fc from 'fast-check';
import { repetitions } from '../../lib/text/repeated';

test('a value is repeated exactly where an equal one comes before it', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', 'c', undefined)), (values) => {
      const isRepeated = repetitions(values);
      values.forEach((value, index) => expect(isRepeated(index)).toBe(values.slice(0, index).includes(value)));
    }),
  );
});

test('a hundred thousand values take less than a second', () => {
  const started = process.cpuUsage();
  const isRepeated = repetitions(Array.from({ length: 100_000 }, (_, index) => `name-${index}`));
  expect(isRepeated(99_999)).toBe(false);
  expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
});
