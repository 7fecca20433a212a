import * as fc from 'fast-check';
import { rateAt, type Sample } from '../../../lib/simulator/alert-loop/rate';

const samples = (...pairs: [time: number, value: number][]): Sample[] =>
  pairs.map(([time, value]) => ({ time, value }));

describe('rate()', () => {
  test.each<[string, Sample[], number, number, number | undefined]>([
    ['two samples up to the end of the window', samples([5, 100], [10, 130]), 10, 10, 6],
    ['a window without its beginning', samples([0, 0], [5, 100], [10, 130]), 10, 10, 6],
    ['a single sample', samples([10, 130]), 10, 10, undefined],
    ['no sample', [], 10, 10, undefined],
    // A scrape every 5 s, of which the last four failed: 15 s of samples, 5 s before and 2.5 s after them.
    ['missing samples at the end', samples([5, 100], [10, 110], [15, 120], [20, 130]), 40, 40, (30 * 22.5) / 15 / 40],
    // The counter was 0 two seconds before its first sample.
    ['a counter that has just begun', samples([5, 4], [10, 14]), 10, 10, (10 * 7) / 5 / 10],
    ['a reset', samples([5, 100], [10, 10], [15, 30]), 15, 15, (30 * 15) / 10 / 15],
    ['no increase', samples([5, 7], [10, 7]), 10, 10, 0],
  ])('of %s', (_, given, now, window, rate) => {
    if (rate === undefined) expect(rateAt(given, now, window)).toBeUndefined();
    else expect(rateAt(given, now, window)).toBeCloseTo(rate, 9);
  });

  test('of a steady counter is its slope, whenever it is scraped and evaluated', () => {
    fc.assert(
      fc.property(
        fc.record({
          slope: fc.integer({ min: 0, max: 1000 }),
          interval: fc.integer({ min: 1, max: 30 }),
          offset: fc.double({ min: 0, max: 1, noNaN: true }),
          windows: fc.double({ min: 2, max: 12, noNaN: true }),
        }),
        ({ slope, interval, offset, windows }) => {
          const steady = Array.from({ length: 40 }, (_, index) => (index + offset) * interval).map((time) => ({
            time,
            value: 1e6 + slope * time,
          }));
          expect(rateAt(steady, 39 * interval, windows * interval)).toBeCloseTo(slope, 5);
        },
      ),
    );
  });
});
