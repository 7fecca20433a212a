import fc from 'fast-check';
import { SimulationInputError } from '../../lib/simulator/input-error';
import { readTrace } from '../../lib/simulator/read-trace';

const cell = fc.oneof(
  fc.constantFrom('', '0', '1', '-1', '1e3', '1e308', '1e999', 'NaN', 'Infinity', 'none', '0x10', '1,5', '"', '\0'),
  fc.double({ noNaN: true }).map(String),
  fc.string({ maxLength: 8 }),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);
const row = fc.array(cell, { maxLength: 4 }).map((cells) => cells.join(','));
const csv = fc
  .tuple(
    fc.oneof(fc.constantFrom('time_s,demand', 'time,a,b', '\uFEFFtime_s,demand'), row),
    fc.array(row, { maxLength: 8 }),
  )
  .map(([header, rows]) => [header, ...rows].join('\n'));
const json = fc.oneof(
  fc.json(),
  fc
    .array(fc.tuple(fc.oneof(fc.double(), fc.string()), fc.oneof(fc.double().map(String), fc.string(), fc.double())))
    .map((values) => JSON.stringify([{ metric: { a: 'b' }, values }])),
);

test('any text is a trace of ordered, finite times and demands of 0 or more, or is refused with its file', () => {
  fc.assert(
    fc.property(fc.oneof(csv, json, fc.string()), fc.boolean(), (text, hold) => {
      try {
        const { rows } = readTrace(text, 'load.csv', { hold });
        rows.forEach(({ time, values }, index) => {
          expect(Number.isFinite(time) && time > (rows[index - 1]?.time ?? -1)).toBe(true);
          expect(values.every((value) => value === undefined || (Number.isFinite(value) && value >= 0))).toBe(true);
        });
      } catch (error) {
        if (!(error instanceof SimulationInputError)) throw error;
        expect(error.message).toMatch(/^load\.csv: \d+ mistakes?; nothing was simulated\n {2}load\.csv/);
      }
    }),
    { seed: 18, numRuns: 2000 },
  );
});
