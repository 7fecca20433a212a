import * as fc from 'fast-check';
import { isQuantity, milliValue, parseQuantity, parseSize } from '../../lib/text/quantity';

test.each([
  ['250m', 0.25],
  ['13m', 0.013],
  ['2', 2],
  ['1.5', 1.5],
  ['512Mi', 512 * 2 ** 20],
  ['1Gi', 2 ** 30],
  ['1G', 1e9],
  ['64Ki', 65536],
  ['1e3', 1000],
  ['1500u', 0.0015],
])('%s is the number %d', (text, value) => {
  expect(parseQuantity(text)).toBe(value);
});

test.each(['', 'x', '1 Gi', '-1', '1gi', '2 cores', '1KB'])('%p is not a quantity', (text) => {
  expect(isQuantity(text)).toBe(false);
  const message = `'${text}' is not a quantity; write for example 250m, 2, 512Mi or 1Gi`;
  expect(() => parseQuantity(text)).toThrow(message);
  expect(() => milliValue(text)).toThrow(message);
});

test.each([
  ['250m', 250],
  ['2', 2000],
  [0.069, 69],
  ['1.5', 1500],
  ['100n', 1],
  ['1500u', 2],
  ['1Ki', 1_024_000],
  ['1e3', 1_000_000],
  ['2k', 2_000_000],
])('%s is %d thousandths, rounded up', (text, value) => {
  expect(milliValue(text)).toBe(value);
});

const amount = fc.integer({ min: 0, max: 1_000_000 });

test('an amount is the same number in each unit', () => {
  const steps = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];
  fc.assert(
    fc.property(amount, fc.integer({ min: 1, max: 5 }), (number, index) => {
      expect(parseQuantity(`${number * 1024}${steps[index - 1]}`)).toBe(parseQuantity(`${number}${steps[index]}`));
      expect(parseQuantity(`${number}m`)).toBe(parseQuantity(`${number / 1000}`));
      expect(parseQuantity(`${number}k`)).toBe(parseQuantity(`${number}e3`));
      expect(milliValue(`${number}m`)).toBe(number);
    }),
  );
});

test('a size has its bytes in every unit', () => {
  fc.assert(
    fc.property(amount, (mebibytes) => {
      const size = parseSize(`${mebibytes}Mi`);
      expect(size.mebibytes).toBe(mebibytes);
      expect(size.gibibytes * 1024).toBe(mebibytes);
      expect(size.times(2).bytes).toBe(2 * size.bytes);
    }),
  );
});
