import { remembered } from '../../lib/text/remembered';

test('each text is computed once, also if the result is undefined', () => {
  const compute = jest.fn((text: string) => (text === 'a' ? undefined : text.length));
  const length = remembered(compute);
  expect([length('a'), length('a'), length('bcd'), length('bcd')]).toEqual([undefined, undefined, 3, 3]);
  expect(compute.mock.calls).toEqual([['a'], ['bcd']]);
});
