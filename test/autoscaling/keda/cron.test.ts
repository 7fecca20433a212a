import fc from 'fast-check';
import { cronMistake } from '../../../lib/autoscaling/keda/cron';
import { timezoneMistake } from '../../../lib/text/time-zone';

test.each([
  '0 8 * * 1-5',
  '*/15 0-6,22,23 1 jan-mar MON',
  '5/10 * ? * ?',
  '0 0 29 2 *',
  // Either day suffices where both are given.
  '0 0 31 2 1',
  ' 0  8 * *\t1 ',
])("KEDA's parser reads '%s'", (text) => {
  expect(cronMistake(text)).toBeUndefined();
});

test.each([
  ['', "'' has 0 fields"],
  ['0 8 * *', "'0 8 * *' has 4 fields"],
  ['0 0 8 * * 1', "'0 0 8 * * 1' has 6 fields"],
  ['@daily', "'@daily' has 1 fields"],
  ['60 8 * * *', "'60 8 * * *': minute '60' is not within 0 to 59"],
  ['0 24 * * *', "'0 24 * * *': hour '24' is not within 0 to 23"],
  ['0 0 0 * *', "'0 0 0 * *': day of month '0' is not within 1 to 31"],
  ['0 0 * * 7', "'0 0 * * 7': day of week '7' is not within 0 to 6"],
  ['0 0 * * fri-mon', "'0 0 * * fri-mon': day of week 'fri-mon' begins after its end"],
  ['*/0 * * * *', "'*/0 * * * *': minute '*/0' has a step of 0"],
  ['a * * * *', "'a * * * *': 'a' is not a minute"],
  ['1-2-3 * * * *', "'1-2-3 * * * *': '1-2-3' is not a minute"],
  ['1/2/3 * * * *', "'1/2/3 * * * *': '1/2/3' is not a minute"],
  ['-5 * * * *', "'-5 * * * *': '-5' is not a minute"],
  [', * * * *', "', * * * *': minute is empty"],
  ['0 0 30 feb *', "'0 0 30 feb *' never occurs: no such month has such a day"],
])("KEDA's parser refuses '%s', or it never occurs", (text, mistake) => {
  expect(cronMistake(text)).toBe(mistake);
});

test('numbers within the bounds of each field are valid, and others are not', () => {
  const bounds = [
    [0, 59],
    [0, 23],
    [1, 28],
    [1, 12],
    [0, 6],
  ] as const;
  fc.assert(
    fc.property(fc.nat({ max: 4 }), fc.integer({ min: 0, max: 70 }), (field, value) => {
      const [min, max] = bounds[field] ?? [0, 0];
      const text = ['1', '1', '1', '1', '1'].map((one, index) => (index === field ? String(value) : one)).join(' ');
      const isWithin = value >= min && (field === 2 ? value <= 31 : value <= max);
      expect(cronMistake(text) === undefined).toBe(isWithin);
    }),
  );
});

test.each(['Europe/Berlin', 'Etc/UTC', 'UTC', 'America/Argentina/Buenos_Aires'])('%s is a time zone', (name) => {
  expect(timezoneMistake(name)).toBeUndefined();
});

test.each([
  ['Europe/berlin', 'Europe/Berlin'],
  ['Europe/Potsdam', undefined],
  ['+01:00', undefined],
])('KEDA does not find the time zone %s', (name, right) => {
  expect(timezoneMistake(name)).toEqual(right ? { right } : {});
});
