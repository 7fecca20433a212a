import * as fc from 'fast-check';
import { parseQuantity } from '../../lib/kube/resources';

test.each([
  ['250m', 0.25],
  ['2', 2],
  ['1.5', 1.5],
  ['512Mi', 512 * 2 ** 20],
  ['1Gi', 2 ** 30],
  ['1G', 1e9],
  ['64Ki', 65536],
])('%s stands for %d', (text, value) => {
  expect(parseQuantity(text)).toBe(value);
});

test.each(['', 'x', '1 Gi', '-1', '1gi', '1e3'])('%p is not a quantity', (text) => {
  expect(() => parseQuantity(text)).toThrow(`'${text}' is not a quantity; write for example 250m, 2, 512Mi or 1Gi`);
});

test('the same amount in a larger unit is the same number', () => {
  const steps = ['Ki', 'Mi', 'Gi', 'Ti'];
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 1, max: 3 }), (amount, index) => {
      expect(parseQuantity(`${amount * 1024}${steps[index - 1]}`)).toBe(parseQuantity(`${amount}${steps[index]}`));
      expect(parseQuantity(`${amount}m`)).toBe(parseQuantity(`${amount / 1000}`));
    }),
  );
});
