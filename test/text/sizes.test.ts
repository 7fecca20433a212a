import * as fc from 'fast-check';
import { whiskSize } from '../../lib/platform/schema/common';
import { parsePrometheusSize, toPrometheusSize } from '../../lib/text/prometheus-size';
import { Size } from '../../lib/text/size';
import { isWhiskSize, parseWhiskSize } from '../../lib/text/whisk-size';

const digits = fc.integer({ min: 0, max: 1_000_000 });

describe("OpenWhisk's sizes", () => {
  test.each([
    ['512m', 512 * 2 ** 20],
    ['512 MB', 512 * 2 ** 20],
    ['1kB', 1024],
    ['2g', 2 * 2 ** 30],
    ['100 b', 100],
  ])('%s has %d bytes: m is MiB, not thousandths', (text, bytes) => {
    expect(parseWhiskSize(text).bytes).toBe(bytes);
  });

  test.each(['', '512', '512Mi', '1.5g', 'm'])('%p is refused', (text) => {
    expect(isWhiskSize(text)).toBe(false);
    expect(() => parseWhiskSize(text)).toThrow(
      `'${text}' is not a size of OpenWhisk; write for example 128m, 512 MB or 2g`,
    );
  });

  test('every size that a platform file may hold is read', () => {
    const unit = fc.constantFrom('b', 'k', 'm', 'g', 'B', 'kB', 'K', 'MB', 'M', 'GB', 'G');
    fc.assert(
      fc.property(digits, fc.constantFrom('', ' '), unit, (number, space, suffix) => {
        const text = `${number}${space}${suffix}`;
        expect(whiskSize().safeParse(text).success).toBe(true);
        const power = 'bkmg'.indexOf(suffix.charAt(0).toLowerCase());
        expect(parseWhiskSize(text).bytes).toBe(number * 1024 ** power);
      }),
    );
  });
});

describe("Prometheus' sizes", () => {
  test.each([
    ['512B', 512],
    ['40GB', 40 * 2 ** 30],
    ['2PB', 2 * 2 ** 50],
  ])('%s has %d bytes: the units are binary', (text, bytes) => {
    expect(parsePrometheusSize(text).bytes).toBe(bytes);
  });

  test.each(['', '40', '40Gi', '1.5GB', '40gb'])('%p is refused', (text) => {
    expect(() => parsePrometheusSize(text)).toThrow(
      `'${text}' is not a size of Prometheus; write for example 512MB or 40GB`,
    );
  });

  test('a written size is never larger than the amount, and less than 1 MiB smaller', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (bytes) => {
        const written = parsePrometheusSize(toPrometheusSize(Size.bytes(bytes))).bytes;
        expect(written).toBeLessThanOrEqual(bytes);
        expect(bytes - written).toBeLessThan(2 ** 20);
      }),
    );
  });
});
